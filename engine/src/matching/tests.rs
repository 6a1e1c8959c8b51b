#![allow(clippy::unwrap_used)]

use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::candidates::Field;
use super::prefilter::{Apart, Limits, Times};
use super::query::PerKind;
use super::*;
use crate::model::{
    Carrier, Content, ContentUnit, Direction, Edit, Flow, Hazards, Organization, OrganizationId,
    Position, Precision, Price, Profile, Quality, Site, SiteId, Source, Week,
};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;
use crate::spatial::EarthModel;
use crate::watch::Unwatched;

pub(super) fn organization(number: u128, trust: Option<f64>) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(number + 1)),
        name: format!("Works {number}"),
        sector: None,
        country: Some("DE".to_owned()),
        trust,
        confidential: Default::default(),
        source: Source::default(),
    }
}

pub(super) fn site(number: u128, lat: f64, lon: f64) -> Site {
    Site {
        id: SiteId(Uuid::from_u128(number + 1)),
        organization: OrganizationId(Uuid::from_u128(number + 1)),
        name: format!("Site {number}"),
        position: Position::new(lat, lon),
        country: Some("DE".to_owned()),
        town: None,
        street: None,
        postcode: None,
        sector: None,
        source: Source::default(),
    }
}

pub(super) fn flow(number: u128, site: u128, direction: Direction, kind: Kind) -> Flow {
    Flow {
        id: FlowId(Uuid::from_u128(number + 1)),
        site: SiteId(Uuid::from_u128(site + 1)),
        organization: OrganizationId(Uuid::from_u128(site + 1)),
        direction,
        kind,
        class: None,
        name: format!("flow {number}"),
        amount_per_year: 10_000.0,
        amount_low: None,
        amount_high: None,
        capacity_per_hour: None,
        quality: Quality::default(),
        profile: Profile::ALWAYS,
        price: None,
        disposal_cost: None,
        replaces: match direction {
            Direction::Supply => None,
            Direction::Demand => Some(Carrier::Gas),
        },
        particulars: Default::default(),
        precision: Precision::Rough,
        confidential: Default::default(),
        source: Source::default(),
    }
}

pub(super) fn heat(number: u128, direction: Direction, celsius: f64) -> Flow {
    let mut flow = flow(number, number, direction, Kind::Heat);
    flow.quality.temperature = Some(Celsius(celsius));
    flow
}

/// A supply and a demand of heat, each its own site and owner, `km` apart.
pub(super) fn couple(km: f64, supply: Flow, demand: Flow) -> Region {
    let degrees = km / 111.195_080_23;
    let sites = vec![site(0, 50.0, 8.0), site(1, 50.0 + degrees, 8.0)];
    let owners = vec![organization(0, None), organization(1, None)];
    Region::new(owners, sites, vec![supply, demand]).0
}

/// The pair of tables that the generator of the performance case writes. Each site is its own
/// organisation, each waste code its own class of material.
pub(super) fn generated(sites_csv: &str, flows_csv: &str) -> Region {
    let mut owners = Vec::new();
    let mut sites = Vec::new();
    for line in sites_csv.lines().skip(1) {
        let cell: Vec<&str> = line.split(',').collect();
        let number: u128 = cell[0].parse().unwrap();
        owners.push(organization(number, Some(cell[9].parse().unwrap())));
        sites.push(site(number, cell[5].parse().unwrap(), cell[6].parse().unwrap()));
    }
    let flows = flows_csv
        .lines()
        .skip(1)
        .map(|line| {
            let cell: Vec<&str> = line.split(',').collect();
            let direction = match cell[2] {
                "supply" => Direction::Supply,
                _ => Direction::Demand,
            };
            let kind = Kind::from_code(cell[3]).unwrap_or(Kind::Material);
            let mut flow =
                flow(cell[0].parse().unwrap(), cell[1].parse().unwrap(), direction, kind);
            flow.class = (!cell[4].is_empty()).then(|| cell[4].to_owned());
            flow.amount_per_year = cell[5].parse().unwrap();
            flow.quality.temperature = cell[7].parse().ok().map(Celsius);
            flow.quality.grade = (!kind.is_thermal()).then(|| cell[8].parse().unwrap());
            flow.price = Some(Price {
                per_unit: cell[9].parse::<Decimal>().unwrap(),
                currency: "EUR".to_owned(),
                year: Some(2024),
            });
            let mut months = [0.0; 12];
            for (month, digit) in months.iter_mut().zip(cell[11].bytes()) {
                *month = f64::from(digit - b'0') / 9.0;
            }
            flow.profile = Profile {
                week: Week::from_hex(cell[10]).unwrap(),
                months,
                valid_from: Some(cell[12].parse::<Date>().unwrap()),
                valid_to: Some(cell[13].parse::<Date>().unwrap()),
            };
            flow
        })
        .collect();
    let (region, orphans) = Region::new(owners, sites, flows);
    assert!(orphans.is_empty());
    region
}

