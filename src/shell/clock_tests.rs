use js_sys::Date;
use picker_core::hours::{OpeningDay, Opens};
use service_points::{Address, Carrier, Contact, OpeningTime, OpeningTimes, Position, ServicePointId};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Headers;

use super::*;
use crate::browser::made_at;

fn minutes(instant: &str) -> i64 {
    parse_rfc3339(instant).unwrap().epoch_minutes
}

fn offset(country: &str, now: &str, next_open_at: Option<&str>) -> Option<i16> {
    let next = next_open_at.map(|next| parse_rfc3339(next).unwrap());
    Clock::offset(country, minutes(now), next.as_ref())
}

fn point(country: &str, next_open_at: Option<&str>) -> ServicePoint {
    ServicePoint {
        id: ServicePointId::new(1).unwrap(),
        name: "Point".to_owned(),
        carrier: Carrier { code: "dhl".to_owned(), name: "DHL".to_owned(), logo_url: None, icon_url: None },
        carrier_service_point_id: "1".to_owned(),
        carrier_shop_type: None,
        general_shop_type: None,
        address: Address { country_code: country.to_owned(), ..Address::default() },
        position: Position::new(43.7731, 11.2558).unwrap(),
        contact: Contact::default(),
        opening_times: None,
        is_open_tomorrow: false,
        next_open_at: next_open_at.map(str::to_owned),
        is_expired: false,
        distance: None,
    }
}

/// Headers of an answer that was sent so many minutes ahead of this device, and kept `age` seconds on its way.
fn headers(ahead: f64, age: Option<&str>) -> Headers {
    let headers = Headers::new().unwrap();
    let sent = Date::new(&JsValue::from_f64(Date::now() + ahead * 60_000.0));
    headers.set("Date", &String::from(sent.to_utc_string())).unwrap();
    if let Some(age) = age {
        headers.set("Age", age).unwrap();
    }
    headers
}

/// Milliseconds by which the clock is ahead, whole seconds of a header and the time of the test itself aside.
fn assert_ahead(clock: &Clock, minutes: f64) {
    let off = clock.ahead.get() - minutes * 60_000.0;
    assert!(off.abs() < 4000.0, "{off} ms off from {minutes} min");
}

#[wasm_bindgen_test]
fn a_country_of_one_zone_has_its_winter_and_its_summer() {
    assert_eq!(offset("IT", "2026-01-15T12:00:00Z", None), Some(60));
    assert_eq!(offset("IT", "2026-07-15T12:00:00Z", None), Some(120));
    assert_eq!(offset("IT", "2026-03-29T00:59:00Z", None), Some(60), "the minute before clocks go forward");
    assert_eq!(offset("IT", "2026-03-29T01:00:00Z", None), Some(120));
    assert_eq!(offset("IT", "2026-10-25T00:59:00Z", None), Some(120), "the minute before clocks go back");
    assert_eq!(offset("IT", "2026-10-25T01:00:00Z", None), Some(60));
    assert_eq!(offset("GB", "2026-01-15T12:00:00Z", None), Some(0));
    assert_eq!(offset("IN", "2026-01-15T12:00:00Z", None), Some(330));
    assert_eq!(offset("CO", "2026-01-15T12:00:00Z", None), Some(-300));
    let contradicting = Some("2026-01-16T09:00:00+05:00");
    assert_eq!(offset("IT", "2026-01-15T12:00:00Z", contradicting), Some(60));
}

#[wasm_bindgen_test]
fn of_several_zones_the_next_opening_tells_which() {
    let winter = "2026-01-15T12:00:00Z";
    assert_eq!(offset("ES", winter, None), Some(60), "most people of Spain live in Madrid's zone");
    assert_eq!(offset("ES", winter, Some("2026-01-16T09:00:00+01:00")), Some(60));
    assert_eq!(offset("ES", winter, Some("2026-01-16T09:00:00+00:00")), Some(0), "the Canary Islands");
    assert_eq!(offset("ES", winter, Some("2026-01-16T09:00:00+08:00")), Some(60), "no zone of Spain");
    let summer = "2026-07-15T12:00:00Z";
    assert_eq!(offset("ES", summer, Some("2026-07-16T09:00:00+01:00")), Some(60), "the Canary Islands");
    // The next opening lies behind the change of clocks: its offset is not that of now.
    assert_eq!(offset("ES", "2026-03-28T12:00:00Z", Some("2026-03-30T09:00:00+01:00")), Some(0));
    assert_eq!(offset("ES", "2026-03-28T12:00:00Z", Some("2026-03-30T09:00:00+02:00")), Some(60));
    assert_eq!(offset("CA", winter, Some("2026-01-16T09:00:00-03:30")), Some(-210));
}

