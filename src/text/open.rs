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
    /// `local_minute` is now by the calendar at the point, in minutes since 1970: some openings only a date can name.
    pub(crate) fn new(state: OpenState, local_minute: i64, locale: &Locale) -> Self {
        let at = |text, minute| locale.fill(text, "time", &locale.time(minute));
        let on = |text, day: &str, minute| locale.fill_day(text, day, &locale.time(minute));
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
                    OpeningDay::InDays(days) => on(Text::OpensDay, &locale.date(local_minute, days), minute),
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

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use picker_core::hours::Closes;
    use service_points::OpeningTime;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// 2026-12-17T10:00Z.
    const NOW: i64 = 29_958_360;

    fn words(state: OpenState) -> (Option<bool>, String, String) {
        let words = OpenWords::new(state, NOW, &Locale::new("IT", None));
        (words.open, words.state, words.next)
    }

    #[track_caller]
    fn assert_words(state: OpenState, open: Option<bool>, text: &str, next: &str) {
        assert_eq!(words(state), (open, text.to_owned(), next.to_owned()), "{state:?}");
    }

    fn open(day: ClosingDay, minute: u16) -> Closes {
        Closes { day, minute, soon: false, reopens: None }
    }

    #[wasm_bindgen_test]
    fn hours_that_are_not_known_are_neither_open_nor_closed() {
        assert_words(OpenState::Unknown, None, "Opening hours not known", "");
    }

    #[wasm_bindgen_test]
    fn an_open_door_says_until_when() {
        assert_words(OpenState::AllDay, Some(true), "Open 24 hours", "");
        for (closes, text, next) in [
            (open(ClosingDay::Today, 1145), "Open until 19:05", ""),
            (open(ClosingDay::Today, 1440), "Open until 00:00", ""),
            (open(ClosingDay::Night, 90), "Open until 01:30", ""),
            (open(ClosingDay::Tomorrow, 1080), "Open until tomorrow 18:00", ""),
            (open(ClosingDay::Weekday(5), 720), "Open until Saturday 12:00", ""),
            (Closes { soon: true, ..open(ClosingDay::Today, 780) }, "Closes at 13:00", ""),
            (Closes { soon: true, ..open(ClosingDay::Night, 15) }, "Closes at 00:15", ""),
            (
                Closes { soon: true, reopens: Some(930), ..open(ClosingDay::Today, 780) },
                "Closes at 13:00",
                "opens again 15:30",
            ),
            (Closes { reopens: Some(930), ..open(ClosingDay::Today, 780) }, "Open until 13:00", "opens again 15:30"),
        ] {
            assert_words(OpenState::Open { closes }, Some(true), text, next);
        }
    }

    #[wasm_bindgen_test]
    fn a_closed_door_says_when_it_opens() {
        for (opens, text, next) in [
            (Opens::At { day: OpeningDay::Today, minute: 930 }, "Closed", "opens at 15:30"),
            (Opens::At { day: OpeningDay::Tomorrow, minute: 510 }, "Closed", "opens tomorrow 08:30"),
            (Opens::At { day: OpeningDay::Weekday(0), minute: 510 }, "Closed", "opens Monday 08:30"),
            (Opens::NextWeek, "Closed until next week", ""),
            (Opens::NotThisWeek, "Closed this week", ""),
        ] {
            assert_words(OpenState::Closed { opens }, Some(false), text, next);
        }
        let (open, text, next) =
            words(OpenState::Closed { opens: Opens::At { day: OpeningDay::InDays(11), minute: 510 } });
        assert_eq!((open, text.as_str()), (Some(false), "Closed"));
        assert!(next.starts_with("opens ") && next.contains("28") && next.contains("December"), "{next}");
        assert!(next.ends_with(" 08:30"), "{next}");
    }

    #[wasm_bindgen_test]
    fn a_day_has_a_line_for_each_range() {
        let locale = Locale::new("IT", None);
        let range = |start, end| OpeningTime { start, end };
        let lines = |hours: &DayHours| day_hours(hours, &locale);
        assert_eq!(lines(&DayHours::Closed), ["Closed"]);
        assert_eq!(lines(&DayHours::AllDay), ["Open 24 hours"]);
        let ranges = DayHours::Ranges(vec![range(540, 750), range(930, 1440)]);
        assert_eq!(lines(&ranges), ["09:00 – 12:30", "15:30 – 00:00"]);
    }
}