pub(super) fn one_thousand() -> Region {
    generated(
        include_str!("../../tests/fixtures/gen_1k/sites.csv"),
        include_str!("../../tests/fixtures/gen_1k/flows.csv"),
    )
}

/// The limits that define the join of the performance case.
fn join_limits(radius_km: f64) -> Limits {
    Limits {
        radius_km: PerKind::new(|_| radius_km),
        margin: PerKind::new(|kind| match kind {
            Kind::Heat | Kind::Steam => 5.0,
            Kind::Cooling => 3.0,
            _ => 0.0,
        }),
        apart: Apart::Sites,
        times: Times::Ignored,
    }
}

pub(super) fn subjects(region: &Region, request: &Request) -> (Subjects, Rules) {
    let reference = bundled();
    let rules = Rules::read(request, &reference).unwrap();
    (Subjects::new(region, request, &rules, &reference), rules)
}

pub(super) fn run(region: &Region, request: &Request) -> MatchSet {
    match_region(region, request, &bundled(), &Unwatched)
}

/// The generator's own answer for 1,000 flows (seed 42): 11,118 pairs, 139,156.0 km, checksum
/// `sum((supply * 1000003 + demand) mod 2147483647)` = 5,362,925,828,171, as PostGIS, GeoPandas,
/// Polars and a ball tree agree on it.
#[test]
fn candidates_are_exactly_those_of_the_performance_case() {
    let region = one_thousand();
    let (subjects, _) = subjects(&region, &Request::default());
    let (mut pairs, mut km, mut checksum) = (0, 0.0, 0u64);
    let number = |at: u32| region.flows()[at as usize].id.0.as_u128() as u64 - 1;
    let field = Field::new(
        EarthModel::MEAN_SPHERE,
        PerKind::new(|_| 25.0),
        region.flows().len() as u32,
        |at| subjects.of_flow[at as usize].entry(),
    );
    field.candidates(&join_limits(25.0).reach(), |supply, demands, metres| {
        pairs += demands.len();
        km += metres.iter().sum::<f64>() / 1000.0;
        for &demand in demands {
            checksum += (number(supply) * 1_000_003 + number(demand)) % 2_147_483_647;
        }
    });
    assert_eq!(pairs, 11_118);
    assert_eq!(checksum, 5_362_925_828_171);
    assert!((km - 139_156.0).abs() < 0.05, "{km}");
}

/// One search serves the match and the benchmark: blind it, and both find nothing.
#[test]
fn the_benchmark_measures_the_search_of_the_match() {
    use crate::spatial::blindly;
    use crate::yardstick::{Case, Join, join};
    let region = one_thousand();
    let sites = include_str!("../../tests/fixtures/gen_1k/sites.csv");
    let flows = include_str!("../../tests/fixtures/gen_1k/flows.csv");
    let case = Case::read(sites.as_bytes(), flows.as_bytes()).unwrap();
    let found = || (run(&region, &Request::default()), join(&case));
    let (matched, joined) = found();
    assert!(!matched.matches.is_empty() && joined.pairs > 0);
    let (matched, joined) = blindly(found);
    assert!(matched.matches.is_empty() && matched.candidates == 0, "{matched:?}");
    assert_eq!(joined, Join::default());
}

