use service_points::Position;

use super::plane::{Matrix, Plane, Vector};

/// The least error of a distance in metres: it is rounded, which leaves 0.29 (a metre by the square root of twelve).
const ROUNDING: f64 = 0.3;

/// How far, in metres, a distance is that counts for a quarter of what it counts nearby: if distances are measured on
/// the ellipsoid, what they differ from ours grows with them.
const FAR: f64 = 500.0;

/// A step shorter than this, in metres, is the last one.
const CLOSE_ENOUGH: f64 = 0.01;

/// One point of the answer.
pub(super) struct Sample {
    pub(super) position: Position,
    pub(super) at: Vector,
    /// Metres from the reference point.
    pub(super) distance: f64,
}

/// A place, and how well the distances agree with it.
pub(super) struct Fit {
    pub(super) at: Vector,
    /// Weighted sum of the squared disagreements in square metres.
    pub(super) cost: f64,
    /// Plain sum of the same.
    squares: f64,
    /// Half of the direction in which the cost grows.
    slope: Vector,
    /// Half of the curvature of the cost.
    curvature: Matrix,
    /// Number of samples.
    count: f64,
}

impl Fit {
    /// The place of least cost near `start` (Levenberg-Marquardt). `None` when it leads off the globe.
    pub(super) fn near(plane: &Plane, samples: &[Sample], start: Vector) -> Option<Self> {
        let mut fit = Self::evaluate(plane, samples, start)?;
        let mut damping = 1e-6;
        for _ in 0..50 {
            let Some(step) = fit.curvature.damped(damping * fit.curvature.trace()).solve(fit.slope) else {
                damping *= 10.0;
                continue;
            };
            match Self::evaluate(plane, samples, fit.at.plus(step, -1.0)) {
                Some(better) if better.cost < fit.cost => {
                    fit = better;
                    damping *= 0.1;
                }
                _ => damping *= 10.0,
            }
            if step.length() < CLOSE_ENOUGH {
                break;
            }
        }
        Some(fit)
    }

    fn evaluate(plane: &Plane, samples: &[Sample], at: Vector) -> Option<Self> {
        let here = plane.lift(at)?;
        let mut fit = Self {
            at,
            cost: 0.0,
            squares: 0.0,
            slope: Vector::default(),
            curvature: Matrix::default(),
            count: samples.len() as f64,
        };
        for sample in samples {
            let excess = here.distance_to(&sample.position) - sample.distance;
            let error = 1.0 + sample.distance / FAR;
            let weight = 1.0 / (error * error);
            let away = at.plus(sample.at, -1.0);
            // On the very spot of a point there is no direction away from it; a millimetre off, there is.
            let length = away.length().max(1e-3);
            fit.squares += excess * excess;
            fit.cost += weight * excess * excess;
            fit.slope = fit.slope.plus(away, weight * excess / length);
            fit.curvature = fit.curvature.plus_square(away, weight / (length * length));
        }
        Some(fit)
    }

    /// Mean disagreement in metres (root of the mean square).
    pub(super) fn rms(&self) -> f64 {
        (self.squares / self.count).sqrt()
    }

    /// Standard deviation of the place in metres, in the direction in which it is largest; infinite where the
    /// distances do not hold it at all.
    pub(super) fn deviation(&self) -> f64 {
        // Two of the distances are used up by the two coordinates.
        let error = (self.cost / (self.count - 2.0)).sqrt().max(ROUNDING);
        error / self.curvature.smaller_eigenvalue().sqrt()
    }
}
