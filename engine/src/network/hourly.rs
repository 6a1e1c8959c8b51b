//! Who gives and who takes on a shared network, hour by hour over a year.
//!
//! The 8,760 hours fall into few that differ: those of a week in which the same participants
//! run, in months of the same strength. It adds up over these and knows neither pipes nor
//! places.

use std::collections::BTreeMap;

use crate::model::{MONTH_HOURS, Profile};

/// Number of hours of the year that are this hour of the week in this month, Monday the first
/// of January.
const CALENDAR: [[u32; 168]; 12] = calendar();

const fn calendar() -> [[u32; 168]; 12] {
    let mut counts = [[0u32; 168]; 12];
    let (mut hour, mut month) = (0usize, 0usize);
    while month < 12 {
        let mut left = MONTH_HOURS[month] as usize;
        while left > 0 {
            counts[month][hour % 168] += 1;
            hour += 1;
            left -= 1;
        }
        month += 1;
    }
    counts
}

/// Hours in which every participant runs as strongly as in all others of the state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// How many hours of the year.
    pub hours: f64,
    /// Strength of each participant, 0..1.
    pub strength: Vec<f64>,
}

/// The distinct states of a year of these profiles, in the order in which they first occur.
pub fn states(profiles: &[&Profile]) -> Vec<State> {
    let mut weeks: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    let week_state: Vec<usize> = (0..168)
        .map(|hour| {
            let runs: Vec<bool> = profiles.iter().map(|p| p.week.runs_at(hour)).collect();
            let next = weeks.len();
            *weeks.entry(runs).or_insert(next)
        })
        .collect();
    let mut runs = vec![Vec::new(); weeks.len()];
    for (state, at) in weeks {
        runs[at] = state;
    }
    let mut places: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    let mut states: Vec<State> = Vec::new();
    for (month, counts) in CALENDAR.iter().enumerate() {
        let mut hours = vec![0u32; runs.len()];
        for (state, count) in week_state.iter().zip(counts) {
            hours[*state] += count;
        }
        for (runs, hours) in runs.iter().zip(hours) {
            let strength: Vec<f64> = profiles
                .iter()
                .zip(runs)
                .map(|(p, &on)| if on { p.months[month] } else { 0.0 })
                .collect();
            let key = strength.iter().map(|s| s.to_bits()).collect();
            let place = *places.entry(key).or_insert(states.len());
            match states.get_mut(place) {
                Some(state) => state.hours += f64::from(hours),
                None => states.push(State { hours: f64::from(hours), strength }),
            }
        }
    }
    states
}

/// Hours a year at full strength on the calendar of [`states`].
pub fn full_load_hours(profile: &Profile) -> f64 {
    let weeks = (0..168).filter(|&hour| profile.week.runs_at(hour));
    weeks
        .map(|hour| {
            CALENDAR.iter().zip(profile.months).map(|(c, m)| f64::from(c[hour]) * m).sum::<f64>()
        })
        .sum()
}

/// One that gives to a network or takes from it.
#[derive(Debug, Clone, Copy)]
pub struct Participant<'a> {
    /// Where it is connected.
    pub node: usize,
    /// When it runs.
    pub profile: &'a Profile,
    /// MWh a year that it could give or would take.
    pub mwh_per_year: f64,
    /// Largest rate in MW.
    pub rate_mw: f64,
    /// A source gives at this price or a higher one, a sink takes at this price or a lower one;
    /// EUR/MWh.
    pub eur_per_mwh: f64,
}

/// What everybody gives and takes in one hour, MW.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dispatch {
    /// Each source into the network.
    pub given: Vec<f64>,
    /// Each sink from the network.
    pub taken: Vec<f64>,
    /// Whether the network is in operation, and so loses heat.
    pub is_on: bool,
    /// Offered and wanted, given and taken by those of one price; kept so that millions of hours
    /// ask for memory once.
    tiers: [Vec<f64>; 4],
}

/// In which order sources and sinks take part.
#[derive(Debug, Clone)]
pub struct Merit {
    /// Sources of equal price, cheapest first.
    sources: Vec<(f64, Vec<usize>)>,
    /// Sinks of equal value, highest first.
    sinks: Vec<(f64, Vec<usize>)>,
}

