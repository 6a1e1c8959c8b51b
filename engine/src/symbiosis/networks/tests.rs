#![allow(clippy::unwrap_used)]

use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::model::{Carrier, Edit, Organization, Precision, Price, Quality, Site, Source};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;
use crate::watch::Unwatched;

/// One site, owner and flow of heat for each: km east and north of a place in Germany, MW all
/// year round (a supply where positive), degC, EUR/MWh.
fn region(flows: &[(f64, f64, f64, f64, f64)]) -> Region {
    let middle = Plane::around(&[Position { lat: 51.5, lon: 7.0 }], EarthModel::MEAN_SPHERE);
    let id = |at: usize| Uuid::from_u128(at as u128 + 1);
    let mut lists = (Vec::new(), Vec::new(), Vec::new());
    for (at, &(x, y, mw, celsius, eur)) in flows.iter().enumerate() {
        lists.0.push(Organization {
            id: OrganizationId(id(at)),
            name: format!("Works {at}"),
            sector: None,
            country: Some("DE".to_owned()),
            trust: None,
            confidential: Default::default(),
            source: Source::default(),
        });
        lists.1.push(Site {
            id: SiteId(id(at)),
            organization: OrganizationId(id(at)),
            name: format!("Site {at}"),
            position: Some(middle.position([x * 1000.0, y * 1000.0])),
            country: Some("DE".to_owned()),
            town: None,
            street: None,
            postcode: None,
            sector: None,
            source: Source::default(),
        });
        let is_supply = mw > 0.0;
        lists.2.push(Flow {
            id: FlowId(id(at)),
            site: SiteId(id(at)),
            organization: OrganizationId(id(at)),
            direction: if is_supply { Direction::Supply } else { Direction::Demand },
            kind: Kind::Heat,
            class: None,
            name: format!("flow {at}"),
            amount_per_year: mw.abs() * 8760.0,
            amount_low: None,
            amount_high: None,
            capacity_per_hour: None,
            quality: Quality {
                temperature: Some(Celsius(celsius)),
                return_temperature: Some(Celsius(if is_supply { 50.0 } else { 40.0 })),
                ..Quality::default()
            },
            profile: Profile::ALWAYS,
            price: (!is_supply).then(|| Price {
                per_unit: Decimal::try_from(eur).unwrap(),
                currency: "EUR".to_owned(),
                year: Some(2024),
            }),
            disposal_cost: None,
            replaces: (!is_supply).then_some(Carrier::Gas),
            particulars: Default::default(),
            precision: Precision::Estimated,
            confidential: Default::default(),
            source: Source::default(),
        });
    }
    let (region, orphans) = Region::new(lists.0, lists.1, lists.2);
    assert!(orphans.is_empty());
    region
}

