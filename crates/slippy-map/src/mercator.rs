//! Web mercator (EPSG:3857) on a world of one by one: x grows eastwards from the antimeridian, y southwards from the
//! northern edge of the map.

use core::f64::consts::PI;

use crate::{LngLat, math};

/// The latitude in degrees at which the web-mercator map ends, so that the world is a square: atan(sinh(pi)).
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// A place on the world of one by one. Callers keep `y` in 0..=1; `x` may be any number of worlds away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct World {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl World {
    /// Latitudes beyond the limit become the limit; longitudes are turned into `x` in 0..1.
    pub(crate) fn of(at: LngLat) -> Self {
        let sine = math::sin(math::clamp(at.latitude, -MAX_LATITUDE, MAX_LATITUDE).to_radians());
        let y = 0.5 - math::ln((1.0 + sine) / (1.0 - sine)) / (4.0 * PI);
        Self { x: math::turn(at.longitude / 360.0 + 0.5), y: math::clamp(y, 0.0, 1.0) }
    }

    /// The same place with `x` in 0..1 and `y` on the map.
    pub(crate) fn on_map(self) -> Self {
        Self { x: math::turn(self.x), y: math::clamp(self.y, 0.0, 1.0) }
    }

    /// Degrees, the longitude unwrapped: -180..180 for `x` in 0..1.
    pub(crate) fn lng_lat(self) -> LngLat {
        let gudermann = 2.0 * math::atan(math::exp(PI * (1.0 - 2.0 * self.y))) - PI / 2.0;
        LngLat { longitude: self.x * 360.0 - 180.0, latitude: gudermann.to_degrees() }
    }

    /// How long the local metre is on this map, where it is 1 at the equator: 1 / cos(latitude).
    pub(crate) fn stretch(self) -> f64 {
        let e = math::exp(PI * (1.0 - 2.0 * self.y));
        (e + 1.0 / e) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_of_the_map_are_corners_of_the_square() {
        let north_west = World::of(LngLat { longitude: -180.0, latitude: 90.0 });
        assert_eq!(north_west.x, 0.0);
        assert!(north_west.y < 1e-15);
        let south = World::of(LngLat { longitude: 0.0, latitude: -90.0 });
        assert_eq!(south.x, 0.5);
        assert!(south.y > 1.0 - 1e-15);
        assert_eq!(World::of(LngLat { longitude: 0.0, latitude: 0.0 }), World { x: 0.5, y: 0.5 });
    }

    #[test]
    fn known_places_lie_where_others_compute_them() {
        // Computed apart, as (1 - asinh(tan(latitude)) / pi) / 2.
        let florence = World::of(LngLat { longitude: 11.2558, latitude: 43.7731 });
        assert!((florence.x * 16384.0 - 8_704.263_964_444).abs() < 1e-8);
        assert!((florence.y * 16384.0 - 5_971.873_557_769).abs() < 1e-8);
    }

    #[test]
    fn a_metre_is_stretched_by_the_secant_of_the_latitude() {
        for latitude in [-85.0_f64, -60.0, 0.0, 43.7731, 84.0] {
            let stretch = World::of(LngLat { longitude: 0.0, latitude }).stretch();
            assert!((stretch * latitude.to_radians().cos() - 1.0).abs() < 1e-9, "{latitude}");
        }
    }
}
