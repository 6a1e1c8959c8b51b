//! The innermost loop of every search: tests the items of a range against one query, many at
//! a time and without a branch, and collects those that pass.
//!
//! There are two versions with one answer: a portable one, and one for x86-64 machines with
//! AVX2, chosen when the program runs. It knows columns of numbers, no globe and no order.

use std::ops::Range;

use multiversion::multiversion;
use multiversion::target::match_target;

use super::index::{Placed, Test};

/// Items that are tested at a time.
pub(super) const LANES: usize = 8;
/// Items that may be found before they are handed on.
pub(super) const BASKET: usize = 512;

/// What is tested. Each column goes on for [`LANES`] items that fit nothing, so that reading
/// may run over the end of any range.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) z: Vec<f64>,
    pub(super) rank: Vec<f64>,
    /// A `u32`, held as a number of the same width as the others.
    pub(super) group: Vec<f64>,
    pub(super) item: Vec<u32>,
}

/// One query.
pub(super) struct Query {
    x: f64,
    y: f64,
    z: f64,
    /// Largest squared chord.
    pub(super) limit: f64,
    shift: f64,
    at_least: f64,
    /// `NAN` for none: it equals no group.
    not_group: f64,
}

/// What was found and not yet handed on.
pub(super) struct Basket {
    pub(super) found: usize,
    pub(super) item: [u32; BASKET],
    /// Squared chords; metres when handed on.
    pub(super) distance: [f64; BASKET],
}

/// Puts the items of a range that pass into the basket until it may be full; returns where it
/// stopped.
#[multiversion(targets("x86_64+avx2+popcnt"))]
pub(super) fn sift(
    columns: &Columns,
    range: Range<usize>,
    query: &Query,
    basket: &mut Basket,
) -> usize {
    match_target! {
        "x86_64+avx2+popcnt" => wide::sift(columns, range, query, basket),
        _ => portable(columns, range, query, basket),
    }
}

/// The columns of a range in chunks, as many as the basket has room for.
struct Chunks<'a> {
    x: &'a [[f64; LANES]],
    y: &'a [[f64; LANES]],
    z: &'a [[f64; LANES]],
    rank: &'a [[f64; LANES]],
    group: &'a [[f64; LANES]],
    item: &'a [[u32; LANES]],
    /// Items of the last chunk that belong to the range, 1 to [`LANES`].
    last: usize,
    /// End of what the chunks cover.
    end: usize,
}

impl<'a> Chunks<'a> {
    #[inline(always)]
    fn new(columns: &'a Columns, range: Range<usize>, basket: &Basket) -> Self {
        let room = (BASKET - basket.found) / LANES;
        let count = range.len().div_ceil(LANES).min(room);
        let all = range.start..range.start + count * LANES;
        let end = range.end.min(all.end);
        Self {
            x: columns.x[all.clone()].as_chunks().0,
            y: columns.y[all.clone()].as_chunks().0,
            z: columns.z[all.clone()].as_chunks().0,
            rank: columns.rank[all.clone()].as_chunks().0,
            group: columns.group[all.clone()].as_chunks().0,
            item: columns.item[all.clone()].as_chunks().0,
            last: LANES - (all.end - end),
            end,
        }
    }
}

