//! The scissors: from everything known to what one reader may know.
//!
//! Each rule states what a level may show; whatever no rule lets through is left out. Numbers
//! from which a withheld one follows are treated as the withheld one: a pipe's cost tells its
//! length, so a reader who may not know the place gets the own figures in classes only.

use std::collections::BTreeSet;

use super::case::{Case, Money, PartyMoney, PriceBasis};
use super::facts::{
    AssumptionFacts, CashLine, ConsentFacts, ContactFacts, CounterpartyMoney, DealFacts, Derived,
    EconomicsFacts, ExchangeFacts, FlowFacts, Known, LawFacts, MoneyClasses, OwnMoney, PacketFacts,
    PartyFacts, PlaceFacts, ReadinessFacts, RiskFacts, SourceFacts, Step, StepOwner, Withheld,
};
use crate::model::kind::Carriage;
use crate::model::{
    Consent, DealState, Direction, Disclosure, Flow, FlowId, Organization, OrganizationId,
    Position, Precision, Site,
};
use crate::risk::{Area, Axis, Driver};

/// Width of the classes in which temperatures are shown below the nda level, in K (ours).
pub const CLASS_KELVIN: f64 = 50.0;

/// Side of the square in which a place is shown at the public level, in km.
pub const SQUARE_KM: f64 = 10.0;

/// Length of a degree of latitude in km, mean earth radius 6371.0088 km (IUGG).
const KM_PER_DEGREE: f64 = 111.195_08;

/// Assumptions that say nothing about either party, and so may be shown to anybody.
const PUBLIC_ASSUMPTIONS: [&str; 3] = ["discount_rate", "years", "detour_factor"];

/// Why facts cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PacketError {
    /// Full disclosure without both organisations' consents in force.
    #[error("packet.no_consent: full disclosure needs the recorded consent of {}", .missing.join(" and "))]
    NoConsent {
        /// Names of the organisations whose consent is missing.
        missing: Vec<String>,
    },
    /// The recipient is neither the supplier nor the accepter.
    #[error("packet.not_a_party: the recipient is not a party of this match")]
    NotAParty,
    /// A flow of the match is not in the region.
    #[error("packet.unknown_flow: flow {0:?} of the match is not in the region")]
    UnknownFlow(FlowId),
}

impl PacketError {
    /// Stable name for callers that tell errors apart.
    pub fn code(&self) -> &'static str {
        match self {
            PacketError::NoConsent { .. } => "packet.no_consent",
            PacketError::NotAParty => "packet.not_a_party",
            PacketError::UnknownFlow(_) => "packet.unknown_flow",
        }
    }
}

/// What the reader may know of the other party.
#[derive(Debug, Clone, Copy)]
struct Rights {
    level: Disclosure,
    name: bool,
    place: bool,
    amounts: bool,
    temperatures: bool,
    quality: bool,
}

impl Rights {
    fn new(level: Disclosure, organization: &Organization, flow: &Flow) -> Self {
        let marked = |names: &[&str]| {
            names
                .iter()
                .any(|n| flow.confidential.contains(*n) || organization.confidential.contains(*n))
        };
        let may = |names: &[&str]| match level {
            Disclosure::Public => false,
            Disclosure::Nda => !marked(names),
            Disclosure::Full => true,
        };
        let place = ["position", "lat", "lon", "street", "postcode", "town", "site"];
        let name = may(&["name"]);
        Self {
            level,
            name,
            // A place tells the name to anybody with a map.
            place: name && may(&place),
            amounts: may(&[
                "amount_per_year",
                "amount_low",
                "amount_high",
                "capacity_per_hour",
                "profile",
            ]),
            temperatures: may(&["quality", "temperature", "return_temperature"]),
            quality: may(&[
                "quality",
                "pressure_bar",
                "grade",
                "moisture",
                "contamination",
                "ph",
                "hazardous",
                "class",
            ]),
        }
    }

