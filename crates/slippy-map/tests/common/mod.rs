//! Views and places for the property tests.

use proptest::prelude::*;
use slippy_map::{LngLat, Size, Viewport};

pub(crate) const PHONE: Size = Size { width: 390.0, height: 480.0 };
pub(crate) const FLORENCE: LngLat = LngLat { longitude: 11.2558, latitude: 43.7731 };

pub(crate) fn at(latitude: f64, longitude: f64) -> LngLat {
    LngLat { longitude, latitude }
}

/// Places where people live, right across the antimeridian.
pub(crate) fn place() -> impl Strategy<Value = LngLat> {
    (-75.0..80.0, -180.0..180.0).prop_map(|(latitude, longitude)| at(latitude, longitude))
}

pub(crate) fn size() -> impl Strategy<Value = Size> {
    (1.0..2000.0, 1.0..2000.0).prop_map(|(width, height)| Size { width, height })
}

pub(crate) fn view() -> impl Strategy<Value = Viewport> {
    (place(), 2.0..19.0, size()).prop_map(|(center, zoom, size)| Viewport::new(center, zoom, size))
}

/// The difference of two values that repeat after `turn`, the short way round.
pub(crate) fn apart(a: f64, b: f64, turn: f64) -> f64 {
    let difference = (a - b).rem_euclid(turn);
    difference.min(turn - difference)
}
