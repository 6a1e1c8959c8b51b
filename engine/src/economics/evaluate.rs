//! The full evaluation of one match: cash flows by year and party, rates, payback, CO2, trace.
//!
//! It rests on the same closed form as the screening. Party sums are `Decimal`, rounded once per
//! line to the cent, half to even; the parties add up to the total exactly.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::trace::{self, Trace};
use super::value::{ValueSource, per_heat};
use super::{
    Assumptions, Delivery, METHOD, NeedsPrice, Roots, Screened, Setting, Terms, UnitValue, Worth,
    benefit_cost_ratio, cost_of_heat, discounted_payback_years, return_on_investment, screen,
    simple_payback_years, unit_values, worth,
};
use crate::model::kind::Carriage;
use crate::model::{Flow, Kind, OrganizationId, Precision, Site};
use crate::reference::{Country, Item, Reference};

/// One match to be evaluated.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What is given.
    pub supply: &'a Flow,
    /// What is wanted.
    pub demand: &'a Flow,
    /// Where it is given.
    pub supply_site: &'a Site,
    /// Where it is wanted.
    pub demand_site: &'a Site,
    /// What is delivered.
    pub delivery: Delivery,
    /// Agreed or planned price of a delivered unit in EUR; without one the corridor's middle.
    pub transfer_eur_per_unit: Option<Decimal>,
}

/// Why there is no evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A price is missing.
    #[error(transparent)]
    NeedsPrice(#[from] NeedsPrice),
    /// A figure is beyond what money can be.
    #[error("a figure is out of range")]
    OutOfRange,
}

/// Codes of the rows of a yearly account.
pub const LINES: [&str; 10] = [
    "avoided_purchase",
    "avoided_disposal",
    "own_cost",
    "transfer",
    "upkeep",
    "pumping",
    "trucking",
    "heat_pump_electricity",
    "added_running",
    "allowances",
];

/// A row of the yearly account. Its words are `line-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// One of [`LINES`].
    pub code: &'static str,
    /// EUR a year of the supplier, gains positive.
    pub supplier_eur: Decimal,
    /// EUR a year of the accepter, gains positive.
    pub accepter_eur: Decimal,
}

/// The account of one party or of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Capital in year 0, EUR.
    pub capital_eur: Decimal,
    /// Net benefit of a year, EUR.
    pub net_eur_per_year: Decimal,
    /// Year 0 first, EUR.
    pub cash_flows_eur: Vec<Decimal>,
    /// Net present value, EUR.
    pub npv_eur: Decimal,
    /// Internal rates of return.
    pub irr: Roots,
    /// Years until the capital is back.
    pub payback_years: Option<f64>,
    /// The same, discounted.
    pub discounted_payback_years: Option<f64>,
}

/// Which side a party stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Gives.
    Supplier,
    /// Takes.
    Accepter,
}

/// One party.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Whose account it is.
    pub organization: OrganizationId,
    /// Which side.
    pub role: Role,
    /// Its account.
    pub account: Account,
    /// Price of a delivered unit at which it walks away, EUR.
    pub walks_away_eur_per_unit: f64,
}

/// Everything there is to say about the money and the CO2 of one match.
#[derive(Debug, Clone, PartialEq)]
pub struct Economics {
    /// Version of the method.
    pub method: &'static str,
    /// SHA-256 of everything that entered, in hex.
    pub inputs_hash: String,
    /// What was assumed.
    pub assumptions: Assumptions,
    /// The closed form: route, loss, corridor.
    pub screened: Screened,
    /// Price of one delivered unit that is reckoned with, EUR.
    pub transfer_eur_per_unit: Decimal,
    /// Whether nobody has agreed on that price.
    pub transfer_is_midpoint: bool,
    /// Whether both could gain at some price.
    pub has_corridor: bool,
    /// Rows of a year of operation.
    pub lines: Vec<Line>,
    /// The giver.
    pub supplier: Party,
    /// The taker.
    pub accepter: Party,
    /// Both together.
    pub total: Account,
    /// Whether a figure rests on reference prices or defaults.
    pub assumed: bool,
    /// Things to know, as codes with an entry `economics-note-<code>`.
    pub notes: Vec<&'static str>,
    /// How present value and CO2 came about.
    pub provenance: Vec<Trace>,
    /// What it all rests on, to be asked what if.
    pub setting: Setting,
}

