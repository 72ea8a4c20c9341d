//! Projecting, panning and zooming.

mod common;

use common::{FLORENCE, PHONE, apart, at, place, view};
use proptest::prelude::*;
use slippy_map::{MAX_LATITUDE, MAX_ZOOM, MIN_ZOOM, Point, Size, Viewport};

/// A fraction of the view's size, as a spot on it.
fn spot(map: &Viewport, (x, y): (f64, f64)) -> Point {
    Point { x: x * map.size().width, y: y * map.size().height }
}

#[test]
fn the_centre_is_in_the_middle() {
    let map = Viewport::new(FLORENCE, 14.0, PHONE);
    assert_eq!(map.project(FLORENCE), Point { x: 195.0, y: 240.0 });
    assert!((map.center().latitude - FLORENCE.latitude).abs() < 1e-12);
    assert!((map.center().longitude - FLORENCE.longitude).abs() < 1e-12);
    assert_eq!((map.zoom(), map.size()), (14.0, PHONE));
}

#[test]
fn a_drag_to_the_right_shows_what_lies_west() {
    let map = Viewport::new(FLORENCE, 14.0, PHONE);
    let dragged = map.panned(100.0, 50.0);
    assert!(dragged.center().longitude < FLORENCE.longitude);
    assert!(dragged.center().latitude > FLORENCE.latitude);
    let moved = dragged.project(FLORENCE);
    assert!((moved.x - 295.0).abs() < 1e-6 && (moved.y - 290.0).abs() < 1e-6, "{moved:?}");
}

#[test]
fn out_of_range_values_are_brought_into_range() {
    let map = Viewport::new(at(89.0, 190.0), 42.0, Size { width: -5.0, height: f64::NAN });
    assert!((map.center().latitude - MAX_LATITUDE).abs() < 1e-9);
    assert!((map.center().longitude + 170.0).abs() < 1e-9);
    assert_eq!((map.zoom(), map.size()), (MAX_ZOOM, Size { width: 0.0, height: 0.0 }));
    assert_eq!(map.with_zoom(-3.0).zoom(), MIN_ZOOM);
    assert_eq!(map.with_zoom(f64::NAN).zoom(), MIN_ZOOM);
    assert_eq!(Viewport::new(at(0.0, 180.0), 3.0, PHONE).center().longitude, -180.0);
    assert!((Viewport::new(at(0.0, -725.0), 3.0, PHONE).center().longitude + 5.0).abs() < 1e-9);
}

#[test]
fn a_drag_stops_at_the_poles_and_goes_round_the_globe() {
    let map = Viewport::new(at(80.0, 179.0), 3.0, PHONE);
    let north = map.panned(0.0, 1e6);
    assert!((north.center().latitude - MAX_LATITUDE).abs() < 1e-9);
    assert_eq!(north.panned(0.0, 1e6), north);
    let east = map.panned(-20.0, 0.0);
    assert!((-180.0..-160.0).contains(&east.center().longitude), "{:?}", east.center());
}

#[test]
fn across_the_antimeridian_neighbours_stay_neighbours() {
    let map = Viewport::new(at(-16.5, 179.99), 12.0, PHONE);
    let east = map.project(at(-16.5, -179.99));
    assert!((150.0..500.0).contains(&east.x), "{east:?}");
    assert!(map.unproject(east).longitude < -179.9);
    let bounds = map.bounds();
    assert!(bounds.north_east.longitude > 180.0 && bounds.south_west.longitude < 180.0, "{bounds:?}");
}

#[test]
fn the_view_beyond_the_poles_is_the_edge_of_the_map() {
    let map = Viewport::new(at(84.0, 0.0), 2.0, Size { width: 300.0, height: 900.0 });
    let above = map.unproject(Point { x: 150.0, y: 0.0 });
    assert!((above.latitude - MAX_LATITUDE).abs() < 1e-9, "{above:?}");
    assert!((map.bounds().north_east.latitude - MAX_LATITUDE).abs() < 1e-9);
}

#[test]
fn a_pixel_covers_the_known_length() {
    let equator = Viewport::new(at(0.0, 0.0), 2.0, PHONE).with_zoom(10.0).metres_per_pixel();
    assert!((equator - 152.874_056_57).abs() < 1e-6, "{equator}");
    let florence = Viewport::new(FLORENCE, 14.0, PHONE).metres_per_pixel();
    assert!((florence - 9.554_628_536 * FLORENCE.latitude.to_radians().cos()).abs() < 1e-6, "{florence}");
}

