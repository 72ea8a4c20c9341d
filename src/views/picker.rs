use leptos::prelude::*;
use picker_core::Choice;

use super::{bar, feedback, list, problem, search_form, summary};
use crate::context::Picker;
use crate::dom::{Tag, live, tag};
use crate::map;
use crate::text::{Locale, Text};

/// Puts the picker into `root`: the summary of a choice that counts, else all that a shopper needs to make one. Another
/// language, or another map, is another tree; what the shopper did is in the state and survives.
pub(crate) fn picker(picker: Picker, root: Tag) {
    live(Box::new(move || {
        picker.locale.track();
        let map = picker.tiles.with(|tiles| tiles.template.clone());
        root.replace(&[section(picker, map.as_deref())]);
    }));
}

fn section(picker: Picker, map_template: Option<&str>) -> Tag {
    let settled = picker.flag(|state| state.choice == Choice::Settled);
    let shows_map = RwSignal::new(false);
    let mut side = vec![search_form::search_form(picker), feedback::feedback(picker), problem::problem(picker)];
    if map_template.is_some() {
        side.push(view_switch(picker, shows_map));
    }
    side.extend([list::list(picker), bar::bar(picker)]);
    let mut panes = vec![tag("div", "side").with(&side)];
    panes.extend(map_template.map(|template| map::pane(picker, template)));
    let chooser = tag("div", "chooser")
        .with(&panes)
        .live_attr("hidden", move || settled.get().then_some(""))
        .live_attr("data-map", move || shows_map.get().then_some(""));
    tag("section", "picker").attr("part", "picker").attr("lang", Locale::language()).with(&[
        chooser,
        tag("div", "")
            .live_content(move || settled.get().then(|| summary::summary(picker)).flatten().into_iter().collect()),
    ])
}

/// In a narrow picker, list and map take turns.
fn view_switch(picker: Picker, shows_map: RwSignal<bool>) -> Tag {
    let button = move |text, map: bool| {
        button(&picker.text(text), "")
            .live_attr("aria-pressed", move || Some(if shows_map.get() == map { "true" } else { "false" }))
            .on("click", move |_| shows_map.set(map))
    };
    tag("div", "switch").with(&[button(Text::List, false), button(Text::Map, true)])
}

/// A button that submits no form.
pub(crate) fn button(text: &str, class: &str) -> Tag {
    tag("button", class).attr("type", "button").text(text)
}

/// A picture made by the style sheet.
pub(crate) fn icon() -> Tag {
    tag("i", "icon")
}
