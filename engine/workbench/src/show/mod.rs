//! From the engine's values to the shapes of [`crate::view`]: units, digits, messages.
//!
//! Every number goes through `engine::quantity`; nothing is worked out here but sums.

mod charts;
pub(crate) mod detail;
pub(crate) mod fields;
mod law_path;
pub(crate) mod rows;
pub(crate) mod stress;
pub(crate) mod what_if;

use turash_engine::law;
use turash_engine::matching::Match;
use turash_engine::matching::outcome::Outcome;
use turash_engine::model::{Carrier, Direction, Flow, Kind, Region, Site};
use turash_engine::packet::LawItem;
use turash_engine::quantity::{self, Locale, Shown};
use turash_engine::reference::Reference;
use turash_engine::risk::Risk;
use turash_engine::thermo::TwoStreams;

use crate::view::{FlowRow, Message, Named, SiteRow};

/// A site in the register.
pub(crate) fn site_row(region: &Region, site: &Site, locale: Locale) -> SiteRow {
    let flows: Vec<&Flow> = region.flows_at(site.id).iter().map(|&at| region.flow(at)).collect();
    let count = |direction| flows.iter().filter(|f| f.direction == direction).count();
    let thermal = |direction| {
        let wanted = |f: &&&Flow| f.direction == direction && f.kind.is_thermal();
        // The sum of no numbers is a negative zero.
        flows.iter().filter(wanted).map(|f| f.amount_per_year).sum::<f64>() + 0.0
    };
    let owner = region.organization(site.organization);
    SiteRow {
        id: site.id.to_string(),
        name: site.name.clone(),
        organization: Named {
            id: site.organization.to_string(),
            name: owner.map(|o| o.name.clone()).unwrap_or_default(),
        },
        lat: site.position.map(|p| p.lat),
        lon: site.position.map(|p| p.lon),
        country: site.country.clone(),
        town: site.town.clone(),
        sector: site.sector.clone(),
        supplies: count(Direction::Supply),
        demands: count(Direction::Demand),
        supply: quantity::energy_per_year(thermal(Direction::Supply), locale),
        demand: quantity::energy_per_year(thermal(Direction::Demand), locale),
        precision: flows.iter().map(|f| f.precision).min(),
        source: site.source.dataset.clone(),
    }
}

/// A flow of a site.
pub(crate) fn flow_row(flow: &Flow, locale: Locale) -> FlowRow {
    let amount = |value: f64| yearly_amount(flow.kind, value, locale);
    let degrees = |t: quantity::Celsius| quantity::shown_to(t.0, "°C", 0, locale);
    let unit_price = format!("EUR/{}", flow.kind.rules().unit);
    let price = flow.price.as_ref().and_then(|p| p.per_unit.to_string().parse::<f64>().ok());
    FlowRow {
        id: flow.id.to_string(),
        site: flow.site.to_string(),
        name: flow.name.clone(),
        direction: flow.direction,
        kind: flow.kind,
        class: flow.class.clone(),
        amount: amount(flow.amount_per_year),
        amount_low: flow.amount_low.map(amount),
        amount_high: flow.amount_high.map(amount),
        temperature: flow.quality.temperature.map(degrees),
        return_temperature: flow.quality.return_temperature.map(degrees),
        hours: quantity::shown_to(flow.hours_per_year(), "h/a", 0, locale),
        price: price.map(|p| quantity::shown_to(p, &unit_price, 2, locale)),
        replaces: flow.replaces.map(|carrier| Message::new(carrier_code(carrier))),
        precision: flow.precision,
        source: flow.source.dataset.clone(),
        method: flow.source.method.as_ref().map(|m| Message::new(format!("method-{m}"))),
        confidential: flow.confidential.iter().cloned().collect(),
        editable: fields::editable(flow),
    }
}

/// A yearly amount in the unit of its kind.
pub(crate) fn yearly_amount(kind: Kind, value: f64, locale: Locale) -> Shown {
    match kind.rules().unit {
        "MWh" => quantity::energy_per_year(value, locale),
        unit => quantity::shown(value, &format!("{unit}/a"), locale),
    }
}

/// Message of what a demand burns or buys today.
pub(crate) fn carrier_code(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Gas => "carrier-gas",
        Carrier::HeatingOil => "carrier-heating-oil",
        Carrier::Coal => "carrier-coal",
        Carrier::Biomass => "carrier-biomass",
        Carrier::Electricity => "carrier-electricity",
        Carrier::DistrictHeat => "carrier-district-heat",
    }
}

/// A sentence of the matcher with its numbers written for the reader.
pub(crate) fn message(message: &turash_engine::matching::Message, locale: Locale) -> Message {
    let mut shown = Message::new(message.code.as_str());
    for (name, value) in &message.args {
        shown = shown.with(name, value.shown(locale));
    }
    shown
}

/// What law and risk say of a match, and the heat it moves.
pub(crate) struct Judged {
    /// What changes hands at the largest rate in kW, for thermal kinds.
    pub(crate) duty_kw: Option<f64>,
    /// Temperatures of both streams, for thermal kinds that state them.
    pub(crate) streams: Option<TwoStreams>,
    pub(crate) verdict: law::Verdict,
    pub(crate) law: Vec<LawItem>,
    pub(crate) risks: [Risk; 3],
}

/// What law and risk say in the outcome of a match.
pub(crate) fn judge(outcome: &Outcome<'_>, found: &Match, reference: &Reference) -> Judged {
    Judged {
        duty_kw: found.kind.is_thermal().then_some(found.rate_per_hour * 1000.0),
        streams: outcome.delivery.temperatures,
        law: LawItem::of(&law::report(&outcome.law, reference)),
        verdict: outcome.law,
        risks: outcome.risks.clone(),
    }
}
