use proptest::prelude::*;
use service_points::{OpeningTime, OpeningTimes};

use super::*;

/// `"09:00-12:30 15:30-19:30"` for each day, Monday first; days that are not given are closed.
fn week(days: &[&str]) -> OpeningTimes {
    let mut times = OpeningTimes::default();
    for (day, text) in times.days.iter_mut().zip(days) {
        *day = text.split_whitespace().map(range).collect();
    }
    times
}

fn range(text: &str) -> OpeningTime {
    let (start, end) = text.split_once('-').unwrap();
    OpeningTime { start: minute(start), end: minute(end) }
}

fn minute(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `"Fri 20:00"`.
fn now(text: &str) -> WallTime {
    let (day, time) = text.split_once(' ').unwrap();
    let weekday = DAYS.iter().position(|name| *name == day).unwrap() as u8;
    WallTime { weekday, minute: minute(time) }
}

/// A state in few words, so that a table of cases reads like what a shopper sees.
fn words(state: OpenState) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    match state {
        OpenState::Unknown => "unknown".into(),
        OpenState::AllDay => "all day".into(),
        OpenState::Open { closes } => {
            let day = match closes.day {
                ClosingDay::Today => String::new(),
                ClosingDay::Night => "night ".into(),
                ClosingDay::Tomorrow => "tomorrow ".into(),
                ClosingDay::Weekday(day) => format!("{} ", DAYS[usize::from(day)]),
            };
            let verb = if closes.soon { "closes soon" } else { "until" };
            let again = closes.reopens.map(|minute| format!(", again {}", clock(minute))).unwrap_or_default();
            format!("{verb} {day}{}{again}", clock(closes.minute))
        }
        OpenState::Closed { opens: Opens::At { day, minute } } => {
            let day = match day {
                OpeningDay::Today => String::new(),
                OpeningDay::Tomorrow => "tomorrow ".into(),
                OpeningDay::Weekday(day) => format!("{} ", DAYS[usize::from(day)]),
                OpeningDay::InDays(days) => format!("in {days} days "),
            };
            format!("opens {day}{}", clock(minute))
        }
        OpenState::Closed { opens: Opens::NextWeek } => "until next week".into(),
        OpenState::Closed { opens: Opens::NotThisWeek } => "not this week".into(),
    }
}

fn assert_states(times: &OpeningTimes, cases: &[(&str, &str)]) {
    for (moment, expected) in cases {
        assert_eq!(words(open_state(Some(times), now(moment), None)), *expected, "{moment}");
    }
}

#[test]
fn a_shop_with_a_lunch_break_and_a_free_weekend() {
    let split = "08:30-13:00 15:30-19:05";
    let times = week(&[split, split, "08:30-13:00", split, split]);
    assert_states(
        &times,
        &[
            ("Mon 00:00", "opens 08:30"),
            ("Mon 08:29", "opens 08:30"),
            ("Mon 08:30", "until 13:00, again 15:30"),
            ("Mon 11:59", "until 13:00, again 15:30"),
            ("Mon 12:00", "closes soon 13:00, again 15:30"),
            ("Mon 12:59", "closes soon 13:00, again 15:30"),
            ("Mon 13:00", "opens 15:30"),
            ("Mon 15:30", "until 19:05"),
            ("Mon 18:04", "until 19:05"),
            ("Mon 18:05", "closes soon 19:05"),
            ("Mon 19:05", "opens tomorrow 08:30"),
            ("Wed 11:00", "until 13:00"),
            ("Wed 13:00", "opens tomorrow 08:30"),
            ("Fri 19:05", "until next week"),
            ("Sun 23:59", "until next week"),
        ],
    );
}

#[test]
fn a_day_in_between_is_named() {
    let times = week(&["09:00-17:00", "", "", "10:00-12:00", "", "", "11:00-12:00"]);
    assert_states(
        &times,
        &[("Mon 17:00", "opens Thu 10:00"), ("Wed 09:00", "opens tomorrow 10:00"), ("Thu 12:00", "opens Sun 11:00")],
    );
}

