//! The two widths of whole numbers that the exact solvers reckon in.
//!
//! A solver takes `i64` where the data show that no sum can overflow, else `i128`.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A whole number that a solver can reckon in.
pub(super) trait Grain:
    Copy
    + Debug
    + Ord
    + Default
    + Add<Output = Self>
    + Sub<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + From<i64>
    + Into<i128>
{
    /// More than any number that occurs.
    const ENDLESS: Self;

    /// Narrows a number that is known to fit.
    fn narrowed(wide: i128) -> Self;
}

impl Grain for i64 {
    const ENDLESS: Self = i64::MAX;

    fn narrowed(wide: i128) -> Self {
        i64::try_from(wide).unwrap_or(if wide < 0 { i64::MIN } else { i64::MAX })
    }
}

impl Grain for i128 {
    const ENDLESS: Self = i128::MAX;

    fn narrowed(wide: i128) -> Self {
        wide
    }
}
