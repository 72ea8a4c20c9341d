//! What a map sends as a box, from the viewport on, held against geodesics on the WGS 84 ellipsoid and distances that
//! others computed.
#![expect(clippy::unwrap_used, reason = "a test ends by panicking")]

use geo::{Distance, Haversine, Point};
use geographiclib_rs::{Geodesic, InverseGeodesic};
use proptest::prelude::*;
use service_points::{BoundingBox, CarrierScope, CountryCode, Filters, Place, Position, Search, View};
use slippy_map::{Bounds, LngLat, Size, Viewport};

/// What a clamped box aims at, in metres of haversine.
const AIM: f64 = 49_700.0;

/// The box that the widget searches for a map.
fn searched(map: &Viewport) -> Option<(BoundingBox, bool)> {
    let (bounds, center, size) = (map.bounds(), map.center(), map.size());
    let middle = (bounds.north_east.longitude + bounds.south_west.longitude) / 2.0;
    BoundingBox::from_view(&View {
        center: (center.latitude, middle),
        north: bounds.north_east.latitude,
        east: bounds.north_east.longitude,
        south: bounds.south_west.latitude,
        west: bounds.south_west.longitude,
        aspect: size.width / size.height,
    })
}

/// The corners that stand in the query: north-east, then south-west.
fn sent(area: BoundingBox) -> [(f64, f64); 2] {
    let search = Search {
        country: CountryCode::new("NL").unwrap(),
        carriers: CarrierScope::Integration,
        place: Place::Within(area),
        filters: Filters::default(),
        limit: None,
    };
    let query = search.to_query();
    let value = |name: &str| -> f64 {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).unwrap().1.parse().unwrap()
    };
    [(value("ne_latitude"), value("ne_longitude")), (value("sw_latitude"), value("sw_longitude"))]
}

fn at(latitude: f64, longitude: f64) -> LngLat {
    LngLat { longitude, latitude }
}

/// The difference of two longitudes, the short way round.
fn apart(a: f64, b: f64) -> f64 {
    let difference = (a - b).rem_euclid(360.0);
    difference.min(360.0 - difference)
}

/// Metres along the ellipsoid.
fn geodesic(a: (f64, f64), b: (f64, f64)) -> f64 {
    Geodesic::wgs84().inverse(a.0, a.1, b.0, b.1)
}

fn position((latitude, longitude): (f64, f64)) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn corner(corner: Position) -> LngLat {
    at(corner.latitude(), corner.longitude())
}

/// Every place of the map, more often than not one near the antimeridian or the equator.
fn anywhere(latitudes: std::ops::Range<f64>) -> impl Strategy<Value = LngLat> {
    let longitude = prop_oneof![3 => -180.0..180.0, 1 => 179.0..180.0, 1 => -180.0..-179.0];
    (latitudes, longitude).prop_map(|(latitude, longitude)| at(latitude, longitude))
}

/// From a sliver to a wide screen, at any zoom.
fn maps(latitudes: std::ops::Range<f64>) -> impl Strategy<Value = Viewport> {
    let side = || prop_oneof![8 => 100.0..4000.0, 1 => 1.0..100.0, 1 => 4000.0..16384.0];
    (anywhere(latitudes), 2.0..19.0, side(), side())
        .prop_map(|(center, zoom, width, height)| Viewport::new(center, zoom, Size { width, height }))
}

