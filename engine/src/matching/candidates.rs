//! Stage 3: the pairs that are near enough and could fit, found through one spatial index for
//! each resource and direction.
//!
//! Radius, margins and the earth come as arguments, so that the ordinary match, its
//! relaxations and the benchmarks run the same search. Pairs are visited, never collected.

use super::prefilter::{Limits, Subject, Subjects};
use crate::model::{Direction, Kind, Position};
use crate::spatial::{EarthModel, Index};

/// A supply and a demand that could fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Position of the supply among the subjects.
    pub supply: u32,
    /// Position of the demand among the subjects.
    pub demand: u32,
    /// How far apart they are in km.
    pub distance_km: f64,
}

/// The flows of a region by resource, direction and place.
#[derive(Debug)]
pub struct Field<'a> {
    subjects: &'a [Subject],
    /// For each resource the supplies and the demands.
    indexes: Vec<[Index; 2]>,
}

impl<'a> Field<'a> {
    /// Lays out the subjects on an earth. `reach_km` is the radius for which the search is
    /// made fast for a kind; other radii work too.
    pub fn new(subjects: &'a Subjects, earth: EarthModel, reach_km: impl Fn(Kind) -> f64) -> Self {
        let mut places: Vec<[Vec<(u32, Position)>; 2]> = Vec::new();
        places.resize_with(subjects.resources, Default::default);
        let mut kinds = vec![None; subjects.resources];
        for (subject, at) in subjects.of_flow.iter().zip(0u32..) {
            if let Some(position) = subject.position {
                places[subject.resource as usize][side(subject.direction)].push((at, position));
                kinds[subject.resource as usize] = Some(subject.kind);
            }
        }
        let indexes = places
            .into_iter()
            .zip(kinds)
            .map(|(sides, kind)| {
                let reach_m = kind.map_or(1.0, &reach_km) * 1000.0;
                sides.map(|places| Index::new(earth, reach_m, places))
            })
            .collect();
        Self { subjects: &subjects.of_flow, indexes }
    }

    /// Visits the candidates of one flow, always in the same order.
    pub fn partners_of(&self, flow: u32, limits: &Limits, mut visit: impl FnMut(Pair)) {
        let subject = &self.subjects[flow as usize];
        let Some(position) = subject.position else {
            return;
        };
        let radius_m = limits.radius_km.get(subject.kind) * 1000.0;
        let [supplies, demands] = &self.indexes[subject.resource as usize];
        match subject.direction {
            Direction::Supply => demands.within(position, radius_m, |near| {
                if limits.keep(subject, &self.subjects[near.item as usize]) {
                    let distance_km = near.distance_m / 1000.0;
                    visit(Pair { supply: flow, demand: near.item, distance_km });
                }
            }),
            Direction::Demand => supplies.within(position, radius_m, |near| {
                if limits.keep(&self.subjects[near.item as usize], subject) {
                    let distance_km = near.distance_m / 1000.0;
                    visit(Pair { supply: near.item, demand: flow, distance_km });
                }
            }),
        }
    }

    /// All supplies, resource by resource, each from south to north and west to east, so that
    /// neighbours are near each other in memory.
    pub fn supplies(&self) -> impl Iterator<Item = u32> + '_ {
        self.indexes.iter().flat_map(|[supplies, _]| supplies.items().iter().copied())
    }

    /// All demands, in the same manner.
    pub fn demands(&self) -> impl Iterator<Item = u32> + '_ {
        self.indexes.iter().flat_map(|[_, demands]| demands.items().iter().copied())
    }
}

fn side(direction: Direction) -> usize {
    match direction {
        Direction::Supply => 0,
        Direction::Demand => 1,
    }
}

/// Visits every candidate pair of a region once, always in the same order.
///
/// The definition of a candidate: same resource, different site (or owner), at most the
/// radius apart on this earth, and the supply better than the demand by the margin.
pub fn candidates(
    subjects: &Subjects,
    limits: &Limits,
    earth: EarthModel,
    mut visit: impl FnMut(Pair),
) {
    let field = Field::new(subjects, earth, |kind| limits.radius_km.get(kind));
    for supply in field.supplies() {
        field.partners_of(supply, limits, &mut visit);
    }
}
