//! Stage 2: what is asked of a flow again and again, resolved once, and the cheap test that
//! decides whether a pair is worth a score.
//!
//! The test is conservative: it never drops a pair that the scorers would accept under the
//! same limits. It knows nothing of money.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::candidates::{Entry, Reach};
use super::fallback::as_heat;
use super::query::{Constraints, PerKind, Request, Rules};
use super::score::trust;
use crate::economics::{End, UnitValue, unit_values};
use crate::law::{Standing, standing};
use crate::model::kind::Axis;
use crate::model::{
    Cas, Direction, Flow, FlowId, Hazards, Kind, MONTH_HOURS, OrganizationId, Position, Precision,
    Region, Site, Week,
};
use crate::reference::Reference;
use crate::spatial::unit_vector;

/// Hours of a week.
const WEEK_HOURS: f64 = 168.0;

/// One flow as the stages see it. `NAN` stands for a number that is not known.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What a delivery from or to it needs to know.
    pub end: End,
    /// What it is.
    pub kind: Kind,
    /// Number of its resource: flows of the same kind and class share it.
    pub resource: u32,
    /// Offered or needed.
    pub direction: Direction,
    /// Position of its site in the region.
    pub site: u32,
    /// Its owner.
    pub owner: OrganizationId,
    /// How well it is known.
    pub precision: Precision,
    /// Where it is; a flow without a place has no partners.
    pub position: Option<Position>,
    /// The same as a point of the unit sphere.
    pub point: [f64; 3],
    /// The property that candidates are compared by: a demand wants at least this much of it,
    /// a supply has this much. Unknown never keeps a pair apart.
    pub key: f64,
    /// Temperature in degrees Celsius.
    pub temperature_c: f64,
    /// Return temperature in degrees Celsius.
    pub return_c: f64,
    /// Absolute pressure in bar.
    pub pressure_bar: f64,
    /// Purity or grade, 0..1.
    pub grade: f64,
    /// pH of a supply.
    pub ph: f64,
    /// Lowest and highest pH that a demand bears.
    pub ph_range: (f64, f64),
    /// Water content, 0..1; of a demand the most it bears.
    pub moisture: f64,
    /// Foreign matter, 0..1.
    pub contamination: f64,
    /// Whether it is hazardous, where known.
    pub hazardous: Option<bool>,
    /// Properties beyond those of its kind that a demand asks for, one bit for each of
    /// [`Axis::ALL`].
    pub asks: u16,
    /// What few flows state.
    pub rare: Option<Box<Rare>>,
    /// Number of the resource that it can cross to or be reached from, else [`NO_RESOURCE`].
    pub neighbour: u32,
    /// A supply as it enters that resource.
    pub crossed: Option<Box<Subject>>,
    /// Hours of the week.
    pub week: Week,
    /// Number of those hours.
    pub week_hours: f64,
    /// Strength in each month, 0..1.
    pub months: [f64; 12],
    /// Hours of the months weighted with their strength.
    pub month_hours: f64,
    /// First and last day, counted from 1970; open ends are the ends of the count.
    pub days: (i32, i32),
    /// Amount a year that is still free, in the unit of the kind.
    pub amount_per_year: f64,
    /// Share of the amount that is there even in a poor year, 0..1.
    pub firm_share: f64,
    /// Largest rate in units an hour.
    pub rate_per_hour: f64,
    /// Trust in the flow, 0..1.
    pub trust: f64,
    /// Whether partners may be sought at all: not barred, not promised away.
    pub open: Openness,
    /// Whether the owner is one of the wanted partners.
    pub wanted: bool,
    /// What one unit is worth to the owner.
    pub value: UnitValue,
    /// How the law stands to it.
    pub standing: Standing,
}

/// Stands for no resource.
pub const NO_RESOURCE: u32 = u32::MAX;

