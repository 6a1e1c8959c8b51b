//! Sharing what several parties gain together: in proportion, by bargaining, by Shapley's value,
//! and whether a group would rather go alone (the core).
//!
//! A game says what every group of parties is worth by itself, in any one unit. It knows neither
//! matches nor prices; whoever forms the game says what a group could do alone.

use super::{Economics, Role, annuity_factor};
use crate::unfit::{Unfit, all_finite, in_range, within};

/// Most parties of a game: groups double with each.
pub const MOST_PARTIES: usize = 16;

/// What each group of parties is worth by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Game {
    parties: usize,
    /// By the bits of the group; nobody is worth nothing.
    worth: Vec<f64>,
}

/// A group that gets less than it is worth by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blocked {
    /// Its parties, one bit each.
    pub group: u32,
    /// What it lacks.
    pub lacks: f64,
}

impl Game {
    /// From the worth of each group by the bits of its parties; the worth of nobody is 0.
    pub fn new(parties: usize, mut worth: Vec<f64>) -> Result<Self, Unfit> {
        within("players", parties as f64, "1 .. 16", |_| (1..=MOST_PARTIES).contains(&parties))?;
        if worth.len() != 1 << parties {
            let needed = 1 << parties;
            return Err(Unfit::TooFew { field: "worth", found: worth.len(), needed });
        }
        all_finite("worth", &worth)?;
        worth[0] = 0.0;
        Ok(Self { parties, worth })
    }

    /// How many parties.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// What a group is worth, by the bits of its parties.
    pub fn worth(&self, group: u32) -> f64 {
        self.worth.get(group as usize).copied().unwrap_or(0.0)
    }

    fn all(&self) -> u32 {
        (self.worth.len() - 1) as u32
    }

    fn alone(&self, party: usize) -> f64 {
        self.worth(1 << party)
    }

    /// What all are worth together beyond what each is worth alone.
    pub fn surplus(&self) -> f64 {
        self.worth(self.all()) - (0..self.parties).map(|party| self.alone(party)).sum::<f64>()
    }

    /// Shares of the whole in proportion to weights, 0 or more, not all 0:
    /// `x_i = v(N) w_i / sum w`. Source: any textbook. Oracle: closed form.
    pub fn proportional(&self, weights: &[f64]) -> Result<Vec<f64>, Unfit> {
        let weights = self.checked(weights)?;
        let sum: f64 = weights.iter().sum();
        let whole = self.worth(self.all());
        weights.iter().map(|weight| in_range("proportional", whole * weight / sum)).collect()
    }

    /// Nash's bargain with money: each gets what it has alone and a part of the surplus, equal or
    /// by bargaining power: `x_i = v(i) + w_i / sum w (v(N) - sum v(j))`. None where there is no
    /// surplus to share. Source: Nash 1950, Econometrica 18, 155-162; Kalai 1977 for the powers.
    /// Oracle: closed form of two parties.
    pub fn nash(&self, powers: &[f64]) -> Result<Option<Vec<f64>>, Unfit> {
        let powers = self.checked(powers)?;
        let (sum, surplus) = (powers.iter().sum::<f64>(), self.surplus());
        if surplus < 0.0 {
            return Ok(None);
        }
        let share = |party: usize| self.alone(party) + surplus * powers[party] / sum;
        let shares = (0..self.parties).map(|party| in_range("nash", share(party)));
        shares.collect::<Result<_, _>>().map(Some)
    }

    /// Shapley's value: what a party adds to those who came before it, averaged over all orders:
    /// `x_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))`. Its sum is
    /// `v(N)`. Source: Shapley 1953, Annals of Mathematics Studies 28, 307-317. Oracle: airport
    /// game (Littlechild and Owen 1973), glove game, United Nations Security Council.
    pub fn shapley(&self) -> Result<Vec<f64>, Unfit> {
        let n = self.parties;
        // Weight of a group of so many before one party: 1 / (n binomial(n - 1, size)).
        let mut weight = vec![1.0 / n as f64; n];
        for size in 1..n {
            weight[size] = weight[size - 1] * size as f64 / (n - size) as f64;
        }
        let mut shares = vec![0.0; n];
        for group in 0..=self.all() {
            for (party, share) in shares.iter_mut().enumerate() {
                let bit = 1 << party;
                if group & bit == 0 {
                    let adds = self.worth(group | bit) - self.worth(group);
                    *share += weight[group.count_ones() as usize] * adds;
                }
            }
        }
        shares.into_iter().map(|share| in_range("shapley", share)).collect()
    }

