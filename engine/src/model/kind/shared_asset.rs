//! Rules of the kind `shared_asset`: capacity of a machine, store or laboratory.

use super::{Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "shared_asset", unit: "h", carriage: Carriage::Unbound, axes: &[] };