#[test]
fn a_week_without_a_break_is_all_day_however_it_is_written() {
    for day in
        ["00:00-24:00", "00:00-23:59", "00:00-12:00 12:00-24:00", "12:00-23:59 00:00-12:00", "00:00-13:00 09:00-23:59"]
    {
        let times = week(&[day; 7]);
        assert_states(&times, &[("Mon 00:00", "all day"), ("Thu 23:59", "all day"), ("Sun 23:59", "all day")]);
        assert_eq!(display_week(&times), [const { DayHours::AllDay }; 7], "{day}");
    }
}

#[test]
fn some_days_without_a_break_are_not_all_week() {
    let whole = "00:00-24:00";
    let times = week(&[whole, whole, whole, "", whole, "00:00-18:00", whole]);
    assert_states(
        &times,
        &[
            ("Mon 10:00", "until Wed 24:00"),
            ("Tue 10:00", "until tomorrow 24:00"),
            ("Wed 10:00", "until 24:00"),
            ("Wed 23:00", "closes soon 24:00"),
            ("Thu 10:00", "opens tomorrow 00:00"),
            ("Fri 10:00", "until tomorrow 18:00"),
            ("Sat 18:00", "opens tomorrow 00:00"),
            ("Sun 10:00", "until 24:00"),
        ],
    );
}

#[test]
fn open_past_midnight_is_one_opening() {
    for late in ["17:00-23:59", "17:00-24:00"] {
        let times = week(&["", "", "", "", late, &format!("00:00-01:30 {late}"), "00:00-01:30"]);
        assert_states(
            &times,
            &[
                ("Fri 16:59", "opens 17:00"),
                ("Fri 17:00", "until night 01:30"),
                ("Fri 23:59", "until night 01:30"),
                ("Sat 00:00", "until 01:30, again 17:00"),
                ("Sat 00:30", "closes soon 01:30, again 17:00"),
                ("Sat 01:30", "opens 17:00"),
                ("Sat 23:59", "until night 01:30"),
                ("Sun 01:30", "until next week"),
            ],
        );
        let Some(DayHours::Ranges(saturday)) = display_week(&times).into_iter().nth(5) else { panic!("no ranges") };
        assert_eq!(saturday, [range("00:00-01:30"), range(late)], "the days stay as they are");
    }
}

#[test]
fn an_evening_until_2359_closes_when_it_says() {
    let times = week(&["17:00-23:59", "09:00-12:00"]);
    assert_states(&times, &[("Mon 20:00", "until 23:59"), ("Mon 23:59", "opens tomorrow 09:00")]);
}

#[test]
fn sunday_night_does_not_reach_monday() {
    let times = week(&["00:00-02:00", "", "", "", "", "", "18:00-24:00"]);
    assert_states(
        &times,
        &[("Sun 20:00", "until 24:00"), ("Sun 23:59", "closes soon 24:00"), ("Mon 01:59", "closes soon 02:00")],
    );
    assert_states(&times, &[("Mon 02:00", "opens Sun 18:00")]);
}

#[test]
fn ranges_that_touch_or_overlap_are_one() {
    let times = week(&["12:00-21:00 10:00-12:00", "09:00-14:00 13:00-18:00 10:00-11:00", "09:00-11:59 12:00-18:00"]);
    assert_states(&times, &[("Mon 11:30", "until 21:00"), ("Tue 13:30", "until 18:00"), ("Wed 11:59", "until 18:00")]);
    let shown = display_week(&times);
    assert_eq!(shown[0], DayHours::Ranges(vec![range("10:00-21:00")]));
    assert_eq!(shown[1], DayHours::Ranges(vec![range("09:00-18:00")]));
    assert_eq!(shown[2], DayHours::Ranges(vec![range("09:00-18:00")]));
}