#[test]
fn a_near_pair_matches_and_a_cold_one_needs_a_heat_pump() {
    let cases = [
        (1.0, 120.0, 80.0, 1, 0),
        (4.9, 120.0, 80.0, 1, 0),
        (7.0, 120.0, 80.0, 1, 1),
        (9.9, 120.0, 80.0, 1, 1),
        (10.1, 120.0, 80.0, 0, 0),
        (1.0, 60.0, 80.0, 1, 1),
        (1.0, 15.0, 80.0, 0, 0),
        (7.0, 60.0, 80.0, 0, 0),
    ];
    for (km, supply_c, demand_c, matches, relaxations) in cases {
        let region =
            couple(km, heat(0, Direction::Supply, supply_c), heat(1, Direction::Demand, demand_c));
        let set = run(&region, &Request::default());
        let case = format!("{km} km, {supply_c} to {demand_c}: {set:?}");
        assert_eq!(set.matches.len(), matches, "{case}");
        assert_eq!(set.matches.first().map_or(0, |m| m.relaxed.len()), relaxations, "{case}");
        let strict = run(&region, &Request { relax: false, ..Request::default() });
        assert_eq!(strict.matches.len(), matches - relaxations, "{case}");
    }
}

/// The register's own coordinates: 980 sites with excess heat and a place. Pairs of one of
/// these with any site at another place within 5, 20 and 50 km are the known facts of the
/// register (a brute-force haversine over all 980 x 4,505 pairs gives the same).
#[test]
fn neighbours_in_the_register_of_industry() {
    let register = include_str!("../../tests/fixtures/hotmaps/Industrial_Database.csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(register.as_bytes());
    let (mut places, mut sources) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        let heat: f64 = row[17].parse().unwrap_or(0.0);
        let point = row[7].strip_prefix("SRID=4326;POINT(").and_then(|p| p.strip_suffix(')'));
        if let Some((lon, lat)) = point.and_then(|p| p.split_once(' ')) {
            let place = Position { lat: lat.parse().unwrap(), lon: lon.parse().unwrap() };
            places.push(place);
            if heat > 0.0 {
                sources.push(place);
            }
        }
    }
    assert_eq!((places.len(), sources.len()), (4_505, 980));
    let items = places.iter().zip(0u32..).map(|(&p, i)| (i, p));
    let index = crate::spatial::Index::new(EarthModel::MEAN_SPHERE, 20_000.0, items);
    for (km, expected) in [(5.0, 1_026), (20.0, 5_593), (50.0, 20_248)] {
        let mut pairs = 0;
        for &source in &sources {
            index.within(source, km * 1000.0, |near| {
                pairs += usize::from(places[near.item as usize] != source);
            });
        }
        assert_eq!(pairs, expected, "{km} km");
    }
}

