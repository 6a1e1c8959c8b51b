#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::model::Week;

fn dispatched(merit: &Merit, offered: &[f64], wanted: &[f64], loss_mw: f64) -> Dispatch {
    let mut dispatch = Dispatch::default();
    merit.dispatch(offered, wanted, loss_mw, &mut dispatch);
    dispatch
}

fn states_of(sources: &[Participant], sinks: &[Participant]) -> Vec<State> {
    states(&sources.iter().chain(sinks).map(|p| p.profile).collect::<Vec<_>>())
}

/// Every hour in turn.
fn naive(sources: &[Participant], sinks: &[Participant], loss_mw: f64) -> Balance {
    let merit = Merit::new(sources, sinks);
    let month_of = |hour: usize| {
        let mut end = 0.0;
        MONTH_HOURS.iter().position(|h| {
            end += h;
            (hour as f64) < end
        })
    };
    let strength = |p: &Participant, hour: usize| {
        if p.profile.week.runs_at(hour % 168) {
            p.profile.months[month_of(hour).unwrap()]
        } else {
            0.0
        }
    };
    let full = |p: &Participant| {
        let hours: f64 = (0..8760).map(|hour| strength(p, hour)).sum();
        if hours > 0.0 { p.mwh_per_year / hours } else { 0.0 }
    };
    let fulls = |list: &[Participant]| list.iter().map(full).collect::<Vec<f64>>();
    let (give, take) = (fulls(sources), fulls(sinks));
    let mut balance = Balance {
        sources: vec![Year::default(); sources.len()],
        sinks: vec![Year::default(); sinks.len()],
        ..Balance::default()
    };
    for hour in 0..8760 {
        let at = |list: &[Participant], full: &[f64]| {
            list.iter().zip(full).map(|(p, f)| f * strength(p, hour)).collect::<Vec<f64>>()
        };
        let (offered, wanted) = (at(sources, &give), at(sinks, &take));
        let dispatch = dispatched(&merit, &offered, &wanted, loss_mw);
        for (i, offered) in offered.iter().enumerate() {
            balance.sources[i].stated_mwh += offered;
            balance.sources[i].moved_mwh += dispatch.given[i];
            balance.supplied_mwh += offered;
            balance.surplus_mwh += offered - dispatch.given[i];
        }
        for (i, wanted) in wanted.iter().enumerate() {
            balance.sinks[i].stated_mwh += wanted;
            balance.sinks[i].moved_mwh += dispatch.taken[i];
            balance.demand_mwh += wanted;
            balance.delivered_mwh += dispatch.taken[i];
            balance.unmet_mwh += wanted - dispatch.taken[i];
        }
        if dispatch.is_on {
            balance.hours += 1.0;
            balance.lost_mwh += loss_mw;
        }
    }
    balance
}

fn profile() -> impl Strategy<Value = Profile> {
    let week = prop_oneof![
        Just(Week::ALWAYS),
        Just(Week::NEVER),
        "[0-9a-f]{42}".prop_map(|hex| Week::from_hex(&hex).unwrap()),
        Just(Week::from_hex("000000003fffc03fffc03fffc03fffc03fffc00000").unwrap()),
    ];
    let months = prop_oneof![
        Just([1.0; 12]),
        prop::array::uniform12(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0f64]),
    ];
    (week, months).prop_map(|(week, months)| Profile {
        week,
        months,
        valid_from: None,
        valid_to: None,
    })
}

fn stream() -> impl Strategy<Value = (Profile, f64, f64)> {
    let price = prop_oneof![Just(0.0), Just(10.0), -5.0..60.0f64];
    (profile(), 0.0..50_000.0f64, price)
}

fn participants(list: &[(Profile, f64, f64)]) -> Vec<Participant<'_>> {
    list.iter()
        .map(|(profile, mwh_per_year, eur_per_mwh)| Participant {
            node: 0,
            profile,
            mwh_per_year: *mwh_per_year,
            rate_mw: 1.0,
            eur_per_mwh: *eur_per_mwh,
        })
        .collect()
}

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.max(1e-3)
}

#[test]
fn the_calendar_is_a_year() {
    assert_eq!(CALENDAR.iter().flatten().sum::<u32>(), 8760);
    // 52 weeks and one day: every hour of Monday once more.
    for hour in 0..168 {
        let count: u32 = CALENDAR.iter().map(|month| month[hour]).sum();
        assert_eq!(count, if hour < 24 { 53 } else { 52 });
    }
    assert_eq!(full_load_hours(&Profile::ALWAYS), 8760.0);
    assert_eq!(states(&[&Profile::ALWAYS, &Profile::ALWAYS]).len(), 1);
}

