use picker_core::hours::{ClosingDay, DayHours, OpenState, OpeningDay, Opens};

use super::{Locale, Text};

/// The state of a point's door in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenWords {
    /// Whether it is open; `None` when that is not known.
    pub(crate) open: Option<bool>,
    /// What matters: `Open until 19:05`.
    pub(crate) state: String,
    /// What comes after: `opens again 15:30`. May be empty.
    pub(crate) next: String,
}

impl OpenWords {
    /// `epoch_minute` is now, for the openings that only a date can name.
    pub(crate) fn new(state: OpenState, epoch_minute: i64, locale: &Locale) -> Self {
        let at = |text, minute| locale.fill(text, &[("time", &locale.time(minute))]);
        let on = |text, day: &str, minute| locale.fill(text, &[("day", day), ("time", &locale.time(minute))]);
        let words = |open, state, next| Self { open: Some(open), state, next };
        match state {
            OpenState::Unknown => Self { open: None, state: locale.text(Text::HoursUnknown), next: String::new() },
            OpenState::AllDay => words(true, locale.text(Text::AllDay), String::new()),
            OpenState::Open { closes } => {
                let until = match closes.day {
                    _ if closes.soon => at(Text::ClosesAt, closes.minute),
                    ClosingDay::Today | ClosingDay::Night => at(Text::OpenUntil, closes.minute),
                    ClosingDay::Tomorrow => at(Text::OpenUntilTomorrow, closes.minute),
                    ClosingDay::Weekday(day) => on(Text::OpenUntilDay, &locale.weekday(day), closes.minute),
                };
                words(true, until, closes.reopens.map_or_else(String::new, |minute| at(Text::OpensAgain, minute)))
            }
            OpenState::Closed { opens: Opens::NextWeek } => {
                words(false, locale.text(Text::ClosedUntilNextWeek), String::new())
            }
            OpenState::Closed { opens: Opens::NotThisWeek } => {
                words(false, locale.text(Text::ClosedThisWeek), String::new())
            }
            OpenState::Closed { opens: Opens::At { day, minute } } => {
                let next = match day {
                    OpeningDay::Today => at(Text::OpensAt, minute),
                    OpeningDay::Tomorrow => at(Text::OpensTomorrow, minute),
                    OpeningDay::Weekday(day) => on(Text::OpensDay, &locale.weekday(day), minute),
                    OpeningDay::InDays(days) => on(Text::OpensDay, &locale.date(epoch_minute, days), minute),
                };
                words(false, locale.text(Text::Closed), next)
            }
        }
    }
}

/// The hours of a day, a line for each range.
pub(crate) fn day_hours(hours: &DayHours, locale: &Locale) -> Vec<String> {
    match hours {
        DayHours::Closed => vec![locale.text(Text::Closed)],
        DayHours::AllDay => vec![locale.text(Text::AllDay)],
        DayHours::Ranges(ranges) => {
            ranges.iter().map(|range| [&locale.time(range.start), " – ", &locale.time(range.end)].concat()).collect()
        }
    }
}
