//! When a week ends. The API's opening times are those of this week, so an answer of last week lies about today.

use std::time::{Duration, SystemTime};

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The zones of the countries that Sendcloud's carriers have service points in: every one that a country's points may
/// lie in, by the IANA database's `zone.tab`.
const ZONES: &str = "\
AD Europe/Andorra
AL Europe/Tirane
AT Europe/Vienna
BA Europe/Sarajevo
BE Europe/Brussels
BG Europe/Sofia
CH Europe/Zurich
CY Asia/Nicosia
CZ Europe/Prague
DE Europe/Berlin
DK Europe/Copenhagen
EE Europe/Tallinn
ES Europe/Madrid Atlantic/Canary
FI Europe/Helsinki
FR Europe/Paris
GB Europe/London
GG Europe/Guernsey
GI Europe/Gibraltar
GR Europe/Athens
HR Europe/Zagreb
HU Europe/Budapest
IE Europe/Dublin
IM Europe/Isle_of_Man
IS Atlantic/Reykjavik
IT Europe/Rome
JE Europe/Jersey
LI Europe/Vaduz
LT Europe/Vilnius
LU Europe/Luxembourg
LV Europe/Riga
MC Europe/Monaco
ME Europe/Podgorica
MK Europe/Skopje
MT Europe/Malta
NL Europe/Amsterdam
NO Europe/Oslo
PL Europe/Warsaw
PT Europe/Lisbon Atlantic/Azores
RO Europe/Bucharest
RS Europe/Belgrade
SE Europe/Stockholm
SI Europe/Ljubljana
SK Europe/Bratislava
SM Europe/San_Marino
UA Europe/Kyiv
VA Europe/Vatican
XK Europe/Belgrade";

/// The first and the last place on Earth where a day begins.
const FIRST_OFFSET_HOURS: i8 = 14;
const LAST_OFFSET_HOURS: i8 = -12;

/// How long after `from` the opening times of a country stay true: until Monday, 00:00, where that comes first. Of a
/// country whose zones are not known, not at all from where Monday may have begun to where it surely has.
pub(crate) fn week_left(country: &str, from: SystemTime) -> Duration {
    let Ok(now) = Timestamp::try_from(from) else { return Duration::ZERO };
    let zones = ZONES.lines().filter_map(|line| line.split_once(' ')).find(|(code, _)| *code == country);
    match zones {
        Some((_, zones)) => {
            let left = zones.split(' ').map(|name| TimeZone::get(name).ok().and_then(|zone| until_monday(now, zone)));
            left.min().flatten().unwrap_or_default()
        }
        None => {
            let fixed = |hours| until_monday(now, TimeZone::fixed(jiff::tz::offset(hours)));
            let (Some(first), Some(last)) = (fixed(FIRST_OFFSET_HOURS), fixed(LAST_OFFSET_HOURS)) else {
                return Duration::ZERO;
            };
            // Between the two Mondays the first one is a week off already.
            if last < first { Duration::ZERO } else { first }
        }
    }
}

fn until_monday(now: Timestamp, zone: TimeZone) -> Option<Duration> {
    let here: Zoned = now.to_zoned(zone.clone());
    let monday = here.date().nth_weekday(1, Weekday::Monday).ok()?.to_zoned(zone).ok()?;
    Duration::try_from(monday.timestamp().duration_since(now)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(country: &str, from: &str) -> f64 {
        let from: Timestamp = from.parse().unwrap();
        week_left(country, from.into()).as_secs_f64() / 3600.0
    }

    #[test]
    fn a_week_ends_on_monday_at_midnight_where_the_points_are() {
        for (country, from, expected) in [
            ("NL", "2026-11-22T22:00:00Z", 1.0),
            ("NL", "2026-11-22T22:59:59.5Z", 0.5 / 3600.0),
            ("NL", "2026-11-22T23:00:00Z", 168.0),
            ("GB", "2026-11-22T22:00:00Z", 2.0),
            ("RO", "2026-11-22T21:00:00Z", 1.0),
            // Spain's clocks differ; the earlier Monday counts, and then the later one.
            ("ES", "2026-11-22T22:30:00Z", 0.5),
            ("ES", "2026-11-22T23:30:00Z", 0.5),
            ("ES", "2026-11-23T00:00:00Z", 167.0),
            // A week with the end of summer time has an hour more.
            ("NL", "2026-10-18T22:00:00Z", 169.0),
            ("NL", "2026-11-24T12:00:00Z", 131.0),
        ] {
            let found = hours(country, from);
            assert!((found - expected).abs() < 1e-9, "{country} {from}: {found}");
        }
    }

    #[test]
    fn of_an_unknown_country_the_whole_turn_of_the_week_is_left_out() {
        assert!((hours("US", "2026-11-22T09:00:00Z") - 1.0).abs() < 1e-9);
        for from in ["2026-11-22T10:00:00Z", "2026-11-22T23:59:59Z", "2026-11-23T11:59:59Z"] {
            assert_eq!(hours("US", from), 0.0, "{from}");
        }
        assert!((hours("US", "2026-11-23T12:00:00Z") - 142.0).abs() < 1e-9);
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        for line in ZONES.lines() {
            let (country, zones) = line.split_once(' ').unwrap();
            assert!(
                service_points::CountryCode::new(country).is_some_and(|code| code.is_assigned() || country == "XK")
            );
            for zone in zones.split(' ') {
                assert!(TimeZone::get(zone).is_ok(), "{zone}");
            }
        }
    }
}
