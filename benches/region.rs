//! Regions to measure on, made up from counters so that every run meets the same one: towns
//! with a crowd of sites each, like the generator's under `peers/`, but not its numbers.

use std::path::Path;

use turash_engine::import::{BenchmarkTables, Benchmarks, Preset, Table, read};
use turash_engine::model::{Direction, Kind, Position, Region};
use turash_engine::optimise::mcf::{Arc, Network, UNLIMITED};
use turash_engine::reference::Reference;
use turash_engine::watch::Unwatched;
use turash_engine::yardstick::{Case, Flows, Resource};

/// A number in [0, 1) for each pair of counters (Steele, Lea, Flood 2014, SplitMix64).
fn chance(stream: u64, at: u64) -> f64 {
    let mut z = (stream << 40 | at).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// This many flows at a quarter as many sites, as dense as a country full of industry.
pub fn generated(flows: u64) -> Case {
    let sites = flows / 4;
    let box_deg = 14.0 * (flows as f64 / 1e6).sqrt();
    let towns = (flows / 2000).max(3) as f64;
    let place = |site: u64| {
        let town = (chance(1, site).powi(2) * towns) as u64;
        let spread = |stream| (chance(stream, site) + chance(stream + 1, site) - 1.0) * 0.08;
        Position {
            lat: 49.5 + (chance(2, town) - 0.5) * box_deg + spread(4),
            lon: 9.0 + (chance(3, town) - 0.5) * 2.0 * box_deg + spread(6),
        }
    };
    let kinds = [Kind::Heat, Kind::Steam, Kind::Water, Kind::Co2, Kind::Material];
    let rows = || 0..flows;
    Case {
        places: (0..sites).map(place).collect(),
        resources: kinds.map(|kind| Resource { name: kind.code().to_owned(), kind }).into(),
        flows: Flows {
            id: (0..flows as u32).collect(),
            site: rows().map(|f| (chance(8, f) * sites as f64) as u32).collect(),
            resource: rows().map(|f| (chance(9, f) * kinds.len() as f64) as u16).collect(),
            direction: rows()
                .map(|f| if chance(10, f) < 0.5 { Direction::Supply } else { Direction::Demand })
                .collect(),
            key: rows().map(|f| chance(11, f) * 100.0).collect(),
            price: vec![0.0; flows as usize],
            quantity: vec![1; flows as usize],
        },
    }
}

/// Two sides of `side` nodes, `degree` arcs from each of one to the other, all capacities in
/// balance.
pub fn network(side: u64, degree: u64) -> Network {
    let arcs = (0..side * degree).map(|k| Arc {
        from: (k / degree) as u32,
        to: (side + (k / degree + k % degree * 17) % side) as u32,
        lower: 0,
        upper: UNLIMITED,
        cost: (chance(12, k) * 1000.0) as i64,
    });
    let gives = (0..side).map(|_| 100);
    let takes = (0..side).map(|_| -100);
    Network { supply: gives.chain(takes).collect(), arcs: arcs.collect() }
}

/// The sample region and the reference tables, as they are shipped.
pub fn sample() -> (Region, Reference) {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let file = |name: &str| std::fs::read(assets.join(name)).expect("an asset");
    let text = |name: &&'static str| {
        let bytes = file(&format!("reference/{name}"));
        (*name, String::from_utf8(bytes).expect("assets are UTF-8"))
    };
    let tables: Vec<(&str, String)> = Reference::TABLES.iter().map(text).collect();
    let tables: Vec<(&str, &str)> = tables.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let reference = Reference::parse(&tables).expect("the shipped tables are right");
    let table = |name: &str| file(&format!("reference/{name}"));
    let benchmarks = Benchmarks::parse(&BenchmarkTables {
        bands: &table("excess_heat_bands.csv"),
        sectors: &table("sectors.csv"),
        town_heat: &table("towns.csv"),
        towns: &table("towns_europe.csv"),
        heating_months: &table("heating_months.csv"),
        defaults: &table("defaults.csv"),
        import: &table("import.csv"),
    })
    .expect("the shipped tables are right");
    let register = file("sample/region.csv");
    let register = [Table { name: "region.csv", bytes: &register }];
    let today = jiff::civil::Date::constant(2026, 1, 1);
    let imported = read(&register, Preset::Hotmaps, &benchmarks, today, &Unwatched)
        .expect("the shipped sample can be read");
    let (organizations, sites, flows) = (
        imported.organizations().cloned().collect(),
        imported.sites().cloned().collect(),
        imported.flows().cloned().collect(),
    );
    (Region::new(organizations, sites, flows).0, reference)
}