impl Economics {
    /// What a delivered unit costs both together, whoever pays: capital spread over the years and
    /// what runs, without what either saves or pays the other, EUR; none where nothing arrives. For
    /// heat that is its levelised cost. Equation and source as [`cost_of_heat`].
    pub fn cost_eur_per_unit(&self) -> Option<f64> {
        let costs =
            ["own_cost", "upkeep", "pumping", "trucking", "heat_pump_electricity", "added_running"];
        let runs = self.lines.iter().filter(|line| costs.contains(&line.code));
        let running: Decimal = runs.map(|line| -(line.supplier_eur + line.accepter_eur)).sum();
        let a = &self.assumptions;
        cost_of_heat(
            self.total.capital_eur.to_f64()?,
            running.to_f64()?,
            self.screened.delivered_per_year,
            a.discount_rate,
            a.years,
        )
    }

    /// Return on investment and benefit-cost ratio of both together; none without outlay.
    pub fn ratios(&self) -> (Option<f64>, Option<f64>) {
        let flows: Vec<f64> =
            self.total.cash_flows_eur.iter().filter_map(Decimal::to_f64).collect();
        let ratio = benefit_cost_ratio(&flows, self.assumptions.discount_rate);
        (return_on_investment(&flows).ok(), ratio.ok())
    }
}

/// Evaluates one match.
pub fn evaluate(
    case: &Case<'_>,
    reference: &Reference,
    assumptions: &Assumptions,
) -> Result<Economics, EvaluationError> {
    let terms = Terms::new(reference, *assumptions);
    let amount = case.delivery.amount_per_year;
    let supply = unit_values(&case.supply.priced_at(amount), case.supply_site, reference);
    let demand = unit_values(&case.demand.priced_at(amount), case.demand_site, reference);
    let agreed = case.transfer_eur_per_unit.and_then(|t| t.to_f64());
    let s = screen(&supply, &demand, &case.delivery, agreed, &terms)?;
    let transfer_eur_per_unit = match case.transfer_eur_per_unit {
        Some(transfer) => transfer,
        None => round(s.transfer_eur_per_unit, 4)?,
    };

    let lines = lines(case, &supply, &demand, &s, assumptions)?;
    let share = assumptions.capital_share_supplier;
    let supplier_capital = money(share * s.route.capital_eur)?;
    let accepter_capital =
        money(s.supplier.capital_eur + s.accepter.capital_eur)? - supplier_capital;
    let supplier_net: Decimal = lines.iter().map(|l| l.supplier_eur).sum();
    let accepter_net: Decimal = lines.iter().map(|l| l.accepter_eur).sum();
    let (capital, net) = (supplier_capital + accepter_capital, supplier_net + accepter_net);
    let [supplier, accepter, mut total] = accounts(
        [(supplier_capital, supplier_net), (accepter_capital, accepter_net), (capital, net)],
        assumptions,
    )?;
    total.npv_eur = supplier.npv_eur + accepter.npv_eur;

    let mut notes = vec!["price_year_unknown"];
    if reference.pipe_cost(supply.country).price_year.is_some() || s.route.dn.is_none() {
        notes.clear();
    }
    if demand.emission.is_none() {
        notes.push("co2_unknown");
    }
    if reference.pipe_cost(supply.country).is_fallback && s.route.dn.is_some() {
        notes.push("pipe_cost_not_of_this_country");
    }
    Ok(Economics {
        method: METHOD,
        inputs_hash: inputs_hash(case, reference, assumptions),
        assumptions: *assumptions,
        transfer_eur_per_unit,
        transfer_is_midpoint: case.transfer_eur_per_unit.is_none(),
        has_corridor: s.low_eur_per_unit <= s.high_eur_per_unit,
        lines,
        supplier: Party {
            organization: case.supply.organization,
            role: Role::Supplier,
            account: supplier,
            walks_away_eur_per_unit: s.low_eur_per_unit,
        },
        accepter: Party {
            organization: case.demand.organization,
            role: Role::Accepter,
            account: accepter,
            walks_away_eur_per_unit: s.high_eur_per_unit,
        },
        total,
        assumed: s.assumed,
        notes,
        provenance: provenance(case, &supply, &demand, &s, reference, assumptions, &terms),
        setting: Setting {
            supply,
            demand,
            delivery: case.delivery,
            transfer_eur_per_unit: agreed.unwrap_or(s.transfer_eur_per_unit),
            assumptions: *assumptions,
            capital_factor: 1.0,
        },
        screened: s,
    })
}

