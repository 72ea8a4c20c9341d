use slippy_map::{PlacedTile, Tile, Viewport};
use wasm_bindgen::prelude::wasm_bindgen;

use super::layer::{crop, is_settled, place, size};
use crate::dom::{Tag, tag};

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = tileAddress)]
    fn tile_address(template: &str, z: u8, x: u32, y: u32) -> String;
}

/// How many levels a missing tile looks up for an ancestor that is there. Enlarged further, a picture is a blur with one letter
/// of a country's name in it.
const MAX_LEVELS: u8 = 2;

/// Pixels around the view that are loaded ahead.
const MARGIN: f64 = 64.0;

/// The deepest level that tile servers commonly have.
const MAX_NATIVE_ZOOM: u8 = 19;

/// The pictures of the map.
pub(super) struct TileLayer {
    container: Tag,
    template: String,
    shown: Vec<Shown>,
}

struct Shown {
    tile: Tile,
    column: i64,
    frame: Tag,
    image: Tag,
    levels: u8,
}

impl TileLayer {
    pub(super) fn new(container: Tag, template: &str) -> Self {
        Self { container, template: template.to_owned(), shown: Vec::new() }
    }

    /// Shows what the view needs, and removes the rest. What was seen of another level stays until all that takes its place
    /// is there: the map never turns blank.
    pub(super) fn update(&mut self, viewport: &Viewport) {
        let wanted = viewport.tiles(MAX_NATIVE_ZOOM, MARGIN);
        let mut waits = false;
        for placed in &wanted {
            match self.shown.iter().find(|shown| shown.is(placed)) {
                Some(shown) => waits |= !is_settled(shown.image.node()),
                None => {
                    self.add(placed);
                    waits = true;
                }
            }
        }
        self.shown.retain(|shown| {
            let stays = wanted.iter().any(|placed| shown.is(placed)) || waits && is_settled(shown.image.node());
            let placed = viewport.placed(shown.tile, shown.column, MARGIN).filter(|_| stays);
            match &placed {
                Some(placed) => {
                    place(shown.frame.node(), placed.left, placed.top);
                    size(shown.frame.node(), placed.width, placed.height);
                }
                None => shown.frame.remove(),
            }
            placed.is_some()
        });
    }

    fn add(&mut self, placed: &PlacedTile) {
        let image = tag("img", "").attr("alt", "").attr("draggable", "false");
        image.set("src", Some(&self.address(placed.tile)));
        let frame = tag("div", "tile");
        frame.add(std::slice::from_ref(&image));
        self.container.add(std::slice::from_ref(&frame));
        self.shown.push(Shown { tile: placed.tile, column: placed.column, frame, image, levels: 0 });
    }

    /// A tile is missing: it is asked for once more, and then its place shows that part of the next ancestor's picture,
    /// enlarged.
    pub(super) fn failed(&mut self, image: &Tag) {
        let Some(index) = self.shown.iter().position(|shown| shown.image == *image) else { return };
        let Some(shown) = self.shown.get_mut(index) else { return };
        let ancestor = shown.tile.ancestor(shown.levels).filter(|_| shown.levels <= MAX_LEVELS);
        shown.levels += 1;
        let Some((ancestor, part)) = ancestor else {
            image.remove();
            return;
        };
        crop(image.node(), part.scale, part.x, part.y);
        image.set("src", Some(&self.address(ancestor)));
    }

    fn address(&self, tile: Tile) -> String {
        tile_address(&self.template, tile.z, tile.x, tile.y)
    }
}

impl Shown {
    fn is(&self, placed: &PlacedTile) -> bool {
        self.tile == placed.tile && self.column == placed.column
    }
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use slippy_map::{LngLat, Size};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// A layer whose pictures load at once and are no request.
    const PICTURE: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>#{z}/{x}/{y}{r}";

    fn layer(template: &str) -> TileLayer {
        TileLayer::new(tag("div", ""), template)
    }

    fn view(longitude: f64, zoom: f64) -> Viewport {
        Viewport::new(LngLat { longitude, latitude: 43.7731 }, zoom, Size { width: 600.0, height: 400.0 })
    }

    fn source(image: &Tag) -> String {
        image.node().get_attribute("src").unwrap()
    }

    fn sources(layer: &TileLayer) -> Vec<String> {
        layer.shown.iter().map(|shown| source(&shown.image)).collect()
    }

    #[wasm_bindgen_test]
    fn the_template_names_the_tile() {
        let tile = Tile { z: 14, x: 8704, y: 5971 };
        let sharp = if web_sys::window().unwrap().device_pixel_ratio() > 1.25 { "@2x" } else { "" };
        for (template, address) in [
            ("https://{s}.tile.example/{z}", "https://{s}.tile.example/14".to_owned()),
            ("/tiles/{z}/{x}/{y}.png", "/tiles/14/8704/5971.png".to_owned()),
            ("/tiles/{z}/{x}/{y}{r}.png?key=1", format!("/tiles/14/8704/5971{sharp}.png?key=1")),
            ("{y}-{x}-{z}", "5971-8704-14".to_owned()),
            ("/one.png", "/one.png".to_owned()),
        ] {
            assert_eq!(layer(template).address(tile), address);
        }
    }

    #[wasm_bindgen_test]
    fn a_pan_keeps_the_tiles_that_stay_and_removes_the_others() {
        let mut layer = layer(PICTURE);
        layer.update(&view(11.2558, 14.0));
        let first = layer.shown.len();
        assert_eq!(layer.container.node().child_element_count() as usize, first);
        let kept = layer.shown[0].frame.clone();
        layer.update(&view(11.2560, 14.0));
        assert!(layer.shown.iter().any(|shown| shown.frame == kept), "the tile in the middle is the same element");
        layer.update(&view(2.35, 14.0));
        assert_eq!(layer.container.node().child_element_count() as usize, layer.shown.len());
        assert!(!layer.shown.iter().any(|shown| shown.frame == kept));
        assert!(kept.node().parent_node().is_none());
        let mut all = sources(&layer);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), layer.shown.len(), "no tile twice");
    }

    #[wasm_bindgen_test]
    fn a_missing_tile_shows_its_parent_until_there_is_none() {
        let mut layer = layer(PICTURE);
        layer.update(&view(11.2558, 3.0));
        let image = layer.shown[0].image.clone();
        let (tile, before) = (layer.shown[0].tile, source(&image));
        layer.failed(&image);
        assert_eq!(source(&image), before, "once more, since a network may fail for a moment");
        layer.failed(&image);
        let parent = format!("#{}/{}/{}", tile.z - 1, tile.x / 2, tile.y / 2);
        assert!(before != source(&image) && source(&image).contains(&parent), "{} holds {parent}", source(&image));
        assert_eq!(image.node().style().get_property_value("width").unwrap(), "200%");
        let left = if tile.x % 2 == 1 { "-100%" } else { "0%" };
        assert_eq!(image.node().style().get_property_value("left").unwrap().replace("-0%", "0%"), left);
        for _ in 0..tile.z {
            layer.failed(&image);
        }
        assert!(image.node().parent_node().is_none(), "a tile without any ancestor is no broken picture");
        layer.failed(&image);
        layer.failed(&tag("img", ""));
    }
}
