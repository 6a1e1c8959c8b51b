//! Rules of the kind `steam`: saturated or superheated steam.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "steam",
    unit: "MWh",
    carriage: Carriage::Piped,
    axes: &[Axis::Temperature, Axis::Pressure],
};
