use std::cell::Cell;
use std::rc::Rc;

use picker_core::{Event, Phase, Problem, State};
use service_points::ReferencePoint;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::browser::{can_locate, locate};
use crate::context::{Picker, mark};
use crate::dom::{Tag, build, live, markup};
use crate::text::Text;

/// Longest that the browser may look for the shopper, in milliseconds.
const LOCATING_TIME_OUT: u32 = 10_000;

/// The address field. What is typed stays there, whatever becomes of the search.
pub(super) fn search_form(picker: Picker) -> Tag {
    let missing = picker.watch(|state| u64::from(state.problem == Some(Problem::AddressMissing)));
    let searching = picker.watch(|state| u64::from(state.phase == Phase::Searching));
    let [form, field, go, near_me, near_me_text, hint] = build(markup!("search_form"), &picker.locale(), "");
    let input: &HtmlInputElement = field.node().unchecked_ref();
    let (submitted, started) = (input.clone(), input.clone());
    let start = picker.watch(|state| mark(&start_text(state)));
    live(Box::new(move || {
        if start.is_set() {
            started.set_value(&picker.read(start_text).unwrap_or_default());
        }
    }));
    form.on("submit", move |event| {
        event.prevent_default();
        picker.dispatch(Event::AddressSubmitted(submitted.value()));
        if picker.read(|state| state.problem == Some(Problem::AddressMissing)) == Some(true) {
            // The field says what is missing, and waits for it.
            let _ = submitted.focus();
        }
    });
    near_me.show(picker.looks().geolocation && can_locate());
    let locating = Rc::new(Cell::new(false));
    near_me.on("click", move |_| {
        if locating.replace(true) {
            return;
        }
        near_me_text.set_text(&picker.text(Text::Locating));
        let (locating, text) = (Rc::clone(&locating), near_me_text.clone());
        locate(LOCATING_TIME_OUT, move |place| {
            locating.set(false);
            text.set_text(&picker.text(Text::UseLocation));
            picker.dispatch(match place {
                Ok(position) => Event::Located(position),
                Err(refused) => Event::NotLocated { refused },
            });
        });
    });
    go.live_attr("aria-busy", move || searching.is_set().then_some("true"));
    live(Box::new(move || {
        let missing = missing.is_set();
        field.set("aria-invalid", missing.then_some("true"));
        hint.set_text(&if missing { picker.text(Text::AddressMissing) } else { String::new() });
    }));
    form
}

/// The address that the host starts with.
fn start_text(state: &State) -> String {
    match &state.config.start {
        Some(ReferencePoint::Address(address)) => address.clone(),
        Some(ReferencePoint::Structured(parts)) => {
            let street = [parts.street(), " ", parts.house_number()].concat();
            let city = [parts.postal_code(), " ", parts.city()].concat();
            match (street.trim(), city.trim()) {
                (line, "") | ("", line) => line.to_owned(),
                (street, city) => [street, ", ", city].concat(),
            }
        }
        Some(ReferencePoint::Position(_)) | None => String::new(),
    }
}
