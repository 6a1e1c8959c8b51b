//! Money over time: present value and rates of return of flows at equal distances and of dated
//! payments, loans, payback, cost of heat.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::economics::{
    DayCount, Loan, Payment, Sought, annuity_factor, benefit_cost_ratio, cost_of_heat,
    dated_present_value, dated_rates, internal_rates, modified_rate, net_present_value,
    payback_periods, return_on_investment,
};
use turash_engine::unfit::{Unfit, all_finite, finite, in_range, not_negative, positive, within};
use turash_engine::watch::Watch;

use super::REFERENCE;
use super::calculator::{Calculator, Format};
use crate::error::Error;

pub(super) fn calculators() -> Vec<Calculator> {
    vec![
        Calculator::json("irr", FLOWS_EXAMPLE, irr),
        Calculator::json("npv", FLOWS_EXAMPLE, npv),
        Calculator::json("mirr", FLOWS_EXAMPLE, mirr),
        Calculator::json("payback", FLOWS_EXAMPLE, payback),
        Calculator::json("money", MONEY_EXAMPLE, money),
        Calculator::json("xirr", DATED_EXAMPLE, |input: Dated, _| xirr(&input)).or_text(
            Format::DateAmountCsv,
            CSV_EXAMPLE,
            |text, options, _| xirr(&Dated::read(text, options)?),
        ),
        Calculator::json("xnpv", DATED_EXAMPLE, |input: Dated, _| xnpv(&input)).or_text(
            Format::DateAmountCsv,
            CSV_EXAMPLE,
            |text, options, _| xnpv(&Dated::read(text, options)?),
        ),
        Calculator::json("tvm", TVM_EXAMPLE, tvm),
        Calculator::json("annuity", r#"{"rate": 0.08, "years": 20}"#, annuity),
        Calculator::json("lcoh", LCOH_EXAMPLE, lcoh),
    ]
}

const FLOWS_EXAMPLE: &str = r#"{"cashflows": [-70000, 12000, 15000, 18000, 21000, 26000],
    "rate": 0.08, "finance_rate": 0.1, "reinvest_rate": 0.12}"#;

const DATED_EXAMPLE: &str = r#"{"payments": [{"date": "2008-01-01", "amount": -10000},
    {"date": "2008-10-30", "amount": 4250}, {"date": "2009-04-01", "amount": 6500}],
    "rate": 0.09, "day_count": "act365f"}"#;

const CSV_EXAMPLE: &str = "2008-01-01,-10000\n2008-10-30,4250\n2009-04-01,6500\n";

const TVM_EXAMPLE: &str = r#"{"rate": 0.00625, "nper": 180, "pv": 200000, "fv": 0}"#;

const LCOH_EXAMPLE: &str = r#"{"capex": 1000000, "opex_per_year": 30000,
    "heat_mwh_per_year": 5000, "rate": 0.06, "years": 20}"#;

/// Flows at equal distances, and rates for each distance.
#[derive(Deserialize, JsonSchema)]
struct Flows {
    /// One for each period, outlays below zero.
    cashflows: Vec<f64>,
    /// Rate of discount; `npv` and `payback` need it.
    #[serde(default)]
    rate: Option<f64>,
    /// Rate at which outlays are financed; `mirr` needs it.
    #[serde(default)]
    finance_rate: Option<f64>,
    /// Rate at which returns are invested again; `mirr` needs it.
    #[serde(default)]
    reinvest_rate: Option<f64>,
    /// Period of the first flow: 0 leaves it undiscounted, 1 is the convention of spreadsheets.
    #[serde(default)]
    first_period: u8,
}

impl Flows {
    fn flows(&self) -> Result<&[f64], Unfit> {
        if self.cashflows.is_empty() {
            return Err(Unfit::TooFew { field: "cashflows", found: 0, needed: 1 });
        }
        all_finite("cashflows", &self.cashflows)
    }

    fn first_period(&self) -> Result<u32, Unfit> {
        let first = f64::from(self.first_period);
        within("first_period", first, "0, 1", |_| self.first_period <= 1)?;
        Ok(u32::from(self.first_period))
    }
}

/// Lets a rate above -100 % through.
fn rate(field: &'static str, value: Option<f64>) -> Result<f64, Unfit> {
    within(field, value.ok_or(Unfit::Missing { field })?, "> -1", |rate| rate > -1.0)
}

/// Internal rates of return.
#[derive(Serialize, JsonSchema)]
struct Rates {
    /// All real rates above -100 %, ascending.
    roots: Vec<f64>,
    /// How often the flows change sign.
    sign_changes: usize,
    /// What to mind; none where there is one rate and no doubt.
    notice: Option<Notice>,
}

