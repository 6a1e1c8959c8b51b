//! What a region's exchanges bring all together, cut to what anybody may know.
//!
//! [`select`] takes each flow once, so that nothing is counted twice; [`facts`] adds up and cuts.
//! The report goes to a municipality or to the press: no names, places as 10 km squares, amounts
//! of one exchange as classes. A sum is exact only where nobody, not even a party that knows its
//! own exchanges, could work out another's from it ([`audit`]). No words and no layout in here.

pub mod audit;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::matching::Match;
use crate::model::{Deal, DealState, Kind, MatchId, OrganizationId, Position};
use crate::packet::{Known, amount_class, square_centre};
use audit::Part;

/// How many exchanges the list shows.
pub const MOST_LISTED: usize = 15;

/// One exchange of the portfolio with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// What is exchanged.
    pub kind: Kind,
    /// How far it has come.
    pub state: DealState,
    /// Who gives, and who takes.
    pub ends: [End; 2],
    /// Units of the kind that arrive in a year.
    pub delivered_per_year: f64,
    /// What both gain, where prices allow to say so.
    pub money: Option<Money>,
    /// CO2 avoided in t a year, where it is known.
    pub co2_t_per_year: Option<f64>,
}

/// One side of an exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Whose it is.
    pub organization: OrganizationId,
    /// Its sector in the words of the source.
    pub sector: Option<String>,
    /// ISO code of its country.
    pub country: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
}

/// The money of an exchange, both parties together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Money {
    /// Gain, the capital spread over the years, in EUR a year.
    pub benefit_eur_per_year: f64,
    /// What has to be built, in EUR.
    pub capital_eur: f64,
    /// Whether it rests on a price that nobody stated.
    pub assumed: bool,
}

/// Everything a portfolio report prints.
#[derive(Debug, Clone, PartialEq)]
pub struct PortfolioFacts {
    /// How many exchanges have come how far.
    pub funnel: Funnel,
    /// One row for each kind, in the order of kinds.
    pub kinds: Vec<KindFacts>,
    /// Sums of the amounts in one unit, over kinds.
    pub amounts: Vec<(&'static str, Known)>,
    /// What all gain in EUR a year.
    pub benefit_eur_per_year: Known,
    /// What all have to build, in EUR.
    pub capital_eur: Known,
    /// CO2 that all avoid, in t a year.
    pub co2_t_per_year: Known,
    /// Organisations that take part.
    pub organizations: usize,
    /// Exchanges without a price, which the money leaves out.
    pub without_price: usize,
    /// Exchanges whose CO2 is not known, which that sum leaves out.
    pub without_co2: usize,
    /// Whether the money rests on a price that nobody stated.
    pub assumed: bool,
    /// The squares in which exchanges end, from north to south, then from west to east.
    pub squares: Vec<Square>,
    /// The exchanges that stand first, [`MOST_LISTED`] at most.
    pub listed: Vec<Listed>,
}

/// How many exchanges have come so far, or further.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Pairs that fit, a flow as often as it fits.
    pub found: usize,
    /// Exchanges of the portfolio: each flow once.
    pub chosen: usize,
    /// The parties talk.
    pub negotiating: usize,
    /// Reserved.
    pub reserved: usize,
    /// Contracted.
    pub contracted: usize,
    /// Delivering.
    pub live: usize,
}

/// The exchanges of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindFacts {
    /// The kind.
    pub kind: Kind,
    /// How many.
    pub exchanges: usize,
    /// What arrives in a year, in the unit of the kind.
    pub delivered_per_year: Known,
    /// What both sides gain in EUR a year.
    pub benefit_eur_per_year: Known,
    /// What has to be built, in EUR.
    pub capital_eur: Known,
    /// CO2 avoided in t a year.
    pub co2_t_per_year: Known,
}

/// A square of 10 km by 10 km.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Square {
    /// Its middle.
    pub centre: Position,
    /// Ends of exchanges in it, on the giving and on the taking side.
    pub ends: [usize; 2],
}

/// An exchange of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The kind.
    pub kind: Kind,
    /// How far it has come.
    pub state: DealState,
    /// Who gives, and who takes.
    pub ends: [ListedEnd; 2],
    /// What arrives in a year, as a class.
    pub delivered_per_year: Known,
    /// CO2 avoided in t a year, as a class.
    pub co2_t_per_year: Known,
}

/// One side of an exchange of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedEnd {
    /// Sector in the words of the source.
    pub sector: Option<String>,
    /// ISO code of the country.
    pub country: Option<String>,
    /// Position of its square in [`PortfolioFacts::squares`].
    pub square: Option<usize>,
}