impl Merit {
    /// Orders the participants by their price.
    pub fn new(sources: &[Participant], sinks: &[Participant]) -> Self {
        let tiers = |list: &[Participant], sign: f64| {
            let mut order: Vec<usize> = (0..list.len()).collect();
            let key = |at: usize| sign * list[at].eur_per_mwh;
            order.sort_by(|&a, &b| key(a).total_cmp(&key(b)).then(a.cmp(&b)));
            let mut tiers: Vec<(f64, Vec<usize>)> = Vec::new();
            for at in order {
                match tiers.last_mut() {
                    Some((price, members)) if *price == list[at].eur_per_mwh => members.push(at),
                    Some(_) | None => tiers.push((list[at].eur_per_mwh, vec![at])),
                }
            }
            tiers
        };
        Self { sources: tiers(sources, 1.0), sinks: tiers(sinks, -1.0) }
    }

    /// Serves the sinks that value heat most from the sources that give it cheapest, as long as
    /// the one is worth more than the other costs. The loss of the pipes is fed first; where
    /// nothing would be left of it the network rests. Equals share in proportion to what they
    /// have or want.
    pub fn dispatch(&self, offered_mw: &[f64], wanted_mw: &[f64], loss_mw: f64, to: &mut Dispatch) {
        let Dispatch { given: all_given, taken: all_taken, is_on, tiers } = to;
        let [supply, demand, given, taken] = tiers;
        *is_on = false;
        zeros(all_given, offered_mw.len());
        zeros(all_taken, wanted_mw.len());
        zeros(given, self.sources.len());
        zeros(taken, self.sinks.len());
        let sum = |members: &[usize], of: &[f64]| members.iter().map(|&m| of[m]).sum::<f64>();
        supply.clear();
        supply.extend(self.sources.iter().map(|(_, m)| sum(m, offered_mw)));
        demand.clear();
        demand.extend(self.sinks.iter().map(|(_, m)| sum(m, wanted_mw)));
        let (mut source, mut sink) = (0, 0);
        let mut lost = loss_mw;
        while source < supply.len() {
            let left = supply[source] - given[source];
            let part = if lost > 0.0 {
                let part = left.min(lost);
                lost -= part;
                part
            } else {
                if sink >= demand.len() || self.sinks[sink].0 <= self.sources[source].0 {
                    break;
                }
                let open = demand[sink] - taken[sink];
                let part = left.min(open);
                taken[sink] += part;
                if open <= left {
                    sink += 1;
                }
                part
            };
            given[source] += part;
            if part >= left {
                source += 1;
            }
        }
        if lost > 0.0 || taken.iter().all(|&t| t <= 0.0) {
            return;
        }
        *is_on = true;
        for ((tier, (_, members)), whole) in given.iter().zip(&self.sources).zip(&*supply) {
            share(*tier, *whole, members, offered_mw, all_given);
        }
        for ((tier, (_, members)), whole) in taken.iter().zip(&self.sinks).zip(&*demand) {
            share(*tier, *whole, members, wanted_mw, all_taken);
        }
    }
}

fn zeros(list: &mut Vec<f64>, length: usize) {
    list.clear();
    list.resize(length, 0.0);
}

fn share(tier: f64, whole: f64, members: &[usize], of: &[f64], out: &mut [f64]) {
    if whole > 0.0 {
        for &member in members {
            out[member] = tier * of[member] / whole;
        }
    }
}

/// A year of one participant, MWh.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Year {
    /// Offered by a source, wanted by a sink.
    pub stated_mwh: f64,
    /// Given or taken.
    pub moved_mwh: f64,
    /// Largest rate given or taken in any hour, MW.
    pub peak_mw: f64,
}