/// What few flows state. `NAN` and 0 stand for unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Rare {
    /// Contents by substance and unit, ordered: of a demand the most it bears.
    pub contents: Vec<(u64, f64)>,
    /// Certificates, ordered: held by a supply, asked for by a demand.
    pub certificates: Vec<u64>,
    /// Digits of the registry number of the substance.
    pub substance: u64,
    /// Hazardous properties of a supply, or those that a demand may take.
    pub hazards: Option<Hazards>,
    /// The warmest that a demand of something else than heat or cold bears.
    pub warmest_c: f64,
    /// Least amount a year worth dealing with.
    pub minimum_order: f64,
    /// Farthest partner in km.
    pub max_distance_km: f64,
    /// How much can be kept at the site.
    pub storage: f64,
    /// Days for which a supply stays good.
    pub shelf_life_days: f64,
    /// Days between call and use.
    pub lead_time_days: f64,
    /// What one unit is worth from an amount on, smallest amount first.
    pub tiers: Vec<(f64, UnitValue)>,
}

impl Rare {
    fn of(flow: &Flow, site: &Site, reference: &Reference) -> Option<Box<Self>> {
        let stated = &flow.particulars;
        if stated.is_empty() {
            return None;
        }
        let known = |value: Option<f64>| value.filter(|v| v.is_finite()).unwrap_or(f64::NAN);
        let mut contents: Vec<(u64, f64)> = stated
            .contaminants
            .iter()
            .map(|content| {
                let (unit, factor) = content.unit.base();
                (name_code(&content.code) ^ unit as u64, content.value * factor)
            })
            .collect();
        contents.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut certificates: Vec<u64> =
            stated.certificates.iter().map(|name| name_code(name)).collect();
        certificates.sort_unstable();
        let priced = |from: f64| unit_values(&flow.priced_at(from), site, reference);
        let tiers = stated.price_tiers.iter().map(|t| (t.from_amount, priced(t.from_amount)));
        Some(Box::new(Self {
            contents,
            certificates,
            substance: stated.cas.map_or(0, Cas::digits),
            hazards: stated.hazards,
            warmest_c: known(stated.temperature_high.map(|t| t.0)),
            minimum_order: known(stated.minimum_order),
            max_distance_km: known(stated.max_distance_km),
            storage: known(stated.storage_amount),
            shelf_life_days: known(stated.shelf_life_days),
            lead_time_days: known(stated.lead_time_days),
            tiers: tiers.collect(),
        }))
    }

    /// How much of a substance it contains, or bears; not known where it is not stated.
    pub fn content(&self, code: u64) -> Option<f64> {
        self.contents.iter().find(|(c, _)| *c == code).map(|(_, value)| *value)
    }
}

/// A number for a name, the same whatever its case and on every machine (FNV-1a). The two low
/// bits are free for a unit.
pub(super) fn name_code(name: &str) -> u64 {
    let letters = name.trim().chars().flat_map(char::to_lowercase);
    let hash = letters.fold(0xcbf2_9ce4_8422_2325u64, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    });
    hash & !3
}

impl Subject {
    /// What one unit is worth where so much changes hands.
    pub fn value_at(&self, amount_per_year: f64) -> &UnitValue {
        let reached = |(from, _): &&(f64, UnitValue)| *from <= amount_per_year;
        let tier = self.rare.as_ref().and_then(|rare| rare.tiers.iter().rev().find(reached));
        tier.map_or(&self.value, |(_, value)| value)
    }

    /// Whether it asks for a property beyond those of its kind.
    pub fn asks_for(&self, axis: Axis) -> bool {
        self.asks >> axis as u16 & 1 == 1
    }

    /// What the search for candidates knows of it; nothing where it has no place.
    pub fn entry(&self) -> Option<Entry> {
        Some(Entry {
            position: self.position?,
            site: self.site,
            resource: self.resource,
            kind: self.kind,
            direction: self.direction,
            key: self.key,
        })
    }
}

/// Whether a flow may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// It may.
    Open,
    /// Its owner is barred.
    Barred,
    /// It is promised to somebody exclusively.
    Exclusive,
    /// All of it is promised.
    Promised,
}

