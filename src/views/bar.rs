use picker_core::{Event, State};
use service_points::ServicePoint;

use super::row::words_of;
use crate::context::{Picker, mark};
use crate::dom::{Tag, build, live, markup, tag};
use crate::text::Text;

/// Names the point that the shopper looks at, beside the one button that takes it.
pub(super) fn bar(picker: Picker) -> Tag {
    let busy = picker.watch(|state| u64::from(state.is_choosing()));
    let none = picker.watch(|state| u64::from(state.candidate().is_none()));
    let kept = picker.watch(|state| mark(kept_name(state)));
    let [bar, keep, candidate, hint, name, about, confirm] = build(markup!("bar"), &picker.locale(), "");
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
    confirm.on("click", move |_| picker.dispatch(Event::ChoiceRequested));
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