fn search(region: &Region) -> Networks {
    find(region, &Wanted::default(), &bundled(), &Unwatched)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// What must hold of every answer.
fn sound(found: &Networks, region: &Region) {
    let mut seen = std::collections::BTreeSet::new();
    for n in &found.networks {
        let sites: std::collections::BTreeSet<SiteId> = n.members.iter().map(|m| m.site).collect();
        assert!(sites.len() >= 3, "{n:?}");
        assert!(n.members.iter().any(|m| m.organization != n.members[0].organization));
        assert!(n.net_benefit_eur_per_year > n.separate_net_benefit_eur_per_year.max(0.0));
        assert!(n.members.iter().all(|m| seen.insert(m.flow)), "a flow in two networks");
        assert!(n.members.iter().all(|m| m.moved_mwh_per_year > 0.0), "{n:?}");
        let sum = |of: fn(&Member) -> f64| n.members.iter().map(of).sum::<f64>();
        assert!(close(sum(|m| m.net_eur_per_year), n.net_benefit_eur_per_year), "{n:?}");
        let pipes_eur: f64 = n.pipes.iter().map(|p| p.cost_eur).sum();
        assert!(close(pipes_eur + sum(|m| m.exchanger_eur), n.capital_eur));
        let r = 1.0 + n.discount_rate;
        let annuity = (1.0 - r.powi(-(n.years as i32))) / n.discount_rate;
        let common = pipes_eur * (1.0 / annuity + n.upkeep_share)
            + n.pumping_mwh_per_year * n.electricity_eur_per_mwh;
        assert!(close(sum(|m| m.cost_share_eur_per_year), common));
        if n.has_common_price {
            assert!(n.members.iter().all(|m| m.net_eur_per_year >= -1e-6), "{n:?}");
        }
        let kept = n.delivered_mwh_per_year + n.lost_mwh_per_year + n.surplus_mwh_per_year;
        assert!((n.supplied_mwh_per_year - kept).abs() <= 1e-9 * kept);
        let lost: f64 = n.pipes.iter().map(|p| p.lost_mwh_per_year).sum();
        assert!((lost - n.lost_mwh_per_year).abs() <= 1e-9 * kept);
        assert!(close(n.pipes.iter().map(|p| p.length_m).sum(), n.length_m));
        for member in &n.members {
            let flow = &region.flows()[region.find_flow(member.flow).unwrap()];
            let celsius = flow.quality.temperature.unwrap().0;
            match member.role {
                Direction::Supply => assert!(celsius >= n.flow_c - 1e-9),
                Direction::Demand => {
                    assert!(member.arrives_c.unwrap() >= celsius + 10.0 - REACHED_K);
                    assert!(member.arrives_c.unwrap() <= n.flow_c);
                }
            }
        }
        for pipe in &n.pipes {
            assert!(
                pipe.diameter_mm > 0.0 && pipe.length_m > 0.0 && pipe.utilisation <= 1.0 + 1e-9
            );
        }
    }
}

/// A works and two towns behind each other: one trench instead of two. By hand: the trench is
/// 3.3 km x 1.3 long, and the pipe to the first town carries both.
#[test]
fn neighbours_share_a_trench() {
    let region = region(&[
        (0.0, 0.0, 12.0, 110.0, 0.0),
        (3.0, 0.0, -4.0, 70.0, 45.0),
        (3.3, 0.0, -3.0, 70.0, 45.0),
    ]);
    let found = search(&region);
    sound(&found, &region);
    assert_eq!(found.networks.len(), 1, "{found:?}");
    let n = &found.networks[0];
    assert!(n.shortest && !found.stopped_early);
    assert!((n.length_m - 3300.0 * 1.3).abs() < 1.0, "{}", n.length_m);
    assert_eq!(n.members.len(), 3);
    assert_eq!(n.pipes.len(), 2);
    assert_eq!(n.separate_connections, 2);
    assert!(close(n.delivered_mwh_per_year, 7.0 * 8760.0));
    assert!(close(n.supplied_mwh_per_year, 12.0 * 8760.0));
    let trunk = n.pipes.iter().find(|p| p.from_site == Some(n.members[0].site)).unwrap();
    let lost_mw = n.lost_mwh_per_year / 8760.0;
    assert!(close(trunk.peak_mw, 7.0 + lost_mw), "{trunk:?}");
    assert_eq!(trunk.to_site, Some(n.members[1].site));
    let far = n.pipes.iter().find(|p| p.to_site == Some(n.members[2].site)).unwrap();
    assert!(close(far.peak_mw, 3.0 + far.loss_kw / 1000.0), "{far:?}");
    assert!(far.diameter_mm < trunk.diameter_mm);
    // Two towns of one price and one source: the middle between its break-even and theirs.
    assert!(n.has_common_price && n.price_eur_per_mwh > 0.0 && n.price_eur_per_mwh < 45.0);
    // Two trenches would be 3.0 and 3.3 km; the second pair costs what the shared one saves.
    assert!(n.separate_capital_eur > n.capital_eur);
}

/// Three towns round a works in three directions have nothing to share.
#[test]
fn nothing_is_shared_in_opposite_directions() {
    let region = region(&[
        (0.0, 0.0, 30.0, 110.0, 0.0),
        (3.0, 0.0, -4.0, 70.0, 45.0),
        (-1.5, 2.598, -4.0, 70.0, 45.0),
        (-1.5, -2.598, -4.0, 70.0, 45.0),
    ]);
    let found = search(&region);
    sound(&found, &region);
    for n in &found.networks {
        // At most what one pump station less is worth.
        let gain = n.net_benefit_eur_per_year / n.separate_net_benefit_eur_per_year;
        assert!(gain < 1.001, "{gain}");
    }
}

/// A second source too cold for the second town stays out, or keeps that town out.
#[test]
fn a_cold_source_does_not_feed_a_hot_sink() {
    let region = region(&[
        (0.0, 0.0, 6.0, 120.0, 0.0),
        (0.2, 0.5, 6.0, 75.0, 0.0),
        (3.0, 0.0, -4.0, 100.0, 45.0),
        (3.2, 0.0, -4.0, 60.0, 45.0),
    ]);
    let found = search(&region);
    sound(&found, &region);
    for n in &found.networks {
        let ids: Vec<u128> = n.members.iter().map(|m| m.flow.0.as_u128()).collect();
        assert!(!(ids.contains(&2) && ids.contains(&3)), "{n:?}");
    }
}

#[test]
fn a_budget_and_a_stop_end_the_search() {
    struct Stopped;
    impl Watch for Stopped {
        fn progress(&self, _done: u64, _total: u64, _phase: &'static str) {}
        fn stop(&self) -> bool {
            true
        }
    }
    let region = ruhr();
    let reference = bundled();
    let few = Wanted { work: 40, ..Wanted::default() };
    let found = find(&region, &few, &reference, &Unwatched);
    assert!(found.stopped_early);
    sound(&found, &region);
    assert_eq!(found, find(&region, &few, &reference, &Unwatched));
    let stopped = find(&region, &Wanted::default(), &reference, &Stopped);
    assert!(stopped.networks.is_empty());
}

#[test]
fn what_cannot_take_part_is_counted() {
    let whole = region(&[(0.0, 0.0, 6.0, 120.0, 0.0), (1.0, 0.0, -4.0, 70.0, 45.0)]);
    let [mut cold, mut poor] = [0, 1].map(|at| whole.flow(at).clone());
    cold.quality.temperature = None;
    poor.price = None;
    poor.replaces = None;
    let flows = [(cold.id, Some(cold)), (poor.id, Some(poor))].into();
    let (less, _) = whole.edited(Edit { flows, ..Edit::default() }).expect("only flows change");
    let found = search(&less);
    let codes: Vec<&str> = found.issues.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(codes, ["network_no_temperature", "network_needs_price"]);
    assert!(found.networks.is_empty());
}

/// The sample region: the Ruhr between Duisburg and Hagen, from the Hotmaps register.
fn ruhr() -> Region {
    use crate::import::{BenchmarkTables, Benchmarks, Preset, Table, read};
    let benchmarks = Benchmarks::parse(&BenchmarkTables {
        bands: include_bytes!("../../../../assets/reference/excess_heat_bands.csv"),
        sectors: include_bytes!("../../../../assets/reference/sectors.csv"),
        town_heat: include_bytes!("../../../../assets/reference/towns.csv"),
        towns: include_bytes!("../../../../assets/reference/towns_europe.csv"),
        heating_months: include_bytes!("../../../../assets/reference/heating_months.csv"),
        defaults: include_bytes!("../../../../assets/reference/defaults.csv"),
        import: include_bytes!("../../../../assets/reference/import.csv"),
    })
    .unwrap();
    let bytes = include_bytes!("../../../../assets/sample/region.csv");
    let table = Table { name: "region.csv", bytes };
    let today = jiff::civil::date(2026, 1, 1);
    let read = read(&[table], Preset::Hotmaps, &benchmarks, today, &Unwatched).unwrap();
    let lists = (
        read.organizations().cloned().collect(),
        read.sites().cloned().collect(),
        read.flows().cloned().collect(),
    );
    Region::new(lists.0, lists.1, lists.2).0
}

#[test]
fn the_ruhr_has_networks_worth_more_than_pairs() {
    let region = ruhr();
    let found = search(&region);
    sound(&found, &region);
    assert!(!found.stopped_early);
    // Works and towns round Duisburg: most of the heat finds a use, and the common pipes earn
    // more than three connections of their own.
    let best = &found.networks[0];
    assert!(best.members.len() >= 5 && best.separate_connections >= 2, "{best:?}");
    assert!(best.delivered_mwh_per_year > 0.8 * best.supplied_mwh_per_year);
    assert!(best.lost_mwh_per_year < 0.05 * best.delivered_mwh_per_year);
    assert_eq!(found, search(&region));
}