/// A year of a network, MWh.
///
/// `supplied = delivered + lost + surplus`, `demand = delivered + unmet`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Balance {
    /// Each source.
    pub sources: Vec<Year>,
    /// Each sink.
    pub sinks: Vec<Year>,
    /// What the sources could give.
    pub supplied_mwh: f64,
    /// What the sinks want.
    pub demand_mwh: f64,
    /// What arrives at the sinks.
    pub delivered_mwh: f64,
    /// What the pipes lose.
    pub lost_mwh: f64,
    /// What the sources keep.
    pub surplus_mwh: f64,
    /// What the sinks still lack.
    pub unmet_mwh: f64,
    /// Hours in which the network is in operation.
    pub hours: f64,
}

/// The profiles, amounts and order of the participants, ready to be balanced under any loss.
#[derive(Debug, Clone)]
pub struct Timetable<'a> {
    states: &'a [State],
    /// MW at full strength of each source, then of each sink.
    full_mw: Vec<f64>,
    peak_mw: Vec<f64>,
    sources: usize,
    merit: Merit,
}

impl<'a> Timetable<'a> {
    /// Spreads each yearly amount over its profile: `P = E s / sum s`, s strength of an hour.
    /// The states are those of the profiles of the sources, then of the sinks.
    pub fn new(states: &'a [State], sources: &[Participant], sinks: &[Participant]) -> Self {
        let all = || sources.iter().chain(sinks);
        let full_mw = all()
            .enumerate()
            .map(|(at, p)| {
                let hours: f64 = states.iter().map(|s| s.hours * s.strength[at]).sum();
                if hours > 0.0 { p.mwh_per_year / hours } else { 0.0 }
            })
            .collect();
        Self {
            states,
            full_mw,
            peak_mw: all().map(|p| p.rate_mw).collect(),
            sources: sources.len(),
            merit: Merit::new(sources, sinks),
        }
    }

    /// What happens in the moment in which everybody runs at the largest rate.
    pub fn peak(&self, loss_mw: f64) -> Dispatch {
        let (offered, wanted) = self.peak_mw.split_at(self.sources);
        let mut dispatch = Dispatch::default();
        self.merit.dispatch(offered, wanted, loss_mw, &mut dispatch);
        dispatch
    }

    /// Adds up a year under this loss in MW while in operation; shows each state on the way.
    pub fn balance(&self, loss_mw: f64, mut visit: impl FnMut(f64, &Dispatch)) -> Balance {
        let mut balance = Balance {
            sources: vec![Year::default(); self.sources],
            sinks: vec![Year::default(); self.full_mw.len() - self.sources],
            ..Balance::default()
        };
        let mut power = vec![0.0; self.full_mw.len()];
        let mut dispatch = Dispatch::default();
        for state in self.states {
            for ((power, full), strength) in
                power.iter_mut().zip(&self.full_mw).zip(&state.strength)
            {
                *power = full * strength;
            }
            let (offered, wanted) = power.split_at(self.sources);
            self.merit.dispatch(offered, wanted, loss_mw, &mut dispatch);
            let hours = state.hours;
            let sides = [
                (&mut balance.sources, offered, &dispatch.given),
                (&mut balance.sinks, wanted, &dispatch.taken),
            ];
            for (years, stated, moved) in sides {
                for ((year, stated), moved) in years.iter_mut().zip(stated).zip(moved) {
                    year.stated_mwh += hours * stated;
                    year.moved_mwh += hours * moved;
                    year.peak_mw = year.peak_mw.max(*moved);
                }
            }
            if dispatch.is_on {
                balance.hours += hours;
                balance.lost_mwh += hours * loss_mw;
            }
            visit(hours, &dispatch);
        }
        let sum = |years: &[Year], of: fn(&Year) -> f64| years.iter().map(of).sum::<f64>();
        balance.supplied_mwh = sum(&balance.sources, |y| y.stated_mwh);
        balance.demand_mwh = sum(&balance.sinks, |y| y.stated_mwh);
        balance.delivered_mwh = sum(&balance.sinks, |y| y.moved_mwh);
        balance.surplus_mwh = sum(&balance.sources, |y| y.stated_mwh - y.moved_mwh);
        balance.unmet_mwh = sum(&balance.sinks, |y| y.stated_mwh - y.moved_mwh);
        balance
    }
}

#[cfg(test)]
mod tests;