    /// The groups that would get less than they are worth alone, the one that lacks most first;
    /// none where the shares are in the core. Shares that do not add up to the whole are refused.
    /// Source: Gillies 1959. Oracle: glove game.
    pub fn blocked(&self, shares: &[f64]) -> Result<Vec<Blocked>, Unfit> {
        let found = shares.len();
        if found != self.parties {
            return Err(Unfit::TooFew { field: "shares", found, needed: self.parties });
        }
        all_finite("shares", shares)?;
        let scale = self.worth.iter().fold(1.0f64, |most, worth| most.max(worth.abs()));
        let slack = 1e-9 * scale;
        let sum = shares.iter().sum::<f64>();
        within("shares", sum, "sum = worth of all", |sum| {
            (sum - self.worth(self.all())).abs() <= slack * self.parties as f64
        })?;
        let gets = |group: u32| -> f64 {
            let parties = shares.iter().enumerate().filter(|(party, _)| group >> party & 1 == 1);
            parties.map(|(_, share)| share).sum()
        };
        let mut blocked: Vec<Blocked> = (1..self.all())
            .map(|group| Blocked { group, lacks: self.worth(group) - gets(group) })
            .filter(|one| one.lacks > slack)
            .collect();
        blocked.sort_by(|a, b| b.lacks.total_cmp(&a.lacks).then(a.group.cmp(&b.group)));
        Ok(blocked)
    }

    /// Whether a party adds the more, the larger the group it joins; Shapley's value is then in
    /// the core. Source: Shapley 1971, International Journal of Game Theory 1, 11-26.
    pub fn is_convex(&self) -> bool {
        let scale = self.worth.iter().fold(1.0f64, |most, worth| most.max(worth.abs()));
        (0..=self.all()).all(|group| {
            let outside = || (0..self.parties).map(|p| 1u32 << p).filter(move |b| group & b == 0);
            outside().all(|a| {
                outside().filter(|b| *b > a).all(|b| {
                    let (both, none) = (self.worth(group | a | b), self.worth(group));
                    both + none >= self.worth(group | a) + self.worth(group | b) - 1e-9 * scale
                })
            })
        })
    }

    fn checked<'a>(&self, weights: &'a [f64]) -> Result<&'a [f64], Unfit> {
        let found = weights.len();
        if found != self.parties {
            return Err(Unfit::TooFew { field: "weights", found, needed: self.parties });
        }
        all_finite("weights", weights)?;
        let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
        within("weights", least, ">= 0", |least| least >= 0.0)?;
        let sum = in_range("weights", weights.iter().sum())?;
        within("weights", sum, "sum > 0", |sum| sum > 0.0)?;
        Ok(weights)
    }
}

/// A way to share what two parties gain, and the price of a delivered unit that does it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// `proportional` to capital beyond what each has alone, `nash` or `shapley`.
    pub rule: &'static str,
    /// Present value of the giver, EUR.
    pub supplier_eur: f64,
    /// Present value of the taker, EUR.
    pub accepter_eur: f64,
    /// Price of a delivered unit, EUR.
    pub transfer_eur_per_unit: f64,
}

/// What the rules make of a match. Alone the giver has what his asking price is above his
/// break-even, which he could earn elsewhere; the taker has nothing. What both gain beyond that is
/// shared, so nobody walks away from a price found here. None where there is nothing to share, or
/// nothing is delivered. A price moves the giver's worth by `q a` for each EUR; q delivered
/// units a year, a annuity factor.
pub fn splits(economics: &Economics) -> Result<Vec<Split>, Unfit> {
    let s = &economics.screened;
    let a = &economics.assumptions;
    let each_eur = s.delivered_per_year * annuity_factor(a.discount_rate, a.years);
    if each_eur <= 0.0 {
        return Ok(Vec::new());
    }
    let whole = s.supplier.npv_eur + s.accepter.npv_eur;
    // At the low end of the corridor the giver has what he would have elsewhere.
    let down_eur = (s.transfer_eur_per_unit - s.low_eur_per_unit) * each_eur;
    let alone = (s.supplier.npv_eur - down_eur).max(0.0);
    let game = Game::new(2, vec![0.0, alone, 0.0, whole])?;
    let Some(nash) = game.nash(&[1.0, 1.0])? else { return Ok(Vec::new()) };
    let mut shares = vec![("shapley", game.shapley()?), ("nash", nash)];
    let capital = [s.supplier.capital_eur, s.accepter.capital_eur];
    if capital.iter().sum::<f64>() > 0.0 {
        let mut parts =
            Game::new(2, vec![0.0, 0.0, 0.0, game.surplus()])?.proportional(&capital)?;
        parts[0] += alone;
        shares.push(("proportional", parts));
    }
    let split = |(rule, shares): (&'static str, Vec<f64>)| Split {
        rule,
        supplier_eur: shares[0],
        accepter_eur: shares[1],
        transfer_eur_per_unit: s.transfer_eur_per_unit
            + (shares[0] - s.supplier.npv_eur) / each_eur,
    };
    Ok(shares.into_iter().map(split).collect())
}

