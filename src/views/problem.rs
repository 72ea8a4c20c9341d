use picker_core::{Event, Problem, State};
use service_points::Error;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::picker::focus_on;
use crate::context::{Picker, mark};
use crate::dom::{Tag, build, live, markup, tag};
use crate::text::Text;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = isOffline)]
    fn is_offline() -> Result<bool, JsValue>;
}

/// What went wrong, in words that help, and a way on where there is one.
pub(super) fn problem(picker: Picker, chooser: &Tag) -> Tag {
    let chooser = chooser.clone();
    let changed = picker.watch(|state| words(state).map_or(0, |(text, name, _)| 1 + text as u64 + mark(name)));
    let countdown = picker.watch(|state| state.countdown.into());
    let alert = tag("div", "");
    alert.set("role", Some("alert"));
    alert.live_content(move || {
        if !changed.is_set() {
            return Vec::new();
        }
        let locale = picker.locale();
        let told =
            picker.read(|state| words(state).map(|(text, name, retry)| (locale.fill(text, "name", name), retry)));
        let Some((text, can_retry)) = told.flatten() else { return Vec::new() };
        let [problem, said, wait, retry] = build(markup!("problem"), &locale, "");
        said.set_text(&text);
        if !can_retry {
            retry.remove();
        }
        let shown = retry.clone();
        live(Box::new(move || {
            let seconds = countdown.get() as usize;
            shown.show(seconds == 0);
            wait.set_text(&if seconds > 0 { locale.fill_count(Text::RetryIn, seconds, "") } else { String::new() });
        }));
        let chooser = chooser.clone();
        retry.on("click", move |_| {
            picker.dispatch(Event::RetryRequested);
            focus_on(&chooser);
        });
        vec![problem]
    });
    alert
}

/// The text, the name that it speaks of, and whether the same thing can be tried again.
#[inline(never)]
fn words(state: &State) -> Option<(Text, &str, bool)> {
    Some(match state.problem.as_ref()? {
        // The fields themselves say this.
        Problem::AddressMissing | Problem::PostNumberMissing => return None,
        Problem::SearchFailed(error) => {
            let text = match error {
                Error::NoAnswer if is_offline().unwrap_or(false) => Text::Offline,
                Error::NoAnswer => Text::SearchUnanswered,
                Error::Unavailable { .. } => Text::SearchUnavailable,
                Error::RateLimited(_) => Text::SearchLimited,
                Error::Setup(_) | Error::Malformed | Error::NotFound => Text::SearchSetup,
                Error::Rejected(_) => Text::SearchRefused,
            };
            (text, "", !matches!(error, Error::Rejected(_)))
        }
        Problem::NotLocated { refused: true } => (Text::LocationDenied, "", false),
        Problem::NotLocated { refused: false } => (Text::LocationUnavailable, "", false),
        Problem::CheckFailed(..) => (Text::CheckFailed, "", true),
        Problem::Unavailable(name) => (Text::Unavailable, name, false),
        Problem::Refused(name) => (Text::Refused, name, false),
        Problem::PresetGone => (Text::PresetGone, "", false),
    })
}
