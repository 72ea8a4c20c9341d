use picker_core::{Event, State};
use service_points::ServicePoint;

use super::picker::button;
use super::row::{name, words_of};
use crate::context::{Picker, mark};
use crate::dom::{Tag, tag};
use crate::text::Text;

/// Names the point that the shopper looks at, beside the one button that takes it.
pub(super) fn bar(picker: Picker) -> Tag {
    let busy = picker.watch(|state| u64::from(state.is_choosing()));
    let none = picker.watch(|state| u64::from(state.candidate().is_none()));
    let kept = picker.watch(|state| mark(kept_name(state)));
    let candidate = tag("div", "candidate").live_attr("data-none", move || none.is_set().then_some(""));
    let candidate = candidate.live_content(move || {
        picker.live_minute();
        picker.with(|state| match state.candidate() {
            Some(point) => vec![name(&point.name, "name"), tag("span", "").text(&line(picker, point))],
            None => {
                let has_map = picker.looks().tiles.is_some();
                let hint = if has_map { Text::PickHintMap } else { Text::PickHint };
                vec![tag("span", "name").text(&picker.text(hint))]
            }
        })
    });
    let confirm = button("", "use")
        .attr("part", "confirm")
        .live_text(move || picker.text(if busy.is_set() { Text::Checking } else { Text::Use }))
        .live_attr("disabled", move || none.is_set().then_some(""))
        .live_attr("aria-busy", move || busy.is_set().then_some("true"))
        .on("click", move |_| picker.dispatch(Event::ChoiceRequested));
    let keep = tag("div", "keep").live_content(move || {
        if !kept.is_set() {
            return Vec::new();
        }
        let name = picker.read(|state| kept_name(state).to_owned()).unwrap_or_default();
        let keep = button(&picker.locale().fill(Text::Keep, &[("name", &name)]), "");
        vec![keep.on("click", move |_| picker.dispatch(Event::ChangeAbandoned))]
    });
    tag("div", "bar").attr("part", "bar").with(&[keep, candidate, confirm])
}

/// The name of the point that is chosen already; empty when there is none.
fn kept_name(state: &State) -> &str {
    state.selection.as_ref().map_or("", |selection| &selection.point.name)
}

/// State of the door and distance on one line.
pub(super) fn line(picker: Picker, point: &ServicePoint) -> String {
    let locale = picker.locale();
    let words = words_of(picker, point, &locale);
    match point.distance {
        Some(metres) => {
            let away = locale.fill(Text::Away, &[("distance", &locale.distance(metres))]);
            [words.state.as_str(), " · ", &away].concat()
        }
        None => words.state,
    }
}
