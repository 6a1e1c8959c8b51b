//! How steady a ranking is: the flows are varied within their precision by a seeded generator,
//! the pairs are scored again, and it is counted how often each is among the best ten.
//!
//! It scores with the scorers of the match and knows no score of its own. It looks for no new
//! pairs: those that it is given contend with one another. Method: docs/methods/stability.md.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fallback::{self, Stretch};
use super::pass::{Tally, accepted};
use super::prefilter::{Subjects, name_code};
use super::query::{Request, Rules};
use super::score::Scoring;
use super::{Match, check};
use crate::economics::{Assumptions, Terms};
use crate::issue::Issue;
use crate::model::{Flow, MatchId, Precision, Price, Region};
use crate::reference::Reference;
use crate::watch::Watch;

/// Places that count as the top.
pub const PLACES: usize = 10;
/// Standard deviations from the middle to either end of a range that holds 95 of 100 values.
const RANGE_SIGMAS: f64 = 1.959_963_984_540_054;
/// Who typed the data himself shares no source with others who did.
const TYPED: &str = "user";

/// How to sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sampling {
    /// How many times the data are varied.
    pub samples: u32,
    /// The same seed gives the same answer.
    pub seed: u64,
    /// How many of the best matches contend for the places.
    pub contenders: usize,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { samples: 200, seed: 1, contenders: 500 }
    }
}

/// How steady the place of one match is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Steadiness {
    /// The match.
    pub id: MatchId,
    /// Share of the samples in which it is among the best ten, 0..1.
    pub top_ten_probability: f64,
}

/// How steady a ranking is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stability {
    /// The matches that contended, in their order; none where no sample was finished.
    pub of_match: Vec<Steadiness>,
    /// Samples that were finished.
    pub samples: u32,
    /// Whether the caller stopped it; what there is then rests on fewer samples.
    pub stopped_early: bool,
    /// What is wrong with the request: a rule that is missing is of severity error.
    pub issues: Vec<Issue>,
}

/// How often each of the best of these matches, ordered best first, is among the best ten when
/// the flows of the region are varied within their precision.
pub fn stability(
    region: &Region,
    request: &Request,
    reference: &Reference,
    matches: &[Arc<Match>],
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Stability {
    let rules = match Rules::read(request, reference) {
        Ok(rules) => rules,
        Err(issue) => return Stability { issues: vec![issue], ..Stability::default() },
    };
    let contest = Contest {
        region,
        request,
        rules,
        terms: Terms::new(reference, Assumptions::new(reference)),
        reference,
        spread: Spread::of(reference),
    };
    contest.run(matches, sampling, watch)
}

/// How far values of each precision are from the truth, and what share of that is common.
#[derive(Debug, Clone, Copy)]
struct Spread {
    /// Relative standard deviation of positive quantities by [`Precision`].
    amount: [f64; 4],
    /// Standard deviation of temperatures in K by [`Precision`].
    temperature_k: [f64; 4],
    /// Share of the variance that is common to a site.
    site_share: f64,
    /// Share of the variance that is common to a source.
    source_share: f64,
}

impl Spread {
    fn of(reference: &Reference) -> Self {
        let all =
            [Precision::Rough, Precision::Estimated, Precision::Measured, Precision::Verified];
        let defaults = &reference.defaults;
        let site_share = defaults.sigma_site_share.clamp(0.0, 1.0);
        Self {
            amount: all.map(|precision| defaults.sigma_amount(precision)),
            temperature_k: all.map(|precision| defaults.sigma_temperature_k(precision)),
            site_share,
            source_share: defaults.sigma_source_share.clamp(0.0, 1.0 - site_share),
        }
    }

    /// Standard deviation of the logarithm of the amount: from the range that is stated, else
    /// from the precision.
    fn of_amount(&self, flow: &Flow) -> f64 {
        let amount = flow.amount_per_year;
        let part = |from: f64, to: f64| {
            (from > 0.0 && to >= from && to.is_finite()).then(|| (to / from).ln() / RANGE_SIGMAS)
        };
        let stated = match (flow.amount_low, flow.amount_high) {
            (Some(low), Some(high)) => part(low, high).map(|whole| whole / 2.0),
            (Some(low), None) => part(low, amount),
            (None, Some(high)) => part(amount, high),
            (None, None) => None,
        };
        stated.unwrap_or_else(|| self.of_quantity(flow.precision))
    }

    /// Standard deviation of the logarithm of a positive quantity.
    fn of_quantity(&self, precision: Precision) -> f64 {
        let relative = self.amount[precision as usize];
        (relative * relative).ln_1p().sqrt()
    }
}

/// What is varied: each has errors of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    /// Amount and rate, which share an error.
    Amount,
    /// All temperatures of a flow, which share an error.
    Temperature,
    /// Pressures.
    Pressure,
    /// Contents of other substances.
    Contents,
    /// Prices.
    Price,
}

