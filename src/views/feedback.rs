use picker_core::{Feedback, Phase, State};

use crate::context::Picker;
use crate::dom::{Tag, build, live, markup};
use crate::text::{Locale, Text};

/// How the address was understood, and, for those who listen, what the search found.
pub(super) fn feedback(picker: Picker) -> Tag {
    let [all, line, words_before, address, status] = build(markup!("feedback"), &picker.locale(), "");
    live(Box::new(move || {
        let understood = picker.with(|state| state.feedback().map(words));
        line.show(understood.is_some());
        let Some((text, found)) = understood else { return };
        line.set("data-doubt", (!matches!(text, Text::Near | Text::NearYou)).then_some(""));
        words_before.set_text(&[picker.text(text).as_str(), " "].concat());
        address.set_text(&found);
    }));
    status.live_text(move || picker.with(|state| status_text(state, &picker.locale())));
    all
}

fn words(feedback: Feedback<'_>) -> (Text, String) {
    match feedback {
        Feedback::Near(address) => (Text::Near, address.to_owned()),
        Feedback::Partly(address) => (Text::PartlyMatched, address.to_owned()),
        Feedback::Broad(address) => (Text::BroadMatch, address.to_owned()),
        Feedback::NearYou => (Text::NearYou, String::new()),
        Feedback::NotFound => (Text::NotFound, String::new()),
    }
}

fn status_text(state: &State, locale: &Locale) -> String {
    if state.phase == Phase::Searching {
        return locale.text(Text::Searching);
    }
    let nearest = state.fitting().next().and_then(|point| point.distance).map(|metres| locale.distance(metres));
    match (state.phase, state.fitting().count(), nearest) {
        (Phase::Empty | Phase::Searching | Phase::Failed, ..) => String::new(),
        (Phase::Shown, 0, _) if !state.results.points.is_empty() => locale.text(Text::FilterNothing),
        (Phase::Shown, 0, _) => locale.text(Text::NoPoints),
        (Phase::Shown, count, Some(distance)) => locale.fill_count(Text::PointsFound, count, &distance),
        (Phase::Shown, count, None) => locale.fill_count(Text::PointsFoundHere, count, ""),
    }
}
