//! Rules of the kind `water`: process, cooling and waste water.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "water",
    unit: "m3",
    carriage: Carriage::Piped,
    axes: &[Axis::Grade, Axis::Ph],
};
