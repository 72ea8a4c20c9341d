//! Places that lie too close together to be marked one by one.

mod common;

use common::{FLORENCE, PHONE, apart, at, place, view};
use proptest::prelude::*;
use slippy_map::{Cluster, LngLat, MAX_ZOOM, Place, Point, Viewport, clusters};

/// Pixels between the first places of two clusters, as documented.
const APART: f64 = 44.0;

fn places(at: impl IntoIterator<Item = LngLat>) -> Vec<Place> {
    at.into_iter().enumerate().map(|(key, at)| Place { key, at }).collect()
}

fn keys(clusters: &[Cluster]) -> Vec<Vec<usize>> {
    clusters.iter().map(|cluster| cluster.places.iter().map(|place| place.key).collect()).collect()
}

/// Where a pixel of a map of Florence at zoom 14 lies.
fn pixel(x: f64, y: f64) -> LngLat {
    Viewport::new(FLORENCE, 14.0, PHONE).unproject(Point { x, y })
}

/// How far apart two places are on a map of this zoom, across or down, whichever is more.
fn pixels(a: LngLat, b: LngLat, zoom: f64) -> f64 {
    let view = Viewport::new(a, zoom, PHONE);
    let (a, b) = (view.project(a), view.project(b));
    (a.x - b.x).abs().max((a.y - b.y).abs())
}

#[test]
fn what_lies_close_to_the_first_is_one_cluster_in_the_order_given() {
    let row = places([0.0, 100.0, 43.0, 60.0, 143.9, 87.0].map(|x| pixel(x, 10.0)));
    // The fourth is close to both of the first two, and goes with the first of them.
    assert_eq!(keys(&clusters(&row, 14.0)), [vec![0, 2], vec![1, 3, 4, 5]]);
    let column = places([0.0, 43.0, 44.5].map(|y| pixel(10.0, y)));
    assert_eq!(keys(&clusters(&column, 14.0)), [vec![0, 1], vec![2]]);
    assert_eq!(
        keys(&clusters(&places([pixel(0.0, 0.0), pixel(43.0, 43.0)]), 14.0)),
        [[0, 1]],
        "a square, not a circle"
    );
}

#[test]
fn nothing_and_one_place() {
    assert!(clusters(&[], 14.0).is_empty());
    assert_eq!(keys(&clusters(&places([FLORENCE]), 14.0)), [[0]]);
    let view = Viewport::new(FLORENCE, 14.0, PHONE);
    assert_eq!(view.opened(&[]), None);
    assert_eq!(view.opened(&places([FLORENCE])), None, "there is nothing to come apart");
}

#[test]
fn keys_are_the_callers_own() {
    let named =
        [Place { key: 7, at: FLORENCE }, Place { key: 7, at: FLORENCE }, Place { key: usize::MAX, at: FLORENCE }];
    assert_eq!(keys(&clusters(&named, 3.0)), [[7, 7, usize::MAX]]);
}

#[test]
fn two_hundred_at_one_coordinate_are_one_cluster_that_never_opens() {
    let stack = places(std::iter::repeat_n(FLORENCE, 200));
    for zoom in [2.0, 14.0, 18.99, 19.0] {
        assert_eq!(keys(&clusters(&stack, zoom)), [(0..200).collect::<Vec<_>>()]);
        assert_eq!(Viewport::new(FLORENCE, zoom, PHONE).opened(&stack), None);
    }
}

#[test]
fn a_cluster_opens_a_level_closer_with_its_places_in_the_middle() {
    let pair = places([pixel(100.0, 100.0), pixel(130.0, 100.0)]);
    let view = Viewport::new(at(43.7, 11.2), 14.0, PHONE);
    let opened = view.opened(&pair).unwrap();
    // 30 pixels are 60 one level closer, where they are apart, and 120 after one more, which is all that is of help.
    assert!((opened.zoom() - 16.0).abs() < 1e-9, "{}", opened.zoom());
    let [a, b] = [opened.project(pair[0].at), opened.project(pair[1].at)];
    assert!((a.x - 135.0).abs() < 1e-6 && (b.x - 255.0).abs() < 1e-6 && (a.y - 240.0).abs() < 1e-6, "{a:?} {b:?}");
    let near_the_end =
        Viewport::new(FLORENCE, 18.7, PHONE).opened(&places([pixel(0.0, 0.0), pixel(2.0, 0.0)])).unwrap();
    assert_eq!(near_the_end.zoom(), MAX_ZOOM);
}

