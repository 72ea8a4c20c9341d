//! A point's week, as the API writes it, and what can be computed from it.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// One range of opening: `HH:mm` to `HH:mm`, the end up to `24:00`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Range {
    pub(crate) start_time: String,
    pub(crate) end_time: String,
}

impl Range {
    pub(crate) fn new(start: &str, end: &str) -> Self {
        Self { start_time: start.to_owned(), end_time: end.to_owned() }
    }
}

/// The ranges of a day; `None` when closed, never an empty list.
pub(crate) type Day = Option<Vec<Range>>;

/// This week's hours, in the point's own time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct OpeningTimes {
    pub(crate) monday: Day,
    pub(crate) tuesday: Day,
    pub(crate) wednesday: Day,
    pub(crate) thursday: Day,
    pub(crate) friday: Day,
    pub(crate) saturday: Day,
    pub(crate) sunday: Day,
}

impl OpeningTimes {
    pub(crate) fn day(&self, weekday: Weekday) -> &[Range] {
        let day = match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        };
        day.as_deref().unwrap_or_default()
    }

    /// Whether there are hours tomorrow, by this week's; on a Sunday, by this week's Monday.
    pub(crate) fn is_open_tomorrow(&self, now: Timestamp, zone: &TimeZone) -> bool {
        !self.day(now.to_zoned(zone.clone()).weekday().next()).is_empty()
    }

    /// The start of the first range that begins after now, RFC 3339 with the point's own offset; next week counts as
    /// this one. `None` when there are no hours at all.
    pub(crate) fn next_open_at(&self, now: Timestamp, zone: &TimeZone) -> Option<String> {
        let today = now.to_zoned(zone.clone()).date();
        (0..=7).find_map(|ahead| {
            let date = today.checked_add(ahead.days()).ok()?;
            let starts = self.day(date.weekday()).iter().filter_map(|range| {
                let start = range.start_time.parse::<Time>().ok()?;
                zone.to_zoned(date.to_datetime(start)).ok().filter(|start| start.timestamp() > now)
            });
            starts.min_by_key(jiff::Zoned::timestamp).map(|start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekdays(start: &str, end: &str) -> OpeningTimes {
        let day = || Some(vec![Range::new(start, end)]);
        OpeningTimes {
            monday: day(),
            tuesday: day(),
            wednesday: day(),
            thursday: day(),
            friday: day(),
            ..OpeningTimes::default()
        }
    }

    fn amsterdam() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn the_next_opening_is_in_the_points_own_zone() {
        let week = weekdays("09:00", "17:00");
        for (now, next, tomorrow) in [
            ("2026-03-10T18:00:00Z", "2026-03-11T09:00:00+01:00", true),
            ("2026-03-11T07:59:59Z", "2026-03-11T09:00:00+01:00", true),
            ("2026-03-11T08:00:00Z", "2026-03-12T09:00:00+01:00", true),
            ("2026-03-13T12:00:00Z", "2026-03-16T09:00:00+01:00", false),
            ("2026-03-14T23:30:00Z", "2026-03-16T09:00:00+01:00", true),
            ("2026-03-27T17:00:00Z", "2026-03-30T09:00:00+02:00", false),
        ] {
            let now = now.parse().unwrap();
            assert_eq!(week.next_open_at(now, &amsterdam()).as_deref(), Some(next), "{now}");
            assert_eq!(week.is_open_tomorrow(now, &amsterdam()), tomorrow, "{now}");
        }
    }

    #[test]
    fn a_point_that_opens_only_today_opens_again_in_a_week() {
        let week = OpeningTimes { sunday: Some(vec![Range::new("10:00", "12:00")]), ..OpeningTimes::default() };
        let next = week.next_open_at("2026-11-22T10:00:00Z".parse().unwrap(), &amsterdam());
        assert_eq!(next.as_deref(), Some("2026-11-29T10:00:00+01:00"));
    }

    #[test]
    fn a_point_that_never_opens_has_no_next_opening() {
        let week = OpeningTimes::default();
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        assert_eq!(week.next_open_at(now, &amsterdam()), None);
        assert!(!week.is_open_tomorrow(now, &amsterdam()));
    }

    #[test]
    fn an_opening_inside_the_spring_gap_is_moved_behind_it() {
        let week = OpeningTimes { sunday: Some(vec![Range::new("02:30", "12:00")]), ..OpeningTimes::default() };
        let next = week.next_open_at("2026-03-28T23:30:00Z".parse().unwrap(), &amsterdam());
        assert_eq!(next.as_deref(), Some("2026-03-29T03:30:00+02:00"));
    }
}
