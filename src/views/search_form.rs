use picker_core::{Event, Phase, Problem, State};
use service_points::ReferencePoint;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::picker::icon;
use crate::context::{Picker, mark};
use crate::dom::{Tag, live, tag};
use crate::text::Text;

/// The address field. What is typed stays there, whatever becomes of the search.
pub(super) fn search_form(picker: Picker) -> Tag {
    let missing = picker.watch(|state| u64::from(state.problem == Some(Problem::AddressMissing)));
    let field = tag("input", "").attrs(&[
        ("id", "address"),
        ("type", "text"),
        ("enterkeyhint", "search"),
        ("autocomplete", "street-address"),
        ("maxlength", "200"),
        ("spellcheck", "false"),
        ("aria-describedby", "address-problem"),
        ("placeholder", &picker.text(Text::AddressHint)),
    ]);
    let field = field.live_attr("aria-invalid", move || missing.is_set().then_some("true"));
    let input: &HtmlInputElement = field.node().unchecked_ref();
    let (submitted, started) = (input.clone(), input.clone());
    let start = picker.watch(|state| mark(&start_text(state)));
    live(Box::new(move || {
        if start.is_set() {
            started.set_value(&picker.read(start_text).unwrap_or_default());
        }
    }));
    let form = tag("form", "search").attr("role", "search").attr("novalidate", "").on("submit", move |event| {
        event.prevent_default();
        picker.dispatch(Event::AddressSubmitted(submitted.value()));
        if picker.read(|state| state.problem == Some(Problem::AddressMissing)) == Some(true) {
            // The field says what is missing, and waits for it.
            let _ = submitted.focus();
        }
    });
    let go = tag("button", "go")
        .attr("type", "submit")
        .attr("aria-label", &picker.text(Text::Search))
        .live_attr("aria-busy", move || picker.with(|state| state.phase == Phase::Searching).then_some("true"))
        .with(&[icon()]);
    form.with(&[
        tag("label", "").attr("for", "address").text(&picker.text(Text::AddressLabel)),
        tag("div", "field").with(&[field, go]),
        tag("p", "hint-wrong")
            .attr("id", "address-problem")
            .live_text(move || if missing.is_set() { picker.text(Text::AddressMissing) } else { String::new() }),
    ])
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