/// What to mind about rates of return.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Notice {
    /// The flows do not change sign: no rate exists.
    OneSign,
    /// No rate above -100 % makes the present value vanish.
    NoRoot,
    /// The flows change sign more than once and there are several rates.
    SeveralRoots,
    /// The flows change sign more than once: the one rate found tells little.
    SeveralSignChanges,
}

impl Rates {
    fn of(roots: Vec<f64>, sign_changes: usize) -> Self {
        let notice = match (roots.len(), sign_changes) {
            (_, 0) => Some(Notice::OneSign),
            (0, _) => Some(Notice::NoRoot),
            (1, 1) => None,
            (1, _) => Some(Notice::SeveralSignChanges),
            _ => Some(Notice::SeveralRoots),
        };
        Self { roots, sign_changes, notice }
    }
}

fn irr(input: Flows, _: &dyn Watch) -> Result<Rates, Error> {
    let roots = internal_rates(input.flows()?);
    Ok(Rates::of(roots.rates, roots.sign_changes))
}

/// Net present value.
#[derive(Serialize, JsonSchema)]
struct PresentValue {
    /// In the currency of the flows.
    npv: f64,
}

fn npv(input: Flows, _: &dyn Watch) -> Result<PresentValue, Error> {
    let rate = rate("rate", input.rate)?;
    let npv = net_present_value(rate, input.flows()?, input.first_period()?);
    Ok(PresentValue { npv: in_range("npv", npv)? })
}

/// Modified internal rate of return.
#[derive(Serialize, JsonSchema)]
struct ModifiedRate {
    /// A period.
    mirr: f64,
}

fn mirr(input: Flows, _: &dyn Watch) -> Result<ModifiedRate, Error> {
    let finance = rate("finance_rate", input.finance_rate)?;
    let reinvest = rate("reinvest_rate", input.reinvest_rate)?;
    let found = modified_rate(input.flows()?, finance, reinvest);
    let mirr = found.ok_or(Unfit::NoSolution { field: "mirr" })?;
    Ok(ModifiedRate { mirr: in_range("mirr", mirr)? })
}

/// When flows have paid themselves back, and what they gain.
#[derive(Serialize, JsonSchema)]
struct Payback {
    /// Periods until the sum of the flows stays at or above zero; none if it never does.
    simple_payback_periods: Option<f64>,
    /// The same, the flows discounted.
    discounted_payback_periods: Option<f64>,
    /// Sum of the flows over what is paid in.
    roi: f64,
    /// Present value of what comes in over that of what goes out.
    benefit_cost_ratio: f64,
}

fn payback(input: Flows, _: &dyn Watch) -> Result<Payback, Error> {
    let rate = rate("rate", input.rate)?;
    let flows = input.flows()?;
    Ok(Payback {
        simple_payback_periods: payback_periods(flows, 0.0)?,
        discounted_payback_periods: payback_periods(flows, rate)?,
        roi: return_on_investment(flows)?,
        benefit_cost_ratio: benefit_cost_ratio(flows, rate)?,
    })
}

/// Payments on dates.
#[derive(Deserialize, JsonSchema)]
struct Dated {
    /// In any order; time runs from the earliest.
    payments: Vec<DatedPayment>,
    /// Rate of discount a year; `xnpv` needs it.
    #[serde(default)]
    rate: Option<f64>,
    /// How days become years.
    #[serde(default)]
    day_count: DayCount,
}

/// An amount on a date.
#[derive(Deserialize, JsonSchema)]
struct DatedPayment {
    /// YYYY-MM-DD.
    date: Date,
    /// What is paid out below zero.
    amount: f64,
}

/// What a file of dated payments leaves open.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DatedOptions {
    /// Rate of discount a year; `xnpv` needs it.
    #[serde(default)]
    rate: Option<f64>,
    /// How days become years.
    #[serde(default)]
    day_count: DayCount,
}

impl Dated {
    fn read(text: &str, options: DatedOptions) -> Result<Self, Unfit> {
        let rows = (1..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty());
        let payments =
            rows.map(|(line, row)| DatedPayment::read(line, row)).collect::<Result<_, _>>()?;
        Ok(Self { payments, rate: options.rate, day_count: options.day_count })
    }

    fn payments(&self) -> Vec<Payment> {
        self.payments.iter().map(|p| Payment { date: p.date, amount: p.amount }).collect()
    }
}

