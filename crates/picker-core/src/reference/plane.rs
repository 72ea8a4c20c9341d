use service_points::Position;

use crate::math;

/// Metres in a degree of latitude, on a sphere of the Earth's mean radius.
const METRES_A_DEGREE: f64 = 111_195.079_7;

/// A map of metres around the middle of some places, true near it. It serves to take steps on; distances are the
/// globe's own.
pub(super) struct Plane {
    latitude: f64,
    longitude: f64,
    /// Metres in a degree of longitude.
    across: f64,
}

impl Plane {
    /// `None` without places.
    pub(super) fn around<'a>(places: impl Iterator<Item = &'a Position>) -> Option<Self> {
        let mut places = places.peekable();
        let first = **places.peek()?;
        let (mut count, mut north, mut east) = (0.0, 0.0, 0.0);
        for place in places {
            count += 1.0;
            north += place.latitude();
            east += turn(place.longitude() - first.longitude());
        }
        let latitude = north / count;
        // Even at a pole a degree of longitude is something, so that nothing is divided by zero.
        let across = METRES_A_DEGREE * math::cos(latitude.to_radians()).max(1e-6);
        Some(Self { latitude, longitude: first.longitude() + east / count, across })
    }

    /// Metres east and north of the middle.
    pub(super) fn flatten(&self, place: &Position) -> Vector {
        Vector {
            x: turn(place.longitude() - self.longitude) * self.across,
            y: (place.latitude() - self.latitude) * METRES_A_DEGREE,
        }
    }

    /// `None` off the globe.
    pub(super) fn lift(&self, at: Vector) -> Option<Position> {
        Position::new(self.latitude + at.y / METRES_A_DEGREE, turn(self.longitude + at.x / self.across)).ok()
    }
}

/// Degrees of longitude the short way round: -180..180.
fn turn(degrees: f64) -> f64 {
    degrees - ((degrees + 180.0) / 360.0).floor() * 360.0
}

/// Metres east and north.
#[derive(Clone, Copy, Default)]
pub(super) struct Vector {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Vector {
    pub(super) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub(super) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// `self + factor * other`.
    pub(super) fn plus(self, other: Self, factor: f64) -> Self {
        Self { x: self.x + other.x * factor, y: self.y + other.y * factor }
    }
}

/// A symmetric two by two matrix.
#[derive(Clone, Copy, Default)]
pub(super) struct Matrix {
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Matrix {
    /// `self + factor * v * vT`.
    pub(super) fn plus_square(self, v: Vector, factor: f64) -> Self {
        Self { xx: self.xx + factor * v.x * v.x, xy: self.xy + factor * v.x * v.y, yy: self.yy + factor * v.y * v.y }
    }

    /// `self + value` on the diagonal.
    pub(super) fn damped(self, value: f64) -> Self {
        Self { xx: self.xx + value, yy: self.yy + value, ..self }
    }

    pub(super) fn trace(self) -> f64 {
        self.xx + self.yy
    }

    /// Difference of the two eigenvalues.
    fn stretch(self) -> f64 {
        let (difference, twist) = (self.xx - self.yy, 2.0 * self.xy);
        (difference * difference + twist * twist).sqrt()
    }

    /// For a matrix whose eigenvalues are not negative.
    pub(super) fn smaller_eigenvalue(self) -> f64 {
        ((self.trace() - self.stretch()) / 2.0).max(0.0)
    }

    /// `x` in `self * x = v`; `None` where the matrix is nearly singular.
    pub(super) fn solve(self, v: Vector) -> Option<Vector> {
        let determinant = self.xx * self.yy - self.xy * self.xy;
        let x = Vector { x: v.x * self.yy - v.y * self.xy, y: v.y * self.xx - v.x * self.xy };
        let regular = determinant > 1e-9 * self.trace() * self.trace();
        regular.then(|| Vector { x: x.x / determinant, y: x.y / determinant })
    }

    /// The mirror image of `v` on the axis of the larger eigenvalue.
    pub(super) fn mirrored(self, v: Vector) -> Vector {
        let stretch = self.stretch();
        if stretch <= 0.0 {
            return Vector { x: v.x, y: -v.y };
        }
        // Cosine and sine of twice the angle of that axis.
        let (cosine, sine) = ((self.xx - self.yy) / stretch, 2.0 * self.xy / stretch);
        Vector { x: cosine * v.x + sine * v.y, y: sine * v.x - cosine * v.y }
    }
}