    /// Whether the reader's own figures may be exact: they follow from place, amounts and
    /// properties of the other party.
    fn exact_money(self) -> bool {
        self.place && self.amounts && self.temperatures && self.quality
    }
}

/// Cuts a case for one recipient and level.
pub fn facts(
    case: &Case<'_>,
    recipient: OrganizationId,
    level: Disclosure,
) -> Result<PacketFacts, PacketError> {
    let (supply_at, demand_at) = positions(case)?;
    let supplier = case.region.organization_of(supply_at);
    let accepter = case.region.organization_of(demand_at);
    let side = if supplier.id == recipient {
        Direction::Supply
    } else if accepter.id == recipient {
        Direction::Demand
    } else {
        return Err(PacketError::NotAParty);
    };
    let consents = match level {
        Disclosure::Public | Disclosure::Nda => Vec::new(),
        Disclosure::Full => match side {
            Direction::Supply => consents_of(case, &[supplier, accepter])?,
            Direction::Demand => consents_of(case, &[accepter, supplier])?,
        },
    };
    cut(case, side, level, consents)
}

/// All that there is to say to one side. For commitments alone: it asks for no consent, and
/// nothing of it may reach a document.
pub(super) fn uncut(case: &Case<'_>, side: Direction) -> Result<PacketFacts, PacketError> {
    cut(case, side, Disclosure::Full, Vec::new())
}

/// Places of supply and demand in the region.
fn positions(case: &Case<'_>) -> Result<(usize, usize), PacketError> {
    let position = |id| case.region.find_flow(id).ok_or(PacketError::UnknownFlow(id));
    Ok((position(case.supply)?, position(case.demand)?))
}

fn cut(
    case: &Case<'_>,
    side: Direction,
    level: Disclosure,
    consents: Vec<ConsentFacts>,
) -> Result<PacketFacts, PacketError> {
    let region = case.region;
    let (supply_at, demand_at) = positions(case)?;
    let (own_at, other_at) = match side {
        Direction::Supply => (supply_at, demand_at),
        Direction::Demand => (demand_at, supply_at),
    };
    let own = region.organization_of(own_at);
    let other = region.organization_of(other_at);
    let (own_flow, other_flow) = (&region.flows()[own_at], &region.flows()[other_at]);
    let rights = Rights::new(level, other, other_flow);
    let (own_site, other_site) = (region.site_of(own_at), region.site_of(other_at));
    let own_facts = flow_facts(own_flow);
    let other_facts = cut_flow(flow_facts(other_flow), rights);
    let (supply, demand) = match side {
        Direction::Supply => (own_facts, other_facts),
        Direction::Demand => (other_facts, own_facts),
    };
    let amount = |value: f64| if rights.amounts { exact(value) } else { amount_class(value) };
    let economics = cut_money(case, own.id, rights);
    let deal = DealFacts {
        state: case.deal.map_or(DealState::Suggested, |d| d.state),
        reserved_until: case.deal.and_then(|d| d.reserved_until),
    };
    let law: Vec<_> = case
        .law
        .iter()
        .map(|l| LawFacts {
            field: l.field.clone(),
            verdict: l.verdict.clone(),
            source: l.source.clone(),
        })
        .collect();
    Ok(PacketFacts {
        level,
        kind: own_flow.kind,
        unit: own_flow.kind.rules().unit.to_owned(),
        recipient_side: side,
        recipient: PartyFacts {
            name: Some(own.name.clone()),
            site: Some(own_site.name.clone()),
            town: own_site.town.clone(),
            sector: sector(own, own_site),
            country: country(own, own_site),
        },
        counterparty: PartyFacts {
            name: rights.name.then(|| other.name.clone()),
            site: rights.name.then(|| other_site.name.clone()),
            town: if rights.place { other_site.town.clone() } else { None },
            sector: sector(other, other_site),
            country: country(other, other_site),
        },
        supply,
        demand,
        exchange: ExchangeFacts {
            delivered_per_year: amount(case.exchange.delivered_per_year),
            lost_per_year: if rights.amounts && rights.place {
                exact(case.exchange.lost_per_year)
            } else {
                Known::Withheld
            },
            overlap_hours: shown_if(rights.amounts, case.exchange.overlap_hours),
            duty_kw: case.exchange.duty_kw.map_or(Known::Unknown, amount),
            approach_k: case.exchange.approach_k,
            has_heat_pump: case.exchange.has_heat_pump,
        },
        place: cut_place(case, (supply_at, demand_at), other_site, rights),
        co2_t_per_year: case.co2_t_per_year.map_or(Known::Unknown, |t| {
            if rights.exact_money() { exact(t) } else { amount_class(t) }
        }),
        way: case.way.clone(),
        risks: cut_risks(case, rights.level),
        readiness: cut_readiness(case, rights.level),
        failures: case.failures.clone(),
        steps: next_steps(case, side, level, deal.state, &economics, &law),
        assumptions: cut_assumptions(case, side, rights),
        own_contacts: contacts_of(case, own.id, true),
        other_contacts: contacts_of(case, other.id, rights.name),
        economics,
        deal,
        law,
        consents,
        withheld: left_out(rights),
    })
}