#[test]
fn two_runs_agree_to_the_byte_and_explanations_with_scores() {
    let region = one_thousand();
    let request = Request { as_of_year: Some(2026), ..Request::default() };
    let (first, second) = (run(&region, &request), run(&region, &request));
    let bytes = |set: &MatchSet| serde_json::to_vec(set).unwrap();
    assert_eq!(bytes(&first), bytes(&second));
    assert!(first.matches.len() > 200, "{}", first.matches.len());
    assert_eq!(first.router.automated + first.router.facilitated, first.matches.len() as u64);
    let reference = bundled();
    let weights = Rules::read(&request, &reference).unwrap().weights;
    for one in &first.matches {
        let why = explain(&region, &request, &reference, one).expect("it still fits");
        let values: Vec<f64> = why.notes.iter().map(|n| n.value).collect();
        assert_eq!(values, one.scores.values(), "{one:?}");
        assert_eq!(why.score, one.score);
        assert!((weights.score(&one.scores) - one.score).abs() < 2e-9);
        // Balanced weights: (sum + 0.20) / 1.20.
        let s = &one.scores;
        let sum = 0.25 * s.quality
            + 0.2 * s.temporal
            + 0.15 * s.quantity
            + 0.25 * s.economic
            + 0.15 * s.trust
            - 0.1 * s.transport_penalty
            - 0.1 * s.regulatory_risk;
        assert!(((sum + 0.2) / 1.2 - one.score).abs() < 2e-9, "{one:?}");
        assert!(s.values().iter().all(|v| (0.0..=1.0).contains(v)), "{one:?}");
        assert!(one.score >= 0.35);
    }
    for pair in first.matches.windows(2) {
        assert!(pair[0].score > pair[1].score || pair[0].id < pair[1].id);
    }
}

#[test]
fn a_region_is_the_union_of_its_flows() {
    let region = one_thousand();
    let request = Request { top: 3, ..Request::default() };
    let whole: std::collections::BTreeSet<_> =
        run(&region, &request).matches.iter().map(|m| m.id).collect();
    let reference = bundled();
    let mut union = std::collections::BTreeSet::new();
    for flow in region.flows() {
        let one = Request { centre: Centre::Flow(flow.id), ..request.clone() };
        let set = match_region(&region, &one, &reference, &Unwatched);
        assert!(set.matches.len() <= 3);
        assert!(set.matches.iter().all(|m| m.supply == flow.id || m.demand == flow.id));
        union.extend(set.matches.iter().map(|m| m.id));
    }
    assert_eq!(whole, union);
}

#[test]
fn a_missing_price_is_named_and_never_made_up() {
    let supply = flow(0, 0, Direction::Supply, Kind::Co2);
    let demand = flow(1, 1, Direction::Demand, Kind::Co2);
    let set = run(&couple(1.0, supply.clone(), demand.clone()), &Request::default());
    let [one] = &set.matches[..] else { panic!("{set:?}") };
    assert!(one.needs_price);
    assert_eq!(one.scores.economic, 0.0);
    let price = |eur: i64| {
        Some(Price { per_unit: Decimal::from(eur), currency: "EUR".to_owned(), year: None })
    };
    let priced = |ask, bid| {
        let mut flows = (supply.clone(), demand.clone());
        flows.0.price = price(ask);
        flows.1.price = price(bid);
        run(&couple(1.0, flows.0, flows.1), &Request::default()).matches[0].clone()
    };
    let (poor, rich) = (priced(30, 40), priced(30, 90));
    assert!(!rich.needs_price && !rich.assumed_price);
    assert!(rich.scores.economic > poor.scores.economic, "{poor:?} {rich:?}");
    assert!(rich.score > one.score);
}

#[test]
fn business_rules_refuse_by_name() {
    let region = couple(1.0, heat(0, Direction::Supply, 120.0), heat(1, Direction::Demand, 80.0));
    let with =
        |constraints: Constraints| run(&region, &Request { constraints, ..Request::default() });
    let (supply, owner) = (region.flows()[0].id, region.organizations()[0].id);
    let commitment = |amount_per_year, exclusive| Constraints {
        commitments: vec![Commitment { flow: supply, amount_per_year, exclusive }],
        ..Constraints::default()
    };
    let cases = [
        ("barred", Constraints { barred: [owner].into(), ..Constraints::default() }),
        (
            "not_wanted",
            Constraints {
                wanted: [OrganizationId(Uuid::from_u128(99))].into(),
                ..Constraints::default()
            },
        ),
        ("exclusive", commitment(1.0, true)),
        ("promised", commitment(10_000.0, false)),
    ];
    assert_eq!(with(Constraints::default()).matches.len(), 1);
    for (rule, constraints) in cases {
        let set = with(constraints);
        assert_eq!(set.refused.get(rule), Some(&1), "{rule}: {set:?}");
        assert!(set.matches.is_empty(), "{rule}");
    }
    let half = with(commitment(5_000.0, false));
    assert_eq!(half.matches[0].matched_per_year, 5_000.0);
    let dear = Constraints { min_value_eur_per_year: Some(1e12), ..Constraints::default() };
    assert!(with(dear).matches.is_empty());
}

