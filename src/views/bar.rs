use picker_core::{Event, Problem, State};
use service_points::ServicePoint;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::row::words_of;
use crate::context::{Picker, mark};
use crate::dom::{Tag, build, is_enter, live, markup, tag};
use crate::text::Text;

/// Names the point that the shopper looks at, beside the one button that takes it.
pub(super) fn bar(picker: Picker, chooser: &Tag) -> Tag {
    let busy = picker.watch(|state| u64::from(state.is_choosing()));
    let none = picker.watch(|state| u64::from(state.candidate().is_none()));
    let kept = picker.watch(|state| mark(kept_name(state)));
    let [bar, keep, post, number, number_hint, candidate, hint, name, about, confirm] =
        build(markup!("bar"), &picker.locale(), "");
    post_number(picker, post, number, number_hint, chooser.clone());
    live(Box::new(move || {
        picker.live_minute();
        let has_map = picker.looks().tiles.is_some();
        let (named, line) = picker.with(|state| {
            let named = |point: &ServicePoint| (point.name.clone(), line(picker, point));
            state.candidate().map(named).unwrap_or_default()
        });
        let none = named.is_empty();
        candidate.set("data-none", none.then_some(""));
        let hinted = if has_map { Text::PickHintMap } else { Text::PickHint };
        hint.set_text(&if none { picker.text(hinted) } else { String::new() });
        name.set_text(&named);
        about.set_text(&line);
    }));
    confirm.live_text(move || picker.text(if busy.is_set() { Text::Checking } else { Text::Use }));
    confirm.live_attr("disabled", move || none.is_set().then_some(""));
    confirm.live_attr("aria-busy", move || busy.is_set().then_some("true"));
    let chooser = chooser.clone();
    confirm.on("click", move |_| request(picker, &chooser));
    keep.live_content(move || {
        if !kept.is_set() {
            return Vec::new();
        }
        let name = picker.read(|state| kept_name(state).to_owned()).unwrap_or_default();
        let keep = tag("button", "");
        keep.set("type", Some("button"));
        keep.set_text(&picker.locale().fill(Text::Keep, "name", &name));
        keep.on("click", move |_| picker.dispatch(Event::ChangeAbandoned));
        vec![keep]
    });
    bar
}

/// Asks for the highlighted point. What is missing for that gets the focus.
pub(super) fn request(picker: Picker, chooser: &Tag) {
    picker.dispatch(Event::ChoiceRequested);
    if picker.read(is_missing) == Some(true) {
        chooser.focus_first(&["#post"]);
    }
}

fn is_missing(state: &State) -> bool {
    matches!(state.problem, Some(Problem::PostNumberMissing))
}

/// The field for the post number, where the point needs one.
fn post_number(picker: Picker, post: Tag, number: Tag, hint: Tag, chooser: Tag) {
    let asked = picker.watch(|state| u64::from(state.asks_for_post_number()));
    let missing = picker.watch(|state| u64::from(is_missing(state)));
    let input: HtmlInputElement = number.node().clone().unchecked_into();
    let typed = input.clone();
    number.on("input", move |_| picker.dispatch(Event::PostNumberTyped(typed.value())));
    number.on("keydown", move |event| {
        if is_enter(&event) {
            event.prevent_default();
            request(picker, &chooser);
        }
    });
    live(Box::new(move || {
        let missing = missing.is_set();
        post.show(asked.is_set());
        number.set("aria-invalid", missing.then_some("true"));
        hint.set("class", missing.then_some("hint-wrong"));
        hint.set_text(&picker.text(if missing { Text::PostNumberWrong } else { Text::PostNumberHint }));
        let kept = picker.read(|state| state.post_number.clone()).unwrap_or_default();
        if input.value() != kept {
            input.set_value(&kept);
        }
    }));
}

/// The name of the point that is chosen already; empty when there is none.
fn kept_name(state: &State) -> &str {
    state.selection.as_ref().map_or("", |selection| &selection.point.name)
}

/// State of the door, distance and carrier on one line.
pub(super) fn line(picker: Picker, point: &ServicePoint) -> String {
    let locale = picker.locale();
    let mut line = words_of(picker, point, &locale).state;
    if let Some(metres) = point.distance {
        line.push_str(" · ");
        line.push_str(&locale.fill(Text::Away, "distance", &locale.distance(metres)));
    }
    line.push_str(" · ");
    line.push_str(&point.carrier.name);
    line
}