fn contacts_of(
    case: &Case<'_>,
    organization: OrganizationId,
    may_be_told: bool,
) -> Vec<ContactFacts> {
    let of = case.contacts.iter().filter(|one| may_be_told && one.organization == organization);
    of.map(|one| one.facts.clone()).collect()
}

/// The 1-2-5 class of a number: the round numbers between which it lies.
///
/// ```
/// use turash_engine::packet::{Known, amount_class};
/// assert_eq!(amount_class(29_180.0), Known::Class { from: 20_000.0, to: 50_000.0 });
/// assert_eq!(amount_class(-0.3), Known::Class { from: -0.5, to: -0.2 });
/// ```
pub fn amount_class(value: f64) -> Known {
    if !value.is_finite() {
        return Known::Unknown;
    }
    if value == 0.0 {
        return Known::Class { from: 0.0, to: 0.0 };
    }
    let size = value.abs();
    let exponent = size.log10().floor() as i32;
    // Division by a whole power of ten is exact where multiplication by 0.1 is not.
    let at = |step: f64, exponent: i32| {
        if exponent < 0 { step / 10f64.powi(-exponent) } else { step * 10f64.powi(exponent) }
    };
    let edges = [1.0, 2.0, 5.0, 10.0].map(|step| at(step, exponent));
    let above = edges.iter().position(|&e| e > size).unwrap_or(edges.len() - 1).max(1);
    let (from, to) = (edges[above - 1], edges[above]);
    if value > 0.0 { Known::Class { from, to } } else { Known::Class { from: -to, to: -from } }
}

/// The class of a temperature in degrees Celsius, [`CLASS_KELVIN`] wide.
pub fn temperature_class(celsius: f64) -> Known {
    if !celsius.is_finite() {
        return Known::Unknown;
    }
    let from = (celsius / CLASS_KELVIN).floor() * CLASS_KELVIN;
    Known::Class { from, to: from + CLASS_KELVIN }
}

fn exact(value: f64) -> Known {
    Known::Exact { value, low: None, high: None }
}

fn shown_if(allowed: bool, value: Option<f64>) -> Known {
    match (value, allowed) {
        (Some(value), true) => exact(value),
        (Some(_), false) => Known::Withheld,
        (None, _) => Known::Unknown,
    }
}

fn sector(organization: &Organization, site: &Site) -> Option<String> {
    organization.sector.clone().or_else(|| site.sector.clone())
}

fn country(organization: &Organization, site: &Site) -> Option<String> {
    site.country.clone().or_else(|| organization.country.clone())
}

