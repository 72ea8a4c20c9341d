use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use picker_core::{Event, Feedback, Phase};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::filters::filters;
use super::picker::focus_on;
use super::row::Row;
use crate::context::Picker;
use crate::dom::{Tag, build, live, markup, target};
use crate::text::Text;

/// The points, as a group of radio buttons: arrow keys look at them, Enter or the button below takes one.
pub(super) fn list(picker: Picker, chooser: &Tag) -> Tag {
    let [points, said, list, skeleton] = build(markup!("list"), &picker.locale(), "");
    said.before(&filters(picker));
    list.on("change", move |event| {
        if let Some(Ok(id)) = target::<HtmlInputElement>(&event).map(|radio| radio.value().parse()) {
            picker.dispatch(Event::Highlighted(id));
        }
    });
    list.on("click", move |event| {
        let button = target::<Element>(&event).and_then(|target| target.closest("[data-hours]").ok().flatten());
        if let Some(Ok(id)) = button.and_then(|button| button.get_attribute("data-hours")).map(|id| id.parse()) {
            picker.dispatch(Event::HoursToggled(id));
        }
    });
    list.on("keydown", move |event| {
        let enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter");
        if enter && target::<HtmlInputElement>(&event).is_some() {
            event.prevent_default();
            picker.dispatch(Event::ChoiceRequested);
        }
    });
    list.on_capture("error", |event| {
        // A carrier's picture that cannot be had makes room for the letters beneath it.
        if let Some(image) = target::<Element>(&event) {
            image.remove();
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
                let focused = focused_in(&list);
                list.replace(&nodes);
                match focused {
                    Some(selector) if list.finds(&selector) => list.focus_first(&[&selector]),
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
        let Some(row) = row else { return };
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        row.node().scroll_into_view_with_scroll_into_view_options(&options);
    }));
}

/// A selector for the control of the list that has the focus, which finds it in another list too.
fn focused_in(list: &Tag) -> Option<String> {
    let root = list.node().get_root_node();
    let active = Reflect::get(&root, &"activeElement".into()).ok()?.dyn_into::<Element>().ok()?;
    if !list.node().contains(Some(&active)) {
        return None;
    }
    Some(match active.get_attribute("data-hours") {
        Some(id) => ["[data-hours=\"", &id, "\"]"].concat(),
        None => ["#", &active.id()].concat(),
    })
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
