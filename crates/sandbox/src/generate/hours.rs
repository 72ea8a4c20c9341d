//! Invents a week.

use jiff::ToSpan as _;
use jiff::civil::Time;

use crate::carriers::Premises;
use crate::country::Language;
use crate::opening_times::{Day, OpeningTimes, Range};
use crate::random::Random;

/// Ranges as `HH:mm-HH:mm`, separated by commas; an empty text is a closed day.
struct Pattern {
    weekdays: &'static str,
    saturday: &'static str,
    sunday: &'static str,
}

const fn pattern(weekdays: &'static str, saturday: &'static str, sunday: &'static str) -> Pattern {
    Pattern { weekdays, saturday, sunday }
}

static SHOP: &[Pattern] = &[
    pattern("09:00-18:00", "09:00-17:00", ""),
    pattern("09:30-18:30", "10:00-16:00", ""),
    pattern("08:00-20:00", "08:00-20:00", ""),
    pattern("08:00-21:00", "08:00-21:00", "10:00-18:00"),
    pattern("07:00-22:00", "07:00-22:00", "08:00-22:00"),
    pattern("06:30-19:00", "07:00-14:00", ""),
    pattern("10:00-12:00,12:00-19:00", "10:00-17:00", ""),
    pattern("17:00-23:59", "00:00-01:30,17:00-23:59", "00:00-01:30"),
];
static SHOP_WITH_BREAK: &[Pattern] = &[
    pattern("09:00-13:00,15:30-19:30", "09:00-13:00", ""),
    pattern("09:30-13:30,17:00-20:30", "10:00-14:00", ""),
    pattern("08:30-12:30,14:00-18:30", "08:30-12:30", ""),
];
static LOCKER: &[Pattern] = &[
    pattern("00:00-24:00", "00:00-24:00", "00:00-24:00"),
    pattern("00:00-24:00", "00:00-24:00", "00:00-24:00"),
    pattern("00:00-23:59", "00:00-23:59", "00:00-23:59"),
    pattern("06:00-23:00", "06:00-23:00", "08:00-22:00"),
];
static POST_OFFICE: &[Pattern] = &[
    pattern("09:00-18:00", "09:00-12:30", ""),
    pattern("08:30-17:00", "", ""),
    pattern("09:00-12:30,14:00-17:30", "09:00-12:00", ""),
];
static DEPOT: &[Pattern] = &[pattern("08:00-19:00", "", ""), pattern("12:00-20:00", "09:00-13:00", "")];

/// A week such as places of that kind keep.
pub(super) fn opening_times(premises: Premises, language: Language, random: &mut Random) -> OpeningTimes {
    let southern = matches!(language, Language::Italian | Language::Spanish | Language::Portuguese | Language::French);
    let patterns = match premises {
        Premises::Shop if southern && random.chance(0.5) => SHOP_WITH_BREAK,
        Premises::Shop => SHOP,
        Premises::Locker => LOCKER,
        Premises::PostOffice => POST_OFFICE,
        Premises::Depot => DEPOT,
    };
    let Some(chosen) = random.pick(patterns) else { return OpeningTimes::default() };
    let weekday = day(chosen.weekdays);
    let mut week = OpeningTimes {
        monday: weekday.clone(),
        tuesday: weekday.clone(),
        wednesday: weekday.clone(),
        thursday: weekday.clone(),
        friday: weekday,
        saturday: day(chosen.saturday),
        sunday: day(chosen.sunday),
    };
    if matches!(premises, Premises::Shop | Premises::PostOffice) && random.chance(0.12) {
        let closed = [&mut week.monday, &mut week.wednesday, &mut week.thursday].into_iter().nth(random.below(3));
        if let Some(closed) = closed {
            *closed = None;
        }
    }
    // Some shops are on holiday all week.
    if premises == Premises::Shop && random.chance(0.005) { OpeningTimes::default() } else { week }
}

/// Ends each day half an hour earlier, as a carrier says whose parcels must be fetched before the shop closes.
pub(super) fn end_earlier(week: &mut OpeningTimes) {
    let OpeningTimes { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
    for day in [monday, tuesday, wednesday, thursday, friday, saturday, sunday] {
        let Some(range) = day.as_mut().and_then(|ranges| ranges.last_mut()) else { continue };
        let earlier = range.end_time.parse::<Time>().ok().and_then(|end| end.checked_sub(30.minutes()).ok());
        if let Some(earlier) = earlier {
            range.end_time = earlier.strftime("%H:%M").to_string();
        }
    }
}

fn day(pattern: &str) -> Day {
    let ranges = pattern.split(',').filter_map(|range| range.split_once('-'));
    let ranges: Vec<Range> = ranges.map(|(start, end)| Range::new(start, end)).collect();
    (!ranges.is_empty()).then_some(ranges)
}