#[test]
fn neighbours_across_the_antimeridian_are_one_cluster() {
    let fiji = places([at(-17.0, 179.9999), at(-17.0, -179.9999)]);
    assert_eq!(keys(&clusters(&fiji, 14.0)), [[0, 1]]);
    let opened = Viewport::new(FLORENCE, 14.0, PHONE).opened(&fiji).unwrap();
    assert!(apart(opened.center().longitude, 180.0, 360.0) < 1e-9, "{:?}", opened.center());
}

#[test]
fn odd_numbers_do_no_harm() {
    let odd =
        places([at(f64::NAN, f64::NAN), at(1e300, -1e300), at(90.0, 180.0), at(f64::INFINITY, f64::NEG_INFINITY)]);
    for zoom in [f64::NAN, f64::INFINITY, -1.0, 0.5] {
        assert_eq!(keys(&clusters(&odd, zoom)).concat().len(), odd.len());
        let _ = Viewport::new(FLORENCE, zoom, PHONE).opened(&odd);
    }
}

/// Places around a town, with some at the very same coordinate.
fn town() -> impl Strategy<Value = Vec<Place>> {
    let offset = || prop_oneof![-1.0..1.0, Just(0.0), Just(0.5)];
    (place(), proptest::collection::vec((offset(), offset()), 0..60), 1e-5..3.0).prop_map(
        |(center, offsets, spread)| {
            places(
                offsets
                    .iter()
                    .map(|(north, east)| at(center.latitude + north * spread, center.longitude + east * spread)),
            )
        },
    )
}

proptest! {
    #[test]
    fn every_place_is_in_one_cluster_and_keeps_its_order(town in town(), zoom in 2.0..19.0) {
        let found = clusters(&town, zoom);
        let mut all = keys(&found).concat();
        let in_order = |cluster: &Cluster| cluster.places.is_sorted_by_key(|place| place.key) && !cluster.places.is_empty();
        prop_assert!(found.iter().all(in_order));
        prop_assert!(found.is_sorted_by_key(|cluster| cluster.places[0].key));
        all.sort_unstable();
        prop_assert_eq!(all, (0..town.len()).collect::<Vec<_>>());
        prop_assert_eq!(found, clusters(&town, zoom));
    }

    #[test]
    fn clusters_do_not_cover_each_other_and_hold_only_what_is_close(town in town(), zoom in 2.0..19.0) {
        let found = clusters(&town, zoom);
        let firsts: Vec<LngLat> = found.iter().map(|cluster| cluster.places[0].at).collect();
        for (index, first) in firsts.iter().enumerate() {
            for other in &firsts[..index] {
                prop_assert!(pixels(*first, *other, zoom) > APART - 1e-3);
            }
            for place in &found[index].places {
                prop_assert!(pixels(*first, place.at, zoom.floor()) < APART + 1e-3);
            }
        }
    }

    #[test]
    fn a_pinch_changes_nothing_until_the_next_whole_zoom(town in town(), level in 2..19_i32, part in 0.0..1.0) {
        let level = f64::from(level);
        prop_assert_eq!(clusters(&town, level + part), clusters(&town, level));
    }

    #[test]
    fn a_cluster_that_opens_shows_its_places_apart(town in town(), view in view()) {
        let (zoom, size) = (view.zoom(), view.size());
        for Cluster { places: cluster, .. } in clusters(&town, zoom) {
            let Some(opened) = view.opened(&cluster) else {
                prop_assert_eq!(clusters(&cluster, MAX_ZOOM).len(), 1, "only what stays one at the closest does not open");
                continue;
            };
            prop_assert!(opened.zoom() == MAX_ZOOM || opened.zoom() >= zoom + 1.0 - 1e-9);
            prop_assert!(clusters(&cluster, opened.zoom()).len() > 1);
            prop_assert_eq!(opened.size(), view.size());
            for place in &cluster {
                let seen = opened.project(place.at);
                let inside = |seen: f64, side: f64| side < 400.0 || (0.0..=side).contains(&seen);
                prop_assert!(inside(seen.x, size.width) && inside(seen.y, size.height), "{seen:?} of {size:?}");
            }
        }
    }
}
