//! Where a search started, recovered from its answer: the API says how far each point is from the address, but not
//! where it found the address.

mod fit;
mod plane;
#[cfg(test)]
mod tests;

use service_points::Position;

use fit::{Fit, Sample};
use plane::{Matrix, Plane, Vector};

/// The largest error that a reference point may have, and the largest mean disagreement with the distances, in metres.
const TOLERANCE: f64 = 50.0;

/// The reference point of an answer, from its points and their distances in metres (great circle, rounded).
///
/// `None` when they do not determine it: fewer than three points; points on one line, or so nearly that either side of
/// it would do; points so close together that rounding leaves the direction open; distances that fit no place within
/// 50 m. If the distances are measured on the ellipsoid, points tens of kilometres away lead to a place that is up to a
/// hundredth of their distance off.
#[must_use]
pub fn recover(samples: &[(Position, u32)]) -> Option<Position> {
    if samples.len() < 3 {
        return None;
    }
    let plane = Plane::around(samples.iter().map(|(position, _)| position))?;
    let samples: Vec<Sample> = samples
        .iter()
        .map(|(position, metres)| Sample {
            position: *position,
            at: plane.flatten(position),
            distance: f64::from(*metres),
        })
        .collect();

    // The difference of the equations of two circles is linear: together they lead near the reference point, or, when
    // the points are nearly on a line, near it or near its mirror image. So both are tried.
    let mut spread = Matrix::default();
    let mut levers = Vector::default();
    for Sample { at, distance, .. } in &samples {
        spread = spread.plus_square(*at, 1.0);
        levers = levers.plus(*at, (at.dot(*at) - distance * distance) / 2.0);
    }
    let mut best = Fit::near(&plane, &samples, spread.solve(levers)?)?;
    let mut image = Fit::near(&plane, &samples, spread.mirrored(best.at))?;
    if image.cost < best.cost {
        // The first may have been no image of this one, but a place on the line itself from where no way led down.
        best = image;
        image = Fit::near(&plane, &samples, spread.mirrored(best.at))?;
    }

    let elsewhere = image.at.plus(best.at, -1.0).length() > TOLERANCE;
    // A mirror image that fits nearly as well would do. Distances measured on the ellipsoid may fit even the wrong one of
    // the two a little better, so it has to be much worse.
    let ambiguous = elsewhere && image.rms() < 3.0 * best.rms() + 5.0;
    let certain = best.rms() <= TOLERANCE && best.deviation() <= TOLERANCE / 2.0;
    if certain && !ambiguous { plane.lift(best.at) } else { None }
}
