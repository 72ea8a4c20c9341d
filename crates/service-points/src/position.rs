use crate::math;

/// A place on the globe in WGS 84 degrees: latitude -90..=90, longitude -180..=180, both finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

/// A coordinate is out of range or not a finite number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionError {
    /// Outside -90..=90.
    Latitude,
    /// Outside -180..=180.
    Longitude,
}

/// The mean radius of the Earth in metres (IUGG, R1).
const MEAN_RADIUS: f64 = 6_371_008.8;

impl Position {
    /// Refuses what lies outside the ranges, NaN included.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, PositionError> {
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(PositionError::Latitude);
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(PositionError::Longitude);
        }
        Ok(Self { latitude, longitude })
    }

    /// Degrees north.
    #[must_use]
    pub const fn latitude(&self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    #[must_use]
    pub const fn longitude(&self) -> f64 {
        self.longitude
    }

    /// Great-circle distance in metres on a sphere of the Earth's mean radius (haversine). The true, ellipsoidal
    /// distance is up to 0.56 % away from it.
    #[must_use]
    pub fn distance_to(&self, other: &Self) -> f64 {
        let half = |a: f64, b: f64| math::sin((b - a).to_radians() / 2.0);
        let (north, east) = (half(self.latitude, other.latitude), half(self.longitude, other.longitude));
        let shrink = math::cos(self.latitude.to_radians()) * math::cos(other.latitude.to_radians());
        let h = north * north + shrink * east * east;
        2.0 * MEAN_RADIUS * math::asin(h.min(1.0).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn out_of_range_and_nan_are_refused() {
        assert_eq!(Position::new(91.0, 0.0), Err(PositionError::Latitude));
        assert_eq!(Position::new(f64::NAN, 0.0), Err(PositionError::Latitude));
        assert_eq!(Position::new(0.0, 180.1), Err(PositionError::Longitude));
        assert_eq!(Position::new(0.0, f64::INFINITY), Err(PositionError::Longitude));
        assert!(Position::new(-90.0, 180.0).is_ok());
    }

    #[test]
    fn distances_agree_with_known_ones() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        let equator = at(0.0, 0.0).distance_to(&at(0.0, 1.0));
        assert!((equator - 111_195.08).abs() < 0.1, "{equator}");
        let antipodes = at(0.0, 0.0).distance_to(&at(0.0, 180.0));
        assert!((antipodes - 20_015_114.4).abs() < 1.0, "{antipodes}");
        let across = at(10.0, 179.999).distance_to(&at(10.0, -179.999));
        assert!(across < 250.0, "{across}");
        let nearby = at(43.7731, 11.2558).distance_to(&at(43.773_109, 11.2558));
        assert!((nearby - 1.0).abs() < 0.01, "{nearby}");
    }
}
