use leptos::prelude::*;
use picker_core::{Event, Problem, State};
use service_points::Error;

use crate::context::Picker;
use crate::text::{Locale, Text};

/// What went wrong, in words that help, and a way on where there is one.
pub(super) fn problem(picker: Picker) -> impl IntoView {
    let problem = Memo::new(move |_| picker.with(|state| words(state, &picker.locale.get())));
    view! { class="s",
        <div role="alert">
            {move || problem.get().map(|(text, retry)| view! { class="s",
                <div class="problem">
                    <p>{text}</p>
                    {retry.then(|| view! { class="s",
                        <button type="button" on:click=move |_| picker.dispatch(Event::RetryRequested)>
                            {move || picker.text(Text::Retry)}
                        </button>
                    })}
                </div>
            })}
        </div>
    }
}

/// The text, and whether the same thing can be tried again.
fn words(state: &State, locale: &Locale) -> Option<(String, bool)> {
    let named = |text, name: &str| Some((locale.fill(text, &[("name", name)]), false));
    match state.problem.as_ref()? {
        // The field itself says this.
        Problem::AddressMissing => None,
        Problem::SearchFailed(error) => {
            let text = match error {
                Error::NoAnswer => Text::SearchUnanswered,
                Error::Unavailable { .. } => Text::SearchUnavailable,
                Error::RateLimited(_) => Text::SearchLimited,
                Error::Setup(_) | Error::Malformed | Error::NotFound => Text::SearchSetup,
                Error::Rejected(_) => Text::SearchRefused,
            };
            Some((locale.text(text), !matches!(error, Error::Rejected(_))))
        }
        Problem::CheckFailed(..) => Some((locale.text(Text::CheckFailed), true)),
        Problem::Unavailable(name) => named(Text::Unavailable, name),
        Problem::Refused(name) => named(Text::Refused, name),
        Problem::PresetGone => Some((locale.text(Text::PresetGone), false)),
    }
}
