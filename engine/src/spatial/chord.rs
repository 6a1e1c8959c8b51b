//! Distances along the surface from squared chords of the unit sphere, many at a time.
//!
//! It knows the radius of a sphere and nothing of places.

use multiversion::multiversion;

/// Squared chord up to which the series below is exact to the last digits: 180 km on the earth.
const SERIES_UP_TO: f64 = 8e-4;

/// Metres along the surface of a sphere between points whose squared chord, on the sphere of
/// radius 1, is given.
///
/// `d = 2 R asin(c / 2)`. Up to 180 km the arc sine is its series, written in `q = c^2`:
/// `d = R c (1 + q/24 + 3 q^2/640 + 5 q^3/7168)`; the first term left out is below 5e-17 of
/// the whole. Oracle: the closed form, and brute-force haversine in the tests of the index.
pub(super) fn metres(radius_m: f64, chord_squared: f64) -> f64 {
    if chord_squared <= SERIES_UP_TO {
        short(radius_m, chord_squared)
    } else {
        2.0 * radius_m * (chord_squared.min(4.0).sqrt() / 2.0).asin()
    }
}

#[inline(always)]
fn short(radius_m: f64, q: f64) -> f64 {
    radius_m * q.sqrt() * (1.0 + q * (1.0 / 24.0 + q * (3.0 / 640.0 + q * (5.0 / 7168.0))))
}

/// Turns squared chords into metres, in place. `at_most` is no less than any of them.
pub(super) fn to_metres(radius_m: f64, at_most: f64, chords_squared: &mut [f64]) {
    if at_most <= SERIES_UP_TO {
        all_short(radius_m, chords_squared);
    } else {
        for value in chords_squared {
            *value = metres(radius_m, *value);
        }
    }
}

#[multiversion(targets("x86_64+avx2"))]
fn all_short(radius_m: f64, chords_squared: &mut [f64]) {
    let (chunks, rest) = chords_squared.as_chunks_mut::<8>();
    for value in chunks.as_flattened_mut() {
        *value = short(radius_m, *value);
    }
    for value in rest {
        *value = short(radius_m, *value);
    }
}

/// The largest squared chord whose distance is at most `distance_m`; so a test of the chord
/// is the test of the distance. Negative, so that nothing passes, for a distance that is.
pub(super) fn longest(radius_m: f64, distance_m: f64) -> f64 {
    let angle = distance_m / radius_m;
    if angle.is_nan() || angle < 0.0 {
        return -1.0;
    }
    if angle >= std::f64::consts::PI {
        return f64::INFINITY;
    }
    let mut chord_squared = (2.0 * (angle / 2.0).sin()).powi(2);
    while metres(radius_m, chord_squared) > distance_m {
        chord_squared = chord_squared.next_down();
    }
    while chord_squared < 4.0 && metres(radius_m, chord_squared.next_up()) <= distance_m {
        chord_squared = chord_squared.next_up();
    }
    chord_squared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_arc_sine_to_the_last_digits() {
        let mut q = 1e-18;
        while q < 4.0 {
            let exact = 2.0 * (f64::sqrt(q) / 2.0).asin();
            let error = (metres(1.0, q) / exact - 1.0).abs();
            assert!(error < 5e-16, "{q}: {error}");
            q *= 1.0007;
        }
        assert_eq!(metres(6e6, 0.0), 0.0);
    }

    #[test]
    fn a_test_of_the_chord_is_a_test_of_the_distance() {
        for distance_m in [0.0, 1e-9, 1.0, 25_000.0, 179_000.0, 181_000.0, 5e6, 1.9e7] {
            let limit = longest(6_371_008.8, distance_m);
            assert!(metres(6_371_008.8, limit) <= distance_m, "{distance_m}");
            assert!(metres(6_371_008.8, limit.next_up()) > distance_m, "{distance_m}");
        }
        assert!(longest(6e6, -1.0) < 0.0 && longest(6e6, f64::NAN) < 0.0);
        assert_eq!(longest(6e6, 2e7), f64::INFINITY);
    }
}
