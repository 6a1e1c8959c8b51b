//! Rules of the kind `electricity`: electric energy by a direct line.

use super::{Carriage, KindRules};

pub(super) const RULES: KindRules =
    KindRules { code: "electricity", unit: "MWh", carriage: Carriage::Line, axes: &[] };