fn portable(columns: &Columns, range: Range<usize>, query: &Query, basket: &mut Basket) -> usize {
    let chunks = Chunks::new(columns, range, basket);
    let count = chunks.x.len();
    let mut found = basket.found;
    for k in 0..count {
        let (x, y, z) = (&chunks.x[k], &chunks.y[k], &chunks.z[k]);
        let (rank, group, item) = (&chunks.rank[k], &chunks.group[k], &chunks.item[k]);
        let lanes = if k + 1 == count { chunks.last } else { LANES };
        let mut squared = [0.0; LANES];
        let mut passes = [0u64; LANES];
        for lane in 0..LANES {
            let (dx, dy, dz) = (x[lane] - query.x, y[lane] - query.y, z[lane] - query.z);
            squared[lane] = dx * dx + dy * dy + dz * dz;
            passes[lane] = u64::from(
                (squared[lane] <= query.limit)
                    & (rank[lane] + query.shift >= query.at_least)
                    & (group[lane] != query.not_group),
            );
        }
        for lane in 0..lanes {
            basket.distance[found % BASKET] = squared[lane];
            basket.item[found % BASKET] = item[lane];
            found += passes[lane] as usize;
        }
    }
    basket.found = found;
    chunks.end
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::*;

    use super::{BASKET, Basket, Chunks, Columns, LANES, Query};

    /// Half a chunk: what fits a register.
    const HALF: usize = 4;

    /// For each set of lanes that pass, where the lanes to be kept come from: for numbers of
    /// 64 bits in pairs of halves, for numbers of 32 bits plainly.
    static KEEP_64: [[i32; 8]; 16] = keep_64();
    static KEEP_32: [[i32; 4]; 16] = keep_32();

    const fn keep_32() -> [[i32; 4]; 16] {
        let mut table = [[0; 4]; 16];
        let mut set = 0;
        while set < 16 {
            let (mut lane, mut kept) = (0, 0);
            while lane < 4 {
                if set >> lane & 1 == 1 {
                    table[set][kept] = lane;
                    kept += 1;
                }
                lane += 1;
            }
            set += 1;
        }
        table
    }

    const fn keep_64() -> [[i32; 8]; 16] {
        let (mut table, narrow) = ([[0; 8]; 16], keep_32());
        let mut set = 0;
        while set < 16 {
            let mut at = 0;
            while at < 4 {
                table[set][2 * at] = 2 * narrow[set][at];
                table[set][2 * at + 1] = 2 * narrow[set][at] + 1;
                at += 1;
            }
            set += 1;
        }
        table
    }

    #[target_feature(enable = "avx2,popcnt")]
    pub(super) fn sift(
        columns: &Columns,
        range: std::ops::Range<usize>,
        query: &Query,
        basket: &mut Basket,
    ) -> usize {
        let chunks = Chunks::new(columns, range, basket);
        let count = chunks.x.len();
        let (y, z, rank) = (&chunks.y[..count], &chunks.z[..count], &chunks.rank[..count]);
        let (group, item) = (&chunks.group[..count], &chunks.item[..count]);
        let (centre_x, centre_y) = (_mm256_set1_pd(query.x), _mm256_set1_pd(query.y));
        let (centre_z, limit) = (_mm256_set1_pd(query.z), _mm256_set1_pd(query.limit));
        let (shift, at_least) = (_mm256_set1_pd(query.shift), _mm256_set1_pd(query.at_least));
        let not_group = _mm256_set1_pd(query.not_group);
        let mut found = basket.found;
        for k in 0..count {
            let lanes = if k + 1 == count { chunks.last } else { LANES };
            let within = (1u32 << lanes) - 1;
            for half in 0..LANES / HALF {
                let dx = _mm256_sub_pd(load(&chunks.x[k], half), centre_x);
                let dy = _mm256_sub_pd(load(&y[k], half), centre_y);
                let dz = _mm256_sub_pd(load(&z[k], half), centre_z);
                let squared = _mm256_add_pd(
                    _mm256_add_pd(_mm256_mul_pd(dx, dx), _mm256_mul_pd(dy, dy)),
                    _mm256_mul_pd(dz, dz),
                );
                let near = _mm256_cmp_pd::<_CMP_LE_OQ>(squared, limit);
                let rank = _mm256_add_pd(load(&rank[k], half), shift);
                let fits = _mm256_cmp_pd::<_CMP_GE_OQ>(rank, at_least);
                let other = _mm256_cmp_pd::<_CMP_NEQ_UQ>(load(&group[k], half), not_group);
                let passes = _mm256_and_pd(_mm256_and_pd(near, fits), other);
                let set = _mm256_movemask_pd(passes) as u32 & (within >> (half * HALF)) & 15;
                let kept = _mm256_permutevar8x32_epi32(
                    _mm256_castpd_si256(squared),
                    load_64(&KEEP_64[set as usize]),
                );
                store(_mm256_castsi256_pd(kept), &mut basket.distance, found);
                let [a, b, c, d] = KEEP_32[set as usize];
                let kept = _mm_permutevar_ps(
                    _mm_castsi128_ps(load_32(&item[k], half)),
                    _mm_set_epi32(d, c, b, a),
                );
                store_32(_mm_castps_si128(kept), &mut basket.item, found);
                found += set.count_ones() as usize;
            }
        }
        basket.found = found;
        chunks.end
    }

    // Each of these is one load or one store.

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(chunk: &[f64; LANES], half: usize) -> __m256d {
        let at = half * HALF;
        _mm256_set_pd(chunk[at + 3], chunk[at + 2], chunk[at + 1], chunk[at])
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load_64(lanes: &[i32; 8]) -> __m256i {
        let [a, b, c, d, e, f, g, h] = *lanes;
        _mm256_set_epi32(h, g, f, e, d, c, b, a)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load_32(chunk: &[u32; LANES], half: usize) -> __m128i {
        let at = |lane: usize| chunk[half * HALF + lane] as i32;
        _mm_set_epi32(at(3), at(2), at(1), at(0))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(lanes: __m256d, column: &mut [f64; BASKET], at: usize) {
        let (low, high) = (_mm256_castpd256_pd128(lanes), _mm256_extractf128_pd::<1>(lanes));
        let upper = |pair| _mm_cvtsd_f64(_mm_unpackhi_pd(pair, pair));
        column[at..at + HALF].copy_from_slice(&[
            _mm_cvtsd_f64(low),
            upper(low),
            _mm_cvtsd_f64(high),
            upper(high),
        ]);
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store_32(lanes: __m128i, column: &mut [u32; BASKET], at: usize) {
        column[at..at + HALF].copy_from_slice(&[
            _mm_extract_epi32::<0>(lanes) as u32,
            _mm_extract_epi32::<1>(lanes) as u32,
            _mm_extract_epi32::<2>(lanes) as u32,
            _mm_extract_epi32::<3>(lanes) as u32,
        ]);
    }
}

impl Query {
    /// A query at a point of the unit sphere.
    pub(super) fn new(unit: [f64; 3], limit: f64, test: Test) -> Self {
        let [x, y, z] = unit;
        Self {
            x,
            y,
            z,
            limit,
            shift: test.shift,
            at_least: test.at_least,
            not_group: test.not_group.map_or(f64::NAN, f64::from),
        }
    }
}

impl Basket {
    pub(super) const EMPTY: Basket =
        Basket { found: 0, item: [0; BASKET], distance: [0.0; BASKET] };

    /// Whether there may be no room for another chunk.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.found > BASKET - LANES
    }
}

impl Columns {
    pub(super) fn with_capacity(items: usize) -> Self {
        let column = || Vec::with_capacity(items + LANES);
        let (x, y, z, rank, group) = (column(), column(), column(), column(), column());
        Self { x, y, z, rank, group, item: Vec::with_capacity(items + LANES) }
    }

    pub(super) fn push(&mut self, placed: &Placed) {
        let [x, y, z] = placed.spot.unit;
        self.x.push(x);
        self.y.push(y);
        self.z.push(z);
        self.rank.push(placed.rank);
        self.group.push(f64::from(placed.group));
        self.item.push(placed.item);
    }

    /// To be called when all items are in.
    pub(super) fn pad(&mut self) {
        for column in [&mut self.x, &mut self.y, &mut self.z, &mut self.rank, &mut self.group] {
            column.resize(column.len() + LANES, f64::NAN);
        }
        self.item.resize(self.item.len() + LANES, u32::MAX);
    }

    pub(super) fn insert(&mut self, at: usize, placed: &Placed) {
        let [x, y, z] = placed.spot.unit;
        self.x.insert(at, x);
        self.y.insert(at, y);
        self.z.insert(at, z);
        self.rank.insert(at, placed.rank);
        self.group.insert(at, f64::from(placed.group));
        self.item.insert(at, placed.item);
    }

    pub(super) fn remove(&mut self, at: usize) {
        for column in [&mut self.x, &mut self.y, &mut self.z, &mut self.rank, &mut self.group] {
            column.remove(at);
        }
        self.item.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::index::Spot;
    use super::*;
    use crate::model::Position;

    fn placed() -> impl Strategy<Value = Placed> {
        let rank = prop_oneof![
            8 => (0..4i32).prop_map(f64::from),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY),
            1 => Just(f64::NAN),
        ];
        (0.0..1.0f64, 0.0..1.0f64, 0..3u32, rank).prop_map(|(lat, lon, group, rank)| Placed {
            spot: Spot::new(Position { lat, lon }),
            item: 0,
            group,
            rank,
        })
    }

    proptest! {
        #[test]
        fn the_widest_version_finds_what_the_portable_one_does(
            mut items in prop::collection::vec(placed(), 1..700),
            centre in placed(),
            limit in prop_oneof![Just(1.0), 0.0..3e-4f64],
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let mut columns = Columns::with_capacity(items.len());
            for (placed, item) in items.iter_mut().zip(0..) {
                placed.item = item;
                columns.push(placed);
            }
            columns.pad();
            let (a, b) = (from.index(items.len() + 1), to.index(items.len() + 1));
            let range = a.min(b)..a.max(b);
            let test = Test { not_group: Some(centre.group), shift: -0.5, at_least: 0.5 };
            let query = Query::new(centre.spot.unit, limit, test);
            let found = |sift: &dyn Fn(Range<usize>, &mut Basket) -> usize| {
                let (mut found, mut range) = (Vec::new(), range.clone());
                while !range.is_empty() {
                    let mut basket = Basket::EMPTY;
                    range.start = sift(range.clone(), &mut basket);
                    found.extend((0..basket.found).map(|i| (basket.item[i], basket.distance[i])));
                }
                found
            };
            let widest = found(&|range, basket| sift(&columns, range, &query, basket));
            let portable = found(&|range, basket| portable(&columns, range, &query, basket));
            prop_assert_eq!(&widest, &portable);
            let brute: Vec<u32> = (range.start as u32..range.end as u32)
                .filter(|&item| {
                    let one = &items[item as usize];
                    let chord = |k: usize| (one.spot.unit[k] - centre.spot.unit[k]).powi(2);
                    chord(0) + chord(1) + chord(2) <= limit
                        && one.rank >= 1.0
                        && one.group != centre.group
                })
                .collect();
            prop_assert_eq!(widest.iter().map(|f| f.0).collect::<Vec<_>>(), brute);
        }
    }
}
