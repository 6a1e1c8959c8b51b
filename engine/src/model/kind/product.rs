//! Rules of the kind `product`: finished or semi-finished goods.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "product",
    unit: "t",
    carriage: Carriage::Trucked,
    axes: &[Axis::Grade, Axis::Hazard],
};
