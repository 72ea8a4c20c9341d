//! Covering a view with tiles.

mod common;

use std::collections::HashSet;

use common::{FLORENCE, PHONE, apart, at, view};
use proptest::prelude::*;
use slippy_map::{PlacedTile, Point, Size, Tile, Viewport};

/// How many tiles lie on a pixel.
fn layers(tiles: &[PlacedTile], x: f64, y: f64) -> usize {
    let inside = |start: f64, length: f64, at: f64| start <= at && at < start + length;
    tiles.iter().filter(|tile| inside(tile.left, tile.width, x) && inside(tile.top, tile.height, y)).count()
}

#[test]
fn known_places_lie_on_known_tiles() {
    // Computed apart, from the formula of the OpenStreetMap wiki.
    let places = [
        (at(43.7731, 11.2558), 14, (8704, 5971)),
        (at(51.4416, 5.4697), 16, (33763, 21811)),
        (at(-33.8688, 151.2093), 12, (3768, 2457)),
        (at(85.05, -179.9), 3, (0, 0)),
        (at(-54.8, -68.3), 10, (317, 699)),
        (at(64.1466, -21.9426), 19, (230_187, 139_335)),
    ];
    for (place, z, (x, y)) in places {
        let map = Viewport::new(place, f64::from(z), Size { width: 2.0, height: 2.0 });
        assert_eq!(map.tiles(19, 0.0)[0].tile, Tile { z, x, y });
    }
}

#[test]
fn at_a_whole_zoom_tiles_are_drawn_as_they_are() {
    let tiles = Viewport::new(FLORENCE, 14.0, PHONE).tiles(19, 0.0);
    assert_eq!(tiles.len(), 9);
    assert!(tiles.iter().all(|tile| (tile.width, tile.height) == (256.0, 256.0)));
    // Of column 8704, 0.263964 lie left of the middle; of row 5971, 0.873558 above it.
    let middle = &tiles[0];
    assert!((middle.left - (195.0 - 67.6)).abs() <= 1.0 && (middle.top - (240.0 - 223.6)).abs() <= 1.0, "{middle:?}");
}

#[test]
fn between_two_zooms_the_nearer_one_is_scaled() {
    for (zoom, z, side) in [(14.49, 14, 359.5), (14.5, 15, 181.0), (13.6, 14, 194.0)] {
        let tile = Viewport::new(FLORENCE, zoom, PHONE).tiles(19, 0.0)[0];
        assert_eq!(tile.tile.z, z);
        assert!((tile.width - side).abs() <= 1.0 && (tile.height - side).abs() <= 1.0, "{tile:?}");
    }
}

#[test]
fn a_tile_of_another_level_stays_where_its_place_is() {
    let before = Viewport::new(FLORENCE, 14.0, PHONE);
    let after = before.zoomed_about(1.0, Point { x: 40.0, y: 300.0 });
    for seen in before.tiles(19, 0.0) {
        let Some(placed) = after.placed(seen.tile, seen.column, 64.0) else { continue };
        // What was under the fixed point stays there, twice as large.
        assert!((placed.left - 40.0 - 2.0 * (seen.left - 40.0)).abs() <= 2.0, "{seen:?} {placed:?}");
        assert!((placed.top - 300.0 - 2.0 * (seen.top - 300.0)).abs() <= 2.0, "{seen:?} {placed:?}");
        assert_eq!((placed.width, placed.height), (512.0, 512.0));
    }
    let seen = before.tiles(19, 0.0)[0];
    assert!(after.placed(seen.tile, seen.column, 64.0).is_some(), "the tile in the middle is still to be seen");
    assert_eq!(before.panned(4000.0, 0.0).placed(seen.tile, seen.column, 64.0), None, "far out of sight it is nowhere");
}

#[test]
fn deeper_than_the_tiles_go_they_are_enlarged() {
    let tile = Viewport::new(FLORENCE, 18.0, PHONE).tiles(16, 0.0)[0];
    assert_eq!((tile.tile.z, tile.width), (16, 1024.0));
    let world = Viewport::new(FLORENCE, 2.0, PHONE).tiles(0, 0.0);
    assert_eq!(world[0].tile, Tile { z: 0, x: 0, y: 0 });
}

#[test]
fn the_world_repeats_eastwards_but_not_northwards() {
    let map = Viewport::new(at(0.0, 180.0), 2.0, Size { width: 1280.0, height: 1400.0 });
    let tiles = map.tiles(19, 0.0);
    assert!(tiles.iter().all(|tile| tile.tile.x < 4 && tile.tile.y < 4));
    assert!(tiles.len() > 16, "some tiles are there twice");
    let columns: HashSet<_> = tiles.iter().map(|tile| (tile.column, tile.tile.y)).collect();
    assert_eq!(columns.len(), tiles.len(), "yet each has its own column");
    assert!(tiles.iter().any(|tile| tile.column < 0 && tile.tile.x == (tile.column + 4) as u32));
}