/// Picks the exchanges of a portfolio, each flow once: what is agreed first, the furthest
/// before the rest, then matches in their order. `gains` says of the match at a position
/// whether it is worth while; one that is not counts only where its parties already talk.
/// Answers positions in `matches`.
pub fn select(
    matches: &[Arc<Match>],
    deals: &[Deal],
    gains: impl Fn(usize) -> bool,
) -> Vec<(usize, DealState)> {
    let at: HashMap<MatchId, usize> =
        matches.iter().enumerate().map(|(at, found)| (found.id, at)).collect();
    let mut standing: Vec<_> = deals
        .iter()
        .filter(|deal| !deal.state.needs_outcome() && deal.state != DealState::Suggested)
        .filter_map(|deal| Some((*at.get(&deal.match_id)?, deal.state)))
        .collect();
    standing.sort_by_key(|(at, state)| (std::cmp::Reverse(*state), *at));
    let suggested = (0..matches.len()).filter(|at| gains(*at)).map(|at| (at, DealState::Suggested));
    let mut taken = BTreeSet::new();
    let free = |(at, _): &(usize, DealState)| {
        let flows = [matches[*at].supply, matches[*at].demand];
        let free = flows.iter().all(|flow| !taken.contains(flow));
        if free {
            taken.extend(flows);
        }
        free
    };
    standing.into_iter().chain(suggested).filter(free).collect()
}

/// Adds up the exchanges, which stand in the order of the list, and cuts what anybody may know.
/// `found` counts all pairs that fit.
pub fn facts(exchanges: &[Exchange], found: usize) -> PortfolioFacts {
    let mut by_kind: BTreeMap<Kind, Vec<&Exchange>> = BTreeMap::new();
    for exchange in exchanges {
        by_kind.entry(exchange.kind).or_default().push(exchange);
    }
    let kinds: Vec<Group<'_>> = by_kind.into_values().map(Group::new).collect();
    let units: BTreeSet<&'static str> = kinds.iter().map(Group::unit).collect();
    let amounts = units.into_iter().map(|unit| {
        let of_unit: Vec<_> = kinds.iter().filter(|group| group.unit() == unit).collect();
        (unit, total(&of_unit, Measure::Delivered))
    });
    let amounts = amounts.collect();
    let all: Vec<_> = kinds.iter().collect();
    let squares = squares(exchanges);
    let known = |holds: fn(&Exchange) -> bool| exchanges.iter().filter(|e| !holds(e)).count();
    PortfolioFacts {
        funnel: funnel(exchanges, found),
        amounts,
        benefit_eur_per_year: total(&all, Measure::Benefit),
        capital_eur: total(&all, Measure::Capital),
        co2_t_per_year: total(&all, Measure::Co2),
        organizations: exchanges
            .iter()
            .flat_map(|exchange| exchange.ends.iter().map(|end| end.organization))
            .collect::<BTreeSet<_>>()
            .len(),
        without_price: known(|exchange| exchange.money.is_some()),
        without_co2: known(|exchange| exchange.co2_t_per_year.is_some()),
        assumed: exchanges.iter().any(|e| e.money.is_some_and(|money| money.assumed)),
        listed: exchanges.iter().take(MOST_LISTED).map(|e| listed(e, &squares)).collect(),
        kinds: kinds.iter().map(Group::facts).collect(),
        squares,
    }
}

fn funnel(exchanges: &[Exchange], found: usize) -> Funnel {
    let at_least = |state| exchanges.iter().filter(|exchange| exchange.state >= state).count();
    Funnel {
        found,
        chosen: exchanges.len(),
        negotiating: at_least(DealState::Negotiating),
        reserved: at_least(DealState::Reserved),
        contracted: at_least(DealState::Contracted),
        live: at_least(DealState::Live),
    }
}

/// What is added up.
#[derive(Debug, Clone, Copy)]
enum Measure {
    Delivered,
    Benefit,
    Capital,
    Co2,
}

impl Measure {
    const ALL: [Self; 4] = [Self::Delivered, Self::Benefit, Self::Capital, Self::Co2];

    fn of(self, exchange: &Exchange) -> Option<f64> {
        match self {
            Measure::Delivered => Some(exchange.delivered_per_year),
            Measure::Benefit => exchange.money.map(|money| money.benefit_eur_per_year),
            Measure::Capital => exchange.money.map(|money| money.capital_eur),
            Measure::Co2 => exchange.co2_t_per_year,
        }
    }

    fn parts(self, exchanges: &[&Exchange]) -> Vec<Part> {
        let part = |exchange: &&Exchange| {
            Some(Part {
                owners: [exchange.ends[0].organization, exchange.ends[1].organization],
                value: self.of(exchange)?,
            })
        };
        exchanges.iter().filter_map(part).collect()
    }
}

