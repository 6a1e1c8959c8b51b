//! The job "join": every pair of a supply and a demand that fit and are near, counted and
//! summed as they come.
//!
//! The search is that of the match; only radius, margins and earth are its own.

use multiversion::multiversion;

use super::case::Case;
use crate::matching::candidates::{Entry, Field, Reach};
use crate::matching::query::PerKind;
use crate::model::Kind;
use crate::spatial::EarthModel;

/// Pairs are at most this far apart.
pub const RADIUS_KM: f64 = 25.0;
/// Heat and steam are at least so many kelvin warmer at the supply.
const WARMER_K: f64 = 5.0;
/// Cooling is at least so many kelvin colder at the supply.
const COLDER_K: f64 = 3.0;

/// What the job prints, to be compared digit by digit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Join {
    /// Number of pairs.
    pub pairs: u64,
    /// Sum over the pairs of `(supply id * 1000003 + demand id) mod 2147483647`.
    pub checksum: u64,
    /// Sum of their distances in km.
    pub sum_km: f64,
}

const MULTIPLIER: u64 = 1_000_003;
const MODULUS: u32 = 2_147_483_647;

/// Radius and margins of the job.
pub fn reach() -> Reach {
    Reach {
        radius_km: PerKind::new(|_| RADIUS_KM),
        margin: PerKind::new(|kind| match kind {
            Kind::Heat | Kind::Steam => WARMER_K,
            Kind::Cooling => COLDER_K,
            Kind::Water
            | Kind::Co2
            | Kind::Electricity
            | Kind::CompressedAir
            | Kind::Biowaste
            | Kind::Material
            | Kind::Product
            | Kind::Logistics
            | Kind::Service
            | Kind::SharedAsset => 0.0,
        }),
    }
}

/// The flows of a case laid out for the search; their numbers are their rows.
pub fn field(case: &Case) -> Field {
    let flows = &case.flows;
    Field::new(EarthModel::MEAN_SPHERE, reach().radius_km, flows.len() as u32, |flow| {
        let row = flow as usize;
        let resource = flows.resource[row];
        Some(Entry {
            position: case.places[flows.site[row] as usize],
            site: flows.site[row],
            resource: u32::from(resource),
            kind: case.resources[usize::from(resource)].kind,
            direction: flows.direction[row],
            key: flows.key[row],
        })
    })
}

/// Does the job: lays the flows out and sums over their pairs.
pub fn join(case: &Case) -> Join {
    join_in(case, &field(case))
}

/// Sums over the pairs.
pub fn join_in(case: &Case, field: &Field) -> Join {
    let ids = &case.flows.id;
    let mut join = Join::default();
    let mut metres_in_all = 0.0;
    let base = |id: u32| (u64::from(id) * MULTIPLIER % u64::from(MODULUS)) as u32;
    let mut add = |base: u32, demands: &[u32], metres: &[f64]| {
        let sums = sums(base, demands, metres);
        join.pairs += demands.len() as u64;
        join.checksum += sums.0;
        metres_in_all += sums.1;
    };
    if ids.len() < MODULUS as usize && ids.iter().copied().eq(0..ids.len() as u32) {
        // Rows are ids, as the generator numbers them: nothing has to be looked up.
        field.candidates(&reach(), |supply, demands, metres| add(base(supply), demands, metres));
    } else {
        let residues: Vec<u32> = ids.iter().map(|id| id % MODULUS).collect();
        let mut looked_up = Vec::new();
        field.candidates(&reach(), |supply, demands, metres| {
            looked_up.clear();
            looked_up.extend(demands.iter().map(|&demand| residues[demand as usize]));
            add(base(ids[supply as usize]), &looked_up, metres);
        });
    }
    join.sum_km = metres_in_all / 1000.0;
    join
}

/// The sum of `(base + residue) mod M` and of the metres; both addends are below `M`. Metres
/// are added in eight running parts, so that the sum is the same however many are added at a
/// time.
#[multiversion(targets("x86_64+avx2"))]
fn sums(base: u32, residues: &[u32], metres: &[f64]) -> (u64, f64) {
    let mut checksum = 0u64;
    for &residue in residues {
        let both = base + residue;
        checksum += u64::from(both.min(both.wrapping_sub(MODULUS)));
    }
    let (chunks, rest) = metres.as_chunks::<8>();
    let mut parts = [0.0; 8];
    for chunk in chunks {
        for (part, number) in parts.iter_mut().zip(chunk) {
            *part += number;
        }
    }
    (checksum, parts.iter().chain(rest).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITES: &str = include_str!("../../tests/fixtures/gen_1k/sites.csv");
    const FLOWS: &str = include_str!("../../tests/fixtures/gen_1k/flows.csv");

    /// What PostGIS, GeoPandas, Polars and a ball tree agree on for 1,000 flows of seed 42.
    fn is_exact(join: Join) {
        assert_eq!((join.pairs, join.checksum), (11_118, 5_362_925_828_171));
        assert!((join.sum_km - 139_156.0).abs() < 0.05, "{join:?}");
    }

    fn case(flows: &str) -> Case {
        Case::read(SITES.as_bytes(), flows.as_bytes()).expect("a case")
    }

    #[test]
    fn the_sums_are_those_of_the_others() {
        is_exact(join(&case(FLOWS)));
    }

    /// Ids are numbers in the file, not places in it.
    #[test]
    fn the_order_of_the_file_does_not_matter() {
        let (header, rows) = FLOWS.split_once('\n').expect("a header");
        let rows: Vec<&str> = rows.lines().rev().collect();
        let backwards = case(&format!("{header}\n{}\n", rows.join("\n")));
        assert_eq!(backwards.flows.id[0], 999);
        is_exact(join(&backwards));
    }
}