impl DatedPayment {
    fn read(line: usize, row: &str) -> Result<Self, Unfit> {
        let bad = |value: &str, allowed| Unfit::OutOfBounds {
            field: format!("line {line}"),
            value: value.chars().take(40).collect(),
            allowed,
        };
        let (date, amount) = row.split_once(',').ok_or_else(|| bad(row, "YYYY-MM-DD,number"))?;
        let (date, amount) = (date.trim(), amount.trim());
        Ok(Self {
            date: date.parse().map_err(|_| bad(date, "YYYY-MM-DD"))?,
            amount: amount
                .parse()
                .ok()
                .filter(|amount: &f64| amount.is_finite())
                .ok_or_else(|| bad(amount, "1234.56"))?,
        })
    }
}

fn xirr(input: &Dated) -> Result<Rates, Error> {
    let roots = dated_rates(&input.payments(), input.day_count)?;
    Ok(Rates::of(roots.rates, roots.sign_changes))
}

/// Net present value of dated payments.
#[derive(Serialize, JsonSchema)]
struct DatedValue {
    /// At the earliest date, in the currency of the payments.
    xnpv: f64,
}

fn xnpv(input: &Dated) -> Result<DatedValue, Error> {
    let rate = rate("rate", input.rate)?;
    Ok(DatedValue { xnpv: dated_present_value(rate, &input.payments(), input.day_count)? })
}

/// Equal payments between a value now and a value at the end. The one figure left out, or named by
/// `solve`, is worked out; where `fv` is left out beside another it is 0.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TimeValue {
    /// Rate a period.
    #[serde(default)]
    rate: Option<f64>,
    /// Number of periods.
    #[serde(default)]
    nper: Option<f64>,
    /// Payment of each period, what is paid below zero.
    #[serde(default)]
    pmt: Option<f64>,
    /// Value now.
    #[serde(default)]
    pv: Option<f64>,
    /// Value at the end.
    #[serde(default)]
    fv: Option<f64>,
    /// When payments are due.
    #[serde(default)]
    due: Due,
    /// Which figure to work out; others left out are 0.
    #[serde(default)]
    solve: Option<Solve>,
}

/// When payments are due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Due {
    /// At the end of each period.
    #[default]
    End,
    /// At the beginning of each period.
    Begin,
}

/// A figure of the time value of money.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Solve {
    /// Rate a period.
    Rate,
    /// Number of periods.
    Nper,
    /// Payment of each period.
    Pmt,
    /// Value now.
    Pv,
    /// Value at the end.
    Fv,
}

impl TimeValue {
    fn sought(&self) -> Result<Solve, Unfit> {
        if let Some(solve) = self.solve {
            return Ok(solve);
        }
        let open: Vec<Solve> = [
            (Solve::Rate, self.rate),
            (Solve::Nper, self.nper),
            (Solve::Pmt, self.pmt),
            (Solve::Pv, self.pv),
            (Solve::Fv, self.fv),
        ]
        .into_iter()
        .filter_map(|(figure, given)| given.is_none().then_some(figure))
        .collect();
        match open.as_slice() {
            [one] | [one, Solve::Fv] => Ok(*one),
            _ => Err(Unfit::Missing { field: "solve" }),
        }
    }
}

/// All five figures.
#[derive(Serialize, JsonSchema)]
struct TimeValueSolved {
    /// The figure worked out.
    solved: Solve,
    /// Rate a period.
    rate: f64,
    /// Number of periods.
    nper: f64,
    /// Payment of each period.
    pmt: f64,
    /// Value now.
    pv: f64,
    /// Value at the end.
    fv: f64,
    /// When payments are due.
    due: Due,
}

fn tvm(input: TimeValue, _: &dyn Watch) -> Result<TimeValueSolved, Error> {
    let solved = input.sought()?;
    let loan = Loan {
        rate: input.rate.unwrap_or_default(),
        periods: input.nper.unwrap_or_default(),
        payment: input.pmt.unwrap_or_default(),
        present: input.pv.unwrap_or_default(),
        future: input.fv.unwrap_or_default(),
        at_beginning: input.due == Due::Begin,
    };
    let loan = loan.solved(match solved {
        Solve::Rate => Sought::Rate,
        Solve::Nper => Sought::Periods,
        Solve::Pmt => Sought::Payment,
        Solve::Pv => Sought::Present,
        Solve::Fv => Sought::Future,
    })?;
    Ok(TimeValueSolved {
        solved,
        rate: loan.rate,
        nper: loan.periods,
        pmt: loan.payment,
        pv: loan.present,
        fv: loan.future,
        due: input.due,
    })
}

