#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use std::sync::atomic::AtomicU32;

use super::*;
use crate::matching::tests::{heat, one_thousand, organization, site};
use crate::matching::{Centre, match_region};
use crate::model::{Direction, FlowId, Organization, Site};
use crate::quantity::Celsius;
use crate::reference::tests::bundled;
use crate::watch::Unwatched;

fn reference() -> &'static Reference {
    static BUNDLED: LazyLock<Reference> = LazyLock::new(bundled);
    &BUNDLED
}

/// One demand of heat and `count` supplies around it, the further the higher their number; the
/// last `alike` of them at one distance.
fn ring(count: u128, alike: u128, precision: Precision) -> Region {
    let mut owners: Vec<Organization> = vec![organization(0, None)];
    let mut sites: Vec<Site> = vec![site(0, 50.0, 8.0)];
    let mut flows = vec![heat(0, Direction::Demand, 60.0)];
    flows[0].precision = precision;
    for number in 1..=count {
        let step = number.min(count + 1 - alike) as f64;
        owners.push(organization(number, None));
        let north = if number % 2 == 0 { 1.0 } else { -1.0 };
        sites.push(site(number, 50.0 + north * 0.0005 * step, 8.0));
        let mut supply = heat(number, Direction::Supply, 90.0);
        supply.precision = precision;
        flows.push(supply);
    }
    Region::new(owners, sites, flows).0
}

/// The first demand's matches, so many that all supplies are in.
fn asked(region: &Region) -> (Request, Vec<Arc<Match>>) {
    let centre = Centre::Flow(region.flow(region.find_flow(demand()).unwrap()).id);
    let request = Request { centre, top: 40, ..Request::default() };
    let matches = match_region(region, &request, reference(), &Unwatched).matches;
    (request, matches)
}

fn demand() -> FlowId {
    heat(0, Direction::Demand, 60.0).id
}

fn sampled(region: &Region, samples: u32, seed: u64) -> (Vec<Arc<Match>>, Stability) {
    let (request, matches) = asked(region);
    let sampling = Sampling { samples, seed, ..Sampling::default() };
    let stability = stability(region, &request, reference(), &matches, &sampling, &Unwatched);
    (matches, stability)
}

#[test]
fn the_generator_gives_the_published_numbers() {
    // Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567.
    let mut generator = SplitMix(1_234_567);
    let expected = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ];
    assert_eq!(expected.map(|_| generator.draw()), expected);
}

fn errors(sample: u64) -> Errors {
    let spread = Spread::of(reference());
    let Spread { site_share, source_share, .. } = spread;
    Errors { seed: 7, sample, site_share, source_share }
}

/// Mean, standard deviation and correlation of two figures over many samples.
fn moments(of: impl Fn(&Errors) -> (f64, f64)) -> (f64, f64, f64) {
    let many = 40_000;
    let drawn: Vec<(f64, f64)> = (0..many).map(|sample| of(&errors(sample))).collect();
    let mean =
        |pick: &dyn Fn(&(f64, f64)) -> f64| drawn.iter().map(pick).sum::<f64>() / many as f64;
    let (a, b) = (mean(&|d| d.0), mean(&|d| d.1));
    let (saa, sbb) = (mean(&|d| (d.0 - a).powi(2)), mean(&|d| (d.1 - b).powi(2)));
    let sab = mean(&|d| (d.0 - a) * (d.1 - b));
    (a, saa.sqrt(), sab / (saa * sbb).sqrt())
}