/// All flows of a region as the stages see them, in the order of the region.
#[derive(Debug, Clone)]
pub struct Subjects {
    /// One for each flow.
    pub of_flow: Vec<Subject>,
    /// Number of different resources.
    pub resources: usize,
    numbers: Numbers,
}

impl Subjects {
    /// Resolves all flows of a region for a request.
    pub fn new(region: &Region, request: &Request, rules: &Rules, reference: &Reference) -> Self {
        let all: Vec<usize> = (0..region.flows().len()).collect();
        Self::of(region, &all, request, rules, reference)
    }

    /// Resolves these flows of a region, named by their positions, in this order.
    pub fn of(
        region: &Region,
        flows: &[usize],
        request: &Request,
        rules: &Rules,
        reference: &Reference,
    ) -> Self {
        let (numbers, resources) = numbered(flows.iter().map(|&at| region.flow(at)));
        let resolving = Resolving::new(region, request, rules, reference, &numbers);
        let of_flow = flows.par_iter().with_min_len(256).map(|&at| resolving.flow(at)).collect();
        Self { of_flow, resources, numbers }
    }

    /// Resolves flows that stand in for those of a region at these positions: of the same kind
    /// and class, with other figures.
    pub(super) fn standing_in(
        region: &Region,
        flows: &[(usize, Flow)],
        request: &Request,
        rules: &Rules,
        reference: &Reference,
    ) -> Self {
        let (numbers, resources) = numbered(flows.iter().map(|(_, flow)| flow));
        let resolving = Resolving::new(region, request, rules, reference, &numbers);
        let of_flow = flows.iter().map(|(at, flow)| resolving.resolve(*at, flow)).collect();
        Self { of_flow, resources, numbers }
    }

    /// Whether the resource of a flow has a number.
    pub(super) fn knows(&self, flow: &Flow) -> bool {
        number(&self.numbers, flow.kind, class_of(flow)).is_some()
    }

    /// Looks these flows up again; their resources are known.
    pub(super) fn replace(
        &mut self,
        region: &Region,
        flows: &[u32],
        request: &Request,
        rules: &Rules,
        reference: &Reference,
    ) {
        let resolving = Resolving::new(region, request, rules, reference, &self.numbers);
        for &at in flows {
            self.of_flow[at as usize] = resolving.flow(at as usize);
        }
    }

    /// Moves the flows to new numbers, `count` in all, and their sites too. A number without a
    /// flow holds another's until it is looked up.
    pub(super) fn renumber(
        &mut self,
        flows: &[Option<u32>],
        site: impl Fn(u32) -> u32,
        count: u32,
    ) {
        let Some(filler) = self.of_flow.first().cloned() else { return };
        let mut moved = vec![filler; count as usize];
        for (mut subject, new) in std::mem::take(&mut self.of_flow).into_iter().zip(flows) {
            if let Some(new) = new {
                subject.site = site(subject.site);
                if let Some(crossed) = &mut subject.crossed {
                    crossed.site = subject.site;
                }
                moved[*new as usize] = subject;
            }
        }
        self.of_flow = moved;
    }
}

/// Numbers of resources by kind and class.
type Numbers = BTreeMap<Kind, BTreeMap<String, u32>>;

/// A number for each resource among the flows, and how many there are.
fn numbered<'a>(flows: impl Iterator<Item = &'a Flow>) -> (Numbers, usize) {
    let mut numbers: Numbers = BTreeMap::new();
    for flow in flows {
        numbers.entry(flow.kind).or_default().entry(class_of(flow).to_owned()).or_default();
    }
    let all = numbers.values_mut().flat_map(BTreeMap::values_mut);
    let resources = all.zip(0u32..).map(|(number, next)| *number = next).count();
    (numbers, resources)
}

fn number(numbers: &Numbers, kind: Kind, class: &str) -> Option<u32> {
    numbers.get(&kind)?.get(class).copied()
}

