//! Which zone a point is in, and what `next_open_at` says, against the IANA database by way of another implementation
//! (jiff).
#![expect(clippy::unwrap_used, reason = "a test ends by panicking")]

use jiff::Timestamp as Instant;
use jiff::tz::TimeZone;
use picker_core::hours::NextOpen;
use picker_core::zone::{Timestamp, choose, parse_rfc3339, zones};
use proptest::prelude::*;

fn offset(zone: &TimeZone, minute: i64) -> i16 {
    (zone.to_offset(Instant::from_second(minute * 60).unwrap()).seconds() / 60) as i16
}

/// `next_open_at` as the API writes it.
fn written(zone: &TimeZone, minute: i64) -> String {
    Instant::from_second(minute * 60).unwrap().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// What the shell does for a point: the zone of its country whose offset at its next opening is the stated one.
fn found(country: &str, next: &Timestamp) -> &'static str {
    let names: Vec<&'static str> = zones(country).collect();
    let at_next = |name: &str| offset(&TimeZone::get(name).unwrap(), next.epoch_minutes);
    let candidates: Vec<(usize, i16)> = names.iter().map(|name| at_next(name)).enumerate().collect();
    names[choose(&candidates, next.offset_minutes)]
}

fn year() -> impl Strategy<Value = i64> {
    // 2026-01-01 to 2027-01-01.
    29_453_760_i64..29_979_360
}

#[test]
fn every_zone_of_every_country_is_one_of_the_database() {
    let mut count = 0;
    for first in 'A'..='Z' {
        for second in 'A'..='Z' {
            for name in zones(&format!("{first}{second}")) {
                assert!(TimeZone::get(name).is_ok(), "{first}{second}: {name}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// The zones that `zone.tab` has for countries of Sendcloud's carriers, and what the table says instead.
#[test]
fn a_zone_that_stands_for_another_shows_the_same_time() {
    for (country, own) in [
        ("AT", "Europe/Vienna"),
        ("BE", "Europe/Brussels"),
        ("CH", "Europe/Zurich"),
        ("CZ", "Europe/Prague"),
        ("DK", "Europe/Copenhagen"),
        ("EE", "Europe/Tallinn"),
        ("ES", "Europe/Madrid"),
        ("FI", "Europe/Helsinki"),
        ("FR", "Europe/Paris"),
        ("GB", "Europe/London"),
        ("GR", "Europe/Athens"),
        ("HR", "Europe/Zagreb"),
        ("HU", "Europe/Budapest"),
        ("IE", "Europe/Dublin"),
        ("IT", "Europe/Rome"),
        ("LT", "Europe/Vilnius"),
        ("LU", "Europe/Luxembourg"),
        ("LV", "Europe/Riga"),
        ("MX", "America/Mexico_City"),
        ("NL", "Europe/Amsterdam"),
        ("NO", "Europe/Oslo"),
        ("PL", "Europe/Warsaw"),
        ("PT", "Europe/Lisbon"),
        ("RO", "Europe/Bucharest"),
        ("SE", "Europe/Stockholm"),
        ("SI", "Europe/Ljubljana"),
        ("SK", "Europe/Bratislava"),
        ("UA", "Europe/Kyiv"),
    ] {
        let (own, instead) = (TimeZone::get(own).unwrap(), TimeZone::get(zones(country).next().unwrap()).unwrap());
        // 2026-01-01 to 2029-01-01, by the hour.
        for minute in (29_453_760_i64..31_032_000).step_by(60) {
            assert_eq!(offset(&own, minute), offset(&instead, minute), "{country} at minute {minute}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever the date, also with a change of clocks between now and the next opening.
    #[test]
    fn the_next_opening_tells_the_zone(now in year(), ahead in 0_i64..10_080) {
        for (country, name) in [
            ("NL", "Europe/Amsterdam"),
            ("PT", "Europe/Lisbon"),
            ("PT", "Atlantic/Azores"),
            ("ES", "Europe/Madrid"),
            ("ES", "Atlantic/Canary"),
            ("FI", "Europe/Helsinki"),
        ] {
            let zone = TimeZone::get(name).unwrap();
            let next = parse_rfc3339(&written(&zone, now + ahead)).unwrap();
            prop_assert_eq!(next.epoch_minutes, now + ahead);
            let zone_found = TimeZone::get(found(country, &next)).unwrap();
            prop_assert_eq!(offset(&zone_found, now), offset(&zone, now), "{}", name);
        }
    }

    /// Days are counted on the calendar at the point, and the time is the one on the clock there.
    #[test]
    fn the_next_opening_is_seen_from_now(now in year(), ahead in -3000_i64..40_000) {
        for name in ["Europe/Amsterdam", "Europe/Lisbon", "Atlantic/Canary", "Europe/Helsinki"] {
            let zone = TimeZone::get(name).unwrap();
            let next = parse_rfc3339(&written(&zone, now + ahead)).unwrap();
            let here = Timestamp { epoch_minutes: now, offset_minutes: offset(&zone, now) };
            let local = |minute: i64| Instant::from_second(minute * 60).unwrap().to_zoned(zone.clone());
            let (today, then) = (local(now), local(now + ahead));
            let days = (then.date() - today.date()).get_days();
            let expected = (ahead >= 0).then(|| (days, i32::from(then.hour()) * 60 + i32::from(then.minute())));
            let seen = NextOpen::seen_from(&here, &next);
            prop_assert_eq!(seen.map(|open| (i32::from(open.days_from_today), i32::from(open.minute))), expected);
        }
    }
}
