//! The cases that opening hours have to survive, one a row: what the answer says, when a shopper looks, what is shown.
#![expect(clippy::unwrap_used, reason = "a test ends by panicking")]

use picker_core::hours::{
    ClosingDay, DayHours, NextOpen, OpenState, OpeningDay, Opens, WallTime, display_week, open_state,
};
use picker_core::zone::{Timestamp, parse_rfc3339};
use service_points::{Json, OpeningTimes, read_point};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Hours as the reader makes them of an answer; days beyond the given ones are null.
fn answered(days: &[&str]) -> Option<OpeningTimes> {
    let range = |text: &str| {
        let (start, end) = text.split_once('-').unwrap();
        serde_json::json!({"start_time": start, "end_time": end})
    };
    let mut times = serde_json::Map::new();
    for (day, text) in DAYS.iter().zip(days.iter().chain(std::iter::repeat(&""))) {
        let ranges: Vec<_> = text.split_whitespace().map(range).collect();
        times.insert((*day).to_owned(), if ranges.is_empty() { serde_json::Value::Null } else { ranges.into() });
    }
    let body = serde_json::json!({"data": {
        "id": 1, "name": "x", "carrier": {"code": "x"}, "position": {"latitude": 0, "longitude": 0},
        "opening_times": times,
    }});
    read_point(&&Json::parse(body.to_string().as_bytes()).unwrap()).unwrap().opening_times
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn words(state: OpenState) -> String {
    match state {
        OpenState::Unknown => "unknown".to_owned(),
        OpenState::AllDay => "24 hours".to_owned(),
        OpenState::Open { closes } => {
            let day = match closes.day {
                ClosingDay::Today => String::new(),
                ClosingDay::Night => "tonight ".to_owned(),
                ClosingDay::Tomorrow => "tomorrow ".to_owned(),
                ClosingDay::Weekday(day) => format!("{} ", DAYS[usize::from(day)]),
            };
            let again = closes.reopens.map(|minute| format!(" and from {}", clock(minute))).unwrap_or_default();
            format!("open until {day}{}{again}", clock(closes.minute))
        }
        OpenState::Closed { opens: Opens::At { day, minute } } => match day {
            OpeningDay::Today => format!("opens {}", clock(minute)),
            OpeningDay::Tomorrow => format!("opens tomorrow {}", clock(minute)),
            OpeningDay::Weekday(day) => format!("opens {} {}", DAYS[usize::from(day)], clock(minute)),
            OpeningDay::InDays(days) => format!("opens in {days} days {}", clock(minute)),
        },
        OpenState::Closed { opens: Opens::NextWeek } => "closed until next week".to_owned(),
        OpenState::Closed { opens: Opens::NotThisWeek } => "closed this week".to_owned(),
    }
}

/// What is shown at an instant by the clock of the point, which is the offset that the instant is written with.
fn shown(times: Option<&OpeningTimes>, now: &str, next_open_at: Option<&str>) -> String {
    let now: Timestamp = parse_rfc3339(now).unwrap();
    let next = next_open_at.and_then(parse_rfc3339).and_then(|next| NextOpen::seen_from(&now, &next));
    words(open_state(times, now.wall_time(), next))
}

/// The week as a table shows it.
fn table(times: &OpeningTimes) -> [String; 7] {
    display_week(times).map(|day| match day {
        DayHours::Closed => "closed".to_owned(),
        DayHours::AllDay => "24 hours".to_owned(),
        DayHours::Ranges(ranges) => {
            let ranges: Vec<String> =
                ranges.iter().map(|range| format!("{}-{}", clock(range.start), clock(range.end))).collect();
            ranges.join(" ")
        }
    })
}

// 2026-03-09 is a Monday; 2026-03-29 and 2026-10-25 are the Sundays on which clocks change in Europe.
#[test]
fn what_a_shopper_is_told() {
    let shop = "09:00-12:30 14:00-19:00";
    let night = ["", "", "", "", "17:00-01:30", "17:00-23:59", "00:00-01:30"];
    for (case, days, now, expected) in [
        ("split day, morning", vec![shop; 5], "2026-03-09T11:00:00+01:00", "open until 12:30 and from 14:00"),
        ("split day, the break", vec![shop; 5], "2026-03-09T12:30:00+01:00", "opens 14:00"),
        ("split day, evening", vec![shop; 5], "2026-03-09T19:00:00+01:00", "opens tomorrow 09:00"),
        ("a closed day in between", vec![shop, "", shop], "2026-03-09T19:00:00+01:00", "opens wednesday 09:00"),
        ("touching ranges", vec!["10:00-12:00 12:00-21:00"], "2026-03-09T11:59:00+01:00", "open until 21:00"),
        ("overlapping ranges", vec!["10:00-15:00 12:00-21:00"], "2026-03-09T14:00:00+01:00", "open until 21:00"),
        ("single digits", vec!["9:00-17:00"], "2026-03-09T08:59:00+01:00", "opens 09:00"),
        ("until 24:00", vec!["09:00-24:00"], "2026-03-09T23:59:00+01:00", "open until 24:00"),
        ("a whole day as 00:00-23:59", vec!["00:00-23:59", ""], "2026-03-09T23:59:00+01:00", "open until 24:00"),
        ("a whole day as 00:00-00:00", vec!["00:00-00:00", ""], "2026-03-09T23:59:00+01:00", "open until 24:00"),
        ("all week as 00:00-24:00", vec!["00:00-24:00"; 7], "2026-03-15T23:59:00+01:00", "24 hours"),
        ("all week as 00:00-23:59", vec!["00:00-23:59"; 7], "2026-03-09T00:00:00+01:00", "24 hours"),
        ("past midnight, before it", night.to_vec(), "2026-03-13T23:00:00+01:00", "open until tonight 01:30"),
        ("past midnight, after it", night.to_vec(), "2026-03-14T01:29:00+01:00", "open until 01:30 and from 17:00"),
        ("past midnight as 23:59", night.to_vec(), "2026-03-14T23:59:00+01:00", "open until tonight 01:30"),
        ("past midnight, the end", night.to_vec(), "2026-03-15T01:30:00+01:00", "closed until next week"),
        (
            "the end of the week",
            vec!["00:00-02:00", "", "", "", "", "", "20:00-24:00"],
            "2026-03-15T23:00:00+01:00",
            "open until 24:00",
        ),
        (
            "the week rolls",
            vec!["00:00-02:00", "", "", "", "", "", "20:00-24:00"],
            "2026-03-16T00:00:00+01:00",
            "open until 02:00",
        ),
        (
            "a gap in the clock",
            vec!["", "", "", "", "", "", "01:00-02:30 03:30-04:00"],
            "2026-03-29T03:00:00+02:00",
            "opens 03:30",
        ),
        (
            "before the gap",
            vec!["", "", "", "", "", "", "01:00-02:30 03:30-04:00"],
            "2026-03-29T01:59:00+01:00",
            "open until 02:30 and from 03:30",
        ),
        (
            "the hour that comes twice, at first",
            vec!["", "", "", "", "", "", "02:15-02:45"],
            "2026-10-25T02:30:00+02:00",
            "open until 02:45",
        ),
        (
            "the hour that comes twice, again",
            vec!["", "", "", "", "", "", "02:15-02:45"],
            "2026-10-25T02:30:00+01:00",
            "open until 02:45",
        ),
        ("end before start is a night", vec!["22:00-06:00"], "2026-03-10T05:59:00+01:00", "open until 06:00"),
        (
            "open over a day",
            vec!["", "00:00-24:00", "00:00-24:00", "00:00-12:00"],
            "2026-03-10T10:00:00+01:00",
            "open until thursday 12:00",
        ),
        ("closed all week", vec![""; 7], "2026-03-11T12:00:00+01:00", "closed this week"),
        ("the last day is over", vec![shop; 6], "2026-03-15T12:00:00+01:00", "closed until next week"),
    ] {
        let told = shown(answered(&days).as_ref(), now, None);
        assert_eq!(told, expected, "{case}");
    }
    assert_eq!(shown(None, "2026-03-09T11:00:00+01:00", None), "unknown", "hours that nobody could read");
    assert_eq!(answered(&["soon-late"]), None);
}

/// This week's hours say nothing about the next one: beyond Sunday 24:00 only `next_open_at` counts.
#[test]
fn beyond_the_end_of_the_week_only_the_stated_instant_counts() {
    let shop = answered(&["09:00-17:00"; 5]);
    let closed = answered(&[]);
    let saturday = "2026-03-14T12:00:00+01:00";
    for (times, now, next, expected) in [
        (&shop, saturday, Some("2026-03-16T08:00:00+01:00"), "opens monday 08:00"),
        (&shop, "2026-03-15T12:00:00+01:00", Some("2026-03-16T08:00:00+01:00"), "opens tomorrow 08:00"),
        (&shop, saturday, Some("2026-03-23T08:00:00+01:00"), "opens in 9 days 08:00"),
        (&shop, saturday, None, "closed until next week"),
        (&shop, saturday, Some("garbage"), "closed until next week"),
        (&shop, saturday, Some("2026-03-13T09:00:00+01:00"), "closed until next week"),
        (&shop, saturday, Some("2026-03-15T09:00:00+01:00"), "closed until next week"),
        (&shop, saturday, Some("2099-01-01T09:00:00+01:00"), "closed until next week"),
        (&closed, "2026-03-11T12:00:00+01:00", Some("2026-03-17T09:30:00+01:00"), "opens tuesday 09:30"),
        (&closed, "2026-03-11T12:00:00+01:00", Some("2026-03-12T09:30:00+01:00"), "closed this week"),
        // Within the week the hours say more than the instant does.
        (&shop, "2026-03-12T08:00:00+01:00", Some("2026-03-16T08:00:00+01:00"), "opens 09:00"),
        (&shop, "2026-03-12T10:00:00+01:00", Some("2026-03-16T08:00:00+01:00"), "open until 17:00"),
    ] {
        assert_eq!(shown(times.as_ref(), now, next), expected, "{now}, {next:?}");
    }
}

#[test]
fn the_table_of_the_week() {
    let times = answered(&[
        "10:00-12:00 12:00-21:00",
        "",
        "00:00-23:59",
        "17:00-01:30",
        "9:00-12:00 14:00-18:00",
        "",
        "00:00-24:00",
    ]);
    let table = table(&times.unwrap());
    let expected = [
        "10:00-21:00",
        "closed",
        "24 hours",
        "17:00-24:00",
        "00:00-01:30 09:00-12:00 14:00-18:00",
        "closed",
        "24 hours",
    ];
    assert_eq!(table, expected);
}

/// One instant, two clocks: what is open depends on the point's own, and on no other.
#[test]
fn only_the_clock_of_the_point_counts() {
    let times = answered(&["09:00-17:00"; 5]);
    let instant = parse_rfc3339("2026-03-09T16:30:00Z").unwrap();
    for (offset_minutes, expected) in [(0, true), (60, false), (-60, true), (-480, false), (-450, true)] {
        let now = Timestamp { offset_minutes, ..instant };
        let state = open_state(times.as_ref(), now.wall_time(), None);
        assert_eq!(matches!(state, OpenState::Open { .. }), expected, "{offset_minutes}");
    }
    let sunday_there = Timestamp { offset_minutes: -1020, ..instant };
    assert_eq!(sunday_there.wall_time(), WallTime { weekday: 6, minute: 1410 });
}