#[test]
fn a_week_shows_closed_days_in_their_place() {
    let times = week(&["09:00-12:00 14:00-18:00", "", "00:00-23:59", "", "", "00:00-23:58", ""]);
    let shown = display_week(&times);
    assert_eq!(shown[0], DayHours::Ranges(vec![range("09:00-12:00"), range("14:00-18:00")]));
    assert_eq!([&shown[1], &shown[3], &shown[6]], [&DayHours::Closed; 3]);
    assert_eq!(shown[2], DayHours::AllDay);
    assert_eq!(shown[5], DayHours::Ranges(vec![range("00:00-23:58")]));
}

#[test]
fn no_hours_are_not_closed_hours() {
    assert_eq!(open_state(None, now("Mon 10:00"), None), OpenState::Unknown);
    assert_states(&OpeningTimes::default(), &[("Mon 10:00", "not this week")]);
    assert_eq!(display_week(&OpeningTimes::default()), [const { DayHours::Closed }; 7]);
}

#[test]
fn beyond_sunday_only_the_stated_instant_counts() {
    let times = week(&["09:00-17:00", "", "", "", "09:00-17:00"]);
    let closed = OpeningTimes::default();
    let cases = [
        (&times, "Sat 12:00", 2, "opens Mon 08:30"),
        (&times, "Sun 12:00", 1, "opens tomorrow 08:30"),
        (&times, "Fri 17:00", 6, "opens Thu 08:30"),
        (&times, "Fri 17:00", 7, "opens in 7 days 08:30"),
        (&times, "Fri 17:00", 30, "opens in 30 days 08:30"),
        (&closed, "Wed 12:00", 5, "opens Mon 08:30"),
        // Still this week: the hours know better.
        (&times, "Fri 17:00", 1, "until next week"),
        (&times, "Sun 12:00", 0, "until next week"),
        (&closed, "Wed 12:00", 4, "not this week"),
        (&times, "Mon 08:00", 9, "opens 09:00"),
        (&times, "Tue 08:00", 6, "opens Fri 09:00"),
        (&times, "Mon 10:00", 7, "until 17:00"),
    ];
    for (times, moment, days_from_today, expected) in cases {
        let next_open = Some(NextOpen { days_from_today, minute: 510 });
        assert_eq!(words(open_state(Some(times), now(moment), next_open)), expected, "{moment}, {days_from_today}");
    }
}

#[test]
fn the_stated_instant_is_seen_from_now() {
    let stamp = |text| crate::zone::parse_rfc3339(text).unwrap();
    let seen =
        |now, next| NextOpen::seen_from(&stamp(now), &stamp(next)).map(|open| (open.days_from_today, open.minute));
    assert_eq!(seen("2026-03-15T22:00:00+01:00", "2026-03-16T08:30:00+01:00"), Some((1, 510)));
    assert_eq!(seen("2026-03-16T08:00:00+01:00", "2026-03-16T08:30:00+01:00"), Some((0, 510)));
    // Clocks change in between: days are counted on the calendar, not in hours.
    assert_eq!(seen("2026-03-28T23:30:00+01:00", "2026-03-29T00:30:00+01:00"), Some((1, 30)));
    assert_eq!(seen("2026-03-27T23:30:00+01:00", "2026-03-30T00:30:00+02:00"), Some((3, 30)));
    assert_eq!(seen("2026-12-31T12:00:00-05:00", "2027-01-02T09:00:00-05:00"), Some((2, 540)));
    assert_eq!(seen("2026-03-16T08:31:00+01:00", "2026-03-16T08:30:00+01:00"), None, "over");
    assert_eq!(seen("2026-03-16T08:31:00+01:00", "9999-03-16T08:30:00+01:00"), None, "a mistake");
}

#[test]
fn the_hour_that_clocks_skip_or_repeat_is_read_off_the_clock() {
    let times = week(&["", "", "", "", "", "", "00:00-02:30"]);
    // 01:59 is followed by 03:00 in spring; 02:00 to 02:59 come twice in autumn.
    assert_states(&times, &[("Sun 01:59", "closes soon 02:30"), ("Sun 03:00", "until next week")]);
    assert_states(&times, &[("Sun 02:29", "closes soon 02:30"), ("Sun 02:30", "until next week")]);
}