#[test]
fn amounts_spread_as_their_precision_says() {
    let spread = Spread::of(reference());
    let cases = [
        (Precision::Rough, 0.5, 15.0),
        (Precision::Estimated, 0.2, 7.0),
        (Precision::Measured, 0.05, 1.0),
        (Precision::Verified, 0.02, 0.5),
    ];
    for (precision, relative, kelvin) in cases {
        let mut flow = heat(1, Direction::Supply, 90.0);
        flow.precision = precision;
        let (mean, sigma, with_temperature) = moments(|errors| {
            let varied = errors.vary(&flow, &spread);
            (varied.amount_per_year, varied.quality.temperature.unwrap().0)
        });
        assert!(
            (mean / flow.amount_per_year - 1.0).abs() < 0.02 * relative,
            "{precision:?}: {mean}"
        );
        let found = sigma / flow.amount_per_year;
        assert!((found / relative - 1.0).abs() < 0.05, "{precision:?}: {found}");
        assert!(with_temperature.abs() < 0.02, "{precision:?}: {with_temperature}");
        let (mean, sigma, _) = moments(|errors| {
            (errors.vary(&flow, &spread).quality.temperature.unwrap().0, errors.sample as f64)
        });
        assert!((mean - 90.0).abs() < 0.03 * kelvin, "{precision:?}: {mean}");
        assert!((sigma / kelvin - 1.0).abs() < 0.03, "{precision:?}: {sigma}");
    }
}

#[test]
fn a_stated_range_overrides_the_precision() {
    let spread = Spread::of(reference());
    let mut flow = heat(1, Direction::Supply, 90.0);
    let rough = spread.of_amount(&flow);
    assert!((rough - 1.25f64.ln().sqrt()).abs() < 1e-12, "{rough}");
    (flow.amount_low, flow.amount_high) = (Some(9_000.0), Some(11_000.0));
    let ranged = spread.of_amount(&flow);
    assert!((ranged - (11.0f64 / 9.0).ln() / 2.0 / 1.96).abs() < 1e-5, "{ranged}");
    flow.amount_high = None;
    assert!((spread.of_amount(&flow) - (10.0f64 / 9.0).ln() / 1.96).abs() < 1e-5);
    flow.amount_low = Some(11_000.0);
    assert_eq!(spread.of_amount(&flow), rough, "a range that makes no sense says nothing");
}

#[test]
fn errors_of_one_site_and_of_one_source_move_together() {
    let spread = Spread::of(reference());
    let one = heat(1, Direction::Supply, 90.0);
    let together = |other: &Flow| {
        moments(|errors| (errors.of(&one, Figure::Amount), errors.of(other, Figure::Amount))).2
    };
    let mut mate = heat(2, Direction::Supply, 90.0);
    assert!(together(&mate).abs() < 0.02, "strangers");
    mate.site = one.site;
    assert!((together(&mate) - spread.site_share).abs() < 0.02, "one site");
    let mut one = one.clone();
    one.source.dataset = "register".to_owned();
    let mut peer = heat(3, Direction::Supply, 90.0);
    peer.source = one.source.clone();
    let shared = moments(|e| (e.of(&one, Figure::Amount), e.of(&peer, Figure::Amount))).2;
    assert!((shared - spread.source_share).abs() < 0.02, "one source: {shared}");
    peer.site = one.site;
    let both = moments(|e| (e.of(&one, Figure::Amount), e.of(&peer, Figure::Amount))).2;
    assert!((both - spread.source_share - spread.site_share).abs() < 0.02, "both: {both}");
    for flow in [&mut one, &mut peer] {
        flow.source.dataset = TYPED.to_owned();
    }
    let typed = moments(|e| (e.of(&one, Figure::Amount), e.of(&peer, Figure::Amount))).2;
    assert!((typed - spread.site_share).abs() < 0.02, "typed: {typed}");
}

#[test]
fn without_errors_the_ranking_stays_as_it_is() {
    let region = one_thousand();
    let request = Request::default();
    let matches = match_region(&region, &request, reference(), &Unwatched).matches;
    assert!(matches.iter().any(|one| !one.relaxed.is_empty()));
    let contest = Contest {
        region: &region,
        request: &request,
        rules: Rules::read(&request, reference()).unwrap(),
        terms: Terms::new(reference(), Assumptions::new(reference())),
        reference: reference(),
        spread: Spread { amount: [0.0; 4], temperature_k: [0.0; 4], ..Spread::of(reference()) },
    };
    // Every list of ten that follow one another, relaxed matches among them.
    for ten in matches.chunks(PLACES).take(60) {
        let sampling = Sampling { samples: 2, ..Sampling::default() };
        let steady = contest.run(ten, &sampling, &Unwatched);
        assert_eq!(steady.of_match.len(), ten.len());
        assert!(steady.of_match.iter().all(|one| one.top_ten_probability == 1.0), "{steady:?}");
    }
    let steady = contest.run(&matches, &Sampling::default(), &Unwatched);
    for (place, one) in steady.of_match.iter().enumerate() {
        assert_eq!(one.top_ten_probability, f64::from(u8::from(place < PLACES)), "{place}");
        assert_eq!(one.id, matches[place].id);
    }
}

