//! Why a calculation refuses its figures: which one, and what it may be.
//!
//! A single calculation has no other answer to give, so this is an error where the pipeline would
//! collect an [`crate::issue::Issue`]. It carries codes and values; the words are chosen at the
//! edge (`error-<code>`). A field is named as the input of the calculator names it.

/// Why a calculation cannot be done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// A figure is no number, or endless.
    #[error("{field} is not finite")]
    NotFinite {
        /// Which one, as a path: `rate`, `cashflows[3]`.
        field: String,
    },
    /// A figure is outside of what the method can take.
    #[error("{field} = {value}, allowed is {allowed}")]
    OutOfBounds {
        /// Which one, as a path.
        field: String,
        /// What was given.
        value: String,
        /// What is allowed, in signs that need no language: `> -1`, `0 < x <= 1`, `YYYY-MM-DD`.
        allowed: &'static str,
    },
    /// A figure is needed and not given.
    #[error("{field} is missing")]
    Missing {
        /// Which one.
        field: &'static str,
    },
    /// A list is too short.
    #[error("{field} has {found} entries and needs {needed}")]
    TooFew {
        /// Which one.
        field: &'static str,
        /// Its entries.
        found: usize,
        /// Entries needed.
        needed: usize,
    },
    /// No figure fulfils the equation.
    #[error("there is no {field}")]
    NoSolution {
        /// What was looked for.
        field: &'static str,
    },
    /// The result is larger than a number can be.
    #[error("{field} is out of range")]
    OutOfRange {
        /// What was calculated.
        field: &'static str,
    },
}

impl Unfit {
    /// Stable name, `area.reason`.
    pub fn code(&self) -> &'static str {
        match self {
            Unfit::NotFinite { .. } => "calc.not_finite",
            Unfit::OutOfBounds { .. } => "calc.bad_value",
            Unfit::Missing { .. } => "calc.missing",
            Unfit::TooFew { .. } => "calc.too_few",
            Unfit::NoSolution { .. } => "calc.no_solution",
            Unfit::OutOfRange { .. } => "calc.out_of_range",
        }
    }

    /// The figure to blame, or the one that was looked for.
    pub fn field(&self) -> &str {
        match self {
            Unfit::NotFinite { field } | Unfit::OutOfBounds { field, .. } => field,
            Unfit::Missing { field }
            | Unfit::TooFew { field, .. }
            | Unfit::NoSolution { field }
            | Unfit::OutOfRange { field } => field,
        }
    }

    /// Values for the words.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Unfit::NotFinite { field } => vec![("field", field.clone())],
            Unfit::OutOfBounds { field, value, allowed } => vec![
                ("field", field.clone()),
                ("value", value.clone()),
                ("allowed", (*allowed).to_owned()),
            ],
            Unfit::Missing { field }
            | Unfit::NoSolution { field }
            | Unfit::OutOfRange { field } => vec![("field", (*field).to_owned())],
            Unfit::TooFew { field, found, needed } => vec![
                ("field", (*field).to_owned()),
                ("found", found.to_string()),
                ("needed", needed.to_string()),
            ],
        }
    }
}

/// Lets a finite figure through.
pub fn finite(field: &str, value: f64) -> Result<f64, Unfit> {
    if value.is_finite() { Ok(value) } else { Err(Unfit::NotFinite { field: field.to_owned() }) }
}

/// Lets a finite figure through that fulfils what is allowed of it.
///
/// ```
/// use turash_engine::unfit::within;
/// assert_eq!(within("rate", 0.08, "> -1", |rate| rate > -1.0), Ok(0.08));
/// assert!(within("rate", -1.5, "> -1", |rate| rate > -1.0).is_err());
/// ```
pub fn within(
    field: &str,
    value: f64,
    allowed: &'static str,
    fits: impl FnOnce(f64) -> bool,
) -> Result<f64, Unfit> {
    if fits(finite(field, value)?) {
        return Ok(value);
    }
    Err(Unfit::OutOfBounds { field: field.to_owned(), value: value.to_string(), allowed })
}

/// Lets a figure above zero through.
pub fn positive(field: &str, value: f64) -> Result<f64, Unfit> {
    within(field, value, "> 0", |value| value > 0.0)
}

/// Lets a figure from zero up through.
pub fn not_negative(field: &str, value: f64) -> Result<f64, Unfit> {
    within(field, value, ">= 0", |value| value >= 0.0)
}

/// Lets a list of finite figures through; the first that is not is named by its place.
pub fn all_finite<'a>(field: &str, values: &'a [f64]) -> Result<&'a [f64], Unfit> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(values),
        Some(at) => Err(Unfit::NotFinite { field: format!("{field}[{at}]") }),
    }
}

/// Lets a finite result through.
pub fn in_range(field: &'static str, value: f64) -> Result<f64, Unfit> {
    if value.is_finite() { Ok(value) } else { Err(Unfit::OutOfRange { field }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_do_not_fit_are_named() {
        assert_eq!(finite("x", f64::NAN), Err(Unfit::NotFinite { field: "x".into() }));
        assert!(finite("x", f64::NEG_INFINITY).is_err());
        assert!(positive("x", 0.0).is_err() && not_negative("x", 0.0).is_ok());
        assert!(positive("x", f64::NAN).is_err(), "no number is above zero");
        let refused = all_finite("flows", &[1.0, f64::INFINITY]).map(<[f64]>::len);
        assert_eq!(refused, Err(Unfit::NotFinite { field: "flows[1]".into() }));
        assert_eq!(in_range("npv", f64::NAN), Err(Unfit::OutOfRange { field: "npv" }));
    }
}