/// The full evaluation of a match and the screening behind its score price the same delivery.
#[test]
fn the_outcome_agrees_with_the_score() {
    let mut supply = heat(0, Direction::Supply, 120.0);
    let demand = heat(1, Direction::Demand, 80.0);
    let request = Request::default();
    let reference = bundled_once();
    let mut benefits = Vec::new();
    for amount in [2_000.0, 10_000.0] {
        supply.amount_per_year = amount;
        let region = couple(2.0, supply.clone(), demand.clone());
        let one = run(&region, &request).matches[0].clone();
        let outcome = outcome::outcome(&region, &request, reference, &one, None).unwrap();
        let economics = outcome.economics.expect("gas has a price in Germany");
        assert!(one.assumed_price && economics.assumed);
        assert_eq!(outcome.risks.len(), 3);
        assert!((outcome.delivery.amount_per_year - amount).abs() < 1e-6);
        benefits.push((one.scores.economic, economics.total.npv_eur));
    }
    assert!(benefits[1].0 > benefits[0].0 && benefits[1].1 > benefits[0].1, "{benefits:?}");
}

#[test]
fn a_stopped_run_says_so() {
    struct Impatient;
    impl Watch for Impatient {
        fn progress(&self, _: u64, _: u64, _: &'static str) {}
        fn stop(&self) -> bool {
            true
        }
    }
    let region = one_thousand();
    let set = match_region(&region, &Request::default(), bundled_once(), &Impatient);
    assert!(set.stopped_early && set.matches.is_empty());
}

proptest! {
    /// The cheap test never drops what the scorers would accept under the same limits.
    #[test]
    fn the_prefilter_is_conservative(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        warm in prop::option::of(-20.0..200.0f64),
        need in prop::option::of(-20.0..200.0f64),
        offered in prop::option::of(0.0..=1.0f64),
        wanted in prop::option::of(0.0..=1.0f64),
        hazard in any::<Option<bool>>(),
        refuses in any::<Option<bool>>(),
        properties in prop::array::uniform2(prop::option::of(prop::collection::vec(1u8..=4, 0..3))),
        contents in prop::array::uniform2(prop::option::of(0.0..2.0f64)),
        ends in prop::array::uniform2(prop::option::of(-20.0..200.0f64)),
        ph in prop::array::uniform3(prop::option::of(0.0..14.0f64)),
        weeks in prop::array::uniform2("[0-9a-f]{42}"),
        from in 0i16..20,
        until in 0i16..20,
    ) {
        let mut supply = flow(0, 0, Direction::Supply, kind);
        let mut demand = flow(1, 1, Direction::Demand, kind);
        supply.quality.temperature = warm.map(Celsius);
        demand.quality.temperature = need.map(Celsius);
        supply.quality.grade = offered;
        demand.quality.grade = wanted;
        supply.quality.hazardous = hazard;
        demand.quality.hazardous = refuses;
        for (flow, (list, content)) in
            [&mut supply, &mut demand].into_iter().zip(properties.iter().zip(contents))
        {
            let stated = &mut flow.particulars;
            stated.hazards = list.as_ref().and_then(|list| Hazards::of(list));
            stated.contaminants = content
                .map(|value| Content { code: "Cl".to_owned(), value, unit: ContentUnit::MgPerL })
                .into_iter()
                .collect();
        }
        supply.particulars.temperature_low = ends[0].map(Celsius);
        demand.particulars.temperature_high = ends[1].map(Celsius);
        supply.quality.ph = ph[0];
        demand.particulars.ph_low = ph[1];
        demand.particulars.ph_high = ph[2];
        supply.profile.week = Week::from_hex(&weeks[0]).unwrap();
        demand.profile.week = Week::from_hex(&weeks[1]).unwrap();
        supply.profile.valid_from = Some(Date::constant(2000 + from, 1, 1));
        demand.profile.valid_to = Some(Date::constant(2000 + until, 6, 30));
        let region = couple(1.0, supply, demand);
        let request = Request::default();
        let reference = bundled_once();
        let rules = Rules::read(&request, reference).unwrap();
        let subjects = Subjects::new(&region, &request, &rules, reference);
        let limits = Limits::of(&rules, &request.constraints);
        let terms = Terms::new(reference, Assumptions::new(reference));
        let scoring = Scoring { rules: &rules, terms: &terms, reference };
        let [supply, demand] = [&subjects.of_flow[0], &subjects.of_flow[1]];
        let accepted = scoring.score(supply, demand, 1.0, Stretch::None, |_, _| true).is_ok();
        prop_assert!(!accepted || limits.keep(supply, demand), "{supply:?} {demand:?}");
    }
}

pub(super) fn bundled_once() -> &'static Reference {
    static ONCE: std::sync::OnceLock<Reference> = std::sync::OnceLock::new();
    ONCE.get_or_init(bundled)
}