/// Whom an error is common to.
#[derive(Debug, Clone, Copy)]
enum Common {
    Flow,
    Site,
    Source,
}

/// The errors of one sample. Each is drawn for its name, so that it does not depend on which
/// others are drawn, or in which order.
#[derive(Debug, Clone, Copy)]
struct Errors {
    seed: u64,
    sample: u64,
    site_share: f64,
    source_share: f64,
}

impl Errors {
    /// The error of a figure in standard deviations: normal, correlated with those of the same
    /// figure at the site and from the source.
    fn of(&self, flow: &Flow, figure: Figure) -> f64 {
        let own = self.normal(Common::Flow, folded(flow.id.0.as_u128()), figure);
        let site = self.normal(Common::Site, folded(flow.site.0.as_u128()), figure);
        let dataset = flow.source.dataset.trim();
        let (source, source_share) = if dataset.is_empty() || dataset == TYPED {
            (0.0, 0.0)
        } else {
            (self.normal(Common::Source, name_code(dataset), figure), self.source_share)
        };
        let own_share = 1.0 - self.site_share - source_share;
        self.site_share.sqrt() * site + source_share.sqrt() * source + own_share.sqrt() * own
    }

    /// A standard normal number for a name (Box and Muller 1958).
    fn normal(&self, common: Common, name: u64, figure: Figure) -> f64 {
        let mut state = self.seed;
        for word in [self.sample, common as u64, name, figure as u64] {
            // Mixed before each word: seeds that are alike must not share samples.
            state = SplitMix(state).draw() ^ word;
        }
        let mut generator = SplitMix(state);
        let radius = (-2.0 * (1.0 - generator.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * generator.unit()).cos()
    }

    /// A flow with figures that it might have as well.
    fn vary(&self, flow: &Flow, spread: &Spread) -> Flow {
        let factor = |sigma: f64, figure: Figure| {
            // The mean is the stated value.
            (sigma * self.of(flow, figure) - sigma * sigma / 2.0).exp()
        };
        let mut varied = flow.clone();
        let particulars = &mut varied.particulars;

        let size = factor(spread.of_amount(flow), Figure::Amount);
        varied.amount_per_year *= size;
        let rest = [&mut varied.amount_low, &mut varied.amount_high, &mut varied.capacity_per_hour];
        rest.into_iter().flatten().for_each(|value| *value *= size);

        let error_k =
            spread.temperature_k[flow.precision as usize] * self.of(flow, Figure::Temperature);
        let quality = &mut varied.quality;
        let temperatures = [
            &mut quality.temperature,
            &mut quality.return_temperature,
            &mut particulars.temperature_low,
            &mut particulars.temperature_high,
        ];
        temperatures.into_iter().flatten().for_each(|celsius| celsius.0 += error_k);

        let sigma = spread.of_quantity(flow.precision);
        let pressure = factor(sigma, Figure::Pressure);
        let pressures = [&mut quality.pressure_bar, &mut particulars.pressure_low_bar];
        pressures.into_iter().flatten().for_each(|bar| *bar *= pressure);

        let contents = factor(sigma, Figure::Contents);
        particulars.contaminants.iter_mut().for_each(|content| content.value *= contents);

        // Money that is out of reach of the decimal type stays as it is.
        if let Some(price) = Decimal::from_f64(factor(sigma, Figure::Price)) {
            let scale = |money: &mut Decimal| *money = money.checked_mul(price).unwrap_or(*money);
            let stated: [&mut Option<Price>; 2] = [&mut varied.price, &mut varied.disposal_cost];
            stated.into_iter().flatten().for_each(|price| scale(&mut price.per_unit));
            particulars.price_tiers.iter_mut().for_each(|tier| scale(&mut tier.per_unit));
        }
        varied
    }
}

fn folded(number: u128) -> u64 {
    (number as u64) ^ ((number >> 64) as u64)
}

/// The generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
#[derive(Debug, Clone, Copy)]
struct SplitMix(u64);

impl SplitMix {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including 1.
    fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A match that contends for a place.
struct Contender {
    id: MatchId,
    /// Its flows by their numbers among those that take part.
    supply: usize,
    demand: usize,
    distance_km: f64,
    /// The step of the ladder by which it was found.
    stretch: Stretch,
}

/// What all samples have in common.
struct Contest<'a> {
    region: &'a Region,
    request: &'a Request,
    rules: Rules,
    terms: Terms,
    reference: &'a Reference,
    spread: Spread,
}

impl Contest<'_> {
    fn run(&self, matches: &[Arc<Match>], sampling: &Sampling, watch: &dyn Watch) -> Stability {
        let best = &matches[..matches.len().min(sampling.contenders)];
        let (flows, contenders) = self.contenders(best);
        let (done, total) = (AtomicU64::new(0), u64::from(sampling.samples));
        watch.progress(0, total, "stability");
        let of_samples: Vec<Option<Vec<usize>>> = (0..total)
            .into_par_iter()
            .map(|sample| {
                if watch.stop() {
                    return None;
                }
                let Spread { site_share, source_share, .. } = self.spread;
                let errors = Errors { seed: sampling.seed, sample, site_share, source_share };
                let top = self.top(&flows, &contenders, &errors);
                watch.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total, "stability");
                Some(top)
            })
            .collect();
        let mut times = vec![0u32; contenders.len()];
        let mut samples = 0u32;
        for top in of_samples.iter().flatten() {
            samples += 1;
            top.iter().for_each(|&at| times[at] += 1);
        }
        let steadiness = |(contender, times): (&Contender, u32)| Steadiness {
            id: contender.id,
            top_ten_probability: f64::from(times) / f64::from(samples),
        };
        let of_match = contenders.iter().zip(times).map(steadiness);
        Stability {
            of_match: if samples > 0 { of_match.collect() } else { Vec::new() },
            samples,
            stopped_early: samples < sampling.samples,
            issues: Vec::new(),
        }
    }

    /// The matches that contend, with the positions of their flows in the region.
    fn contenders(&self, matches: &[Arc<Match>]) -> (Vec<usize>, Vec<Contender>) {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut flows = Vec::new();
        let mut number = |at: usize| {
            *numbers.entry(at).or_insert_with(|| {
                flows.push(at);
                flows.len() - 1
            })
        };
        let contenders = matches.iter().filter_map(|one| {
            let supply = self.region.find_flow(one.supply)?;
            let demand = self.region.find_flow(one.demand)?;
            let place = |at: usize| self.region.site_of(at).position;
            let earth = self.request.earth;
            Some(Contender {
                id: one.id,
                distance_km: earth.distance_m(place(supply)?, place(demand)?) / 1000.0,
                supply: number(supply),
                demand: number(demand),
                stretch: fallback::stretch_of(&one.relaxed),
            })
        });
        let contenders = contenders.collect();
        (flows, contenders)
    }

    /// Who is among the best in one sample, by number.
    fn top(&self, flows: &[usize], contenders: &[Contender], errors: &Errors) -> Vec<usize> {
        let vary = |&at: &usize| (at, errors.vary(self.region.flow(at), &self.spread));
        let varied: Vec<(usize, Flow)> = flows.iter().map(vary).collect();
        let Self { region, request, rules, terms, reference, .. } = self;
        let subjects = Subjects::standing_in(region, &varied, request, rules, reference);
        let scoring = Scoring { rules, terms, reference };
        let scored = contenders.iter().enumerate();
        let mut ranked: Vec<(f64, usize)> = scored
            .filter_map(|(at, one)| Some((self.score(one, &subjects, &scoring)?, at)))
            .collect();
        ranked.sort_unstable_by(|(a, i), (b, j)| {
            b.total_cmp(a).then_with(|| contenders[*i].id.cmp(&contenders[*j].id))
        });
        ranked.into_iter().take(PLACES).map(|(_, at)| at).collect()
    }

    /// The score of a pair as its flows are now: without relaxation, else by the step by which
    /// it was found; none where neither fits.
    fn score(&self, one: &Contender, subjects: &Subjects, scoring: &Scoring) -> Option<f64> {
        let constraints = &self.request.constraints;
        let [supply, demand] = [one.supply, one.demand].map(|at| &subjects.of_flow[at]);
        let by = |stretch: Stretch| {
            let supply = match stretch {
                Stretch::NeighbourKind => supply.crossed.as_deref().unwrap_or(supply),
                Stretch::None
                | Stretch::HeatPump
                | Stretch::PartialQuantity
                | Stretch::Storage
                | Stretch::Split { .. }
                | Stretch::Treatment => supply,
            };
            let (sides, way) = ((supply, demand), (one.distance_km, stretch));
            let tally = &mut Tally::default();
            let scored = accepted(scoring, constraints, sides, way, tally, |_| true)?;
            check::refuse(&scored, constraints, scoring.rules).is_none().then_some(scored.score)
        };
        match one.stretch {
            // Steam and heat do not meet but by this step.
            Stretch::NeighbourKind => by(Stretch::NeighbourKind),
            Stretch::None => by(Stretch::None),
            Stretch::HeatPump
            | Stretch::PartialQuantity
            | Stretch::Storage
            | Stretch::Split { .. }
            | Stretch::Treatment => by(Stretch::None).or_else(|| by(one.stretch)),
        }
    }
}

#[cfg(test)]
mod tests;
