//! How the facts of a packet are written: parties by name or by sector, amounts in the unit of
//! the resource.

use turash_engine::model::Direction;
use turash_engine::packet::{PacketFacts, PartyFacts};
use turash_engine::quantity::Shown;

use crate::furniture::Section;
use crate::sheet::Sheet;
use crate::words::Arg;

impl Sheet<'_> {
    /// Says what `*` means, and where to read on if that page is there.
    pub fn star_assumed(&mut self) {
        let choice = &self.furniture.choice;
        let sources = !choice.one_page && !choice.leave_out.contains(&Section::Sources);
        let key = if sources { "packet-note-assumed" } else { "portfolio-note-assumed" };
        let text = self.word(key);
        self.star(text);
    }

    /// An amount a year in the unit of the kind.
    pub fn yearly(&self, value: f64) -> Shown {
        self.yearly_in(&self.facts.unit, value)
    }

    /// A party's name, or its sector and country where the name is withheld.
    pub fn party(&self, party: &PartyFacts) -> String {
        match &party.name {
            Some(name) => name.clone(),
            None => self.say("packet-party-anonymous", &self.party_args(party)),
        }
    }

    /// The other party in a few words: its name, or `the other party`.
    pub fn other_short(&self) -> String {
        match &self.facts.counterparty.name {
            Some(name) => name.clone(),
            None => self.word("packet-party-other"),
        }
    }

    /// The name of the side, for tables: the party's name or what it is.
    pub fn side_name(&self, side: Direction) -> String {
        if side == self.facts.recipient_side {
            self.facts.recipient.name.clone().unwrap_or_default()
        } else {
            self.other_short()
        }
    }

    fn party_args(&self, party: &PartyFacts) -> [(&'static str, Arg); 2] {
        [("sector", self.sector(party).into()), ("country", self.country(party).into())]
    }

    /// Sector of a party.
    pub fn sector(&self, party: &PartyFacts) -> String {
        self.sector_named(party.sector.as_deref())
    }

    /// Country of a party.
    pub fn country(&self, party: &PartyFacts) -> String {
        self.country_named(party.country.as_deref())
    }

    /// The name of the resource.
    pub fn kind(&self) -> String {
        self.kind_named(self.facts.kind)
    }

    /// The name of the resource in the genitive, inside a sentence.
    pub fn kind_of(&self) -> String {
        self.say("packet-kind-of", &[("kind", self.facts.kind.code().into())])
    }
}

/// Share of the demand that the exchange covers, where both are shown.
pub fn covered_share(facts: &PacketFacts) -> Option<f64> {
    let delivered = facts.exchange.delivered_per_year.exact()?;
    let demand = facts.demand.amount_per_year.exact()?;
    (demand > 0.0).then(|| (delivered / demand).min(1.0))
}
