//! Stage 3: the pairs that are near enough and could fit, found through one spatial index for
//! each resource and direction.
//!
//! Radius, margins and the earth come as arguments, so that the ordinary match, its
//! relaxations and the benchmarks run the same search. Pairs are visited, never collected. It
//! owns what it searches and knows of a flow only its [`Entry`]; owners, times and hazards
//! are looked at by the caller ([`super::prefilter`]).

use std::ops::Range;

use rayon::prelude::*;

use super::query::PerKind;
use crate::model::{Direction, Kind, Position};
use crate::spatial::{EarthModel, Index, Placed, Spot, Test};

/// A supply and a demand that could fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Number of the supply.
    pub supply: u32,
    /// Number of the demand.
    pub demand: u32,
    /// How far apart they are in km.
    pub distance_km: f64,
}

/// All that the search knows of a flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Where it is.
    pub position: Position,
    /// Number of its site; partners are sought at other sites.
    pub site: u32,
    /// Number of its resource; partners are sought among its like. Numbers are dense.
    pub resource: u32,
    /// Its kind, the same for all flows of a resource.
    pub kind: Kind,
    /// Offered or needed.
    pub direction: Direction,
    /// The property that pairs are compared by, more being better: what a supply has, what a
    /// demand wants at least. `NAN` fits nothing, the infinities fit everything.
    pub key: f64,
}

/// How far partners are sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Search radius in km.
    pub radius_km: PerKind,
    /// By how much the key of the supply must be above that of the demand; negative: may be
    /// below.
    pub margin: PerKind,
}

/// The flows of a region by resource, direction and place.
#[derive(Debug, Clone)]
pub struct Field {
    earth: EarthModel,
    reach_km: PerKind,
    resources: Vec<Resource>,
    /// Where each flow is, by its number.
    slots: Vec<Option<Slot>>,
}

#[derive(Debug, Clone)]
struct Resource {
    kind: Kind,
    /// Ranked by their key.
    supplies: Index,
    /// Ranked by what they want, negative, so that more is better here too.
    demands: Index,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    resource: u32,
    direction: Direction,
    at: u32,
}

/// Supplies that one task walks through, at least; fixed, so that the parts of a region and
/// with them all sums over them are the same on every machine.
const TASK: usize = 4096;

/// Part of a region: some bands of the supplies of one resource.
#[derive(Debug, Clone)]
struct Task {
    resource: usize,
    bands: Range<usize>,
}

impl Field {
    /// Lays out flows on an earth. The numbers `0..count` are theirs; `entry` tells of each, or
    /// nothing where it has no place. `reach_km` is the radius for which the search is made
    /// fast for a kind; other radii work too.
    pub fn new(
        earth: EarthModel,
        reach_km: PerKind,
        count: u32,
        entry: impl Fn(u32) -> Option<Entry>,
    ) -> Self {
        let mut field = Self { earth, reach_km, resources: Vec::new(), slots: Vec::new() };
        // The flows of a site stand at one place: its spot is worked out once.
        let mut spots: Vec<Spot> = Vec::new();
        let last = (count as usize).next_power_of_two() - 1;
        let mut spot_of = |entry: &Entry| {
            let at = entry.site as usize & last;
            if spots.len() <= at {
                spots.resize((at + 1).next_power_of_two(), Spot::NOWHERE);
            }
            if spots[at].position() != entry.position {
                spots[at] = Spot::new(entry.position);
            }
            spots[at]
        };
        let mut sides: Vec<[Vec<Placed>; 2]> = Vec::new();
        for flow in 0..count {
            if let Some(entry) = entry(flow) {
                field.make_room(entry.resource, entry.kind);
                if sides.len() < field.resources.len() {
                    sides.resize_with(field.resources.len(), Default::default);
                }
                let placed = entry.placed(flow, spot_of(&entry));
                sides[entry.resource as usize][side(entry.direction)].push(placed);
            }
        }
        drop(spots);
        for (resource, [supplies, demands]) in field.resources.iter_mut().zip(sides) {
            let reach_m = reach_km.get(resource.kind) * 1000.0;
            resource.supplies = Index::of(earth, reach_m, supplies);
            resource.demands = Index::of(earth, reach_m, demands);
        }
        field.slots = vec![None; count as usize];
        for resource in 0..field.resources.len() {
            for direction in [Direction::Supply, Direction::Demand] {
                field.renumber(resource as u32, direction, 0);
            }
        }
        field
    }