/// Who loses at a price of a delivered unit, and so walks away.
pub fn walks_away(economics: &Economics, eur_per_unit: f64) -> Vec<Role> {
    let s = &economics.screened;
    let grain = 1e-9 * s.high_eur_per_unit.abs().max(s.low_eur_per_unit.abs()).max(1.0);
    let mut gone = Vec::new();
    if eur_per_unit < s.low_eur_per_unit - grain {
        gone.push(Role::Supplier);
    }
    if eur_per_unit > s.high_eur_per_unit + grain {
        gone.push(Role::Accepter);
    }
    gone
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::economics::WhatIf;
    use crate::economics::fixture::heat_match;
    use crate::reference::tests::bundled;

    fn game(parties: usize, worth: impl Fn(u32) -> f64) -> Game {
        Game::new(parties, (0..1u32 << parties).map(worth).collect()).unwrap()
    }

    fn near(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12 * wanted.abs().max(1.0), "{found} for {wanted}");
        }
    }

    /// Runways of three lengths: everybody who needs a part shares it (Littlechild and Owen 1973).
    #[test]
    fn users_of_a_runway_share_each_part_they_need() {
        let costs = [8.0, 11.0, 13.0, 18.0];
        let runway = game(4, |group| {
            let used = (0..4).filter(|party| group >> party & 1 == 1).map(|party| costs[party]);
            -used.fold(0.0, f64::max)
        });
        near(&runway.shapley().unwrap(), &[-2.0, -3.0, -4.0, -9.0]);
        assert!(runway.is_convex());
        assert!(runway.blocked(&runway.shapley().unwrap()).unwrap().is_empty());
    }

    /// One left glove, two right ones (Osborne and Rubinstein 1994, exercise 295.1 with three).
    #[test]
    fn the_only_left_glove_gets_most() {
        let gloves = game(3, |group| {
            let pairs = (group & 1).min((group >> 1).count_ones());
            f64::from(pairs)
        });
        near(&gloves.shapley().unwrap(), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
        let blocked = gloves.blocked(&gloves.shapley().unwrap()).unwrap();
        let groups: Vec<u32> = blocked.iter().map(|one| one.group).collect();
        assert_eq!(groups, [0b011, 0b101]);
        assert!((blocked[0].lacks - 1.0 / 6.0).abs() < 1e-12);
        // Only the left glove getting all is in the core.
        assert!(gloves.blocked(&[1.0, 0.0, 0.0]).unwrap().is_empty());
        assert!(!gloves.is_convex());
    }

    /// Five permanent members and ten others, nine votes and no veto: 421/2145 and 4/2145
    /// (Shapley and Shubik 1954 for the council of today's size).
    #[test]
    fn a_veto_is_worth_a_hundred_votes() {
        let council = game(15, |group| {
            let permanent = group & 0b11111 == 0b11111;
            f64::from(u8::from(permanent && group.count_ones() >= 9))
        });
        let shares = council.shapley().unwrap();
        near(&shares[..5], &[421.0 / 2145.0; 5]);
        near(&shares[5..], &[4.0 / 2145.0; 10]);
    }

    #[test]
    fn two_parties_share_what_they_gain_together() {
        let pair = game(2, |group| [0.0, 10.0, 20.0, 100.0][group as usize]);
        near(&pair.nash(&[1.0, 1.0]).unwrap().unwrap(), &[45.0, 55.0]);
        near(&pair.shapley().unwrap(), &[45.0, 55.0]);
        near(&pair.nash(&[3.0, 1.0]).unwrap().unwrap(), &[62.5, 37.5]);
        near(&pair.proportional(&[1.0, 3.0]).unwrap(), &[25.0, 75.0]);
        let loses = game(2, |group| [0.0, 60.0, 60.0, 100.0][group as usize]);
        assert_eq!(loses.nash(&[1.0, 1.0]).unwrap(), None);
    }

    /// A price that a rule finds gives what the rule promises; at the ends of the corridor nobody
    /// walks away, beyond them one does.
    #[test]
    fn a_price_shares_as_its_rule_says() {
        let reference = bundled();
        let economics = heat_match(&reference, 4.0);
        let what_if = WhatIf::new(&economics, &reference);
        let found = splits(&economics).unwrap();
        assert_eq!(
            found.iter().map(|s| s.rule).collect::<Vec<_>>(),
            ["shapley", "nash", "proportional"]
        );
        for split in &found {
            let mut setting = *what_if.setting();
            setting.transfer_eur_per_unit = split.transfer_eur_per_unit;
            let worths = what_if.worths(&setting).unwrap();
            assert!((worths.supplier_eur - split.supplier_eur).abs() < 1e-3, "{split:?}");
            assert!((worths.accepter_eur - split.accepter_eur).abs() < 1e-3, "{split:?}");
            assert!(walks_away(&economics, split.transfer_eur_per_unit).is_empty());
        }
        // Alike parties: Nash and Shapley meet in the middle of the corridor.
        assert!(
            (found[1].transfer_eur_per_unit - economics.screened.transfer_eur_per_unit).abs()
                < 1e-6
        );
        let (low, high) =
            (economics.screened.low_eur_per_unit, economics.screened.high_eur_per_unit);
        assert!(walks_away(&economics, low).is_empty() && walks_away(&economics, high).is_empty());
        assert_eq!(walks_away(&economics, low - 0.01), [Role::Supplier]);
        assert_eq!(walks_away(&economics, high + 0.01), [Role::Accepter]);
    }

    /// Who asks for more than his break-even has that much elsewhere: no price found is below it.
    #[test]
    fn a_price_is_never_below_what_the_giver_asks() {
        let reference = bundled();
        let mut economics = heat_match(&reference, 4.0);
        let s = &mut economics.screened;
        for share in [0.3, 0.8, 0.999] {
            s.low_eur_per_unit += share * (s.high_eur_per_unit - s.low_eur_per_unit);
        }
        let low = s.low_eur_per_unit;
        let found = splits(&economics).unwrap();
        assert_eq!(found.len(), 3);
        for split in &found {
            assert!(split.transfer_eur_per_unit >= low);
            assert!(walks_away(&economics, split.transfer_eur_per_unit).is_empty(), "{split:?}");
        }
        economics.screened.low_eur_per_unit = economics.screened.high_eur_per_unit + 0.1;
        assert!(splits(&economics).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_game_is_refused() {
        assert!(Game::new(0, vec![0.0]).is_err());
        assert!(Game::new(17, vec![0.0; 1 << 17]).is_err());
        assert!(Game::new(2, vec![0.0; 3]).is_err());
        assert!(Game::new(1, vec![0.0, f64::NAN]).is_err());
        let pair = game(2, |_| 1.0);
        assert!(pair.proportional(&[0.0, 0.0]).is_err());
        assert!(pair.proportional(&[-1.0, 2.0]).is_err());
        assert!(pair.nash(&[1.0]).is_err());
        assert!(pair.blocked(&[1.0, 1.0]).is_err());
        let huge = game(2, |group| [0.0, -1.7e308, -1.7e308, 1.7e308][group as usize]);
        assert!(huge.shapley().is_err());
    }

    proptest! {
        /// Efficient; who adds nothing gets nothing; whoever adds alike gets alike.
        #[test]
        fn shapleys_axioms_hold(worth in prop::collection::vec(-1e3..1e3f64, 16)) {
            let free = Game::new(4, worth.clone()).unwrap();
            let sum: f64 = free.shapley().unwrap().iter().sum();
            prop_assert!((sum - free.worth(0b1111)).abs() < 1e-9);
            // The last party changes nothing.
            let idle = game(4, |group| if group & 7 == 0 { 0.0 } else { worth[(group & 7) as usize] });
            prop_assert!(idle.shapley().unwrap()[3].abs() < 1e-9);
            // The first two are interchangeable.
            let alike = game(4, |group| {
                let some = (group & 3).count_ones();
                if group == 0 { 0.0 } else { worth[(some + (group & 0b1100)) as usize] }
            });
            let shares = alike.shapley().unwrap();
            prop_assert!((shares[0] - shares[1]).abs() < 1e-9);
        }
    }
}
