//! Fitting a view to points and to bounds.

mod common;

use common::{FLORENCE, PHONE, apart, at, place, size, view};
use proptest::prelude::*;
use slippy_map::{Bounds, LngLat, MIN_ZOOM, Size, Viewport};

fn same_view(one: &Viewport, other: &Viewport) -> bool {
    (one.zoom() - other.zoom()).abs() < 1e-6
        && (one.center().latitude - other.center().latitude).abs() < 1e-6
        && apart(one.center().longitude, other.center().longitude, 360.0) < 1e-6
}

/// A view that ends before the northern and southern edge of the map.
fn on_the_map(map: &Viewport) -> bool {
    let Bounds { north_east, south_west } = map.bounds();
    north_east.latitude < 85.0 && south_west.latitude > -85.0
}

#[test]
fn no_points_are_no_view() {
    assert_eq!(Viewport::fit(std::iter::empty(), PHONE, 20.0, 17.0), None);
}

#[test]
fn one_coordinate_is_shown_at_the_closest_zoom_asked_for() {
    for count in [1, 200] {
        let map = Viewport::fit(std::iter::repeat_n(FLORENCE, count), PHONE, 20.0, 17.0).unwrap();
        assert_eq!(map, Viewport::new(FLORENCE, 17.0, PHONE));
    }
}

#[test]
fn a_view_of_no_size_is_still_a_view() {
    let nothing = Size { width: 0.0, height: 0.0 };
    let map = Viewport::fit([FLORENCE, at(43.8, 11.3)].into_iter(), nothing, 20.0, 17.0).unwrap();
    assert_eq!(map.zoom(), MIN_ZOOM);
    assert!((map.center().longitude - 11.2779).abs() < 1e-9);
    assert_eq!(Viewport::fit(std::iter::once(FLORENCE), nothing, 20.0, 17.0).unwrap().zoom(), 17.0);
}

#[test]
fn points_on_both_sides_of_the_antimeridian_are_neighbours() {
    for points in [[at(-17.0, 179.5), at(-16.0, -179.0)], [at(-16.0, -179.0), at(-17.0, 179.5)]] {
        let map = Viewport::fit(points.into_iter(), PHONE, 20.0, 17.0).unwrap();
        assert!((map.center().longitude + 179.75).abs() < 1e-9, "{:?}", map.center());
        assert!(map.zoom() > 7.0, "{}", map.zoom());
    }
}

#[test]
fn padding_leaves_a_small_map_half_of_itself() {
    let points = [FLORENCE, at(43.78, 11.26)];
    let tiny = Size { width: 60.0, height: 60.0 };
    let (padded, quarter) =
        (Viewport::fit(points.into_iter(), tiny, 40.0, 19.0), Viewport::fit(points.into_iter(), tiny, 15.0, 19.0));
    assert_eq!(padded, quarter);
}

#[test]
fn a_view_wider_than_half_the_world_comes_back_from_its_bounds() {
    let map = Viewport::new(at(10.0, 100.0), 2.0, Size { width: 1280.0, height: 300.0 });
    let bounds = map.bounds();
    assert!(bounds.north_east.longitude - bounds.south_west.longitude > 360.0);
    assert!(same_view(&Viewport::fit_bounds(&bounds, map.size(), 0.0, 19.0), &map));
}

proptest! {
    #[test]
    fn all_points_are_shown_within_the_padding(
        center in place(), size in size(), padding in 0.0..60.0, max_zoom in 4.0..19.0,
        offsets in proptest::collection::vec((-1.0..1.0, -1.0..1.0), 1..30), spread in 1e-5..2.0,
    ) {
        let points: Vec<LngLat> = offsets
            .iter()
            .map(|(north, east)| at(center.latitude + north * spread, center.longitude + east * spread))
            .collect();
        let map = Viewport::fit(points.iter().copied(), size, padding, max_zoom).unwrap();
        prop_assert!(map.zoom() <= max_zoom);
        prop_assume!(map.zoom() > MIN_ZOOM);
        let margins = [padding.min(size.width / 4.0) - 1e-5, padding.min(size.height / 4.0) - 1e-5];
        let mut tightest = f64::INFINITY;
        for point in points {
            let seen = map.project(point);
            let room = [seen.x - margins[0], size.width - margins[0] - seen.x, seen.y - margins[1], size.height - margins[1] - seen.y];
            prop_assert!(room.iter().all(|room| *room >= 0.0), "{seen:?} in {size:?}");
            tightest = room.into_iter().fold(tightest, f64::min);
        }
        prop_assert!(map.zoom() == max_zoom || tightest < 1e-3, "no closer view would do: {tightest}");
    }

    #[test]
    fn the_corners_of_a_view_fit_it_again(map in view()) {
        let Bounds { north_east, south_west } = map.bounds();
        prop_assume!(on_the_map(&map) && north_east.longitude - south_west.longitude < 179.0);
        let again = Viewport::fit([north_east, south_west].into_iter(), map.size(), 0.0, 19.0).unwrap();
        prop_assert!(same_view(&again, &map), "{again:?} {map:?}");
    }

    #[test]
    fn the_bounds_of_a_view_fit_it_again(map in view()) {
        prop_assume!(on_the_map(&map));
        let again = Viewport::fit_bounds(&map.bounds(), map.size(), 0.0, 19.0);
        prop_assert!(same_view(&again, &map), "{again:?} {map:?}");
    }
}