    /// Puts a flow in the place of what was known of it, or takes it out; numbers beyond those
    /// known so far are welcome. The field is then the one that [`Field::new`] would make.
    pub fn update(&mut self, flow: u32, entry: Option<Entry>) {
        if self.slots.len() <= flow as usize {
            self.slots.resize(flow as usize + 1, None);
        }
        if let Some(slot) = self.slots[flow as usize].take() {
            self.index_mut(slot.resource, slot.direction).remove(slot.at as usize);
            self.renumber(slot.resource, slot.direction, slot.at as usize);
        }
        if let Some(entry) = entry {
            self.make_room(entry.resource, entry.kind);
            let placed = entry.placed(flow, Spot::new(entry.position));
            let at = self.index_mut(entry.resource, entry.direction).insert(&placed);
            self.renumber(entry.resource, entry.direction, at);
        }
    }

    /// Gives the flows, `count` in all, and their sites new numbers that keep the order of the
    /// old ones. A flow that has been taken out is not asked for.
    pub fn relabel(&mut self, count: u32, flow: impl Fn(u32) -> u32, site: impl Fn(u32) -> u32) {
        self.slots = vec![None; count as usize];
        for resource in 0..self.resources.len() {
            for direction in [Direction::Supply, Direction::Demand] {
                self.index_mut(resource as u32, direction).relabel(&flow, &site);
                self.renumber(resource as u32, direction, 0);
            }
        }
    }

    /// Visits the candidates of one flow, always in the same order.
    pub fn partners_of(&self, flow: u32, reach: &Reach, mut visit: impl FnMut(Pair)) {
        let Some(slot) = self.slots.get(flow as usize).copied().flatten() else {
            return;
        };
        self.blocks_of(slot, reach, |partners, metres| {
            for (&partner, metres) in partners.iter().zip(metres) {
                let distance_km = metres / 1000.0;
                visit(match slot.direction {
                    Direction::Supply => Pair { supply: flow, demand: partner, distance_km },
                    Direction::Demand => Pair { supply: partner, demand: flow, distance_km },
                });
            }
        });
    }

    fn blocks_of(&self, slot: Slot, reach: &Reach, visit: impl FnMut(&[u32], &[f64])) {
        let resource = &self.resources[slot.resource as usize];
        let placed = match slot.direction {
            Direction::Supply => resource.supplies.at(slot.at as usize),
            Direction::Demand => resource.demands.at(slot.at as usize),
        };
        resource.around(&placed, slot.direction, reach, visit);
    }

    /// Visits those who would be candidates of a flow if it were another: its entry as one of
    /// another resource.
    pub fn partners_as(
        &self,
        flow: u32,
        entry: &Entry,
        reach: &Reach,
        mut visit: impl FnMut(Pair),
    ) {
        let Some(resource) = self.resources.get(entry.resource as usize) else { return };
        let placed = entry.placed(flow, Spot::new(entry.position));
        resource.around(&placed, entry.direction, reach, |partners, metres| {
            for (&partner, metres) in partners.iter().zip(metres) {
                let distance_km = metres / 1000.0;
                visit(match entry.direction {
                    Direction::Supply => Pair { supply: flow, demand: partner, distance_km },
                    Direction::Demand => Pair { supply: partner, demand: flow, distance_km },
                });
            }
        });
    }

    /// Visits every candidate pair of the region once, always in the same order: each supply
    /// with some hundred of its demands and their distances in metres.
    ///
    /// The definition of a candidate: same resource, different site, at most the radius apart
    /// on this earth, and the supply better than the demand by the margin.
    pub fn candidates(&self, reach: &Reach, mut visit: impl FnMut(u32, &[u32], &[f64])) {
        for task in self.tasks() {
            self.walk(&task, reach, &mut visit);
        }
    }

    /// The same walk in fixed parts, many at a time: `begin` makes what gathers the pairs of a
    /// part, `visit` adds to it. The parts come back in the order of [`Field::candidates`].
    pub fn gather<T: Send>(
        &self,
        reach: &Reach,
        begin: impl Fn() -> T + Sync,
        visit: impl Fn(&mut T, u32, &[u32], &[f64]) + Sync,
    ) -> Vec<T> {
        self.tasks()
            .par_iter()
            .map(|task| {
                let mut gathered = begin();
                self.walk(task, reach, |s, d, m| visit(&mut gathered, s, d, m));
                gathered
            })
            .collect()
    }

    fn walk(&self, task: &Task, reach: &Reach, visit: impl FnMut(u32, &[u32], &[f64])) {
        let resource = &self.resources[task.resource];
        let (radius_m, margin) = resource.reach(reach);
        resource.demands.near_each(
            &resource.supplies,
            task.bands.clone(),
            radius_m,
            |site, rank| demand_for(site, rank, margin),
            visit,
        );
    }