#[test]
fn a_clock_out_of_its_range_does_no_harm() {
    let times = week(&["09:00-17:00"; 7]);
    let wrong = WallTime { weekday: 200, minute: u16::MAX };
    assert_eq!(words(open_state(Some(&times), wrong, None)), "until next week");
}

#[test]
fn what_is_no_range_is_left_out() {
    let mut times = OpeningTimes::default();
    times.days[0] = vec![
        OpeningTime { start: 600, end: 540 },
        OpeningTime { start: 600, end: 600 },
        OpeningTime { start: 600, end: u16::MAX },
        OpeningTime { start: 780, end: 840 },
    ];
    assert_eq!(display_week(&times)[0], DayHours::Ranges(vec![OpeningTime { start: 780, end: 840 }]));
    assert_states(&times, &[("Mon 10:00", "opens 13:00")]);
}

#[test]
fn five_hundred_ranges_are_read() {
    let mut times = OpeningTimes::default();
    times.days[2] = (0..500).map(|i| OpeningTime { start: (i * 7) % 1400, end: (i * 7) % 1400 + 5 }).rev().collect();
    let DayHours::Ranges(ranges) = &display_week(&times)[2] else { panic!("no ranges") };
    assert_eq!(ranges.len(), 200, "every seventh minute, five minutes long");
    assert!(ranges.is_sorted_by_key(|range| range.start));
}

fn any_week() -> impl Strategy<Value = OpeningTimes> {
    // Quarter hours, so that ranges often touch, and never leave a gap of a minute.
    let range = (0_u16..96, 1_u16..=96)
        .prop_map(|(start, length)| OpeningTime { start: start * 15, end: ((start + length) * 15).min(1440) });
    let day = prop_oneof![
        1 => Just(vec![]),
        1 => Just(vec![OpeningTime { start: 0, end: 1440 }]),
        4 => proptest::collection::vec(range, 1..4),
    ];
    proptest::array::uniform7(day).prop_map(|days| OpeningTimes { days })
}

proptest! {
    /// The answer must be what a patient shopper would find who stands at the door and looks every minute.
    #[test]
    fn the_state_is_what_watching_the_door_shows(times in any_week(), minute_of_week in 0_u16..10_080) {
        let open = |at: u16| {
            times.days[usize::from(at / 1440)].iter().any(|range| (range.start..range.end).contains(&(at % 1440)))
        };
        let now = WallTime { weekday: (minute_of_week / 1440) as u8, minute: minute_of_week % 1440 };
        let changes = (minute_of_week..10_080).find(|at| open(*at) != open(minute_of_week));
        match open_state(Some(&times), now, None) {
            OpenState::AllDay => prop_assert!((0..10_080).all(open)),
            OpenState::Open { closes } => {
                prop_assert!(open(minute_of_week));
                let end = changes.unwrap_or(10_080);
                prop_assert_eq!(closes.minute % 1440, end % 1440);
                prop_assert_eq!(closes.soon, end - minute_of_week <= 60);
                let rest_of_today = (u16::from(now.weekday) + 1) * 1440;
                prop_assert_eq!(closes.day == ClosingDay::Today, end <= rest_of_today);
                prop_assert_eq!(closes.reopens, (end..rest_of_today).find(|at| open(*at)).map(|at| at % 1440));
            }
            OpenState::Closed { opens: Opens::At { day, minute } } => {
                prop_assert!(!open(minute_of_week));
                let start = changes.unwrap();
                prop_assert_eq!(minute, start % 1440);
                let weekday = (start / 1440) as u8;
                let expected = match weekday - now.weekday {
                    0 => OpeningDay::Today,
                    1 => OpeningDay::Tomorrow,
                    _ => OpeningDay::Weekday(weekday),
                };
                prop_assert_eq!(day, expected);
            }
            OpenState::Closed { opens } => {
                prop_assert_eq!(changes, None);
                prop_assert!(!open(minute_of_week));
                prop_assert_eq!(opens == Opens::NotThisWeek, !(0..10_080).any(open));
            }
            OpenState::Unknown => prop_assert!(false, "there are hours"),
        }
    }
}
