//! How long the engine's inner jobs take, one by one: for finding out whether a change made
//! something slower. Comparison with others is `peers/`'s affair.

mod region;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use region::{generated, sample};
use turash_engine::economics::{Assumptions, Delivery, Terms, screen, unit_values};
use turash_engine::matching::candidates::Entry;
use turash_engine::matching::{Request, match_region};
use turash_engine::model::{Direction, Kind};
use turash_engine::optimise::mcf;
use turash_engine::watch::Unwatched;
use turash_engine::yardstick::join;

fn search(c: &mut Criterion) {
    let mut group = c.benchmark_group("join");
    for flows in [10_000, 100_000] {
        let case = generated(flows);
        group.sample_size(20).bench_function(flows.to_string(), |b| b.iter(|| join::join(&case)));
    }
    group.finish();

    let case = generated(100_000);
    let mut field = join::field(&case);
    let reach = join::reach();
    let flows = case.flows.len() as u32;
    let mut flow = 0;
    c.bench_function("partners of one flow among 100,000", |b| {
        b.iter(|| {
            flow = (flow + 7919) % flows;
            let mut km = 0.0;
            field.partners_of(flow, &reach, |pair| km += pair.distance_km);
            km
        });
    });
    c.bench_function("move one flow among 100,000", |b| {
        b.iter(|| {
            flow = (flow + 7919) % flows;
            let position = case.places[flow as usize % case.places.len()];
            let resource = u32::from(case.flows.resource[flow as usize]);
            let entry = Entry {
                position,
                site: 0,
                resource,
                kind: case.resources[resource as usize].kind,
                direction: Direction::Supply,
                key: 0.5,
            };
            field.update(flow, Some(entry));
        });
    });
}

fn score(c: &mut Criterion) {
    let (region, reference) = sample();
    let terms = Terms::new(&reference, Assumptions::new(&reference));
    let of = |direction| {
        let heat = |f: &&_| -> bool {
            let flow: &turash_engine::model::Flow = f;
            flow.kind == Kind::Heat && flow.direction == direction
        };
        let flow =
            region.flows().iter().map(|flow| &**flow).find(heat).expect("the sample trades heat");
        let site = region.site(flow.site).expect("a flow has a site");
        (flow, unit_values(flow, site, &reference))
    };
    let (supply, demand) = (of(Direction::Supply), of(Direction::Demand));
    c.bench_function("screen one pair", |b| {
        b.iter(|| {
            let delivery =
                Delivery::between(supply.0, demand.0, black_box(2.5), 8000.0, 2.0, 6000.0, &terms);
            screen(&supply.1, &demand.1, &delivery, None, &terms).is_ok()
        });
    });
    let request = Request::default();
    c.bench_function("match the sample region", |b| {
        b.iter(|| match_region(&region, &request, &reference, &Unwatched).matches.len());
    });
}

fn optimise(c: &mut Criterion) {
    let network = region::network(400, 20);
    c.bench_function("min-cost flow, 400 x 400 nodes, 8,000 arcs", |b| {
        b.iter_batched(
            || network.clone(),
            |network| mcf::solve(&network, u64::MAX, &Unwatched).objective,
            BatchSize::LargeInput,
        );
    });
}

criterion_group!(benches, search, score, optimise);
criterion_main!(benches);