fn flow_facts(flow: &Flow) -> FlowFacts {
    let known = |value: Option<f64>| value.map_or(Known::Unknown, exact);
    let quality = &flow.quality;
    FlowFacts {
        name: Some(flow.name.clone()),
        class: flow.class.clone(),
        amount_per_year: Known::Exact {
            value: flow.amount_per_year,
            low: flow.amount_low,
            high: flow.amount_high,
        },
        rate_per_hour: exact(flow.rate_per_hour()),
        temperature_c: known(quality.temperature.map(|t| t.0)),
        return_temperature_c: known(quality.return_temperature.map(|t| t.0)),
        pressure_bar: known(quality.pressure_bar),
        grade: known(quality.grade),
        moisture: known(quality.moisture),
        contamination: known(quality.contamination),
        ph: known(quality.ph),
        hazardous: quality.hazardous,
        hours: exact(flow.hours_per_year()),
        replaces: flow.replaces,
        precision: flow.precision,
        source: SourceFacts {
            dataset: flow.source.dataset.clone(),
            key: Some(flow.source.key.clone()).filter(|k| !k.is_empty()),
            year: flow.source.year,
            method: flow.source.method.clone(),
        },
    }
}

fn cut_flow(flow: FlowFacts, rights: Rights) -> FlowFacts {
    let coarse = |known: Known, class: fn(f64) -> Known| match known {
        Known::Exact { value, .. } => class(value),
        Known::Class { .. } | Known::Withheld | Known::Unknown => known,
    };
    let hide = |known: Known| match known {
        Known::Unknown => Known::Unknown,
        Known::Exact { .. } | Known::Class { .. } | Known::Withheld => Known::Withheld,
    };
    let quality = |known: Known| if rights.quality { known } else { hide(known) };
    let temperature = |known: Known| {
        if rights.temperatures { known } else { coarse(known, temperature_class) }
    };
    FlowFacts {
        name: flow.name.filter(|_| rights.name),
        class: flow.class.filter(|_| rights.quality),
        amount_per_year: if rights.amounts {
            flow.amount_per_year
        } else {
            coarse(flow.amount_per_year, amount_class)
        },
        rate_per_hour: if rights.amounts { flow.rate_per_hour } else { Known::Withheld },
        temperature_c: temperature(flow.temperature_c),
        return_temperature_c: temperature(flow.return_temperature_c),
        pressure_bar: quality(flow.pressure_bar),
        grade: quality(flow.grade),
        moisture: quality(flow.moisture),
        contamination: quality(flow.contamination),
        ph: quality(flow.ph),
        hazardous: flow.hazardous.filter(|_| rights.quality),
        hours: if rights.amounts { flow.hours } else { Known::Withheld },
        replaces: flow.replaces.filter(|_| rights.amounts),
        precision: flow.precision,
        source: SourceFacts {
            dataset: flow.source.dataset,
            key: flow.source.key.filter(|_| rights.name && rights.exact_money()),
            year: flow.source.year,
            method: flow.source.method,
        },
    }
}

fn cut_place(
    case: &Case<'_>,
    (supply_at, demand_at): (usize, usize),
    other_site: &Site,
    rights: Rights,
) -> PlaceFacts {
    let at = |flow: usize| case.region.site_of(flow).position;
    match (at(supply_at), at(demand_at), other_site.position) {
        (Some(supply), Some(demand), Some(_)) if rights.place => PlaceFacts::Exact {
            supply,
            demand,
            distance_km: case.exchange.distance_km,
            route_km: case.exchange.route_km,
            detour_factor: case.exchange.detour_factor,
            route: case.exchange.route.clone(),
        },
        (_, _, Some(position)) => {
            PlaceFacts::Region { centre: square_centre(position), side_km: SQUARE_KM }
        }
        (_, _, None) => PlaceFacts::Unknown,
    }
}

