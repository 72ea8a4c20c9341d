use slippy_map::{PlacedTile, Tile, Viewport};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlImageElement};

use super::layer::{pixels, place, set};
use crate::dom::tag;

/// How many levels a missing tile looks up for an ancestor that is there.
const MAX_LEVELS: u8 = 10;

/// Pixels around the view that are loaded ahead.
const MARGIN: f64 = 64.0;

/// The deepest level that tile servers commonly have.
const MAX_NATIVE_ZOOM: u8 = 19;

/// The pictures of the map.
pub(super) struct TileLayer {
    container: HtmlElement,
    template: String,
    shown: Vec<Shown>,
}

struct Shown {
    tile: Tile,
    column: i64,
    frame: HtmlElement,
    image: HtmlImageElement,
    levels: u8,
}

impl TileLayer {
    pub(super) fn new(container: HtmlElement, template: &str) -> Self {
        Self { container, template: template.to_owned(), shown: Vec::new() }
    }

    /// Shows what the view needs, keeps what it has, and removes the rest.
    pub(super) fn update(&mut self, viewport: &Viewport) {
        let wanted = viewport.tiles(MAX_NATIVE_ZOOM, MARGIN);
        self.shown.retain(|shown| {
            let stays = wanted.iter().any(|placed| shown.is(placed));
            if !stays {
                shown.frame.remove();
            }
            stays
        });
        for placed in &wanted {
            let known = self.shown.iter().position(|shown| shown.is(placed));
            let frame = match known {
                Some(index) => self.shown.get(index).map(|shown| shown.frame.clone()),
                None => self.add(placed),
            };
            if let Some(frame) = frame {
                place(&frame, placed.left, placed.top);
                set(&frame, "width", &pixels(placed.width));
                set(&frame, "height", &pixels(placed.height));
            }
        }
    }

    fn add(&mut self, placed: &PlacedTile) -> Option<HtmlElement> {
        let image: HtmlImageElement =
            tag("img", "").attr("alt", "").attr("draggable", "false").node().clone().dyn_into().ok()?;
        image.set_src(&self.address(placed.tile));
        let frame = tag("div", "tile").node().clone();
        frame.append_child(&image).ok()?;
        self.container.append_child(&frame).ok()?;
        self.shown.push(Shown { tile: placed.tile, column: placed.column, frame: frame.clone(), image, levels: 0 });
        Some(frame)
    }

    /// A tile is missing: its place shows that part of the next ancestor's picture, enlarged.
    pub(super) fn failed(&mut self, image: &HtmlImageElement) {
        let Some(index) = self.shown.iter().position(|shown| shown.image == *image) else { return };
        let Some(shown) = self.shown.get_mut(index) else { return };
        shown.levels += 1;
        let ancestor = shown.tile.ancestor(shown.levels).filter(|_| shown.levels <= MAX_LEVELS);
        let Some((ancestor, crop)) = ancestor else {
            image.remove();
            return;
        };
        let percent = |tiles: u32| [&(tiles * 100).to_string(), "%"].concat();
        let side = percent(crop.scale);
        set(image, "width", &side);
        set(image, "height", &side);
        set(image, "left", &["-", &percent(crop.x)].concat());
        set(image, "top", &["-", &percent(crop.y)].concat());
        image.set_src(&self.address(ancestor));
    }

    fn address(&self, tile: Tile) -> String {
        let sharp = web_sys::window().is_some_and(|window| window.device_pixel_ratio() > 1.25);
        let mut address = String::new();
        for part in self.template.split('{') {
            // What stands before the first brace is no name; a name that is not ours stays as it is.
            let value = match part.as_bytes() {
                [b'z', b'}', ..] => tile.z.into(),
                [b'x', b'}', ..] => tile.x,
                [b'y', b'}', ..] => tile.y,
                [b'r', b'}', ..] => {
                    address.push_str(if sharp { "@2x" } else { "" });
                    address.push_str(&part[2..]);
                    continue;
                }
                _ => {
                    address.push_str(part);
                    continue;
                }
            };
            address.push_str(&value.to_string());
            address.push_str(&part[2..]);
        }
        address
    }
}

impl Shown {
    fn is(&self, placed: &PlacedTile) -> bool {
        self.tile == placed.tile && self.column == placed.column
    }
}
