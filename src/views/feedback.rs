use picker_core::{Feedback, Phase, State};

use crate::context::Picker;
use crate::dom::{Tag, tag};
use crate::text::{Locale, Text};

/// How the address was understood, and, for those who listen, what the search found.
pub(super) fn feedback(picker: Picker) -> Tag {
    let understood = move || picker.with(|state| state.feedback().map(words));
    let line = tag("p", "feedback")
        .live_attr("data-doubt", move || understood().is_some_and(|(text, _)| text != Text::Near).then_some(""))
        .live_content(move || {
            let Some((text, address)) = understood() else { return Vec::new() };
            let words = tag("span", "").text(&picker.text(text)).text(" ");
            vec![words, tag("bdi", "").attr("translate", "no").text(&address)]
        });
    let status = tag("p", "unseen").attr("role", "status");
    tag("div", "").with(&[line, status.live_text(move || picker.with(|state| status_text(state, &picker.locale())))])
}

fn words(feedback: Feedback<'_>) -> (Text, String) {
    match feedback {
        Feedback::Near(address) => (Text::Near, address.to_owned()),
        Feedback::Partly(address) => (Text::PartlyMatched, address.to_owned()),
        Feedback::Broad(address) => (Text::BroadMatch, address.to_owned()),
        Feedback::NotFound => (Text::NotFound, String::new()),
    }
}

fn status_text(state: &State, locale: &Locale) -> String {
    if state.phase == Phase::Searching {
        return locale.text(Text::Searching);
    }
    let points = &state.results.points;
    let nearest = points.first().and_then(|point| point.distance).map(|metres| locale.distance(metres));
    match (state.phase, points.len(), nearest) {
        (Phase::Empty | Phase::Searching | Phase::Failed, ..) => String::new(),
        (Phase::Shown, 0, _) => locale.text(Text::NoPoints),
        (Phase::Shown, 1, Some(distance)) => locale.fill(Text::OnePointFound, &[("distance", &distance)]),
        (Phase::Shown, 1, None) => locale.text(Text::OnePointFoundHere),
        (Phase::Shown, count, Some(distance)) => {
            locale.fill(Text::PointsFound, &[("count", &locale.number(count)), ("distance", &distance)])
        }
        (Phase::Shown, count, None) => locale.fill(Text::PointsFoundHere, &[("count", &locale.number(count))]),
    }
}