fn lines(
    case: &Case<'_>,
    supply: &UnitValue,
    demand: &UnitValue,
    s: &Screened,
    a: &Assumptions,
) -> Result<Vec<Line>, EvaluationError> {
    let share = a.capital_share_supplier;
    let taken = case.delivery.amount_per_year;
    let mut lines = Vec::new();
    let mut line = |code, supplier: f64, accepter: f64| -> Result<(), EvaluationError> {
        let (supplier_eur, accepter_eur) = (money(supplier)?, money(accepter)?);
        if !(supplier_eur.is_zero() && accepter_eur.is_zero()) {
            lines.push(Line { code, supplier_eur, accepter_eur });
        }
        Ok(())
    };
    let disposal = supply.disposal_eur_per_unit;
    let power = demand.electricity_eur_per_mwh.or(supply.electricity_eur_per_mwh).unwrap_or(0.0);
    let pumping = s.route.pumping_mwh_per_year * power;
    let lift = (s.electricity_mwh_per_year - s.route.pumping_mwh_per_year) * power;
    let transfer = s.transfer_eur_per_unit * s.delivered_per_year;
    let own_capital = s.exchanger_eur + s.heat_pump_eur + s.added.capital_eur;
    line("avoided_purchase", 0.0, demand.eur_per_unit * s.delivered_per_year)?;
    line("transfer", transfer, -transfer)?;
    line("avoided_disposal", disposal * taken, 0.0)?;
    line("own_cost", -(supply.eur_per_unit + disposal) * taken, 0.0)?;
    line(
        "upkeep",
        -share * s.route.capital_eur * a.upkeep_share,
        -((1.0 - share) * s.route.capital_eur + own_capital) * a.upkeep_share,
    )?;
    line("pumping", -share * pumping, -(1.0 - share) * pumping)?;
    let trucking = s.route.trucking_eur_per_year;
    line("trucking", -share * trucking, -(1.0 - share) * trucking)?;
    line("heat_pump_electricity", 0.0, -lift)?;
    line("added_running", 0.0, -s.added.eur_per_year)?;
    if a.counts_co2_price {
        let kg = demand.emission.map_or(0.0, |e| e.kg_per_unit);
        let allowance = demand.allowance_eur_per_t.unwrap_or(0.0) * kg / 1000.0;
        line("allowances", 0.0, allowance * s.delivered_per_year)?;
    }
    Ok(lines)
}

/// Accounts from capital and yearly net. Years are alike, so that the flows change sign once at
/// most and the one rate of [`worth`] is all of them.
fn accounts(
    parts: [(Decimal, Decimal); 3],
    assumptions: &Assumptions,
) -> Result<[Account; 3], EvaluationError> {
    let years = assumptions.years as usize;
    let exact = parts.map(|(capital, net)| {
        let mut flows = vec![-capital];
        flows.extend(std::iter::repeat_n(net, years));
        flows
    });
    let flows: Vec<f64> =
        exact.iter().flatten().map(|eur| eur.to_f64().unwrap_or(f64::NAN)).collect();
    let found = worth(&flows, years + 1, assumptions.discount_rate);
    let [supplier, accepter, total] = exact;
    let account = |at: usize, cash_flows_eur| -> Result<Account, EvaluationError> {
        let Worth { npv, irr } = *found.get(at).ok_or(EvaluationError::OutOfRange)?;
        let (capital_eur, net_eur_per_year) = parts[at];
        let (capital, net) = (-flows[at * (years + 1)], net_eur_per_year.to_f64().unwrap_or(0.0));
        Ok(Account {
            capital_eur,
            net_eur_per_year,
            npv_eur: money(npv)?,
            irr: Roots {
                sign_changes: usize::from(capital * net > 0.0),
                rates: Vec::from_iter(irr),
            },
            payback_years: simple_payback_years(capital, net),
            discounted_payback_years: discounted_payback_years(
                capital,
                net,
                assumptions.discount_rate,
            ),
            cash_flows_eur,
        })
    };
    Ok([account(0, supplier)?, account(1, accepter)?, account(2, total)?])
}

pub(super) fn money(eur: f64) -> Result<Decimal, EvaluationError> {
    round(eur, 2)
}

