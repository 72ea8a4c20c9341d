use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use picker_core::{Event, Phase, Problem, State};
use service_points::ReferencePoint;

use crate::context::Picker;
use crate::text::Text;

/// The address field. What is typed stays there, whatever becomes of the search.
pub(super) fn search_form(picker: Picker) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let start = Memo::new(move |_| picker.with(start_text));
    let missing = move || picker.with(|state| state.problem == Some(Problem::AddressMissing));
    let busy = move || picker.with(|state| state.phase == Phase::Searching);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            picker.dispatch(Event::AddressSubmitted(input.value()));
            if picker.read(|state| state.problem == Some(Problem::AddressMissing)) == Some(true) {
                // The field says what is missing, and waits for it.
                let _ = input.focus();
            }
        }
    };
    view! { class="s",
        <form class="search" role="search" novalidate on:submit=submit>
            <label for="address">{move || picker.text(Text::AddressLabel)}</label>
            <div class="field">
                <input id="address" node_ref=input type="text" inputmode="search" enterkeyhint="search"
                    autocomplete="street-address" maxlength="200" spellcheck="false"
                    aria-describedby="address-problem" aria-invalid=move || missing().then_some("true")
                    placeholder=move || picker.text(Text::AddressHint) prop:value=start />
                <button type="submit" class="go" aria-label=move || picker.text(Text::Search) aria-busy=move || busy().then_some("true")>
                    <i class="icon"></i>
                </button>
            </div>
            <p id="address-problem" class="hint-wrong">{move || missing().then(|| picker.text(Text::AddressMissing))}</p>
        </form>
    }
}

/// The address that the host starts with.
fn start_text(state: &State) -> String {
    match &state.config.start {
        Some(ReferencePoint::Address(address)) => address.clone(),
        Some(ReferencePoint::Structured(parts)) => {
            let street = [parts.street(), " ", parts.house_number()].concat();
            let city = [parts.postal_code(), " ", parts.city()].concat();
            let lines = [street.trim(), city.trim()];
            lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Some(ReferencePoint::Position(_)) | None => String::new(),
    }
}
