use crate::hours::WallTime;

const MINUTES_A_DAY: i64 = 1440;

/// An instant, to the minute, and the offset of the clock that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Minutes since 1970-01-01T00:00Z.
    pub epoch_minutes: i64,
    /// Minutes by which the clock is ahead of UTC.
    pub offset_minutes: i16,
}

impl Timestamp {
    /// What the clock shows.
    #[must_use]
    pub fn wall_time(&self) -> WallTime {
        // 1970-01-01 was a Thursday.
        let weekday = (self.local_day() + 3).rem_euclid(7) as u8;
        WallTime { weekday, minute: self.local_minutes().rem_euclid(MINUTES_A_DAY) as u16 }
    }

    /// The day that the calendar beside the clock shows, in days since 1970-01-01.
    #[must_use]
    pub fn local_day(&self) -> i64 {
        self.local_minutes().div_euclid(MINUTES_A_DAY)
    }

    fn local_minutes(&self) -> i64 {
        self.epoch_minutes.saturating_add(i64::from(self.offset_minutes))
    }
}

/// Reads `2026-03-11T09:00:00+01:00` (RFC 3339, section 5.6). Fractions of a second and the seconds themselves are read
/// and dropped; `Z` and lower case are accepted, and a blank for the `T`. `None` for anything else, such as a date that
/// no calendar has.
#[must_use]
pub fn parse_rfc3339(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.number(4, 9999)?;
    reader.one_of(b"-")?;
    let month = reader.number(2, 12)?;
    reader.one_of(b"-")?;
    let day = reader.number(2, days_in_month(year, month))?;
    reader.one_of(b"Tt ")?;
    let hour = reader.number(2, 23)?;
    reader.one_of(b":")?;
    let minute = reader.number(2, 59)?;
    reader.one_of(b":")?;
    // 60 is a leap second; it belongs to the minute that it ends.
    reader.number(2, 60)?;
    if reader.one_of(b".").is_some() {
        reader.number(1, 9)?;
        while reader.number(1, 9).is_some() {}
    }
    let offset = match reader.one_of(b"Zz+-")? {
        b'Z' | b'z' => 0,
        sign => {
            let hours = reader.number(2, 23)?;
            reader.one_of(b":")?;
            let minutes = hours * 60 + reader.number(2, 59)?;
            if sign == b'-' { -minutes } else { minutes }
        }
    };
    let sound = reader.0.is_empty() && month > 0 && day > 0;
    let local = days_since_epoch(year, month, day) * MINUTES_A_DAY + hour * 60 + minute;
    sound.then_some(Timestamp { epoch_minutes: local - offset, offset_minutes: offset as i16 })
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// Exactly so many digits, for a number of `max` at most.
    fn number(&mut self, digits: usize, max: i64) -> Option<i64> {
        let (head, tail) = self.0.split_at_checked(digits)?;
        let mut value = 0;
        for byte in head {
            if !byte.is_ascii_digit() {
                return None;
            }
            value = value * 10 + i64::from(byte - b'0');
        }
        self.0 = tail;
        (value <= max).then_some(value)
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, tail) = self.0.split_first()?;
        if !bytes.contains(first) {
            return None;
        }
        self.0 = tail;
        Some(*first)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day is their last one.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // Months from March on have 31, 30, 31, 30, 31 days, and again, and again.
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (i64, i16) {
        let stamp = parse_rfc3339(text).unwrap_or_else(|| panic!("{text}"));
        (stamp.epoch_minutes, stamp.offset_minutes)
    }

    #[test]
    fn instants_are_read_with_their_offset() {
        // Expected values computed apart, with `date -d TEXT +%s`.
        let cases = [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("1970-01-01T01:00:00+01:00", 0, 60),
            ("1969-12-31T23:59:00Z", -1, 0),
            ("2026-03-11T09:00:00+01:00", 29_553_600, 60),
            ("2026-03-11t09:00:59.999999z", 29_553_660, 0),
            ("2026-03-11 09:00:00.5-09:30", 29_554_230, -570),
            ("2000-02-29T12:00:00+05:45", 15_863_415, 345),
            ("2024-02-29T00:00:00Z", 28_486_080, 0),
            ("2016-12-31T23:59:60Z", 24_720_479, 0),
            ("0000-01-01T00:00:00Z", -1_036_120_320, 0),
            ("9999-12-31T23:59:59Z", 4_223_371_679, 0),
        ];
        for (text, minutes, offset) in cases {
            assert_eq!(read(text), (minutes, offset), "{text}");
        }
    }

    #[test]
    fn garbage_is_refused() {
        let garbage = [
            "",
            "tomorrow",
            "null",
            "2026-03-11",
            "2026-03-11T09:00:00",
            "2026-03-11T09:00+01:00",
            "2026-3-11T09:00:00Z",
            "2026-00-11T09:00:00Z",
            "2026-13-11T09:00:00Z",
            "2026-03-00T09:00:00Z",
            "2026-03-32T09:00:00Z",
            "2026-04-31T09:00:00Z",
            "2026-02-29T09:00:00Z",
            "2100-02-29T09:00:00Z",
            "2026-03-11T24:00:00Z",
            "2026-03-11T09:60:00Z",
            "2026-03-11T09:00:61Z",
            "2026-03-11T09:00:00.Z",
            "2026-03-11T09:00:00+24:00",
            "2026-03-11T09:00:00+01:60",
            "2026-03-11T09:00:00+0100",
            "2026-03-11T09:00:00+01:00 ",
            " 2026-03-11T09:00:00Z",
            "2026-03-11T09:00:00ZZ",
            "-026-03-11T09:00:00Z",
            "+2026-03-11T09:00:00Z",
            "２０２６-03-11T09:00:00Z",
            "99999-03-11T09:00:00Z",
        ];
        for text in garbage {
            assert_eq!(parse_rfc3339(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_follow_each_other_without_gap_for_a_thousand_years() {
        let mut expected = days_since_epoch(1600, 1, 1);
        for year in 1600..2600 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(days_since_epoch(year, month, day), expected, "{year}-{month}-{day}");
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn the_clock_shows_weekday_and_minute_of_its_own_offset() {
        let wall = |text| parse_rfc3339(text).map(|stamp| stamp.wall_time());
        let at = |weekday, hour: u16, minute| Some(WallTime { weekday, minute: hour * 60 + minute });
        assert_eq!(wall("2026-03-11T09:00:00+01:00"), at(2, 9, 0));
        assert_eq!(wall("2026-03-11T23:30:00-10:00"), at(2, 23, 30));
        assert_eq!(wall("1969-12-31T23:59:00Z"), at(2, 23, 59));
        assert_eq!(wall("2026-03-15T00:00:00+13:45"), at(6, 0, 0));
    }

    #[test]
    fn a_clock_that_jumps_shows_what_its_offset_says() {
        // Amsterdam, 29 March 2026: 01:59 is followed by 03:00. 25 October: 02:30 comes twice.
        let wall = |epoch_minutes, offset_minutes| Timestamp { epoch_minutes, offset_minutes }.wall_time();
        let (spring, _) = read("2026-03-29T01:59:00+01:00");
        assert_eq!(wall(spring, 60), WallTime { weekday: 6, minute: 119 });
        assert_eq!(wall(spring + 1, 120), WallTime { weekday: 6, minute: 180 });
        let (autumn, _) = read("2026-10-25T02:30:00+02:00");
        assert_eq!(wall(autumn, 120), wall(autumn + 60, 60));
    }

    #[test]
    fn absurd_values_do_not_overflow() {
        for epoch_minutes in [i64::MAX, i64::MIN] {
            for offset_minutes in [i16::MAX, i16::MIN] {
                let wall = Timestamp { epoch_minutes, offset_minutes }.wall_time();
                assert!(wall.weekday < 7 && wall.minute < 1440);
            }
        }
    }
}
