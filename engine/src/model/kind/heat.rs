//! Rules of the kind `heat`: hot water, flue gas and other sensible heat.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "heat", unit: "MWh", carriage: Carriage::Piped, axes: &[Axis::Temperature] };