/// Middle of the 10 km square in which a place lies: rows of equal height from the equator,
/// columns as wide as the middle of the row allows.
pub fn square_centre(position: Position) -> Position {
    let row = SQUARE_KM / KM_PER_DEGREE;
    let lat = ((position.lat / row).floor() * row + row / 2.0).clamp(-90.0, 90.0);
    let column = row / lat.to_radians().cos().max(row / 180.0);
    let lon = ((position.lon / column).floor() * column + column / 2.0).clamp(-180.0, 180.0);
    Position { lat, lon }
}

fn cut_money(case: &Case<'_>, recipient: OrganizationId, rights: Rights) -> EconomicsFacts {
    let money = match &case.money {
        Ok(money) => money,
        Err(fields) => return EconomicsFacts::Missing { fields: fields.clone() },
    };
    let Some(own) = money.parties.iter().find(|p| p.organization == recipient) else {
        return EconomicsFacts::Missing { fields: vec!["cash_flow".to_owned()] };
    };
    match (rights.level, money.transfer_basis) {
        // The reader knows the own limit, so the middle of the corridor would tell the other.
        (Disclosure::Nda, PriceBasis::Midpoint) => {
            return EconomicsFacts::Missing { fields: vec!["transfer_price".to_owned()] };
        }
        (Disclosure::Public | Disclosure::Full, PriceBasis::Midpoint)
        | (_, PriceBasis::Agreed | PriceBasis::Planned) => {}
    }
    let own_money = own_money(money, own);
    if !rights.exact_money() {
        return EconomicsFacts::Classes(MoneyClasses {
            yearly_eur: amount_class(own_money.yearly_eur()),
            investment_eur: amount_class(own_money.investment_eur()),
            // Two classes that both move with the middle of the corridor would narrow it down.
            payback_years: match money.transfer_basis {
                PriceBasis::Midpoint => Known::Withheld,
                PriceBasis::Agreed | PriceBasis::Planned => {
                    own.payback_years.map_or(Known::Unknown, amount_class)
                }
            },
            years: money.years,
            assumed: own_money.assumed,
        });
    }
    let full = match rights.level {
        Disclosure::Public | Disclosure::Nda => false,
        Disclosure::Full => true,
    };
    let other = money.parties.iter().find(|p| p.organization != recipient);
    EconomicsFacts::Exact(Box::new(OwnMoney {
        counterparty: other.filter(|_| full).map(|p| {
            let theirs = self::own_money(money, p);
            CounterpartyMoney {
                npv_eur: p.npv_eur,
                investment_eur: theirs.investment_eur(),
                yearly_eur: theirs.yearly_eur(),
                payback_years: p.payback_years,
            }
        }),
        inputs_hash: full.then(|| money.inputs_hash.clone()),
        derivation: if full {
            own_money.derivation.clone()
        } else {
            without_shares(&own_money.derivation)
        },
        ..own_money
    }))
}

/// The tree without what own capital is made from: with the whole route and the own share of it
/// the other party's capital follows.
fn without_shares(steps: &[Derived]) -> Vec<Derived> {
    let mut kept = Vec::new();
    let mut inside: Option<usize> = None;
    for step in steps {
        if inside.is_some_and(|depth| step.depth > depth) {
            continue;
        }
        inside = None;
        let mut step = step.clone();
        if step.code == "capital" {
            inside = Some(step.depth);
            step.equation = None;
        }
        kept.push(step);
    }
    kept
}

