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

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use slippy_map::{LngLat, Size};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const FLORENCE: LngLat = LngLat { longitude: 11.2558, latitude: 43.7731 };

    fn view() -> Viewport {
        Viewport::new(FLORENCE, 14.0, Size { width: 800.0, height: 600.0 })
    }

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[track_caller]
    fn assert_near(a: Point, b: Point) {
        assert!(distance(a, b) < 1e-6, "{a:?} is not {b:?}");
    }

    #[wasm_bindgen_test]
    fn what_is_under_the_finger_stays_under_it() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(400.0, 300.0));
        let place = view().unproject(at(400.0, 300.0));
        let dragged = pointers.follow(1, at(460.0, 280.0), view()).unwrap();
        assert_near(dragged.project(place), at(460.0, 280.0));
        let dragged = pointers.follow(1, at(100.0, 500.0), dragged).unwrap();
        assert_near(dragged.project(place), at(100.0, 500.0));
        assert_eq!(dragged.zoom(), 14.0);
    }

    #[wasm_bindgen_test]
    fn a_hand_that_trembles_drags_nothing() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(100.0, 100.0));
        for x in [101.0, 102.0, 101.0, 100.0] {
            assert_eq!(pointers.follow(1, at(x, 100.0), view()), None);
        }
        assert!(!pointers.is_drag());
        assert!(pointers.follow(1, at(103.0, 100.0), view()).is_some());
        assert!(pointers.is_drag());
        pointers.release(1);
        assert!(pointers.is_drag(), "what was a drag is no press when it ends");
        pointers.press(1, at(100.0, 100.0));
        assert!(!pointers.is_drag(), "a new press is a new gesture");
    }

    #[wasm_bindgen_test]
    fn two_fingers_zoom_about_their_middle() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(300.0, 200.0));
        pointers.press(2, at(500.0, 200.0));
        assert_eq!(pointers.count(), 2);
        // Both move apart by 100 pixels, so that they are twice as far from each other.
        let halfway = pointers.follow(1, at(200.0, 200.0), view()).unwrap();
        let zoomed = pointers.follow(2, at(600.0, 200.0), halfway).unwrap();
        assert!((zoomed.zoom() - 15.0).abs() < 1e-9, "{}", zoomed.zoom());
        let middle = at(400.0, 200.0);
        assert_near(zoomed.project(view().unproject(middle)), middle);

        let halfway = pointers.follow(1, at(300.0, 200.0), zoomed).unwrap();
        let back = pointers.follow(2, at(500.0, 200.0), halfway).unwrap();
        assert!((back.zoom() - 14.0).abs() < 1e-9, "{}", back.zoom());
        assert_near(back.project(FLORENCE), at(400.0, 300.0));
    }

    #[wasm_bindgen_test]
    fn two_fingers_that_keep_their_distance_only_drag() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(300.0, 200.0));
        pointers.press(2, at(500.0, 200.0));
        let place = view().unproject(at(400.0, 200.0));
        let halfway = pointers.follow(1, at(350.0, 260.0), view()).unwrap();
        let moved = pointers.follow(2, at(550.0, 260.0), halfway).unwrap();
        assert!((moved.zoom() - 14.0).abs() < 1e-9, "{}", moved.zoom());
        assert_near(moved.project(place), at(450.0, 260.0));
    }

    #[wasm_bindgen_test]
    fn the_map_does_not_jump_when_a_finger_leaves() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(300.0, 200.0));
        pointers.press(2, at(500.0, 200.0));
        let pinched = pointers.follow(2, at(520.0, 200.0), view()).unwrap();
        pointers.release(1);
        assert_eq!(pointers.count(), 1);
        let place = pinched.unproject(at(520.0, 200.0));
        let dragged = pointers.follow(2, at(530.0, 210.0), pinched).unwrap();
        assert_near(dragged.project(place), at(530.0, 210.0));
        assert_eq!(dragged.zoom(), pinched.zoom());
        pointers.release(2);
        assert_eq!(pointers.count(), 0);
    }

    #[wasm_bindgen_test]
    fn a_pointer_that_is_not_down_moves_nothing() {
        let mut pointers = Pointers::default();
        assert_eq!(pointers.follow(1, at(900.0, 900.0), view()), None);
        pointers.press(1, at(0.0, 0.0));
        assert_eq!(pointers.follow(2, at(900.0, 900.0), view()), None);
        pointers.release(2);
        assert_eq!(pointers.count(), 1);
        pointers.release(1);
        assert_eq!(pointers.follow(1, at(900.0, 900.0), view()), None);
    }

    #[wasm_bindgen_test]
    fn a_pointer_pressed_twice_is_one_pointer() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(0.0, 0.0));
        pointers.press(1, at(100.0, 100.0));
        assert_eq!(pointers.count(), 1);
        let moved = pointers.follow(1, at(110.0, 100.0), view()).unwrap();
        assert_near(moved.project(FLORENCE), at(410.0, 300.0));
    }

    #[wasm_bindgen_test]
    fn fingers_at_one_place_do_not_break_the_view() {
        let mut pointers = Pointers::default();
        pointers.press(1, at(100.0, 100.0));
        pointers.press(2, at(100.0, 100.0));
        for (id, place) in [(1, at(120.0, 100.0)), (1, at(100.0, 100.0)), (2, at(100.0, 140.0))] {
            let moved = pointers.follow(id, place, view()).unwrap();
            assert!(moved.zoom().is_finite() && moved.center().latitude.is_finite());
        }
    }
}
