use std::cell::RefCell;
use std::rc::Rc;

use picker_core::{Event, Feedback, Phase};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use super::bar::request;
use super::filters::filters;
use super::picker::focus_on;
use super::row::Row;
use crate::context::Picker;
use crate::dom::{Tag, build, closest, is_enter, live, markup};
use crate::map;
use crate::text::Text;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn reveal(element: &HtmlElement) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = focusedIn)]
    fn focused_in(list: &HtmlElement) -> Option<String>;
}

/// The points, as a group of radio buttons: arrow keys look at them, Enter or the button below takes one.
pub(super) fn list(picker: Picker, chooser: &Tag) -> Tag {
    let [points, said, list, skeleton] = build(markup!("list"), &picker.locale(), "");
    said.before(&filters(picker));
    let (asking, shower) = (chooser.clone(), chooser.clone());
    list.on("change", move |event| {
        if let Some(Ok(id)) = closest(&event, "input", "value").map(|id| id.parse()) {
            picker.dispatch(Event::Highlighted(id));
        }
    });
    list.on("click", move |event| {
        if let Some(Ok(id)) = closest(&event, "[data-hours]", "data-hours").map(|id| id.parse()) {
            picker.dispatch(Event::HoursToggled(id));
        }
        if let Some(Ok(id)) = closest(&event, "[data-show]", "data-show").map(|id| id.parse()) {
            picker.dispatch(Event::Highlighted(id));
            // Where list and map take turns, it is the map's; where not, that button shows nothing else.
            shower.press(".switch button + button");
            map::show(picker, &shower);
            shower.focus_first(&[".surface"]);
        }
    });
    list.on("keydown", move |event| {
        if is_enter(&event) && closest(&event, "input", "value").is_some() {
            event.prevent_default();
            request(picker, &asking);
        }
    });
    keep_rows(picker, list, chooser.clone());
    let chooser = chooser.clone();
    said.live_content(move || note(picker, &chooser));
    let busy = points.clone();
    live(Box::new(move || {
        let (searching, first) = picker.with(|state| {
            let searching = state.phase == Phase::Searching;
            (searching, searching && state.results.points.is_empty())
        });
        busy.set("aria-busy", searching.then_some("true"));
        skeleton.show(first);
    }));
    points
}

/// Makes the rows of each new list, keeps them up to date, and shows the one that was highlighted elsewhere.
fn keep_rows(picker: Picker, list: Tag, chooser: Tag) {
    let rows = Rc::new(RefCell::new((None, Vec::<Row>::new())));
    let kept = Rc::clone(&rows);
    live(Box::new(move || {
        let (minute, locale) = (picker.live_minute(), picker.locale());
        picker.with(|state| {
            let (version, rows) = &mut *kept.borrow_mut();
            if version.replace(state.results.version) != Some(state.results.version) {
                *rows = state.sites().filter_map(|site| Row::new(&site, state.config.icons(), &locale)).collect();
                let nodes: Vec<Tag> = rows.iter().map(|row| row.node.clone()).collect();
                let focused = focused_in(list.node());
                list.replace(&nodes);
                match focused {
                    Some(selector) if list.find(&selector).is_some() => list.focus_first(&[&selector]),
                    Some(_) => focus_on(&chooser),
                    None => {}
                }
            }
            for row in rows {
                row.update(picker, state, minute, &locale);
            }
        });
    }));
    let highlight = picker.watch_highlight();
    live(Box::new(move || {
        highlight.get();
        let highlighted = picker.highlighted();
        let row = highlighted.and_then(|id| rows.borrow().1.iter().find_map(|row| row.spot(id)));
        if let Some(row) = row {
            // Nothing that stands on the page can fail to be scrolled to.
            let _ = reveal(row.node());
        }
    }));
}

/// What there is to say about the list as a whole, and a way on where there is none.
fn note(picker: Picker, chooser: &Tag) -> Vec<Tag> {
    let (text, on) = picker.with(|state| {
        let nothing = state.results.points.is_empty();
        match state.phase {
            Phase::Empty => (Some(Text::Start), None),
            Phase::Shown if nothing && state.can_widen() => (Some(Text::NoPoints), Some(Text::Wider)),
            Phase::Shown if nothing && state.feedback() != Some(Feedback::NotFound) => {
                (Some(Text::NoPointsAtAll), None)
            }
            Phase::Shown if !nothing && state.fitting().next().is_none() => {
                (Some(Text::FilterNothing), Some(Text::FilterClear))
            }
            Phase::Shown if state.results.clamped => (Some(Text::Clamped), None),
            // The nearest of many are what an address asks for; of an area one expects all.
            Phase::Shown if state.results.more && state.results.area.is_some() => (Some(Text::More), None),
            Phase::Shown if state.results.skipped > 0 => (Some(Text::Skipped), None),
            Phase::Shown if state.results.stale => (Some(Text::Stale), None),
            _ => (None, None),
        }
    });
    let Some(text) = text else { return Vec::new() };
    let [note, said, way_on] = build(markup!("note"), &picker.locale(), "");
    said.set_text(&picker.text(text));
    let Some(words) = on else {
        way_on.remove();
        return vec![note];
    };
    way_on.set_text(&picker.text(words));
    let chooser = chooser.clone();
    way_on.on("click", move |_| {
        picker.dispatch(if words == Text::Wider { Event::WiderRequested } else { Event::FacetsCleared });
        focus_on(&chooser);
    });
    vec![note]
}