fn own_money(money: &Money, party: &PartyMoney) -> OwnMoney {
    let factor = |year: usize| (1.0 + money.discount_rate).powi(year as i32).recip();
    let net_eur = party.net_eur(money.years);
    let discounted_eur = net_eur
        .iter()
        .enumerate()
        .scan(0.0, |sum, (year, eur)| {
            *sum += eur * factor(year);
            Some(*sum)
        })
        .collect();
    let lines: Vec<_> = party
        .lines
        .iter()
        .filter(|l| l.eur.iter().any(|&e| e != 0.0))
        .map(|l| CashLine {
            code: l.code.clone(),
            assumed: l.assumed,
            eur: (0..=money.years).map(|y| l.eur.get(y).copied().unwrap_or(0.0)).collect(),
            present_eur: l.eur.iter().enumerate().map(|(y, e)| e * factor(y)).sum(),
        })
        .collect();
    OwnMoney {
        discount_rate: money.discount_rate,
        years: money.years,
        price_year: money.price_year,
        assumed: lines.iter().any(|l| l.assumed),
        lines,
        net_eur,
        discounted_eur,
        npv_eur: party.npv_eur,
        irr: party.irr.clone(),
        payback_years: party.payback_years,
        discounted_payback_years: party.discounted_payback_years,
        price_eur_per_unit: money.transfer_eur_per_unit,
        price_agreed: money.transfer_basis == PriceBasis::Agreed,
        prospects: party.prospects.clone(),
        derivation: party.derivation.clone(),
        counterparty: None,
        method: money.method.clone(),
        inputs_hash: None,
    }
}

fn cut_assumptions(case: &Case<'_>, side: Direction, rights: Rights) -> Vec<AssumptionFacts> {
    let Ok(money) = &case.money else { return Vec::new() };
    money
        .assumptions
        .iter()
        .filter(|a| match rights.level {
            Disclosure::Public => PUBLIC_ASSUMPTIONS.contains(&a.code.as_str()),
            Disclosure::Nda => {
                let general = PUBLIC_ASSUMPTIONS.contains(&a.code.as_str());
                general || (rights.exact_money() && a.private_to.is_none_or(|p| p == side))
            }
            Disclosure::Full => true,
        })
        .map(|a| AssumptionFacts {
            code: a.code.clone(),
            value: a.value,
            unit: a.unit.clone(),
            source: a.source.clone(),
            year: a.year,
            assumed: a.assumed,
        })
        .collect()
}

/// Below full disclosure the market risk carries no level, and no driver that tells how the
/// other party or both together fare.
fn cut_risks(case: &Case<'_>, level: Disclosure) -> Vec<RiskFacts> {
    let full = match level {
        Disclosure::Public | Disclosure::Nda => false,
        Disclosure::Full => true,
    };
    let tells_money = |driver: Driver| match driver {
        Driver::PartyLoses | Driver::LatePayback => true,
        Driver::RoughData
        | Driver::TightTemperature
        | Driver::HeatPump
        | Driver::HighLoss
        | Driver::UnsurveyedRoute
        | Driver::AssumedPrices
        | Driver::SingleSupplier
        | Driver::WasteLaw
        | Driver::OpenTest
        | Driver::CrossBorder
        | Driver::NotAssessed
        | Driver::Permits => false,
    };
    case.risks
        .iter()
        .map(|risk| {
            let (area, hidden) = match risk.area {
                Area::Technical => ("technical", false),
                Area::Market => ("market", !full),
                Area::Regulatory => ("regulatory", false),
            };
            let drivers: Vec<Driver> =
                risk.drivers.iter().copied().filter(|d| full || !tells_money(*d)).collect();
            let mut mitigations: Vec<String> = Vec::new();
            for driver in &drivers {
                if !mitigations.iter().any(|m| m == driver.mitigation()) {
                    mitigations.push(driver.mitigation().to_owned());
                }
            }
            RiskFacts {
                area: area.to_owned(),
                level: (!hidden).then(|| (1.0 + risk.value.clamp(0.0, 1.0) * 4.0).round() as u8),
                drivers: drivers.iter().map(|d| d.code().to_owned()).collect(),
                mitigations,
            }
        })
        .collect()
}

/// The ladder of business tells whether the other party gains and has stated its prices: it is
/// whole in a full packet only. A teaser carries none, for each step tells of the other's data.
fn cut_readiness(case: &Case<'_>, level: Disclosure) -> Vec<ReadinessFacts> {
    let shown = |axis: &str| match level {
        Disclosure::Public => false,
        Disclosure::Nda => axis != Axis::Business.code(),
        Disclosure::Full => true,
    };
    case.readiness.iter().filter(|one| shown(&one.axis)).cloned().collect()
}

