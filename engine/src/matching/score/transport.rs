//! Penalty `transport`: what the way there eats up, in money and in substance.
//!
//! Distance itself is not punished twice: it counts here through cost and loss only.

use super::economic::Money;
use super::{Note, Scorer};
use crate::matching::message::Message;

/// The penalty 0..1: yearly cost of the route and of what is lost on it, over what the amount
/// saves; where no price is known, the share that is lost.
pub fn value(money: &Money) -> f64 {
<<<<<<< HEAD
    let share = if money.needs.is_some() { money.lost_share } else { money.cost_share };
    share.clamp(0.0, 1.0)
=======
    (cost_share(money) + money.lost_share).clamp(0.0, 1.0)
}

fn cost_share(money: &Money) -> f64 {
    let gain = money.benefit_eur_per_year();
    if gain > 0.0 { (money.route_eur_per_year / gain).clamp(0.0, 1.0) } else { 0.0 }
>>>>>>> e81cca3 (engine: evaluate a match by year and party, with its trace)
}

/// Why the penalty is what it is, and what would lower it.
pub fn explain(money: &Money, distance_km: f64) -> Note {
    let message = Message::new("match-transport")
        .number("cost", money.route_eur_per_year, "EUR/a")
        .number("share", value(money) * 100.0, "%")
        .number("lost", money.lost_share * 100.0, "%")
        .number("distance", distance_km, "km");
    let mut note = Note::new(Scorer::TransportPenalty, value(money), message);
<<<<<<< HEAD
    if money.route_capital_eur > 0.0 && money.cost_share > money.lost_share {
        let halved = money.lost_share + (money.cost_share - money.lost_share) / 2.0;
        note.raise.push(Message::new("match-raise-share-route").number(
            "value",
            halved * 100.0,
=======
    if cost_share(money) > money.lost_share && money.route_capital_eur > 0.0 {
        note.raise.push(Message::new("match-raise-share-route").number(
            "value",
            (cost_share(money) / 2.0 + money.lost_share).min(1.0) * 100.0,
>>>>>>> e81cca3 (engine: evaluate a match by year and party, with its trace)
            "%",
        ));
    }
    note
}
