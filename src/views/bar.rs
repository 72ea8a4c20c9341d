use leptos::prelude::*;
use picker_core::Event;
use service_points::ServicePoint;

use super::picker::button;
use super::row::{name, words_of};
use crate::context::Picker;
use crate::dom::{Tag, tag};
use crate::text::Text;

/// Names the point that the shopper looks at, beside the one button that takes it.
pub(super) fn bar(picker: Picker) -> Tag {
    let busy = picker.flag(|state| state.is_choosing());
    let none = picker.flag(|state| state.candidate().is_none());
    let kept = Memo::new(move |_| {
        let name = |state: &picker_core::State| state.selection.as_ref().map(|selection| selection.point.name.clone());
        picker.with(name).unwrap_or_default()
    });
    let candidate = tag("div", "candidate").live_attr("data-none", move || none.get().then_some(""));
    let candidate = candidate.live_content(move || {
        let minute = picker.minute.get();
        picker.with(|state| match state.candidate() {
            Some(point) => vec![name(&point.name, "name"), tag("span", "").text(&line(picker, point, minute))],
            None => {
                let has_map = picker.tiles.with_untracked(|tiles| tiles.template.is_some());
                let hint = if has_map { Text::PickHintMap } else { Text::PickHint };
                vec![tag("span", "name").text(&picker.text(hint))]
            }
        })
    });
    let confirm = button("", "use")
        .attr("part", "confirm")
        .live_text(move || picker.text(if busy.get() { Text::Checking } else { Text::Use }))
        .live_attr("disabled", move || none.get().then_some(""))
        .live_attr("aria-busy", move || busy.get().then_some("true"))
        .on("click", move |_| picker.dispatch(Event::ChoiceRequested));
    let keep = tag("div", "keep").live_content(move || {
        let name = kept.get();
        if name.is_empty() {
            return Vec::new();
        }
        let keep = button(&picker.locale().fill(Text::Keep, &[("name", &name)]), "");
        vec![keep.on("click", move |_| picker.dispatch(Event::ChangeAbandoned))]
    });
    tag("div", "bar").attr("part", "bar").with(&[keep, candidate, confirm])
}

/// State of the door and distance on one line.
pub(super) fn line(picker: Picker, point: &ServicePoint, minute: i64) -> String {
    let locale = picker.locale();
    let words = words_of(picker, point, minute, &locale);
    match point.distance {
        Some(metres) => {
            let away = locale.fill(Text::Away, &[("distance", &locale.distance(metres))]);
            [words.state.as_str(), " · ", &away].concat()
        }
        None => words.state,
    }
}
