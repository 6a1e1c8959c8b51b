//! The rows of the match list.

use std::collections::HashMap;

use turash_engine::matching::{Match, Relaxation, Route};
use turash_engine::model::{DealState, FlowId, MatchId};
use turash_engine::quantity::{self, Locale, number};

use crate::error::Error;
use crate::matched::Matched;
use crate::price::Priced;
use crate::session::Session;
use crate::view::{End, Loser, MatchRow, Message};

/// The state of the deal on each match that has one.
pub(crate) struct States(HashMap<MatchId, DealState>);

impl States {
    /// As the project has them; an ended deal counts until another is opened.
    pub(crate) fn of(session: &Session) -> Result<Self, Error> {
        let deals = session.replica.read(|reader| reader.deals())?;
        let mut states = HashMap::new();
        for deal in deals {
            let ended = deal.state.needs_outcome();
            if !ended || !states.contains_key(&deal.match_id) {
                states.insert(deal.match_id, deal.state);
            }
        }
        Ok(Self(states))
    }

    /// The state of a match: suggested, where there is no deal.
    pub(crate) fn of_match(&self, id: MatchId) -> DealState {
        self.0.get(&id).copied().unwrap_or(DealState::Suggested)
    }
}

/// One match as the list shows it.
pub(crate) fn match_row(matched: &Matched, states: &States, at: usize, locale: Locale) -> MatchRow {
    let found = &matched.set().matches[at];
    let priced = &matched.priced[at];
    let euro =
        |eur: Option<f64>| eur.map(|eur| quantity::shown_to(eur / 1000.0, "kEUR", 0, locale));
    MatchRow {
        id: found.id.to_string(),
        rank: at + 1,
        supply: end(matched, found.supply),
        demand: end(matched, found.demand),
        kind: found.kind,
        distance: quantity::shown_to(found.distance_km, "km", 1, locale),
        score: found.score,
        score_display: number(found.score, 2, locale),
        npv_supplier: euro(priced.npv_supplier()),
        npv_accepter: euro(priced.npv_accepter()),
        payback: priced.payback_years.map(|years| quantity::shown_to(years, "a", 1, locale)),
        co2: priced.co2_t_per_year.map(|t| quantity::shown_to(t, "t/a", 0, locale)),
        state: states.of_match(found.id),
        route: route_code(found.route).to_owned(),
        assumed: priced.assumed,
        relaxed: relaxed(found, locale),
        loses: loser(priced),
        needs_price: priced.needs.as_ref().map(|needs| needs.message()),
    }
}

/// Stable name of who handles a match.
pub(crate) fn route_code(route: Route) -> &'static str {
    match route {
        Route::Automated => "automated",
        Route::Facilitated => "facilitated",
    }
}

/// What was relaxed, in words.
pub(crate) fn relaxed(found: &Match, locale: Locale) -> Vec<Message> {
    let of = |relaxation: &Relaxation| super::message(&relaxation.message(), locale);
    found.relaxed.iter().map(of).collect()
}

fn end(matched: &Matched, flow: FlowId) -> End {
    let region = &matched.loaded.region;
    let Some(at) = region.find_flow(flow) else {
        // The region of a match always holds its flows; an empty end would show, not hide it.
        return End {
            flow: flow.to_string(),
            site: String::new(),
            organization: String::new(),
            name: String::new(),
            flow_name: String::new(),
            lat: 0.0,
            lon: 0.0,
        };
    };
    let site = region.site_of(at);
    End {
        flow: flow.to_string(),
        site: site.id.to_string(),
        organization: site.organization.to_string(),
        name: site.name.clone(),
        flow_name: region.flows()[at].name.clone(),
        lat: site.position.map_or(0.0, |p| p.lat),
        lon: site.position.map_or(0.0, |p| p.lon),
    }
}

fn loser(priced: &Priced) -> Option<Loser> {
    match (priced.npv_supplier()? < 0.0, priced.npv_accepter()? < 0.0) {
        (true, true) => Some(Loser::Both),
        (true, false) => Some(Loser::Supplier),
        (false, true) => Some(Loser::Accepter),
        (false, false) => None,
    }
}
