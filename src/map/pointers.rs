use slippy_map::{Point, Viewport};

/// The pointers that are down on the map: one drags, two drag and pinch.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointers {
    down: Vec<(i32, Point)>,
    travelled: f64,
}

/// A hand is not still: less movement than this, in pixels, is a press and no drag.
const SLACK: f64 = 5.0;

impl Pointers {
    pub(super) fn press(&mut self, id: i32, at: Point) {
        if self.down.is_empty() {
            self.travelled = 0.0;
        }
        self.release(id);
        self.down.push((id, at));
    }

    pub(super) fn release(&mut self, id: i32) {
        self.down.retain(|(other, _)| *other != id);
    }

    pub(super) fn count(&self) -> usize {
        self.down.len()
    }

    /// Whether this is a drag by now.
    pub(super) fn is_drag(&self) -> bool {
        self.travelled > SLACK
    }

    /// A pointer moved: the view that follows from it. `None` when that pointer is not down, or hardly moved yet.
    pub(super) fn follow(&mut self, id: i32, at: Point, viewport: Viewport) -> Option<Viewport> {
        let index = self.down.iter().position(|(other, _)| *other == id)?;
        let before = self.gesture();
        let (_, place) = self.down.get_mut(index)?;
        self.travelled += distance(*place, at);
        *place = at;
        if !self.is_drag() {
            return None;
        }
        let after = self.gesture();
        let moved = viewport.panned(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
        Some(match (before.spread, after.spread) {
            (Some(before), Some(spread)) if before > 0.0 && spread > 0.0 => {
                moved.zoomed_about(js_sys::Math::log2(spread / before), after.middle)
            }
            _ => moved,
        })
    }

    fn gesture(&self) -> Gesture {
        match self.down.as_slice() {
            [(_, first), (_, second), ..] => Gesture {
                middle: Point { x: (first.x + second.x) / 2.0, y: (first.y + second.y) / 2.0 },
                spread: Some(distance(*first, *second)),
            },
            [(_, only)] => Gesture { middle: *only, spread: None },
            [] => Gesture { middle: Point { x: 0.0, y: 0.0 }, spread: None },
        }
    }
}

struct Gesture {
    middle: Point,
    spread: Option<f64>,
}

fn distance(a: Point, b: Point) -> f64 {
    let (x, y) = (a.x - b.x, a.y - b.y);
    (x * x + y * y).sqrt()
}
