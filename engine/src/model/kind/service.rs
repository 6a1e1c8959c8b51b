//! Rules of the kind `service`: work done for another.

use super::{Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "service", unit: "h", carriage: Carriage::Unbound, axes: &[] };
