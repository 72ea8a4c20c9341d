use std::cell::Cell;
use std::rc::Rc;

use picker_core::{Event, Phase, Problem, State};
use service_points::{CountryCode, ReferencePoint};
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
    let missing = picker.watch(|state| u64::from(is_missing(state)));
    let searching = picker.watch(|state| u64::from(state.phase == Phase::Searching));
    let [form, field, go, near_me, near_me_text, countries, hint] = build(markup!("search_form"), &picker.locale(), "");
    country_choice(picker, countries);
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
        if picker.read(is_missing) == Some(true) {
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

fn is_missing(state: &State) -> bool {
    matches!(state.problem, Some(Problem::AddressMissing))
}

/// The countries to choose from, where there are several.
fn country_choice(picker: Picker, countries: Tag) {
    let state = picker.watch(|state| mark(&codes(state)).rotate_left(1) ^ mark(state.country.as_str()));
    // What `HtmlInputElement` has of a field a list has as well.
    let chosen: HtmlInputElement = countries.node().clone().unchecked_into();
    countries.on("change", move |_| {
        if let Some(country) = CountryCode::new(&chosen.value()) {
            picker.dispatch(Event::CountryChosen(country));
        }
    });
    live(Box::new(move || {
        state.get();
        let (codes, country) = picker.read(|state| (codes(state), state.country)).unzip();
        let (Some(codes), Some(country)) = (codes, country) else { return };
        countries.show(codes.contains(' '));
        picker.locale().fill_countries(countries.node(), &codes, country.as_str());
    }));
}

/// The codes of the countries to choose from, a space between them.
fn codes(state: &State) -> String {
    let (first, more) = (state.config.country, &state.config.countries);
    let mut codes = if more.contains(&first) { String::new() } else { first.as_str().to_owned() };
    for country in more {
        if !codes.is_empty() {
            codes.push(' ');
        }
        codes.push_str(country.as_str());
    }
    codes
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
