/// Minutes in a wall-clock day; as an end, midnight at the end of the day (`24:00`).
pub const MINUTES_A_DAY: u16 = 1440;

/// One range of opening on one day, in minutes since that day's midnight: `0 <= start < end <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningTime {
    /// `start_time`.
    pub start: u16,
    /// `end_time`.
    pub end: u16,
}

/// This week's opening times as the API states them: in the point's own time zone, holidays included, Monday first.
/// A day without ranges is a day on which the point is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningTimes {
    /// Monday to Sunday, in the order of the answer.
    pub days: [Vec<OpeningTime>; 7],
}

impl OpeningTimes {
    /// Adds one range as it was written. An end before the start runs past midnight: it is cut there and goes on next
    /// day (not after Sunday, since the times are this week's). `00:00` to `00:00` is the whole day. `false` when the
    /// two are no range.
    pub(crate) fn add(&mut self, day: usize, start: u16, end: u16) -> bool {
        let end_of_day = end == 0 && start == 0;
        let end = if end_of_day { MINUTES_A_DAY } else { end };
        if start >= MINUTES_A_DAY || end > MINUTES_A_DAY || start == end || day >= 7 {
            return false;
        }
        if start < end {
            self.days[day].push(OpeningTime { start, end });
            return true;
        }
        self.days[day].push(OpeningTime { start, end: MINUTES_A_DAY });
        if end > 0 && day < 6 {
            self.days[day + 1].push(OpeningTime { start: 0, end });
        }
        true
    }
}

/// `HH:mm` as minutes; `H:mm`, `24:00` and seconds are tolerated, since carriers write them.
pub(crate) fn parse_minutes(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let mut part = |max: u32| {
        let digits = parts.next()?;
        let short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|value: &u32| short && *value <= max)
    };
    let (hours, minutes) = (part(24)?, part(59)?);
    let total = (hours * 60 + minutes) as u16;
    let colons = text.bytes().filter(|byte| *byte == b':').count();
    let rest_is_seconds = colons == 1 || (colons == 2 && part(59).is_some());
    (rest_is_seconds && total <= MINUTES_A_DAY).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_are_read_as_carriers_write_them() {
        for (text, minutes) in [("09:00", 540), ("9:00", 540), ("24:00", 1440), ("00:00", 0), ("23:59:59", 1439)] {
            assert_eq!(parse_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "9", "25:00", "24:01", "12:60", "12:5x", "-1:00", "12:00:00:00", "12:00:", "012:00"] {
            assert_eq!(parse_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_that_ends_before_it_starts_runs_past_midnight() {
        let mut week = OpeningTimes::default();
        assert!(week.add(4, 1020, 90));
        assert_eq!(week.days[4], [OpeningTime { start: 1020, end: 1440 }]);
        assert_eq!(week.days[5], [OpeningTime { start: 0, end: 90 }]);
        assert!(week.add(6, 1380, 60) && week.days[0].is_empty(), "Sunday night does not open this week's Monday");
        assert!(week.add(1, 0, 0) && week.days[1] == [OpeningTime { start: 0, end: 1440 }]);
        assert!(!week.add(2, 600, 600));
    }
}