/// What is needed to look a flow up.
struct Resolving<'a> {
    region: &'a Region,
    request: &'a Request,
    rules: &'a Rules,
    reference: &'a Reference,
    numbers: &'a Numbers,
    /// What is promised of a flow: how much a year, and whether to one partner alone.
    promised: BTreeMap<FlowId, (f64, bool)>,
}

impl<'a> Resolving<'a> {
    fn new(
        region: &'a Region,
        request: &'a Request,
        rules: &'a Rules,
        reference: &'a Reference,
        numbers: &'a Numbers,
    ) -> Self {
        let mut promised: BTreeMap<_, (f64, bool)> = BTreeMap::new();
        for commitment in &request.constraints.commitments {
            let entry = promised.entry(commitment.flow).or_insert((0.0, false));
            entry.0 += commitment.amount_per_year.max(0.0);
            entry.1 |= commitment.exclusive;
        }
        Self { region, request, rules, reference, numbers, promised }
    }

    fn flow(&self, at: usize) -> Subject {
        self.resolve(at, self.region.flow(at))
    }

    /// A flow as the one at a position of the region.
    fn resolve(&self, at: usize, flow: &Flow) -> Subject {
        let (taken, exclusive) = self.promised.get(&flow.id).copied().unwrap_or_default();
        let constraints = &self.request.constraints;
        let resolved = |flow: &Flow, taken: f64| {
            let Self { region, request, rules, reference, .. } = self;
            let mut subject = subject(region, at, flow, request, rules, reference);
            let own = number(self.numbers, flow.kind, class_of(flow));
            subject.resource = own.unwrap_or(NO_RESOURCE);
            let free = (flow.amount_per_year - taken).max(0.0);
            if subject.amount_per_year > 0.0 {
                subject.rate_per_hour *= free / subject.amount_per_year;
            }
            subject.open = openness(flow, constraints, exclusive, taken > 0.0, free);
            subject.amount_per_year = free;
            subject
        };
        let mut subject = resolved(flow, taken);
        let other = match (flow.kind, flow.direction) {
            (Kind::Steam, Direction::Supply) => Kind::Heat,
            (Kind::Heat, Direction::Demand) => Kind::Steam,
            _ => return subject,
        };
        if let Some(neighbour) = number(self.numbers, other, class_of(flow)) {
            subject.crossed = as_heat(flow, self.reference).map(|heat| {
                let taken = taken * (heat.amount_per_year / flow.amount_per_year);
                Box::new(resolved(&heat, taken))
            });
            let is_there = other == Kind::Steam || subject.crossed.is_some();
            subject.neighbour = if is_there { neighbour } else { NO_RESOURCE };
        }
        subject
    }
}

fn class_of(flow: &Flow) -> &str {
    flow.class.as_deref().map_or("", str::trim)
}

fn openness(
    flow: &Flow,
    constraints: &Constraints,
    exclusive: bool,
    promised: bool,
    free: f64,
) -> Openness {
    if constraints.barred.contains(&flow.organization) {
        Openness::Barred
    } else if exclusive {
        Openness::Exclusive
    } else if promised && free <= 0.0 {
        Openness::Promised
    } else {
        Openness::Open
    }
}