    fn tasks(&self) -> Vec<Task> {
        let mut tasks = Vec::new();
        for (number, resource) in self.resources.iter().enumerate() {
            let supplies = &resource.supplies;
            let (mut from, mut held) = (0, 0);
            for band in supplies.bands() {
                held += supplies.in_band(band);
                if held >= TASK || band + 1 == supplies.bands().end {
                    tasks.push(Task { resource: number, bands: from..band + 1 });
                    (from, held) = (band + 1, 0);
                }
            }
        }
        tasks
    }

    /// All supplies, resource by resource, each from south to north and west to east, so that
    /// neighbours are near each other in memory.
    pub fn supplies(&self) -> impl Iterator<Item = u32> + '_ {
        self.resources.iter().flat_map(|r| r.supplies.items().iter().copied())
    }

    /// All demands, in the same manner.
    pub fn demands(&self) -> impl Iterator<Item = u32> + '_ {
        self.resources.iter().flat_map(|r| r.demands.items().iter().copied())
    }

    /// Makes sure that there is a resource of this number. One that was only counted over
    /// learns its kind from its first flow.
    fn make_room(&mut self, resource: u32, kind: Kind) {
        let (earth, reach_km) = (self.earth, self.reach_km);
        let room = |kind| {
            let empty = || Index::of(earth, reach_km.get(kind) * 1000.0, Vec::new());
            Resource { kind, supplies: empty(), demands: empty() }
        };
        while self.resources.len() <= resource as usize {
            self.resources.push(room(kind));
        }
        let known = &mut self.resources[resource as usize];
        if known.kind != kind && known.supplies.is_empty() && known.demands.is_empty() {
            *known = room(kind);
        }
    }

    fn index_mut(&mut self, resource: u32, direction: Direction) -> &mut Index {
        let resource = &mut self.resources[resource as usize];
        match direction {
            Direction::Supply => &mut resource.supplies,
            Direction::Demand => &mut resource.demands,
        }
    }

    fn renumber(&mut self, resource: u32, direction: Direction, from: usize) {
        let room = &self.resources[resource as usize];
        let index = match direction {
            Direction::Supply => &room.supplies,
            Direction::Demand => &room.demands,
        };
        for (&flow, at) in index.items()[from..].iter().zip(from as u32..) {
            self.slots[flow as usize] = Some(Slot { resource, direction, at });
        }
    }
}

impl Resource {
    /// Visits the candidates around a place, on the other side of the one it stands for.
    fn around(
        &self,
        placed: &Placed,
        direction: Direction,
        reach: &Reach,
        visit: impl FnMut(&[u32], &[f64]),
    ) {
        let (radius_m, margin) = self.reach(reach);
        match direction {
            Direction::Supply => {
                let test = demand_for(placed.group, placed.rank, margin);
                self.demands.near(&placed.spot, radius_m, test, visit);
            }
            Direction::Demand => {
                let test = Test {
                    not_group: Some(placed.group),
                    shift: 0.0,
                    at_least: margin - placed.rank,
                };
                self.supplies.near(&placed.spot, radius_m, test, visit);
            }
        }
    }

    fn reach(&self, reach: &Reach) -> (f64, f64) {
        (reach.radius_km.get(self.kind) * 1000.0, reach.margin.get(self.kind))
    }
}

impl Entry {
    fn placed(&self, flow: u32, spot: Spot) -> Placed {
        Placed {
            spot,
            item: flow,
            group: self.site,
            rank: match self.direction {
                Direction::Supply => self.key,
                Direction::Demand => -self.key,
            },
        }
    }
}

/// `key of the demand + margin <= key of the supply`, in ranks of demands.
fn demand_for(site: u32, supply_key: f64, margin: f64) -> Test {
    Test { not_group: Some(site), shift: -margin, at_least: -supply_key }
}