fn next_steps(
    case: &Case<'_>,
    side: Direction,
    level: Disclosure,
    state: DealState,
    economics: &EconomicsFacts,
    law: &[LawFacts],
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut add = |code: &str, owner| steps.push(Step { code: code.to_owned(), owner });
    if level == Disclosure::Public {
        add("sign_nda", StepOwner::Both);
    }
    match economics {
        EconomicsFacts::Missing { .. } => add("state_missing", StepOwner::Consultant),
        EconomicsFacts::Exact(money) if !money.price_agreed => {
            add("agree_price", StepOwner::Both);
        }
        EconomicsFacts::Exact(_) | EconomicsFacts::Classes(_) => {}
    }
    let precision_of = |id| case.region.find_flow(id).map(|i| case.region.flows()[i].precision);
    for (id, flow_side) in [(case.supply, Direction::Supply), (case.demand, Direction::Demand)] {
        if precision_of(id).is_some_and(|p| p < Precision::Measured) {
            if flow_side == side {
                add("meter_own", StepOwner::You);
            } else {
                add("meter_other", StepOwner::Counterparty);
            }
        }
    }
    let carriage =
        case.region.find_flow(case.supply).map(|i| case.region.flows()[i].kind.rules().carriage);
    match carriage {
        Some(Carriage::Piped | Carriage::Line) if case.exchange.route.is_none() => {
            add("survey_route", StepOwner::Both);
        }
        Some(Carriage::Piped | Carriage::Line | Carriage::Trucked | Carriage::Unbound) | None => {}
    }
    if law.iter().any(|l| l.verdict == "not_assessed") {
        add("ask_counsel", StepOwner::Consultant);
    }
    match state {
        DealState::Suggested => add("open_talks", StepOwner::Both),
        DealState::Negotiating => add("reserve", StepOwner::Both),
        DealState::Reserved => add("contract", StepOwner::Both),
        DealState::Contracted => add("commission", StepOwner::Both),
        DealState::Live | DealState::Failed | DealState::Cancelled => {}
    }
    steps
}

fn left_out(rights: Rights) -> Vec<Withheld> {
    let below_full = match rights.level {
        Disclosure::Public | Disclosure::Nda => true,
        Disclosure::Full => false,
    };
    [
        (!rights.name, Withheld::Name),
        (!rights.place, Withheld::Place),
        (!rights.amounts, Withheld::Amounts),
        (!rights.temperatures, Withheld::Temperatures),
        (!rights.quality, Withheld::Quality),
        (below_full, Withheld::CounterpartyMoney),
        (below_full, Withheld::Corridor),
        (!rights.exact_money(), Withheld::OwnLines),
    ]
    .into_iter()
    .filter_map(|(out, what)| out.then_some(what))
    .collect()
}

fn consents_of(
    case: &Case<'_>,
    parties: &[&Organization],
) -> Result<Vec<ConsentFacts>, PacketError> {
    let in_force = |c: &&Consent| {
        c.match_id == case.match_id
            && c.level == Disclosure::Full
            && c.given_at <= case.now
            && c.withdrawn_at.is_none_or(|t| t > case.now)
    };
    let mut found = Vec::new();
    let mut missing = BTreeSet::new();
    for party in parties {
        let consent = case.consents.iter().filter(in_force).find(|c| c.organization == party.id);
        match consent {
            Some(consent) => found.push(ConsentFacts {
                organization: party.name.clone(),
                reference: consent.reference.clone(),
                given_at: consent.given_at,
            }),
            None => {
                missing.insert(party.name.clone());
            }
        }
    }
    if missing.is_empty() {
        Ok(found)
    } else {
        Err(PacketError::NoConsent { missing: missing.into_iter().collect() })
    }
}
