//! The float functions of the crate. The four transcendental ones stand here and nowhere else, because in wasm each
//! would bring its own table of coefficients, where the browser's `Math` has them already. What the crate uses beyond
//! them (`floor`, comparison, arithmetic) is an instruction of wasm.

/// In a browser they are the browser's own: compiled into the wasm they were kilobytes of tables.
#[cfg(target_family = "wasm")]
pub(crate) use js_sys::Math::{atan, exp, log as ln, sin};

#[cfg(not(target_family = "wasm"))]
pub(crate) use native::{atan, exp, ln, sin};

#[cfg(not(target_family = "wasm"))]
mod native {
    pub(crate) fn ln(x: f64) -> f64 {
        x.ln()
    }

    pub(crate) fn sin(x: f64) -> f64 {
        x.sin()
    }

    pub(crate) fn atan(x: f64) -> f64 {
        x.atan()
    }

    pub(crate) fn exp(x: f64) -> f64 {
        x.exp()
    }
}

use core::f64::consts::LN_2;

/// Two to the power of `x`, for `x` in 0..64. Exact where `x` is whole, whoever computes [`exp`].
pub(crate) fn exp2(x: f64) -> f64 {
    let whole = x.floor();
    exp((x - whole) * LN_2) * (1_u64 << whole as u32) as f64
}

pub(crate) fn log2(x: f64) -> f64 {
    ln(x) / LN_2
}

/// To the nearest whole number, halves upwards (so that equal distances round alike on both sides of zero).
pub(crate) fn round(x: f64) -> f64 {
    (x + 0.5).floor()
}

/// Into `low..=high`; NaN becomes `low`.
pub(crate) fn clamp(x: f64, low: f64, high: f64) -> f64 {
    if x >= high {
        high
    } else if x > low {
        x
    } else {
        low
    }
}

/// The fraction of a number of turns, in 0..1; what is not finite becomes 0.
pub(crate) fn turn(x: f64) -> f64 {
    let fraction = x - x.floor();
    // A tiny negative number leaves a fraction that rounds to 1.
    if fraction < 1.0 { fraction } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_powers_of_two_are_exact() {
        for z in 0..40_u32 {
            assert_eq!(exp2(f64::from(z)), (1_u64 << z) as f64);
        }
        assert!((exp2(13.5) - 11_585.237_502_960_395).abs() < 1e-8);
        assert!((log2(11_585.237_502_960_395) - 13.5).abs() < 1e-14);
    }

    #[test]
    fn clamping_swallows_nan_and_infinity() {
        assert_eq!(clamp(f64::NAN, 2.0, 19.0), 2.0);
        assert_eq!(clamp(f64::INFINITY, 2.0, 19.0), 19.0);
        assert_eq!(clamp(f64::NEG_INFINITY, 2.0, 19.0), 2.0);
        assert_eq!(clamp(7.5, 2.0, 19.0), 7.5);
    }

    #[test]
    fn turns_lie_between_nothing_and_one() {
        for (turns, fraction) in [(0.25, 0.25), (1.0, 0.0), (-0.25, 0.75), (7.5, 0.5), (-1e-30, 0.0), (1e300, 0.0)] {
            assert_eq!(turn(turns), fraction, "{turns}");
        }
        assert_eq!(turn(f64::NAN), 0.0);
        assert_eq!(turn(f64::INFINITY), 0.0);
    }

    #[test]
    fn halves_round_upwards_on_both_sides_of_zero() {
        assert_eq!([-1.5, -0.5, 0.5, 1.5].map(round), [-1.0, 0.0, 1.0, 2.0]);
    }
}
