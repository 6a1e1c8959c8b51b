//! Rules of the kind `co2`: captured carbon dioxide.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "co2", unit: "t", carriage: Carriage::Piped, axes: &[Axis::Grade] };