fn round(value: f64, places: u32) -> Result<Decimal, EvaluationError> {
    let limit = 1e15;
    if !value.is_finite() || value.abs() > limit {
        return Err(EvaluationError::OutOfRange);
    }
    Decimal::from_f64(value)
        .map(|d| d.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven))
        .ok_or(EvaluationError::OutOfRange)
}

fn inputs_hash(case: &Case<'_>, reference: &Reference, assumptions: &Assumptions) -> String {
    let mut hash = Sha256::new();
    let parts = [
        METHOD.to_owned(),
        reference.hash().to_owned(),
        format!("{:?}{:?}", case.supply, case.demand),
        format!("{:?}{:?}", case.supply_site, case.demand_site),
        format!("{:?}{:?}{assumptions:?}", case.delivery, case.transfer_eur_per_unit),
    ];
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

fn precision_code(precision: Precision) -> &'static str {
    match precision {
        Precision::Rough => "rough",
        Precision::Estimated => "estimated",
        Precision::Measured => "measured",
        Precision::Verified => "verified",
    }
}

/// Recomputes present value and CO2 through the formula registry.
fn provenance(
    case: &Case<'_>,
    supply: &UnitValue,
    demand: &UnitValue,
    s: &Screened,
    reference: &Reference,
    a: &Assumptions,
    terms: &Terms,
) -> Vec<Trace> {
    let unit = case.supply.kind.rules().unit;
    let row = |key: &str| {
        reference.default_row(key).map_or("defaults.csv".to_owned(), |r| r.source.clone())
    };
    let per_unit = format!("EUR/{unit}");
    let per_year = format!("{unit}/a");
    let flow_source = |flow: &Flow| format!("{} {}", flow.source.dataset, flow.source.key);
    let length = || {
        Trace::apply(
            "route_length",
            &trace::LENGTH,
            vec![
                Trace::input(
                    "straight_line",
                    case.delivery.distance_km,
                    "km",
                    "great circle",
                    None,
                ),
                Trace::input(
                    "detour",
                    reference.defaults.detour,
                    "1",
                    row("pipe.detour"),
                    Some("assumed"),
                ),
                Trace::input(
                    "least_route",
                    reference.defaults.least_route_km,
                    "km",
                    row("pipe.least_route_km"),
                    Some("assumed"),
                ),
            ],
        )
    };
    let pipe = reference.pipe_cost(supply.country);
    let route_capital = match case.supply.kind.rules().carriage {
        Carriage::Piped => {
            let factor = if case.supply.kind == Kind::Steam
                && s.route.velocity_m_s > 0.0
                && is_steam_line(case)
            {
                reference.defaults.steam_cost_factor
            } else {
                1.0
            };
            Trace::apply(
                "route_capital",
                &trace::PIPE,
                vec![
                    Trace::input(
                        "c1",
                        supply.local.c1_eur_per_m,
                        "EUR/m",
                        pipe.source.clone(),
                        Some("estimated"),
                    ),
                    Trace::input(
                        "c2",
                        supply.local.c2_eur_per_m2,
                        "EUR/m2",
                        pipe.source.clone(),
                        Some("estimated"),
                    ),
                    Trace::input(
                        "inner_diameter",
                        s.route.inner_diameter_m,
                        "m",
                        "pipe_sizes.csv",
                        None,
                    ),
                    Trace::input(
                        "parallel_pipes",
                        f64::from(s.route.parallel),
                        "1",
                        "pipe_sizes.csv",
                        None,
                    ),
                    length(),
                    Trace::input("steam_factor", factor, "1", row("pipe.steam_cost_factor"), None),
                ],
            )
        }
        Carriage::Line => Trace::apply(
            "route_capital",
            &trace::LINE,
            vec![
                Trace::input(
                    "capacity",
                    case.delivery.rate_per_hour,
                    "MW",
                    flow_source(case.supply),
                    None,
                ),
                Trace::input(
                    "line_cost",
                    reference.defaults.line_eur_per_mw_km,
                    "EUR/(MW km)",
                    row("line.eur_per_mw_km"),
                    None,
                ),
                length(),
                Trace::input(
                    "connection",
                    reference.defaults.line_connection_eur_per_mw,
                    "EUR/MW",
                    row("line.connection_eur_per_mw"),
                    None,
                ),
            ],
        ),
        Carriage::Trucked | Carriage::Unbound => {
            Trace::input("route_capital", s.route.capital_eur, "EUR", "no fixed route", None)
        }
    };
    let upkeep = || {
        Trace::input(
            "upkeep_share",
            a.upkeep_share,
            "1/a",
            row("economics.upkeep_share"),
            Some("assumed"),
        )
    };
    let exchanger = Trace::input(
        "exchanger",
        s.exchanger_eur,
        "EUR",
        row("heat.exchanger_b_eur"),
        Some("rough"),
    );
    let pump_capital =
        Trace::input("heat_pump", s.heat_pump_eur, "EUR", "technology.csv", Some("estimated"));
    let lift = s.electricity_mwh_per_year - s.route.pumping_mwh_per_year;
    let power = demand.electricity_eur_per_mwh.or(supply.electricity_eur_per_mwh).unwrap_or(0.0);
    let power_price = || {
        let row = demand.country.and_then(|c| reference.price(Item::Electricity, c));
        let (source, precision) = row.map_or((String::new(), None), |p| {
            (format!("{}, {}", p.source, p.year), Some(precision_code(p.precision)))
        });
        Trace::input("electricity_price", power, "EUR/MWh", source, precision)
    };
    let taken = || {
        Trace::input(
            "amount_taken",
            case.delivery.amount_per_year,
            &per_year,
            flow_source(case.supply),
            Some(precision_code(case.supply.precision)),
        )
    };
    let lost = if s.route.loss_kw > 0.0 && case.delivery.temperatures.is_some() {
        Trace::apply(
            "route_loss",
            &trace::LOSS,
            vec![
                Trace::input("loss", s.route.loss_kw, "kW", "EN 13941", Some("estimated")),
                Trace::input(
                    "hours",
                    case.delivery.hours_per_year,
                    "h/a",
                    flow_source(case.supply),
                    None,
                ),
                taken(),
            ],
        )
        .in_unit(per_year.clone())
    } else {
        Trace::input(
            "route_loss",
            s.route.lost_per_year,
            &per_year,
            "defaults.csv",
            Some("assumed"),
        )
    };
    let delivered = Trace::apply(
        "delivered",
        &trace::DELIVERED,
        vec![
            taken(),
            lost,
            Trace::input("heat_pump_electricity", lift, "MWh/a", "heat pump", None),
        ],
    )
    .in_unit(per_year.clone());
    let bid = {
        let allowance = if a.counts_co2_price {
            demand.allowance_eur_per_t.unwrap_or(0.0)
                * demand.emission.map_or(0.0, |e| e.kg_per_unit)
                / 1000.0
        } else {
            0.0
        };
        let purchase = bid_trace(case, demand, reference, &per_unit);
        if allowance == 0.0 {
            purchase
        } else {
            let saved =
                Trace::input("allowance", allowance, &per_unit, "prices.csv", Some("assumed"));
            Trace::apply("bid", &trace::SUM, vec![purchase, saved]).in_unit(per_unit.clone())
        }
    };
    let giving = Trace::input(
        "cost_of_giving",
        supply.eur_per_unit,
        &per_unit,
        match supply.source {
            ValueSource::Stated => flow_source(case.supply),
            ValueSource::Reference(item) => format!("prices.csv {}", item.code()),
            ValueSource::Default => row(&format!("cost.{}", case.supply.kind.code())),
        },
        Some(if supply.assumed { "assumed" } else { precision_code(supply.precision) }),
    );
    let carriage = Trace::apply(
        "carriage",
        &trace::CARRIAGE,
        vec![
            route_capital.clone(),
            upkeep(),
            Trace::input(
                "trucking",
                s.route.trucking_eur_per_year,
                "EUR/a",
                reference.truck_cost(supply.country).source.clone(),
                None,
            ),
            Trace::input(
                "pumping",
                s.route.pumping_mwh_per_year,
                "MWh/a",
                "Darcy, Weisbach, Colebrook",
                Some("estimated"),
            ),
            power_price(),
        ],
    );
    let mut parts = vec![exchanger, pump_capital];
    if s.added.capital_eur != 0.0 {
        let capital = s.added.capital_eur;
        parts.push(Trace::input("added_plant", capital, "EUR", "defaults.csv", Some("assumed")));
    }
    let plant = Trace::apply("own_plant_capital", &trace::SUM, parts);
    let own = Trace::apply(
        "own_plant",
        &trace::OWN,
        vec![
            plant.clone(),
            upkeep(),
            Trace::input("heat_pump_electricity", lift, "MWh/a", "heat pump", None),
            power_price(),
        ],
    );
    let own = if s.added.eur_per_year == 0.0 {
        own
    } else {
        let running = s.added.eur_per_year;
        let running =
            Trace::input("added_running", running, "EUR/a", "defaults.csv", Some("assumed"));
        Trace::apply("own_plant", &trace::SUM, vec![own, running]).in_unit("EUR/a".to_owned())
    };
    let net = Trace::apply(
        "yearly_net",
        &trace::NET,
        vec![bid, delivered.clone(), giving, taken(), carriage, own],
    );
    let capital = Trace::apply("capital", &trace::SUM, vec![route_capital, plant]);
    let npv = Trace::apply(
        "npv",
        &trace::NPV,
        vec![
            net,
            Trace::input(
                "discount_rate",
                a.discount_rate,
                "1/a",
                row("economics.discount_rate"),
                Some("assumed"),
            ),
            Trace::input("years", f64::from(a.years), "a", row("economics.years"), Some("assumed")),
            capital,
        ],
    );
    let mut roots = vec![npv];
    if let (Some(_), Some(emission)) = (s.co2_t_per_year, demand.emission) {
        let grid = demand.country.and_then(|c| reference.grid(c));
        let fuel = case.demand.replaces.and_then(|c| reference.fuel(c));
        roots.push(Trace::apply(
            "co2_saving",
            &trace::CO2,
            vec![
                delivered,
                Trace::input(
                    "emission_factor",
                    emission.kg_per_unit,
                    &format!("kg/{unit}"),
                    fuel.map_or("grid_factors.csv".to_owned(), |f| f.source.clone()),
                    Some("estimated"),
                ),
                Trace::input(
                    "electricity",
                    s.electricity_mwh_per_year,
                    "MWh/a",
                    "pumping and heat pump",
                    None,
                ),
                Trace::input(
                    "grid_factor",
                    demand.grid_kg_per_mwh.unwrap_or(0.0),
                    "kg/MWh",
                    grid.map_or(String::new(), |g| {
                        format!("{}, {}, {}", g.source, g.method, g.year)
                    }),
                    Some("estimated"),
                ),
                Trace::input("truck_distance", s.route.truck_km_per_year, "km/a", "route", None),
                Trace::input(
                    "truck_factor",
                    terms.truck_kg_co2_per_km,
                    "kg/km",
                    row("truck.kg_co2_per_km"),
                    None,
                ),
            ],
        ));
    }
    roots
}