#[test]
fn a_view_of_no_size_needs_no_tiles() {
    for size in [Size { width: 0.0, height: 500.0 }, Size { width: 500.0, height: f64::NAN }] {
        assert!(Viewport::new(FLORENCE, 14.0, size).tiles(19, 300.0).is_empty());
    }
}

#[test]
fn a_view_of_absurd_size_needs_a_bounded_number_of_tiles() {
    let size = Size { width: f64::INFINITY, height: 1e300 };
    assert!(Viewport::new(FLORENCE, 14.5, size).tiles(19, f64::INFINITY).len() < 12_000);
}

#[test]
fn a_margin_loads_ahead() {
    let map = Viewport::new(FLORENCE, 14.0, PHONE);
    let (bare, ahead) = (map.tiles(19, 0.0), map.tiles(19, 256.0));
    assert!(ahead.len() > bare.len());
    assert_eq!(layers(&ahead, -256.0, -256.0), 1);
    assert!(bare.iter().all(|tile| ahead.contains(tile)));
}

#[test]
fn a_pan_leaves_sizes_as_they_are_and_moves_all_tiles_alike() {
    let map = Viewport::new(FLORENCE, 14.3, PHONE);
    let (before, after) = (map.tiles(19, 0.0), map.panned(7.4, -3.3).tiles(19, 0.0));
    let mut moves = HashSet::new();
    for tile in &before {
        let Some(same) = after.iter().find(|other| other.tile == tile.tile) else { continue };
        assert_eq!((same.width, same.height), (tile.width, tile.height));
        moves.insert(((same.left - tile.left) as i64, (same.top - tile.top) as i64));
    }
    assert_eq!(moves.len(), 1, "{moves:?}");
}

proptest! {
    #[test]
    fn every_pixel_has_exactly_one_tile(map in view(), native in 0_u8..20, margin in 0.0..300.0) {
        let tiles = map.tiles(native, margin);
        let Size { width, height } = map.size();
        let north = map.project(at(90.0, 0.0)).y;
        let south = map.project(at(-90.0, 0.0)).y;
        for column in 0..40 {
            for row in 0..40 {
                let x = (-margin + f64::from(column) / 40.0 * (width + 2.0 * margin)).floor() + 0.5;
                let y = (-margin + f64::from(row) / 40.0 * (height + 2.0 * margin)).floor() + 0.5;
                // Rounding may move the edge of the map by a pixel.
                let on_map = y > north + 1.0 && y < south - 1.0;
                let off_map = y < north - 1.0 || y > south + 1.0;
                if on_map || off_map {
                    let found = layers(&tiles, x.max(-margin), y.max(-margin));
                    prop_assert_eq!(found, usize::from(on_map), "{} {}", x, y);
                }
            }
        }
    }

    #[test]
    fn neighbours_share_their_edges_in_whole_pixels(map in view(), native in 0_u8..20) {
        let tiles = map.tiles(native, 0.0);
        for tile in &tiles {
            prop_assert!([tile.left, tile.top, tile.width, tile.height].iter().all(|side| side.fract() == 0.0));
            prop_assert!(tile.width > 0.0 && tile.height > 0.0);
            for other in &tiles {
                if other.column == tile.column + 1 {
                    prop_assert_eq!(tile.left + tile.width, other.left);
                }
                if other.tile.y == tile.tile.y + 1 {
                    prop_assert_eq!(tile.top + tile.height, other.top);
                }
            }
        }
    }

    #[test]
    fn tiles_lie_within_a_pixel_of_the_places_they_show(map in view()) {
        let Size { width, height } = map.size();
        for placed in map.tiles(19, 0.0) {
            let Tile { z, x, y } = placed.tile;
            let side = f64::from(1_u32 << z);
            let latitude = (std::f64::consts::PI * (1.0 - 2.0 * f64::from(y) / side)).sinh().atan().to_degrees();
            let Point { x: left, y: top } = map.project(at(latitude, f64::from(x) / side * 360.0 - 180.0));
            let world = 256.0 * map.zoom().exp2();
            prop_assert!(apart(left, placed.left, world) <= 1.001 && (top - placed.top).abs() <= 1.001, "{placed:?} {left} {top}");
            prop_assert!(placed.left < width && placed.top < height);
        }
    }

    #[test]
    fn the_middle_comes_first(map in view(), native in 0_u8..20) {
        let Size { width, height } = map.size();
        let distance = |tile: &PlacedTile| {
            (tile.left + (tile.width - width) / 2.0).hypot(tile.top + (tile.height - height) / 2.0)
        };
        let tiles = map.tiles(native, 0.0);
        prop_assert!(tiles.is_sorted_by(|a, b| distance(a) <= distance(b) + 1e-6));
        let first = &tiles[0];
        let reaches = |start: f64, length: f64, middle: f64| start - 1.0 <= middle && middle <= start + length + 1.0;
        prop_assert!(reaches(first.left, first.width, width / 2.0) && reaches(first.top, first.height, height / 2.0));
    }
}