/// A rate and a number of years.
#[derive(Deserialize, JsonSchema)]
struct RateAndYears {
    /// Rate a year.
    rate: f64,
    /// Years, 1 to 1000.
    years: u32,
}

/// What a yearly unit is worth now, and what a unit now costs a year.
#[derive(Serialize, JsonSchema)]
struct Annuity {
    /// Present value of 1 a year at year end.
    annuity_factor: f64,
    /// Its inverse: equal yearly payments that recover 1 with interest.
    capital_recovery_factor: f64,
}

fn annuity(input: RateAndYears, _: &dyn Watch) -> Result<Annuity, Error> {
    let rate = rate("rate", Some(input.rate))?;
    let factor = in_range("annuity_factor", annuity_factor(rate, years(input.years)?))?;
    let inverse = in_range("capital_recovery_factor", 1.0 / factor)?;
    Ok(Annuity { annuity_factor: factor, capital_recovery_factor: inverse })
}

/// Lets 1 to 1000 years through.
fn years(years: u32) -> Result<u32, Unfit> {
    within("years", f64::from(years), "1 .. 1000", |years| (1.0..=1000.0).contains(&years))?;
    Ok(years)
}

/// A plant that gives heat.
#[derive(Deserialize, JsonSchema)]
struct HeatPlant {
    /// Capital paid now.
    capex: f64,
    /// Cost a year.
    #[serde(alias = "opex")]
    opex_per_year: f64,
    /// Heat delivered a year in MWh.
    #[serde(alias = "energy_MWh")]
    heat_mwh_per_year: f64,
    /// Rate of discount a year.
    #[serde(alias = "discount")]
    rate: f64,
    /// Years of operation.
    years: u32,
}

/// What heat costs.
#[derive(Serialize, JsonSchema)]
struct HeatCost {
    /// Levelised cost of a MWh, in the currency of the capital.
    lcoh: f64,
    /// Capital as equal yearly payments.
    capital_per_year: f64,
}

fn lcoh(input: HeatPlant, _: &dyn Watch) -> Result<HeatCost, Error> {
    let capital = not_negative("capex", input.capex)?;
    let cost = finite("opex_per_year", input.opex_per_year)?;
    let heat = positive("heat_mwh_per_year", input.heat_mwh_per_year)?;
    let (rate, years) = (rate("rate", Some(input.rate))?, years(input.years)?);
    let found = cost_of_heat(capital, cost, heat, rate, years);
    let lcoh = in_range("lcoh", found.ok_or(Unfit::NoSolution { field: "lcoh" })?)?;
    let capital_per_year = in_range("lcoh", capital / annuity_factor(rate, years))?;
    Ok(HeatCost { lcoh, capital_per_year })
}

const MONEY_EXAMPLE: &str = r#"{"amount": 100000, "currency": "PLN", "year": 2019}"#;

/// Money of one year.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MoneyInput {
    amount: f64,
    /// Three letters, as EUR.
    currency: String,
    /// Year whose money it is.
    year: i16,
    /// Year whose money is wanted; the last year of the index without it.
    #[serde(default)]
    to_year: Option<i16>,
}

/// The same money in EUR of another year.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MoneyOfYear")]
struct MoneyTold {
    /// Units of the currency for one EUR, mean of the year.
    units_per_eur: f64,
    /// In EUR of the year it is from.
    eur_then: f64,
    /// Rise of consumer prices of the Union in between.
    price_factor: f64,
    eur: f64,
    to_year: i16,
}

fn money(input: MoneyInput, _: &dyn Watch) -> Result<MoneyTold, Error> {
    let amount = finite("amount", input.amount)?;
    let rate = REFERENCE.units_per_eur(&input.currency, Some(input.year));
    let units_per_eur = rate.ok_or_else(|| Unfit::OutOfBounds {
        field: "currency".to_owned(),
        value: input.currency.clone(),
        allowed: "a currency of fx.csv",
    })?;
    let to_year = match input.to_year.or(REFERENCE.price_year()) {
        Some(year) => year,
        None => return Err(Unfit::Missing { field: "to_year" }.into()),
    };
    let price_factor =
        REFERENCE.price_factor(input.year, to_year).ok_or_else(|| Unfit::OutOfBounds {
            field: "year".to_owned(),
            value: format!("{} to {to_year}", input.year),
            allowed: "years of price_index.csv",
        })?;
    let eur_then = amount / units_per_eur;
    Ok(MoneyTold {
        units_per_eur,
        eur_then,
        price_factor,
        eur: in_range("eur", eur_then * price_factor)?,
        to_year,
    })
}