fn subject(
    region: &Region,
    at: usize,
    flow: &Flow,
    request: &Request,
    rules: &Rules,
    reference: &Reference,
) -> Subject {
    let quality = &flow.quality;
    let known = |value: Option<f64>| value.filter(|v| v.is_finite()).unwrap_or(f64::NAN);
    let particulars = &flow.particulars;
    // What a supply falls to at worst is what a demand can rely on.
    let at_worst = |low: Option<f64>| low.filter(|_| flow.direction == Direction::Supply);
    let pressure_bar = known(at_worst(particulars.pressure_low_bar).or(quality.pressure_bar));
    let temperature = at_worst(particulars.temperature_low.map(|t| t.0));
    let mut temperature_c = known(temperature.or(quality.temperature.map(|t| t.0)));
    if temperature_c.is_nan() && flow.kind == Kind::Steam && pressure_bar > 0.0 {
        temperature_c = reference.steam_at_pressure(pressure_bar).saturation_c;
    }
    let grade = known(quality.grade);
    let profile = &flow.profile;
    let months = profile.months.map(|m| if m.is_finite() { m.clamp(0.0, 1.0) } else { 0.0 });
    let amount = if flow.amount_per_year.is_finite() { flow.amount_per_year.max(0.0) } else { 0.0 };
    let rate = flow.rate_per_hour();
    let day = |date: jiff::civil::Date| {
        date.since(jiff::civil::Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
    };
    let constraints = &request.constraints;
    Subject {
        end: End::from(flow),
        kind: flow.kind,
        resource: 0,
        direction: flow.direction,
        site: region.site_position(at) as u32,
        owner: flow.organization,
        precision: flow.precision,
        position: region.site_of(at).position,
        point: region.site_of(at).position.map_or([f64::NAN; 3], unit_vector),
        key: key(flow.kind, flow.direction, temperature_c, grade),
        temperature_c,
        return_c: known(quality.return_temperature.map(|t| t.0)),
        pressure_bar,
        grade,
        ph: known(quality.ph),
        ph_range: (
            known(particulars.ph_low.or(quality.ph)),
            known(particulars.ph_high.or(quality.ph)),
        ),
        moisture: known(quality.moisture),
        contamination: known(quality.contamination),
        hazardous: flow.is_hazardous(),
        asks: asks(flow),
        rare: Rare::of(flow, region.site_of(at), reference),
        neighbour: NO_RESOURCE,
        crossed: None,
        week: profile.week,
        week_hours: f64::from(profile.week.hours()),
        months,
        month_hours: months.iter().zip(MONTH_HOURS).map(|(m, h)| m * h).sum(),
        days: (profile.valid_from.map_or(i32::MIN, day), profile.valid_to.map_or(i32::MAX, day)),
        amount_per_year: amount,
        firm_share: match (particulars.variability, flow.amount_low) {
            (Some(variation), _) if variation.is_finite() => (1.0 - variation).clamp(0.0, 1.0),
            (_, Some(low)) if low.is_finite() && amount > 0.0 => (low / amount).clamp(0.0, 1.0),
            (Some(_) | None, Some(_) | None) => 1.0,
        },
        rate_per_hour: if rate.is_finite() { rate.max(0.0) } else { 0.0 },
        trust: trust::of_flow(flow, region.organization_of(at), request.as_of_year, rules),
        open: Openness::Open,
        wanted: constraints.wanted.contains(&flow.organization),
        value: unit_values(flow, region.site_of(at), reference),
        standing: standing(flow, region.site_of(at), reference),
    }
}

/// The properties that a demand names beyond those of its kind.
fn asks(flow: &Flow) -> u16 {
    if flow.direction == Direction::Supply {
        return 0;
    }
    let (quality, stated) = (&flow.quality, &flow.particulars);
    let names = |axis: Axis| match axis {
        Axis::Temperature => stated.temperature_high.is_some() && !flow.kind.is_thermal(),
        Axis::Pressure => quality.pressure_bar.is_some() && !flow.kind.is_thermal(),
        // Two demands of heat of one temperature do not differ in grade.
        Axis::Grade => quality.grade.is_some() && !flow.kind.is_thermal(),
        Axis::Ph => quality.ph.is_some() || stated.ph_low.is_some() || stated.ph_high.is_some(),
        Axis::Moisture => quality.moisture.is_some(),
        Axis::Contamination => quality.contamination.is_some(),
        Axis::Hazard => flow.is_hazardous().is_some(),
        Axis::Contaminants => !stated.contaminants.is_empty(),
        Axis::Substance => stated.cas.is_some(),
    };
    let own = flow.kind.rules().axes;
    let beyond = |axis: &Axis| !own.contains(axis) && names(*axis);
    Axis::ALL.into_iter().filter(beyond).fold(0, |bits, axis| bits | 1 << axis as u16)
}

/// The property by which candidates of a kind are compared, turned so that more is better.
/// Unknown becomes the value that keeps every pair.
fn key(kind: Kind, direction: Direction, temperature_c: f64, grade: f64) -> f64 {
    let value = match kind {
        Kind::Heat | Kind::Steam => temperature_c,
        Kind::Cooling => -temperature_c,
        Kind::Water
        | Kind::Co2
        | Kind::Material
        | Kind::Product
        | Kind::Electricity
        | Kind::CompressedAir
        | Kind::Biowaste
        | Kind::Logistics
        | Kind::Service
        | Kind::SharedAsset => grade,
    };
    match (value.is_nan(), direction) {
        (false, Direction::Supply | Direction::Demand) => value,
        (true, Direction::Supply) => f64::INFINITY,
        (true, Direction::Demand) => f64::NEG_INFINITY,
    }
}

/// Who may be matched with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Sites must differ.
    Sites,
    /// Owners must differ, and with them the sites.
    Owners,
}

