//! Rules of the kind `material`: by-products and wastes for recovery.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "material",
    unit: "t",
    carriage: Carriage::Trucked,
    axes: &[Axis::Grade, Axis::Hazard],
};