/// Exchanges of one kind, and whether their sums may be exact.
struct Group<'a> {
    exchanges: Vec<&'a Exchange>,
    /// Amount, money and CO2 follow each other, so that one which tells too much hides all.
    exact: bool,
}

impl<'a> Group<'a> {
    fn new(exchanges: Vec<&'a Exchange>) -> Self {
        let exact =
            Measure::ALL.into_iter().all(|measure| audit::is_safe(&measure.parts(&exchanges)));
        Self { exchanges, exact }
    }

    fn unit(&self) -> &'static str {
        self.exchanges[0].kind.rules().unit
    }

    fn known(&self, measure: Measure) -> Known {
        published(&measure.parts(&self.exchanges), self.exact)
    }

    fn facts(&self) -> KindFacts {
        KindFacts {
            kind: self.exchanges[0].kind,
            exchanges: self.exchanges.len(),
            delivered_per_year: self.known(Measure::Delivered),
            benefit_eur_per_year: self.known(Measure::Benefit),
            capital_eur: self.known(Measure::Capital),
            co2_t_per_year: self.known(Measure::Co2),
        }
    }
}

/// The sum over groups. Exact where what it tells of the groups that are not exact, all others
/// taken off, is safe to know.
fn total(groups: &[&Group<'_>], measure: Measure) -> Known {
    let of = |groups: &mut dyn Iterator<Item = &&Group<'_>>| {
        let exchanges: Vec<_> = groups.flat_map(|group| group.exchanges.iter().copied()).collect();
        measure.parts(&exchanges)
    };
    let all = of(&mut groups.iter());
    let open = of(&mut groups.iter().filter(|group| group.exact));
    let hidden = of(&mut groups.iter().filter(|group| !group.exact));
    if audit::is_safe(&hidden) {
        return published(&all, true);
    }
    let above = sum(&open);
    match published(&hidden, false) {
        Known::Class { from, to } => outward(above + from, above + to),
        known => known,
    }
}

/// A sum as it may be printed: exact, or between the sums of the ends of the classes, which
/// tells nothing that the classes do not.
fn published(parts: &[Part], exact: bool) -> Known {
    if parts.is_empty() {
        return Known::Unknown;
    }
    if exact {
        return Known::Exact { value: sum(parts), low: None, high: None };
    }
    let classes = parts.iter().map(|part| audit::class(part.value));
    let (from, to) = classes.fold((0.0, 0.0), |sum, class| (sum.0 + class.0, sum.1 + class.1));
    outward(from, to)
}

fn sum(parts: &[Part]) -> f64 {
    parts.iter().map(|part| part.value).sum()
}

/// The ends moved apart to two significant digits of the larger.
fn outward(from: f64, to: f64) -> Known {
    let size = from.abs().max(to.abs());
    if size == 0.0 {
        return Known::Class { from, to };
    }
    let exponent = size.log10().floor() as i32 - 1;
    // A whole power of ten is exact where its inverse is not.
    let (times, over) =
        if exponent < 0 { (10f64.powi(-exponent), 1.0) } else { (1.0, 10f64.powi(exponent)) };
    let near = 1e-9;
    Known::Class {
        from: (from * times / over + near).floor() / times * over,
        to: (to * times / over - near).ceil() / times * over,
    }
}

fn squares(exchanges: &[Exchange]) -> Vec<Square> {
    let mut squares: Vec<Square> = Vec::new();
    let mut known: HashMap<[u64; 2], usize> = HashMap::new();
    for exchange in exchanges {
        for (side, end) in exchange.ends.iter().enumerate() {
            let Some(centre) = end.position.map(square_centre) else { continue };
            let at = *known.entry(key(centre)).or_insert_with(|| {
                squares.push(Square { centre, ends: [0, 0] });
                squares.len() - 1
            });
            squares[at].ends[side] += 1;
        }
    }
    squares.sort_by(|a, b| {
        let (a, b) = (a.centre, b.centre);
        b.lat.total_cmp(&a.lat).then(a.lon.total_cmp(&b.lon))
    });
    squares
}

fn key(centre: Position) -> [u64; 2] {
    [centre.lat.to_bits(), centre.lon.to_bits()]
}

fn listed(exchange: &Exchange, squares: &[Square]) -> Listed {
    let end = |end: &End| ListedEnd {
        sector: end.sector.clone(),
        country: end.country.clone(),
        square: end
            .position
            .map(square_centre)
            .and_then(|centre| squares.iter().position(|square| key(square.centre) == key(centre))),
    };
    Listed {
        kind: exchange.kind,
        state: exchange.state,
        ends: [end(&exchange.ends[0]), end(&exchange.ends[1])],
        delivered_per_year: amount_class(exchange.delivered_per_year),
        co2_t_per_year: exchange.co2_t_per_year.map_or(Known::Unknown, amount_class),
    }
}
