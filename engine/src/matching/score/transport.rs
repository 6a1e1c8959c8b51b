//! Penalty `transport`: what the way there eats up, in money and in substance.
//!
//! Distance itself is not punished twice: it counts here through cost and loss only.

use super::economic::Money;
use super::{Note, Scorer};
use crate::matching::message::Message;

/// The penalty 0..1: yearly cost of the route and of what is lost on it, over what the amount
/// saves; where no price is known, the share that is lost.
pub fn value(money: &Money) -> f64 {
    let share = if money.needs.is_some() { money.lost_share } else { money.cost_share };
    share.clamp(0.0, 1.0)
}

/// Why the penalty is what it is, and what would lower it.
pub fn explain(money: &Money, distance_km: f64) -> Note {
    let message = Message::new("match-transport")
        .number("cost", money.route_eur_per_year, "EUR/a")
        .number("share", value(money) * 100.0, "%")
        .number("lost", money.lost_share * 100.0, "%")
        .number("distance", distance_km, "km");
    let mut note = Note::new(Scorer::TransportPenalty, value(money), message);
    if money.route_capital_eur > 0.0 && money.cost_share > money.lost_share {
        let halved = money.lost_share + (money.cost_share - money.lost_share) / 2.0;
        note.raise.push(Message::new("match-raise-share-route").number(
            "value",
            halved * 100.0,
            "%",
        ));
    }
    note
}