/// Whether the times of two flows are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// They must touch: some hour of the week, some day of their existence.
    Touch,
    /// Only the days of their existence must touch.
    Days,
    /// They are not looked at.
    Ignored,
}

/// How far candidates are sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Search radius in km.
    pub radius_km: PerKind,
    /// By how much the property that is compared must be better at the supply than at the
    /// demand: K for heat, steam and cooling, share of 1 for grades; negative: may be worse.
    pub margin: PerKind,
    /// Who may be matched with whom.
    pub apart: Apart,
    /// Whether times are looked at.
    pub times: Times,
}

impl Limits {
    /// The part of them that the search for candidates looks at.
    pub fn reach(&self) -> Reach {
        Reach { radius_km: self.radius_km, margin: self.margin }
    }

    /// The limits of the ordinary pass: the radii of the rules, and a tolerance of
    /// temperature so that pairs which a heat pump could save are seen and counted.
    pub fn of(rules: &Rules, constraints: &Constraints) -> Self {
        Self {
            radius_km: rules.radius_km,
            margin: PerKind::new(|kind| if kind.is_thermal() { -rules.tolerance_k } else { 0.0 }),
            apart: if constraints.own_sites_too { Apart::Sites } else { Apart::Owners },
            times: Times::Touch,
        }
    }

    /// Whether this pair of one resource is worth a score, its distance apart.
    pub fn keep(&self, supply: &Subject, demand: &Subject) -> bool {
        if supply.key < demand.key + self.margin.get(supply.kind) || supply.site == demand.site {
            return false;
        }
        let strangers = match self.apart {
            Apart::Sites => true,
            Apart::Owners => supply.owner != demand.owner,
        };
        let meet = match self.times {
            Times::Touch => {
                supply.days.0 <= demand.days.1
                    && demand.days.0 <= supply.days.1
                    && supply.week.both(demand.week) != Week::NEVER
            }
            Times::Days => supply.days.0 <= demand.days.1 && demand.days.0 <= supply.days.1,
            Times::Ignored => true,
        };
        strangers && meet && !hazard_keeps_apart(supply, demand)
    }
}

/// Whether the supply is known to be hazardous and the demand is known to refuse that, be it
/// altogether or one of the hazardous properties.
pub fn hazard_keeps_apart(supply: &Subject, demand: &Subject) -> bool {
    if supply.hazardous != Some(true) {
        return false;
    }
    let of = |subject: &Subject| subject.rare.as_ref().and_then(|rare| rare.hazards);
    match (demand.hazardous, of(supply), of(demand)) {
        (Some(false), _, _) => true,
        (Some(true) | None, Some(has), Some(takes)) => !has.all_in(takes),
        (Some(true) | None, Some(_) | None, Some(_) | None) => false,
    }
}

/// Shares of the week, 0..1.
pub fn week_share(week: Week) -> f64 {
    f64::from(week.hours()) / WEEK_HOURS
}