#[wasm_bindgen_test]
fn every_zone_of_the_table_is_known_to_the_browser() {
    let now = minutes("2026-07-15T12:00:00Z");
    let mut count = 0;
    for first in b'A'..=b'Z' {
        for second in b'A'..=b'Z' {
            let country = String::from_utf8(vec![first, second]).unwrap();
            for zone in zones(&country) {
                assert!((-720..=840).contains(&zone_offset(zone, now)), "{zone}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[wasm_bindgen_test]
fn a_country_that_is_not_known_has_the_offset_of_its_next_opening() {
    let now = "2026-01-15T12:00:00Z";
    assert_eq!(offset("QQ", now, Some("2026-01-16T09:00:00+05:45")), Some(345));
    assert_eq!(offset("", now, None), None);
    let clock = Clock::default();
    assert_eq!(clock.at_point(&point("QQ", None)), (OpenState::Unknown, None));
    assert_eq!(clock.at_point(&point("QQ", Some("soon"))), (OpenState::Unknown, None));
    let (_, wall) = clock.at_point(&point("QQ", Some("2026-01-16T09:00:00+05:45")));
    let now = Timestamp { epoch_minutes: clock.epoch_minute(), offset_minutes: 345 };
    assert_eq!(wall, Some(now.wall_time()));
}

/// A clock that is set to an instant, whatever this device says.
fn clock_at(instant: &str) -> Clock {
    let clock = Clock::default();
    // Half a minute in, so that the test's own time cannot reach the next minute.
    clock.ahead.set(minutes(instant) as f64 * 60_000.0 + 30_000.0 - Date::now());
    clock
}

#[wasm_bindgen_test]
fn a_point_is_open_by_its_own_clock() {
    // A Thursday, 08:30 in Rome, 07:30 in London.
    let clock = clock_at("2026-01-15T07:30:00Z");
    let mut times = OpeningTimes::default();
    times.days[3] = vec![OpeningTime { start: 8 * 60, end: 12 * 60 }];
    let open = |country| {
        let point = ServicePoint { opening_times: Some(times.clone()), ..point(country, None) };
        clock.at_point(&point)
    };
    let (rome, wall) = open("IT");
    assert!(matches!(rome, OpenState::Open { closes } if closes.minute == 12 * 60), "{rome:?}");
    assert_eq!(wall, Some(WallTime { weekday: 3, minute: 8 * 60 + 30 }));
    let (london, wall) = open("GB");
    let opens = Opens::At { day: OpeningDay::Today, minute: 8 * 60 };
    assert_eq!(london, OpenState::Closed { opens });
    assert_eq!(wall, Some(WallTime { weekday: 3, minute: 7 * 60 + 30 }));
}

#[wasm_bindgen_test]
fn a_wrong_device_is_corrected_by_date_and_age() {
    let clock = Clock::default();
    clock.learn(made_at(&headers(180.0, None)));
    assert_ahead(&clock, 180.0);
    let ahead = clock.epoch_minute() - (Date::now() / 60_000.0) as i64;
    assert!((179..=181).contains(&ahead), "{ahead} min");
    clock.learn(made_at(&headers(-600.0, Some("120"))));
    assert_ahead(&clock, -598.0);
    for age in ["", "soon", "-5", "1.5", "99999999999"] {
        clock.learn(made_at(&headers(60.0, Some(age))));
        assert_ahead(&clock, 60.0);
    }
}

#[wasm_bindgen_test]
fn an_answer_on_its_way_is_no_difference() {
    let clock = Clock::default();
    clock.learn(made_at(&headers(-2.0 / 60.0, None)));
    assert_eq!(clock.ahead.get(), 0.0);
    clock.learn(made_at(&headers(-60.0, Some("3600"))));
    assert_eq!(clock.ahead.get(), 0.0, "an answer that was kept for an hour is an hour old");
}

#[wasm_bindgen_test]
fn an_answer_without_a_date_teaches_nothing() {
    let clock = Clock::default();
    clock.learn(made_at(&headers(30.0, None)));
    clock.learn(made_at(&Headers::new().unwrap()));
    let garbage = Headers::new().unwrap();
    garbage.set("Date", "yesterday").unwrap();
    garbage.set("Age", "7200").unwrap();
    clock.learn(made_at(&garbage));
    assert_ahead(&clock, 30.0);
}

#[wasm_bindgen_test]
fn offsets_are_minutes_ahead_of_utc() {
    let summer = minutes("2026-07-15T12:00:00Z");
    for (zone, offset) in [
        ("Atlantic/Reykjavik", 0),
        ("Europe/Rome", 120),
        ("America/St_Johns", -150),
        ("America/Bogota", -300),
        ("Asia/Kolkata", 330),
    ] {
        assert_eq!(zone_offset(zone, summer), offset, "{zone}");
    }
}
