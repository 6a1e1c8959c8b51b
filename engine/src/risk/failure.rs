//! How a match can fail: modes by kind, rated by severity, occurrence and detection.
//!
//! The ratings are rows of the reference tables and ours; a site may put its own in their place.

use crate::model::Kind;
use crate::reference::Reference;
use crate::unfit::{Unfit, within};

/// A way to fail.
#[derive(Debug, Clone, PartialEq)]
pub struct FailureMode {
    /// The kind it threatens; none for every kind.
    pub kind: Option<Kind>,
    /// Stable name; its words are `failure-<mode>`.
    pub mode: String,
    /// What brings it about; its words are `failure-cause-<cause>`.
    pub cause: String,
    /// What follows; its words are `failure-effect-<effect>`.
    pub effect: String,
    /// What shows it; its words are `failure-sign-<sign>`.
    pub sign: String,
    /// How bad, 1 to 10.
    pub severity: f64,
    /// How often, 1 to 10.
    pub occurrence: f64,
    /// How hard it is to see in time, 1 to 10.
    pub detection: f64,
    /// What helps; its words are `risk-mitigation-<remedy>`.
    pub remedy: String,
    /// Where the rating comes from.
    pub source: String,
}

impl FailureMode {
    /// Risk priority number: severity x occurrence x detection, 1 to 1000. Source: IEC 60812:2018.
    pub fn priority(&self) -> f64 {
        self.severity * self.occurrence * self.detection
    }
}

/// A site's own rating of a mode, 1 to 10 each.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The mode.
    pub mode: String,
    /// How bad.
    pub severity: f64,
    /// How often.
    pub occurrence: f64,
    /// How hard to see.
    pub detection: f64,
}

/// Modes of a kind, the highest priority first, with a site's own ratings in place.
pub fn failure_modes(
    kind: Kind,
    own: &[Rating],
    reference: &Reference,
) -> Result<Vec<FailureMode>, Unfit> {
    let mut modes: Vec<FailureMode> = reference
        .failure_modes()
        .iter()
        .filter(|mode| mode.kind.is_none_or(|of| of == kind))
        .cloned()
        .collect();
    for (at, rating) in own.iter().enumerate() {
        for (name, value) in [
            ("severity", rating.severity),
            ("occurrence", rating.occurrence),
            ("detection", rating.detection),
        ] {
            within(&format!("ratings[{at}].{name}"), value, "1 .. 10", |v| {
                (1.0..=10.0).contains(&v)
            })?;
        }
        let mode = modes.iter_mut().find(|mode| mode.mode == rating.mode);
        let mode = mode.ok_or_else(|| Unfit::OutOfBounds {
            field: format!("ratings[{at}].mode"),
            value: rating.mode.clone(),
            allowed: "a failure mode of this kind",
        })?;
        mode.severity = rating.severity;
        mode.occurrence = rating.occurrence;
        mode.detection = rating.detection;
        mode.source = "own".to_owned();
    }
    modes.sort_by(|a, b| b.priority().total_cmp(&a.priority()).then(a.mode.cmp(&b.mode)));
    Ok(modes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::reference::tests::bundled;

    #[test]
    fn every_kind_can_fail_and_own_ratings_count() {
        let reference = bundled();
        for kind in Kind::ALL {
            let modes = failure_modes(kind, &[], &reference).unwrap();
            assert!(modes.len() >= 5, "{kind:?}");
            assert!(modes.windows(2).all(|two| two[0].priority() >= two[1].priority()));
        }
        let heat = failure_modes(Kind::Heat, &[], &reference).unwrap();
        assert_eq!((heat[0].mode.as_str(), heat[0].priority()), ("fouling", 150.0));
        let own = |mode: &str, severity: f64| Rating {
            mode: mode.to_owned(),
            severity,
            occurrence: 10.0,
            detection: 10.0,
        };
        let changed = failure_modes(Kind::Heat, &[own("leak", 9.0)], &reference).unwrap();
        assert_eq!((changed[0].mode.as_str(), changed[0].priority()), ("leak", 900.0));
        assert_eq!(changed[0].source, "own");
        for bad in [own("leak", 0.5), own("leak", f64::NAN), own("power_cut", 5.0)] {
            assert!(failure_modes(Kind::Heat, &[bad], &reference).is_err());
        }
    }
}
