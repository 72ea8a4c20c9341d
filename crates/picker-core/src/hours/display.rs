use service_points::{MINUTES_A_DAY, OpeningTime, OpeningTimes};

use super::week::merged_day;

/// The hours of one day as a table of the week shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayHours {
    /// Not open at all.
    Closed,
    /// From 00:00 to 24:00.
    AllDay,
    /// One or more ranges in order, with a gap between any two. A range past midnight stays cut there, as the API
    /// states it: until 23:59 or 24:00 (1440) on one day, from 00:00 on the next.
    Ranges(Vec<OpeningTime>),
}

/// Every day of this week, Monday first, closed days in their place.
#[must_use]
pub fn display_week(times: &OpeningTimes) -> [DayHours; 7] {
    times.days.each_ref().map(|day| {
        let ranges = merged_day(day);
        match ranges[..] {
            [] => DayHours::Closed,
            [OpeningTime { start: 0, end: MINUTES_A_DAY }] => DayHours::AllDay,
            _ => DayHours::Ranges(ranges),
        }
    })
}