fn side(direction: Direction) -> usize {
    match direction {
        Direction::Supply => 0,
        Direction::Demand => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> impl Strategy<Value = Option<Entry>> {
        let places = prop_oneof![
            (49.0..=49.4f64, 8.0..=8.4f64),
            (-89.9..=-89.5f64, -180.0..=180.0f64),
            (10.0..=10.2f64, 179.9..=180.0f64),
            (10.0..=10.2f64, -180.0..=-179.9f64),
        ];
        let keys = prop_oneof![
            6 => (0..20i32).prop_map(f64::from),
            1 => Just(f64::INFINITY),
            1 => Just(f64::NEG_INFINITY),
            1 => Just(f64::NAN),
        ];
        let entry = (places, 0..12u32, 0..3u32, any::<bool>(), keys);
        prop::option::weighted(
            0.9,
            entry.prop_map(|((lat, lon), site, resource, gives, key)| Entry {
                position: Position { lat, lon },
                site,
                resource,
                kind: [Kind::Heat, Kind::Material, Kind::CompressedAir][resource as usize],
                direction: if gives { Direction::Supply } else { Direction::Demand },
                key,
            }),
        )
    }

    fn reach_km() -> PerKind {
        PerKind::new(|kind| if kind == Kind::Heat { 5.0 } else { 20.0 })
    }

    fn field(entries: &[Option<Entry>]) -> Field {
        let earth = EarthModel::MEAN_SPHERE;
        Field::new(earth, reach_km(), entries.len() as u32, |flow| entries[flow as usize])
    }

    fn walked(field: &Field, reach: &Reach) -> Vec<(u32, u32, f64)> {
        let mut pairs = Vec::new();
        field.candidates(reach, |supply, demands, metres| {
            pairs.extend(demands.iter().zip(metres).map(|(&d, &m)| (supply, d, m)));
        });
        pairs
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn all_views_find_what_brute_force_finds(
            entries in prop::collection::vec(entry(), 0..80),
            radius in prop_oneof![Just(1.0), Just(7.0), Just(30_000.0)],
            margin in -3.0..3.0f64,
        ) {
            let field = field(&entries);
            let reach = Reach { radius_km: PerKind::new(|_| radius), margin: PerKind::new(|_| margin) };
            let mut expected = Vec::new();
            for (s, supply) in entries.iter().enumerate() {
                for (d, demand) in entries.iter().enumerate() {
                    let (Some(supply), Some(demand)) = (supply, demand) else { continue };
                    let metres = EarthModel::MEAN_SPHERE.distance_m(supply.position, demand.position);
                    if (supply.direction, demand.direction) == (Direction::Supply, Direction::Demand)
                        && supply.resource == demand.resource
                        && supply.site != demand.site
                        && supply.key >= demand.key + margin
                        && metres <= radius * 1000.0
                    {
                        expected.push((s as u32, d as u32));
                    }
                }
            }
            let pairs = walked(&field, &reach);
            let mut found: Vec<_> = pairs.iter().map(|&(s, d, _)| (s, d)).collect();
            found.sort_unstable();
            prop_assert_eq!(&found, &expected);
            let parts = field.gather(&reach, Vec::new, |pairs, supply, demands, metres| {
                pairs.extend(demands.iter().zip(metres).map(|(&d, &m)| (supply, d, m)));
            });
            prop_assert_eq!(parts.concat(), pairs.clone());
            let mut by_flow = Vec::new();
            for flow in 0..entries.len() as u32 {
                field.partners_of(flow, &reach, |p| by_flow.push((p.supply, p.demand, p.distance_km)));
            }
            by_flow.sort_by_key(|pair| (pair.0, pair.1));
            let mut twice: Vec<_> =
                pairs.iter().chain(&pairs).map(|&(s, d, m)| (s, d, m / 1000.0)).collect();
            twice.sort_by_key(|pair| (pair.0, pair.1));
            prop_assert_eq!(by_flow, twice);
        }

        #[test]
        fn an_updated_field_is_a_field_built_anew(
            before in prop::collection::vec(entry(), 0..40),
            edits in prop::collection::vec((0..50u32, entry()), 0..30),
        ) {
            let mut entries = before.clone();
            let mut field = field(&before);
            for (flow, entry) in edits {
                field.update(flow, entry);
                entries.resize(entries.len().max(flow as usize + 1), None);
                entries[flow as usize] = entry;
            }
            let anew = self::field(&entries);
            let reach = Reach { radius_km: reach_km(), margin: PerKind::new(|_| 0.0) };
            prop_assert_eq!(walked(&field, &reach), walked(&anew, &reach));
            prop_assert_eq!(
                field.supplies().chain(field.demands()).collect::<Vec<_>>(),
                anew.supplies().chain(anew.demands()).collect::<Vec<_>>()
            );
            for flow in 0..entries.len() as u32 {
                let of = |field: &Field| {
                    let mut pairs = Vec::new();
                    field.partners_of(flow, &reach, |pair| pairs.push(pair));
                    pairs
                };
                prop_assert_eq!(of(&field), of(&anew));
            }
        }
    }
}