/// One edit of a register, told by numbers so that any region can take it.
#[derive(Debug, Clone)]
enum Change {
    Warm(usize, f64),
    Amount(usize, f64),
    Reprice(usize, i64),
    Turn(usize),
    Reclass(usize),
    Remove(usize),
    Copy { of: usize, number: u128, site: usize },
    Move { site: usize, km: f64 },
    Trust(usize, f64),
    NewSite { near: usize, number: u128 },
}

fn change() -> impl Strategy<Value = Change> {
    let any = 0..100_000usize;
    prop_oneof![
        (any.clone(), -10.0..200.0f64).prop_map(|(at, c)| Change::Warm(at, c)),
        (any.clone(), 1.0..50_000.0f64).prop_map(|(at, amount)| Change::Amount(at, amount)),
        (any.clone(), -20..90i64).prop_map(|(at, eur)| Change::Reprice(at, eur)),
        any.clone().prop_map(Change::Turn),
        any.clone().prop_map(Change::Reclass),
        any.clone().prop_map(Change::Remove),
        // Numbers among those there are, so that everything behind them moves.
        (any.clone(), 0..900u128, any.clone()).prop_map(|(of, number, site)| Change::Copy {
            of,
            number,
            site
        }),
        (any.clone(), 0.0..12.0f64).prop_map(|(site, km)| Change::Move { site, km }),
        (any.clone(), 0.0..1.0f64).prop_map(|(at, trust)| Change::Trust(at, trust)),
        (any, 0..200u128).prop_map(|(near, number)| Change::NewSite { near, number }),
    ]
}

