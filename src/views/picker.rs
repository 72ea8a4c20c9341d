use picker_core::Choice;

use super::{bar, feedback, list, problem, search_form, summary};
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, live, tag};
use crate::map;
use crate::text::{Locale, Text};

/// Puts the picker into `root`: the summary of a choice that counts, else all that a shopper needs to make one. Another
/// language, or another map, is another tree; what the shopper did is in the state and survives.
pub(crate) fn picker(picker: Picker, root: Tag) {
    live(Box::new(move || {
        let looks = picker.live_looks();
        root.replace(&[section(picker, looks.tiles.as_deref())]);
    }));
}

fn section(picker: Picker, map_template: Option<&str>) -> Tag {
    let settled = picker.watch(|state| match (&state.selection, state.choice) {
        (Some(selection), Choice::Settled) => selection.point.id.get().unsigned_abs(),
        _ => 0,
    });
    let chooser = tag("div", "chooser");
    let mut side =
        vec![search_form::search_form(picker), feedback::feedback(picker), problem::problem(picker, &chooser)];
    if map_template.is_some() {
        side.push(view_switch(picker, chooser.clone()));
    }
    side.extend([list::list(picker, &chooser), bar::bar(picker)]);
    let mut panes = vec![tag("div", "side").with(&side)];
    panes.extend(map_template.map(|template| map::pane(picker, template)));
    let chooser = chooser.with(&panes).live_attr("hidden", move || settled.is_set().then_some(""));
    let summarised = chooser.clone();
    tag("section", "picker").attr("part", "picker").attr("lang", Locale::language()).with(&[
        chooser,
        tag("div", "").live_content(move || {
            settled.is_set().then(|| summary::summary(picker, &summarised)).flatten().into_iter().collect()
        }),
    ])
}

/// In a narrow picker, list and map take turns. Which of them it is concerns the style sheet alone.
fn view_switch(picker: Picker, chooser: Tag) -> Tag {
    let [list, map] = [Text::List, Text::Map].map(|text| button(&picker.text(text), ""));
    let show = move |pressed: &Tag, other: &Tag, map: bool| {
        pressed.set("aria-pressed", Some("true"));
        other.set("aria-pressed", Some("false"));
        chooser.set("data-map", map.then_some(""));
    };
    show(&list, &map, false);
    let (first, second, show_list) = (list.clone(), map.clone(), show.clone());
    let buttons = [
        list.clone().on("click", move |_| show_list(&first, &second, false)),
        map.clone().on("click", move |_| show(&map, &list, true)),
    ];
    tag("div", "switch").with(&buttons)
}

/// What was pressed is gone from the page: the focus goes on in the list, or where an address is typed. Only after the
/// effects of this moment have run is it clear what is there.
pub(super) fn focus_on(chooser: &Tag) {
    let chooser = chooser.clone();
    after(0, move || chooser.focus_first(&[".row :checked:enabled", ".row input:enabled", "#address"]));
}

/// A button that submits no form.
pub(crate) fn button(text: &str, class: &str) -> Tag {
    tag("button", class).attr("type", "button").text(text)
}

/// A picture made by the style sheet.
pub(crate) fn icon() -> Tag {
    tag("i", "icon")
}