#[test]
fn a_seed_gives_one_answer_on_any_number_of_threads() {
    let region = ring(25, 1, Precision::Rough);
    let on = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sampled(&region, 100, seed).1)
    };
    let one = on(1, 5);
    assert_eq!(one.samples, 100);
    assert_eq!(one, on(2, 5));
    assert_eq!(one, on(7, 5));
    assert_ne!(one, on(2, 6));
}

#[test]
fn a_single_match_is_always_among_ten() {
    let (matches, stability) = sampled(&ring(1, 1, Precision::Measured), 50, 1);
    assert_eq!(matches.len(), 1);
    let of_match = [Steadiness { id: matches[0].id, top_ten_probability: 1.0 }];
    assert_eq!(stability.of_match, of_match);
}

#[test]
fn ten_places_are_given_in_each_sample() {
    let (matches, stability) = sampled(&ring(25, 1, Precision::Measured), 100, 1);
    assert_eq!(matches.len(), 25);
    let sum: f64 = stability.of_match.iter().map(|one| one.top_ten_probability).sum();
    assert!((sum - 10.0).abs() < 1e-9, "{sum}");
}

#[test]
fn measured_flows_keep_their_places_better_than_rough_ones() {
    let unsure = |precision: Precision| {
        let of_match = sampled(&ring(25, 1, precision), 200, 1).1.of_match;
        // How far the answers are from yes and no.
        of_match.iter().map(|o| o.top_ten_probability * (1.0 - o.top_ten_probability)).sum::<f64>()
    };
    let all = [Precision::Verified, Precision::Measured, Precision::Estimated, Precision::Rough];
    let unsure = all.map(unsure);
    assert!(unsure.windows(2).all(|pair| pair[0] < pair[1]), "{unsure:?}");
}

#[test]
fn two_equal_matches_share_the_tenth_place() {
    // Nine so much better that nothing unseats them, then two that are alike.
    let mut region = ring(11, 2, Precision::Verified);
    let alike = [10u128, 11].map(|n| heat(n, Direction::Supply, 90.0).id);
    let weaker: Vec<_> = (0..region.flows().len())
        .map(|at| {
            let mut flow = region.flow(at).clone();
            if alike.contains(&flow.id) {
                flow.quality.temperature = Some(Celsius(66.0));
            }
            flow
        })
        .collect();
    let owners = (0..=11).map(|n| organization(n, None)).collect();
    let sites = region.sites().iter().map(|site| Site::clone(site)).collect();
    region = Region::new(owners, sites, weaker).0;
    let (matches, stability) = sampled(&region, 1000, 3);
    assert_eq!(matches.len(), 11);
    for (one, steady) in matches.iter().zip(&stability.of_match) {
        let share = steady.top_ten_probability;
        if alike.contains(&one.supply) {
            assert!((share - 0.5).abs() < 0.08, "{share}");
        } else {
            assert_eq!(share, 1.0);
        }
    }
}

/// Stops after so many questions.
struct Impatient(AtomicU32);

impl Watch for Impatient {
    fn progress(&self, _done: u64, _total: u64, _phase: &'static str) {}
    fn stop(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) >= 20
    }
}

#[test]
fn it_stops_when_told_to() {
    let region = ring(25, 1, Precision::Measured);
    let (request, matches) = asked(&region);
    let watch = Impatient(AtomicU32::new(0));
    let sampling = Sampling::default();
    let stopped = stability(&region, &request, reference(), &matches, &sampling, &watch);
    assert!(stopped.stopped_early);
    assert_eq!(stopped.samples, 20);
    let sum: f64 = stopped.of_match.iter().map(|one| one.top_ten_probability).sum();
    assert!((sum - 10.0).abs() < 1e-9, "{sum}");
}