/// Cheapest source first, most valuable sink first, the loss before everything.
#[test]
fn merit_decides_who_gives_and_who_takes() {
    let at = |eur_per_mwh| Participant {
        node: 0,
        profile: &Profile::ALWAYS,
        mwh_per_year: 0.0,
        rate_mw: 0.0,
        eur_per_mwh,
    };
    let sources = [at(20.0), at(0.0), at(0.0), at(70.0)];
    let sinks = [at(30.0), at(60.0)];
    let merit = Merit::new(&sources, &sinks);
    // offered, wanted, loss -> given, taken
    let cases = [
        ([5.0, 3.0, 1.0, 9.0], [4.0, 2.0], 1.0, [3.0, 3.0, 1.0, 0.0], [4.0, 2.0]),
        ([5.0, 6.0, 2.0, 9.0], [4.0, 2.0], 0.0, [0.0, 4.5, 1.5, 0.0], [4.0, 2.0]),
        ([0.0, 3.0, 1.0, 9.0], [4.0, 2.0], 1.0, [0.0, 3.0, 1.0, 0.0], [1.0, 2.0]),
        // The last source costs more than anybody would pay.
        ([0.0, 0.0, 0.0, 9.0], [4.0, 2.0], 0.0, [0.0; 4], [0.0; 2]),
        // All that there is would be lost on the way.
        ([0.0, 0.5, 0.5, 0.0], [4.0, 2.0], 1.0, [0.0; 4], [0.0; 2]),
    ];
    for (offered, wanted, loss, given, taken) in cases {
        let got = dispatched(&merit, &offered, &wanted, loss);
        assert_eq!(got.given, given, "{offered:?}");
        assert_eq!(got.taken, taken, "{offered:?}");
        assert_eq!(got.is_on, taken.iter().any(|&t| t > 0.0));
    }
}

/// Half the year on, at one month's strength zero: worked by hand.
#[test]
fn a_season_is_spread_over_its_hours() {
    let mut winter = Profile::ALWAYS;
    winter.months = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    let hours = 744.0 + 672.0 + 744.0 + 744.0 + 720.0 + 744.0;
    assert_eq!(full_load_hours(&winter), hours);
    let sources = [Participant {
        node: 0,
        profile: &Profile::ALWAYS,
        mwh_per_year: 8760.0,
        rate_mw: 1.0,
        eur_per_mwh: 0.0,
    }];
    let sinks = [Participant { profile: &winter, mwh_per_year: hours * 0.5, ..sources[0] }];
    let sinks = [Participant { eur_per_mwh: 40.0, ..sinks[0] }];
    let balance =
        Timetable::new(&states_of(&sources, &sinks), &sources, &sinks).balance(0.1, |_, _| {});
    assert!(close(balance.delivered_mwh, hours * 0.5, hours));
    assert!(close(balance.lost_mwh, hours * 0.1, hours));
    assert!(close(balance.surplus_mwh, 8760.0 - 0.6 * hours, hours));
    assert_eq!(balance.hours, hours);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn few_states_add_up_to_every_hour(
        sources in prop::collection::vec(stream(), 1..4),
        sinks in prop::collection::vec(stream(), 1..4),
        loss_mw in prop_oneof![Just(0.0), 0.0..2.0f64],
    ) {
        let (sources, sinks) = (participants(&sources), participants(&sinks));
        let fast = Timetable::new(&states_of(&sources, &sinks), &sources, &sinks).balance(loss_mw, |_, _| {});
        let slow = naive(&sources, &sinks, loss_mw);
        let scale = slow.supplied_mwh + slow.demand_mwh;
        prop_assert_eq!(fast.hours, slow.hours);
        for (a, b) in [
            (fast.supplied_mwh, slow.supplied_mwh), (fast.demand_mwh, slow.demand_mwh),
            (fast.delivered_mwh, slow.delivered_mwh), (fast.lost_mwh, slow.lost_mwh),
            (fast.surplus_mwh, slow.surplus_mwh), (fast.unmet_mwh, slow.unmet_mwh),
        ] {
            prop_assert!(close(a, b, scale), "{fast:?} {slow:?}");
        }
        for (a, b) in fast.sources.iter().chain(&fast.sinks).zip(slow.sources.iter().chain(&slow.sinks)) {
            prop_assert!(close(a.stated_mwh, b.stated_mwh, scale) && close(a.moved_mwh, b.moved_mwh, scale));
        }
    }

    #[test]
    fn energy_is_kept(
        sources in prop::collection::vec(stream(), 1..6),
        sinks in prop::collection::vec(stream(), 1..6),
        loss_mw in 0.0..3.0f64,
    ) {
        let (sources, sinks) = (participants(&sources), participants(&sinks));
        let b = Timetable::new(&states_of(&sources, &sinks), &sources, &sinks).balance(loss_mw, |_, _| {});
        prop_assert!(close(b.supplied_mwh, b.delivered_mwh + b.lost_mwh + b.surplus_mwh, b.supplied_mwh));
        prop_assert!(close(b.demand_mwh, b.delivered_mwh + b.unmet_mwh, b.demand_mwh));
        for year in b.sources.iter().chain(&b.sinks) {
            prop_assert!(year.moved_mwh >= 0.0 && year.moved_mwh <= year.stated_mwh * (1.0 + 1e-9));
        }
        for (year, p) in b.sources.iter().zip(&sources).chain(b.sinks.iter().zip(&sinks)) {
            let stated = if full_load_hours(p.profile) > 0.0 { p.mwh_per_year } else { 0.0 };
            prop_assert!(close(year.stated_mwh, stated, p.mwh_per_year));
        }
    }
}