/// The rules for whatever box a map sends.
fn assert_lawful(map: &Viewport) -> Result<(), TestCaseError> {
    let (area, clamped) = searched(map).ok_or_else(|| TestCaseError::fail("no box"))?;
    let [north_east, south_west] = sent(area);
    let diagonal = geodesic(north_east, south_west);
    prop_assert!(diagonal <= 50_000.0, "{diagonal} m: {area:?}");
    prop_assert!(BoundingBox::new(position(north_east), position(south_west)).is_ok(), "{area:?}");
    prop_assert!(north_east.1 - south_west.1 < 180.0 || north_east.0 > 80.0 || south_west.0 < -80.0, "{area:?}");

    let cut = [area.north_east().longitude(), area.south_west().longitude()].map(|edge| edge.abs() >= 180.0);
    let centre = map.center();
    prop_assert!(cut != [true, true], "cut on one side only: {area:?}");
    let (ne, sw) = (area.north_east(), area.south_west());
    prop_assert!((sw.latitude()..=ne.latitude()).contains(&centre.latitude), "{area:?} {centre:?}");
    let inside =
        (sw.longitude()..=ne.longitude()).contains(&centre.longitude) || (centre.longitude == -180.0 && cut[0]);
    prop_assert!(inside, "cut on the side of the centre: {area:?} {centre:?}");
    let edge_of_the_map = ne.latitude() > 85.05 || sw.latitude() < -85.05;
    if clamped && cut == [false, false] && !edge_of_the_map {
        prop_assert!(area.diagonal() >= 0.99 * AIM, "{} m: {area:?}", area.diagonal());
    }
    prop_assert!(area.diagonal() <= AIM);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn where_people_live_no_box_exceeds_50_km(map in maps(-60.0..75.0)) {
        assert_lawful(&map)?;
    }

    #[test]
    fn nowhere_on_the_map_does_a_box_exceed_50_km(map in maps(-85.0..85.0)) {
        assert_lawful(&map)?;
    }

    /// A box is searched, and the map then shows it: nothing moves.
    #[test]
    fn the_box_of_a_view_shows_that_view_again(map in maps(-60.0..75.0)) {
        let Some((area, false)) = searched(&map) else { return Ok(()) };
        let bounds = Bounds { north_east: corner(area.north_east()), south_west: corner(area.south_west()) };
        if bounds.north_east.longitude >= 180.0 || bounds.south_west.longitude <= -180.0 {
            return Ok(()); // Cut at the antimeridian.
        }
        let again = Viewport::fit_bounds(&bounds, map.size(), 0.0, 19.0);
        prop_assert!((again.zoom() - map.zoom()).abs() < 1e-6, "{again:?} {map:?}");
        prop_assert!((again.center().latitude - map.center().latitude).abs() < 1e-9, "{again:?} {map:?}");
        prop_assert!(apart(again.center().longitude, map.center().longitude) < 1e-9, "{again:?} {map:?}");
    }

    /// A box that had to shrink is shown whole, and fills the map in one direction.
    #[test]
    fn a_clamped_box_is_shown_whole(map in maps(-60.0..75.0)) {
        let Some((area, true)) = searched(&map) else { return Ok(()) };
        let bounds = Bounds { north_east: corner(area.north_east()), south_west: corner(area.south_west()) };
        let shown = Viewport::fit_bounds(&bounds, map.size(), 0.0, 19.0);
        if shown.zoom() <= 2.0 {
            return Ok(());
        }
        let (north_east, south_west) = (shown.project(bounds.north_east), shown.project(bounds.south_west));
        let Size { width, height } = map.size();
        let (across, down) = ((north_east.x - south_west.x) / width, (south_west.y - north_east.y) / height);
        prop_assert!(across <= 1.0 + 1e-6 && down <= 1.0 + 1e-6, "{across} {down}");
        prop_assert!(across.max(down) > 1.0 - 1e-6, "{across} {down}");
    }

    #[test]
    fn distances_are_those_that_others_compute(a in anywhere(-90.0..90.0), b in anywhere(-90.0..90.0), near in 1e-6..1.0) {
        let b = at(a.latitude + (b.latitude - a.latitude) * near, a.longitude + (b.longitude - a.longitude) * near);
        let theirs = Haversine.distance(Point::new(a.longitude, a.latitude), Point::new(b.longitude, b.latitude));
        let (a, b) = ((a.latitude, a.longitude), (b.latitude, b.longitude));
        let ours = position(a).distance_to(&position(b));
        prop_assert!((ours - theirs).abs() <= 1e-6 + 1e-9 * theirs, "{ours} {theirs}");
        let true_one = geodesic(a, b);
        prop_assert!((ours - true_one).abs() <= 0.005_62 * true_one + 1e-6, "{ours} {true_one}");
    }
}

/// Geodesics are longest against the haversine along a meridian near the poles, and along the equator.
#[test]
fn the_margin_covers_the_ellipsoid_at_its_worst() {
    let mut worst: f64 = 0.0;
    for latitude in -850..=850 {
        for (width, height) in [(1.0, 4000.0), (4000.0, 1.0), (1000.0, 1000.0), (1920.0, 1080.0), (390.0, 844.0)] {
            let map = Viewport::new(at(f64::from(latitude) / 10.0, 5.0), 6.0, Size { width, height });
            let (area, _) = searched(&map).unwrap();
            let [north_east, south_west] = sent(area);
            worst = worst.max(geodesic(north_east, south_west));
        }
    }
    assert!((49_900.0..=50_000.0).contains(&worst), "{worst} m: the aim is neither too high nor much too low");
}

/// A strip right round the globe has corners that nearly meet: it is no small box for that.
#[test]
fn a_strip_around_the_globe_is_too_large() {
    let strip = BoundingBox::new(position((0.1, 180.0)), position((0.0, -180.0)));
    assert!(strip.is_err(), "{strip:?}");
    let map = Viewport::new(at(0.0, 0.0), 2.0, Size { width: 16384.0, height: 1.0 });
    let (area, clamped) = searched(&map).unwrap();
    assert!(clamped && area.north_east().longitude() < 1.0, "{area:?}");
}
