use service_points::{MINUTES_A_DAY, OpeningTime, OpeningTimes};

use super::WallTime;
use super::week::stretches;
use crate::zone::Timestamp;

const MINUTES_A_WEEK: u16 = 7 * MINUTES_A_DAY;

/// Within so many minutes of its end, an opening closes soon.
const SOON: u16 = 60;

/// A closing time before this minute of the next morning belongs to the night before.
const MORNING: u16 = 6 * 60;

/// Whether a service point is open. The view words it:
///
/// | state | in English |
/// |---|---|
/// | `Unknown` | nothing |
/// | `AllDay` | Open 24 hours |
/// | `Open`, `Today` or `Night` | Open until 19:05 |
/// | the same, `soon` | Closes at 13:00 |
/// | the same, `reopens` | Closes at 13:00 · opens again 15:30 |
/// | `Open`, `Tomorrow` or `Weekday` | Open until tomorrow 18:00, Open until Saturday 12:00 |
/// | `Closed`, `At` | Closed · opens 15:30, opens tomorrow 08:30, opens Monday 08:30, opens 24 December 08:30 |
/// | `Closed`, `NextWeek` | Closed until next week |
/// | `Closed`, `NotThisWeek` | Closed this week |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenState {
    /// The answer states no hours that can be read.
    Unknown,
    /// Open day and night, all week.
    AllDay,
    /// Open now.
    Open {
        /// When that ends.
        closes: Closes,
    },
    /// Closed now.
    Closed {
        /// When that ends.
        opens: Opens,
    },
}

/// The end of the present opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closes {
    /// On which day, seen from now.
    pub day: ClosingDay,
    /// Minute of that day, 1..=1440. 1440 is midnight at its end: an opening until 24:00 ends on the day it belongs to.
    pub minute: u16,
    /// Within an hour. (By the wall clock: in the night when clocks change, it may be an hour early or late.)
    pub soon: bool,
    /// It closes today and opens again later today, at this minute.
    pub reopens: Option<u16>,
}

/// A day on which an opening ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingDay {
    /// Today.
    Today,
    /// Tomorrow by date, but before 06:00: people say "until 01:30", not "until tomorrow 01:30".
    Night,
    /// Tomorrow.
    Tomorrow,
    /// Later this week, 0 = Monday.
    Weekday(u8),
}

/// The next opening of a point that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// It is known.
    At {
        /// On which day, seen from now.
        day: OpeningDay,
        /// Minute of that day, 0..1440.
        minute: u16,
    },
    /// Not this week any more; what comes after is not known.
    NextWeek,
    /// Closed all week; what comes after is not known.
    NotThisWeek,
}

/// A day on which a point opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningDay {
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// In two to six days, 0 = Monday: the name of the day is enough.
    Weekday(u8),
    /// In so many days, seven or more: only a date says which day it is.
    InDays(u16),
}

/// `next_open_at` of the API, seen from now on the clock of the service point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextOpen {
    /// 0 is today.
    pub days_from_today: u16,
    /// Minute of that day, 0..1440.
    pub minute: u16,
}

impl NextOpen {
    /// `next` as its own offset has it, `now` as the zone of the point has it. `None` for a moment that is over, or so
    /// far away (over a year) that it can only be a mistake.
    #[must_use]
    pub fn seen_from(now: &Timestamp, next: &Timestamp) -> Option<Self> {
        let days = next.local_day() - now.local_day();
        let ahead = next.epoch_minutes >= now.epoch_minutes && (0..=366).contains(&days);
        ahead.then(|| Self { days_from_today: days as u16, minute: next.wall_time().minute })
    }
}

/// The state at `now`, from this week's hours. `next_open` counts only beyond this week's Sunday: until then the hours
/// say more, and an instant that contradicts them is disregarded.
#[must_use]
pub fn open_state(times: Option<&OpeningTimes>, now: WallTime, next_open: Option<NextOpen>) -> OpenState {
    let Some(times) = times else { return OpenState::Unknown };
    let week = stretches(times);
    if let [OpeningTime { start: 0, end: MINUTES_A_WEEK }] = week[..] {
        return OpenState::AllDay;
    }
    let today = u16::from(now.weekday.min(6));
    let minute = today * MINUTES_A_DAY + now.minute.min(MINUTES_A_DAY - 1);
    let mut coming = week.iter().filter(|stretch| stretch.end > minute);
    match coming.next() {
        Some(stretch) if stretch.start <= minute => {
            let reopens = coming.next().map(|next| next.start);
            OpenState::Open { closes: closes(today, minute, stretch.end, reopens) }
        }
        Some(stretch) => {
            OpenState::Closed { opens: opens(today, stretch.start / MINUTES_A_DAY - today, stretch.start) }
        }
        None => OpenState::Closed { opens: opens_after(today, next_open, week.is_empty()) },
    }
}

/// `now`, `end` and `next` in minutes of the week.
fn closes(today: u16, now: u16, end: u16, next: Option<u16>) -> Closes {
    // An end at midnight belongs to the day before it.
    let on = (end - 1) / MINUTES_A_DAY;
    let minute = end - on * MINUTES_A_DAY;
    let day = match on - today {
        0 => ClosingDay::Today,
        1 if minute < MORNING => ClosingDay::Night,
        1 => ClosingDay::Tomorrow,
        _ => ClosingDay::Weekday(on as u8),
    };
    let reopens = next.filter(|next| next / MINUTES_A_DAY == today).map(|next| next % MINUTES_A_DAY);
    Closes { day, minute, soon: end - now <= SOON, reopens }
}

/// The opening in `days` days at a minute that may be one of the week.
fn opens(today: u16, days: u16, minute: u16) -> Opens {
    let day = match days {
        0 => OpeningDay::Today,
        1 => OpeningDay::Tomorrow,
        2..=6 => OpeningDay::Weekday(((today + days) % 7) as u8),
        _ => OpeningDay::InDays(days),
    };
    Opens::At { day, minute: minute % MINUTES_A_DAY }
}

/// The opening after this week's hours have ended.
fn opens_after(today: u16, next_open: Option<NextOpen>, closed_all_week: bool) -> Opens {
    match next_open {
        Some(next) if next.days_from_today > 6 - today => opens(today, next.days_from_today, next.minute),
        _ if closed_all_week => Opens::NotThisWeek,
        _ => Opens::NextWeek,
    }
}
