use picker_core::{Choice, Event, Problem};
use service_points::Error;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::bar::bar;
use super::feedback::feedback;
use super::list::list;
use super::problem::problem;
use super::search_form::search_form;
use super::summary::summary;
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, build, live, markup, target, window};
use crate::map;
use crate::text::Locale;

/// Puts the picker into `root`: the summary of a choice that counts, else all that a shopper needs to make one. Another
/// language, or another map, is another tree; what the shopper did is in the state and survives.
pub(crate) fn picker(picker: Picker, root: Tag) {
    live(Box::new(move || {
        let looks = picker.live_looks();
        let typed = field(&root).map(|field| field.value());
        root.replace(&[section(picker, looks.tiles.as_deref())]);
        if let (Some(typed), Some(field)) = (typed, field(&root)) {
            field.set_value(&typed);
        }
    }));
}

/// The address field, which may hold what was typed and not searched yet.
fn field(root: &Tag) -> Option<HtmlInputElement> {
    root.node().query_selector("#address").ok()?.map(|field| field.unchecked_into())
}

fn section(picker: Picker, map_template: Option<&str>) -> Tag {
    let settled = picker.watch(|state| match (&state.selection, state.choice) {
        (Some(selection), Choice::Settled) => selection.point.id.get().unsigned_abs(),
        _ => 0,
    });
    let locale = picker.locale();
    let [section, chooser, side, chosen] = build(markup!("picker"), &locale, "");
    let language = locale.language();
    section.set("lang", language.split('-').next());
    section.set("dir", Some(if language.starts_with("ar") { "rtl" } else { "ltr" }));
    side.add(&[search_form(picker), feedback(picker), problem(picker, &chooser)]);
    if map_template.is_some() {
        side.add(&[view_switch(&locale, &chooser)]);
    }
    side.add(&[list(picker, &chooser), bar(picker, &chooser)]);
    if let Some(template) = map_template {
        chooser.add(&[map::pane(picker, template)]);
    }
    window().on("online", move |_| {
        if picker.read(|state| matches!(state.problem, Some(Problem::SearchFailed(Error::NoAnswer)))) == Some(true) {
            picker.dispatch(Event::RetryRequested);
        }
    });
    let summarised = chooser.clone();
    chosen.live_content(move || {
        summarised.show(!settled.is_set());
        settled.is_set().then(|| summary(picker, &summarised)).flatten().into_iter().collect()
    });
    section
}

/// In a narrow picker, list and map take turns. Which of them it is concerns the style sheet alone.
fn view_switch(locale: &Locale, chooser: &Tag) -> Tag {
    let [switch, list, map] = build(markup!("switch"), locale, "");
    let chooser = chooser.clone();
    switch.on("click", move |event| {
        let shows_map = target(&event).as_ref() == Some(&map);
        list.set("aria-pressed", Some(if shows_map { "false" } else { "true" }));
        map.set("aria-pressed", Some(if shows_map { "true" } else { "false" }));
        chooser.set("data-map", shows_map.then_some(""));
    });
    switch
}

/// What was pressed is gone from the page: the focus goes on in the list, or where an address is typed. Only after the
/// effects of this moment have run is it clear what is there.
pub(super) fn focus_on(chooser: &Tag) {
    let chooser = chooser.clone();
    after(0, move || chooser.focus_first(&[".row :checked:enabled", ".row input:enabled", "#address"]));
}
