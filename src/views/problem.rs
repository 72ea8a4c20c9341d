use picker_core::{Event, Problem, State};
use service_points::Error;

use super::picker::{button, focus_on};
use crate::context::{Picker, mark};
use crate::dom::{Tag, tag};
use crate::text::{Locale, Text};

/// What went wrong, in words that help, and a way on where there is one.
pub(super) fn problem(picker: Picker, chooser: &Tag) -> Tag {
    let chooser = chooser.clone();
    let changed = picker.watch(|state| words(state, &Locale::default()).map_or(0, |(text, _)| mark(&text)));
    tag("div", "").attr("role", "alert").live_content(move || {
        changed.get();
        let words = picker.read(|state| words(state, &picker.locale())).flatten();
        let Some((text, retry)) = words else { return Vec::new() };
        let mut content = vec![tag("p", "").text(&text)];
        if retry {
            let retry = button(&picker.text(Text::Retry), "");
            let chooser = chooser.clone();
            content.push(retry.on("click", move |_| {
                picker.dispatch(Event::RetryRequested);
                focus_on(&chooser);
            }));
        }
        vec![tag("div", "problem").with(&content)]
    })
}

/// The text, and whether the same thing can be tried again.
#[inline(never)]
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