proptest! {
    #[test]
    fn unproject_undoes_project(map in view(), x in 0.0..1.0, y in 0.0..1.0) {
        // Beyond the edge of the map, and on a second copy of the world, there is no way back.
        let world = 256.0 * map.zoom().exp2();
        let spot = spot(&map, (x, y));
        prop_assume!((spot.x - map.size().width / 2.0).abs() < world * 0.499);
        let place = map.unproject(spot);
        prop_assume!(place.latitude.abs() < MAX_LATITUDE - 1e-9);
        let back = map.project(place);
        prop_assert!((back.x - spot.x).abs() < 1e-5 && (back.y - spot.y).abs() < 1e-5, "{spot:?} {back:?}");
    }

    #[test]
    fn project_undoes_unproject(map in view(), place in place()) {
        let back = map.unproject(map.project(place));
        prop_assert!((back.latitude - place.latitude).abs() < 1e-9, "{back:?}");
        prop_assert!(apart(back.longitude, place.longitude, 360.0) < 1e-9, "{back:?}");
    }

    #[test]
    fn two_drags_are_one(map in view(), a in -300.0..300.0, b in -300.0..300.0, c in -300.0..300.0, d in -300.0..300.0) {
        let (steps, once) = (map.panned(a, b).panned(c, d), map.panned(a + c, b + d));
        // At the edge of the map a drag ends, so that the rest of it is lost.
        prop_assume!(map.panned(a, b).center().latitude.abs() < 85.05 && once.center().latitude.abs() < 85.05);
        let (one, two) = (steps.project(FLORENCE), once.project(FLORENCE));
        let world = 256.0 * map.zoom().exp2();
        prop_assert!(apart(one.x, two.x, world) < 1e-5 && (one.y - two.y).abs() < 1e-5, "{one:?} {two:?}");
    }

    #[test]
    fn the_place_under_the_pointer_stays(map in view(), x in 0.0..1.0, y in 0.0..1.0, delta in -6.0..6.0) {
        let anchor = spot(&map, (x, y));
        let zoomed = map.zoomed_about(delta, anchor);
        prop_assert!((zoomed.zoom() - (map.zoom() + delta).clamp(MIN_ZOOM, MAX_ZOOM)).abs() < 1e-12);
        prop_assume!(zoomed.center().latitude.abs() < 85.05);
        let (before, after) = (map.unproject(anchor), zoomed.unproject(anchor));
        prop_assert!((before.latitude - after.latitude).abs() < 1e-9, "{before:?} {after:?}");
        prop_assert!(apart(before.longitude, after.longitude, 360.0) < 1e-9, "{before:?} {after:?}");
    }

    #[test]
    fn finite_input_never_gives_nan(
        numbers in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL, 8),
    ) {
        let [longitude, latitude, zoom, width, height, x, y, delta] = numbers[..] else { unreachable!() };
        let place = at(latitude, longitude);
        let size = Size { width, height };
        let here = Point { x, y };
        let start = Viewport::new(place, zoom, size);
        let fitted = Viewport::fit([place, at(x, y)].into_iter(), size, delta, zoom).unwrap();
        let views = [
            start, start.panned(x, y), start.zoomed_about(delta, here), start.centered(at(y, x)), start.with_zoom(delta),
            start.resized(Size { width: x, height: y }), fitted,
            Viewport::fit_bounds(&start.bounds(), size, delta, zoom),
        ];
        for map in views {
            let (center, bounds, pixel) = (map.center(), map.bounds(), map.project(place));
            let under = map.unproject(here);
            let all = [
                center.longitude, center.latitude, map.zoom(), map.size().width, map.size().height,
                bounds.north_east.longitude, bounds.north_east.latitude, bounds.south_west.longitude,
                bounds.south_west.latitude, pixel.x, pixel.y, under.longitude, under.latitude, map.metres_per_pixel(),
            ];
            prop_assert!(all.iter().all(|number| number.is_finite()), "{map:?} {all:?}");
            prop_assert!((-180.0..180.0).contains(&center.longitude) && center.latitude.abs() <= MAX_LATITUDE + 1e-9);
            prop_assert!((-180.0..180.0).contains(&under.longitude) && under.latitude.abs() <= MAX_LATITUDE + 1e-9);
            prop_assert!(bounds.north_east.longitude >= bounds.south_west.longitude);
            prop_assert!(bounds.north_east.latitude >= bounds.south_west.latitude);
            prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&map.zoom()) && map.metres_per_pixel() > 0.0);
        }
    }
}
