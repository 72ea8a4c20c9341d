//! Opening hours against a patient oracle, who looks at the door every minute of a year and at the clock on the wall
//! beside it. What that clock shows comes from the IANA database by way of another implementation (jiff).
#![expect(clippy::unwrap_used, reason = "a test ends by panicking")]

use jiff::tz::TimeZone;
use jiff::{Timestamp as Instant, civil};
use picker_core::hours::{ClosingDay, DayHours, OpenState, OpeningDay, Opens, WallTime, display_week, open_state};
use picker_core::zone::Timestamp;
use proptest::prelude::*;
use service_points::{OpeningTime, OpeningTimes};

const PLACES: [&str; 4] = ["Europe/Amsterdam", "Europe/Lisbon", "Atlantic/Canary", "Europe/Helsinki"];
const YEAR: i16 = 2026;
const MINUTES_A_DAY: i64 = 1440;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn instant(minute: i64) -> Instant {
    Instant::from_second(minute * 60).unwrap()
}

/// Minutes by which a zone is ahead of UTC, and what its clocks show.
fn clock(zone: &TimeZone, minute: i64) -> (i16, civil::DateTime) {
    let offset = zone.to_offset(instant(minute));
    ((offset.seconds() / 60) as i16, offset.to_datetime(instant(minute)))
}

/// What the widget takes for the wall time there.
fn wall(offset_minutes: i16, minute: i64) -> WallTime {
    Timestamp { epoch_minutes: minute, offset_minutes }.wall_time()
}

/// The first and last minute of a year in UTC, and a day on both sides.
fn year() -> std::ops::Range<i64> {
    let midnight = |year: i16| civil::date(year, 1, 1).to_zoned(TimeZone::UTC).unwrap().timestamp().as_second() / 60;
    midnight(YEAR) - MINUTES_A_DAY..midnight(YEAR + 1) + MINUTES_A_DAY
}

/// Whether the door is open, from the texts of the hours and the clock alone.
fn door(hours: &[&str; 7], at: civil::DateTime) -> bool {
    let day = hours[at.weekday().to_monday_zero_offset() as usize];
    let now = format!("{:02}:{:02}", at.hour(), at.minute());
    day.split_whitespace().filter_map(|range| range.split_once('-')).any(|(start, end)| {
        let end = if end == "23:59" && next_begins_at_midnight(hours, at) { "24:00" } else { end };
        start <= now.as_str() && now.as_str() < end
    })
}

/// Whether what ends at 23:59 goes on at midnight: nobody closes for a minute.
fn next_begins_at_midnight(hours: &[&str; 7], at: civil::DateTime) -> bool {
    let today = at.weekday().to_monday_zero_offset() as usize;
    let whole_day = hours[today].starts_with("00:00");
    whole_day || today < 6 && hours[today + 1].starts_with("00:00")
}

fn minute(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap()
}

fn read(hours: &[&str; 7]) -> OpeningTimes {
    let range = |text: &str| {
        let (start, end) = text.split_once('-').unwrap();
        OpeningTime { start: minute(start), end: minute(end) }
    };
    OpeningTimes { days: hours.map(|day| day.split_whitespace().map(range).collect()) }
}

/// Hours that have an edge in every hour in which clocks change, and every oddity that hours have.
const SHOPS: [[&str; 7]; 4] = [
    [
        "08:30-13:00 15:30-19:05",
        "10:00-12:00 12:00-21:00",
        "",
        "00:00-24:00",
        "17:00-24:00",
        "00:00-01:30 09:00-18:00",
        "00:30-01:15 01:45-02:30 02:59-03:01 03:30-04:00",
    ],
    [
        "00:00-02:00",
        "00:00-23:59",
        "00:00-23:59",
        "09:00-09:01",
        "17:00-23:59",
        "00:00-02:30 22:00-23:59",
        "00:00-02:00 18:00-24:00",
    ],
    ["00:00-23:59"; 7],
    ["", "", "", "", "", "", "00:59-01:01 02:00-03:00"],
];

/// Every minute of a year at one place.
#[track_caller]
fn assert_open_now_is_what_the_door_shows(name: &str) {
    let zone = zone(name);
    let (mut openings, mut jumps, mut before) = (0, 0, None);
    let weeks = SHOPS.each_ref().map(read);
    for minute in year() {
        let (offset, local) = clock(&zone, minute);
        let now = wall(offset, minute);
        let shown = (i16::from(local.hour()) * 60 + i16::from(local.minute())) as u16;
        assert_eq!((now.weekday as i8, now.minute), (local.weekday().to_monday_zero_offset(), shown), "{local}");
        jumps += u32::from(before.is_some_and(|before| before != offset));
        before = Some(offset);
        // Each shop in its turn, which comes round to each minute of the week four times a year, and all of them in
        // the nights in which clocks may change.
        let night = local.hour() < 5 && local.weekday() == civil::Weekday::Sunday;
        for (index, (hours, week)) in SHOPS.iter().zip(&weeks).enumerate() {
            if !night && minute.rem_euclid(13) != index as i64 {
                continue;
            }
            let open = match open_state(Some(week), now, None) {
                OpenState::AllDay | OpenState::Open { .. } => true,
                OpenState::Closed { .. } | OpenState::Unknown => false,
            };
            assert_eq!(open, door(hours, local), "{name}, {local}, shop {index}");
            openings += u32::from(open);
        }
    }
    assert_eq!(jumps, 2, "{name} changes its clocks twice a year");
    assert!(openings > 30_000, "{name}");
}