fn is_steam_line(case: &Case<'_>) -> bool {
    case.delivery.pressure_bar.is_some() || case.delivery.temperatures.is_some()
}

/// The value of one delivered unit to the accepter, from its price row where there is one.
fn bid_trace(case: &Case<'_>, demand: &UnitValue, reference: &Reference, per_unit: &str) -> Trace {
    let source = |item: Item, country: Country| reference.price(item, country);
    match (demand.source, demand.country) {
        (ValueSource::Reference(item), Some(country)) => match source(item, country) {
            Some(row) if row.central != 0.0 => {
                let per = case
                    .demand
                    .replaces
                    .filter(|c| Item::of(*c) == item)
                    .filter(|_| matches!(case.demand.kind, Kind::Heat | Kind::Steam))
                    .map_or(demand.eur_per_unit / row.central, |c| per_heat(c, reference));
                Trace::apply(
                    "avoided_purchase",
                    &trace::AVOIDED,
                    vec![
                        Trace::input(
                            item.code(),
                            row.central,
                            &row.unit,
                            format!("{}, {}", row.source, row.year),
                            Some("assumed"),
                        ),
                        Trace::input(
                            "per_delivered_unit",
                            per,
                            "1",
                            case.demand
                                .replaces
                                .and_then(|c| reference.fuel(c))
                                .map_or("defaults.csv".to_owned(), |f| f.efficiency_source.clone()),
                            Some("assumed"),
                        ),
                    ],
                )
                .in_unit(per_unit.to_owned())
            }
            _ => Trace::input(
                "avoided_purchase",
                demand.eur_per_unit,
                per_unit,
                "prices.csv",
                Some("assumed"),
            ),
        },
        _ => Trace::input(
            "stated_price",
            demand.eur_per_unit,
            per_unit,
            format!("{} {}", case.demand.source.dataset, case.demand.source.key),
            Some(precision_code(demand.precision)),
        ),
    }
}

#[cfg(test)]
mod tests;
