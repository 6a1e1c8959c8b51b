//! Rules of the kind `logistics`: transport capacity.

use super::{Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "logistics", unit: "t", carriage: Carriage::Unbound, axes: &[] };