/// The change as an edit. Ids of what is new lie between those of the generated region.
fn edit(change: &Change, region: &Region) -> Edit {
    let mut edit = Edit::default();
    let between = |number: u128| Uuid::from_u128((number + 1) << 64);
    let flow = |at: usize| region.flow(at % region.flows().len()).clone();
    let site = |at: usize| (*region.sites()[at % region.sites().len()]).clone();
    let mut put = |flow: Flow| edit.flows.insert(flow.id, Some(flow));
    match change {
        Change::Warm(at, celsius) => {
            let mut flow = flow(*at);
            flow.quality.temperature = Some(Celsius(*celsius));
            put(flow);
        }
        Change::Amount(at, amount) => {
            put(Flow { amount_per_year: *amount, ..flow(*at) });
        }
        Change::Reprice(at, eur) => {
            let mut flow = flow(*at);
            if let Some(price) = &mut flow.price {
                price.per_unit = Decimal::from(*eur);
            }
            put(flow);
        }
        Change::Turn(at) => {
            let flow = flow(*at);
            let direction = match flow.direction {
                Direction::Supply => Direction::Demand,
                Direction::Demand => Direction::Supply,
            };
            put(Flow { direction, ..flow });
        }
        Change::Reclass(at) => {
            put(Flow { class: Some("99 99 99".to_owned()), kind: Kind::Material, ..flow(*at) });
        }
        Change::Remove(at) => {
            edit.flows.insert(flow(*at).id, None);
        }
        Change::Copy { of, number, site: at } => {
            let site = site(*at);
            let id = FlowId(between(*number));
            put(Flow { id, site: site.id, organization: site.organization, ..flow(*of) });
        }
        Change::Move { site: at, km } => {
            let mut site = site(*at);
            site.position = site.position.and_then(|p| Position::new(p.lat + km / 111.195, p.lon));
            edit.sites.insert(site.id, Some(site));
        }
        Change::Trust(at, trust) => {
            let owner = &region.organizations()[at % region.organizations().len()];
            let owner = Organization { trust: Some(*trust), ..(**owner).clone() };
            edit.organizations.insert(owner.id, Some(owner));
        }
        Change::NewSite { near, number } => {
            let site = Site { id: SiteId(between(*number)), ..site(*near) };
            edit.sites.insert(site.id, Some(site));
        }
    }
    edit
}

#[test]
fn what_is_refused_does_not_depend_on_how_much_is_kept() {
    let region = one_thousand();
    let mut edit = Edit::default();
    for flow in region.flows().iter().step_by(3) {
        let mut flow = Flow::clone(flow);
        flow.particulars.minimum_order = Some(flow.amount_per_year * 0.9);
        edit.flows.insert(flow.id, Some(flow));
    }
    let (region, _) = region.edited(edit).unwrap();
    let refused = |top| {
        let request = Request { top, ..Request::default() };
        match_region(&region, &request, bundled_once(), &Unwatched).refused
    };
    let few = refused(1);
    assert!(few.values().any(|count| *count > 0));
    assert_eq!(few, refused(200));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn edit_by_edit_equals_a_full_run(
        changes in prop::collection::vec(prop::collection::vec(change(), 1..4), 1..5),
        top in 1..4usize,
    ) {
        let reference = bundled_once();
        let request = Request { top, ..Request::default() };
        let mut region = std::sync::Arc::new(one_thousand());
        let mut live =
            Live::new(region.clone(), &request, reference, &Unwatched).unwrap().unwrap();
        let ids = |set: &MatchSet| set.matches.iter().map(|m| m.id).collect::<Vec<_>>();
        let mut beside = ids(live.set());
        for step in changes {
            let mut together = Edit::default();
            for change in &step {
                let edit = edit(change, &region);
                together.organizations.extend(edit.organizations);
                together.sites.extend(edit.sites);
                together.flows.extend(edit.flows);
            }
            let (edited, touched) = region.edited(together).unwrap();
            region = std::sync::Arc::new(edited);
            let updated = live.update(region.clone(), &touched, reference, &Unwatched);
            match updated.unwrap().unwrap() {
                Updated::Anew => beside = ids(live.set()),
                Updated::Spliced(splice) => splice.apply(&mut beside, |m| m.id),
            }
            prop_assert_eq!(&beside, &ids(live.set()));
            for (at, one) in live.set().matches.iter().enumerate().step_by(17) {
                prop_assert_eq!(live.position(one.id), Some(at));
            }
            let anew = match_region(&region, &request, reference, &Unwatched);
            let (kept, right) = (&live.set().matches, &anew.matches);
            let odd = kept.iter().zip(right).find(|(a, b)| a != b);
            prop_assert!(odd.is_none(), "{step:?}: {odd:#?}");
            let bare = |set: &MatchSet| {
                let refused = set.refused.clone();
                (set.matches.len(), set.router, refused, set.candidates, set.issues.clone())
            };
            prop_assert_eq!(bare(live.set()), bare(&anew), "{:?}", step);
        }
    }
}