#[test]
fn open_now_is_what_the_door_shows_for_a_year_in_amsterdam() {
    assert_open_now_is_what_the_door_shows(PLACES[0]);
}

#[test]
fn open_now_is_what_the_door_shows_for_a_year_in_lisbon() {
    assert_open_now_is_what_the_door_shows(PLACES[1]);
}

#[test]
fn open_now_is_what_the_door_shows_for_a_year_in_the_canary_islands() {
    assert_open_now_is_what_the_door_shows(PLACES[2]);
}

#[test]
fn open_now_is_what_the_door_shows_for_a_year_in_helsinki() {
    assert_open_now_is_what_the_door_shows(PLACES[3]);
}

/// Hours on a grid of so many minutes.
fn any_week(grid: u16) -> impl Strategy<Value = OpeningTimes> {
    let range = (0..1440 / grid, 1..=1440 / grid)
        .prop_map(move |(start, length)| OpeningTime { start: start * grid, end: ((start + length) * grid).min(1440) });
    proptest::array::uniform7(proptest::collection::vec(range, 0..4)).prop_map(|days| OpeningTimes { days })
}

/// The day an opening or closing is announced for, in days from today.
fn days_ahead(today: u8, weekday: u8) -> i64 {
    i64::from(weekday) - i64::from(today)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the hours: what is announced as the next change of the door is the next change of the door, on the clock
    /// beside it, unless clocks change before.
    #[test]
    fn the_next_change_is_the_announced_one(week in any_week(5), place in 0..4_usize, day in 0..365_i64, start in 0..1440_i64) {
        let zone = zone(PLACES[place]);
        let now = year().start + (day + 1) * MINUTES_A_DAY + start;
        let (offset, local) = clock(&zone, now);
        let today = local.weekday().to_monday_zero_offset() as u8;
        let open_at = |minute: i64| {
            let (offset, _) = clock(&zone, minute);
            let wall = wall(offset, minute);
            week.days[usize::from(wall.weekday)].iter().any(|range| (range.start..range.end).contains(&wall.minute))
        };
        let midnight = now - i64::from(local.hour()) * 60 - i64::from(local.minute());
        let end_of_week = midnight + i64::from(7 - today) * MINUTES_A_DAY;
        prop_assume!(clock(&zone, end_of_week).0 == offset);
        let change = (now..end_of_week).find(|at| open_at(*at) != open_at(now));
        match open_state(Some(&week), wall(offset, now), None) {
            OpenState::AllDay => prop_assert!(open_at(now)),
            OpenState::Open { closes } => {
                prop_assert!(open_at(now));
                let days = match closes.day {
                    ClosingDay::Today => 0,
                    ClosingDay::Night | ClosingDay::Tomorrow => 1,
                    ClosingDay::Weekday(weekday) => days_ahead(today, weekday),
                };
                let announced = midnight + days * MINUTES_A_DAY + i64::from(closes.minute);
                prop_assert_eq!(announced, change.unwrap_or(end_of_week));
            }
            OpenState::Closed { opens: Opens::At { day, minute } } => {
                prop_assert!(!open_at(now));
                let days = match day {
                    OpeningDay::Today => 0,
                    OpeningDay::Tomorrow => 1,
                    OpeningDay::Weekday(weekday) => days_ahead(today, weekday),
                    OpeningDay::InDays(days) => i64::from(days),
                };
                prop_assert_eq!(Some(midnight + days * MINUTES_A_DAY + i64::from(minute)), change);
            }
            OpenState::Closed { .. } => prop_assert_eq!((open_at(now), change), (false, None)),
            OpenState::Unknown => prop_assert!(false, "there are hours"),
        }
    }

    /// A table of the week shows all that the answer says, in order, with ranges that touch made one.
    #[test]
    fn the_week_is_shown_whole_and_merged(week in any_week(1)) {
        for (shown, day) in display_week(&week).into_iter().zip(&week.days) {
            let said = |minute: u16| day.iter().any(|range| (range.start..range.end).contains(&minute));
            let ranges = match shown {
                DayHours::Closed => vec![],
                DayHours::AllDay => vec![OpeningTime { start: 0, end: 1440 }],
                DayHours::Ranges(ranges) => ranges,
            };
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end + 1 < pair[1].start), "a gap between any two: {ranges:?}");
            for minute in 0..1440 {
                let shown = ranges.iter().any(|range| (range.start..range.end).contains(&minute));
                // What is shown and not said is a minute between two ranges, or the last one of a whole day.
                let gap = !said(minute) && said(minute.saturating_sub(1)) && (minute == 1439 || said(minute + 1));
                prop_assert!(shown == said(minute) || shown && gap, "{minute} {ranges:?} {day:?}");
            }
        }
    }
}
