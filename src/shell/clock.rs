//! What time it is, by the endpoint's clock, and what the clocks at a service point show.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use picker_core::hours::{NextOpen, OpenState, WallTime, open_state};
use picker_core::zone::{Timestamp, choose, parse_rfc3339, zones};
use service_points::ServicePoint;
use wasm_bindgen::JsValue;
use web_sys::Headers;

/// A clock that follows the endpoint's, since a shopper's phone may be wrong.
#[derive(Default)]
pub(crate) struct Clock {
    /// Milliseconds by which the endpoint is ahead of this device.
    ahead: Cell<f64>,
    /// A formatter for each zone that was asked for, which tells the zone's offset.
    formatters: RefCell<Vec<(&'static str, Function)>>,
}

impl Clock {
    /// Learns the time from an answer: its `Date`, and its `Age` when it was kept somewhere.
    pub(super) fn learn(&self, headers: &Headers) {
        let header = |name| headers.get(name).ok().flatten();
        let sent = header("Date").map_or(f64::NAN, |date| Date::parse(&date));
        let age: u32 = header("Age").and_then(|age| age.parse().ok()).unwrap_or(0);
        if sent.is_finite() {
            let ahead = sent + f64::from(age) * 1000.0 - Date::now();
            // A header has whole seconds and takes its time: less than that is no difference.
            self.ahead.set(if ahead.abs() < 5000.0 { 0.0 } else { ahead });
        }
    }

    /// Minutes since 1970-01-01T00:00Z.
    pub(crate) fn epoch_minute(&self) -> i64 {
        ((Date::now() + self.ahead.get()) / 60_000.0) as i64
    }

    /// The state of a point's door now, and the moment of the week there. The moment is `None` where nothing tells
    /// which zone the point is in.
    pub(crate) fn at_point(&self, point: &ServicePoint) -> (OpenState, Option<WallTime>) {
        let next = point.next_open_at.as_deref().and_then(parse_rfc3339);
        let epoch_minutes = self.epoch_minute();
        let Some(offset_minutes) = self.offset(&point.address.country_code, epoch_minutes, next.as_ref()) else {
            return (OpenState::Unknown, None);
        };
        let now = Timestamp { epoch_minutes, offset_minutes };
        let next = next.and_then(|next| NextOpen::seen_from(&now, &next));
        let wall = now.wall_time();
        (open_state(point.opening_times.as_ref(), wall, next), Some(wall))
    }

    /// Minutes since 1970-01-01 as the calendar and the clock at a point count them; where its zone is not known, in UTC.
    pub(crate) fn local_minute(&self, point: &ServicePoint) -> i64 {
        let next = point.next_open_at.as_deref().and_then(parse_rfc3339);
        let now = self.epoch_minute();
        now + i64::from(self.offset(&point.address.country_code, now, next.as_ref()).unwrap_or(0))
    }

    /// Minutes by which the clocks of a country are ahead of UTC. Where a country has several zones, the one counts
    /// whose offset is that of the point's next opening; a country that is not known has that offset itself.
    fn offset(&self, country: &str, epoch_minutes: i64, next: Option<&Timestamp>) -> Option<i16> {
        let candidates: Vec<&'static str> = zones(country).collect();
        let zone = match (candidates.as_slice(), next) {
            ([], next) => return next.map(|next| next.offset_minutes),
            ([only], _) => only,
            (several, None) => several.first()?,
            (several, Some(next)) => {
                let offsets = several.iter().enumerate();
                let offsets: Vec<(usize, i16)> = offsets
                    .filter_map(|(index, zone)| Some((index, self.zone_offset(zone, next.epoch_minutes)?)))
                    .collect();
                several.get(choose(&offsets, next.offset_minutes))?
            }
        };
        self.zone_offset(zone, epoch_minutes)
    }

    fn zone_offset(&self, zone: &'static str, epoch_minutes: i64) -> Option<i16> {
        let mut formatters = self.formatters.borrow_mut();
        let position = formatters.iter().position(|(known, _)| *known == zone).unwrap_or_else(|| {
            formatters.push((zone, formatter(zone)));
            formatters.len() - 1
        });
        let (_, format) = formatters.get(position)?;
        let date = Date::new(&JsValue::from_f64(epoch_minutes as f64 * 60_000.0));
        let text = format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()?;
        parse_offset(&text)
    }
}

/// A function that writes an instant as a date and the zone's offset, such as `11/22/2026, GMT+01:00`. Every zone of
/// our table is known to every browser of the baseline.
fn formatter(zone: &str) -> Function {
    let options = Object::new();
    for (key, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    Intl::DateTimeFormat::new(&Array::of1(&"en-US".into()), &options).format()
}

/// Reads what stands behind `GMT`: nothing, `+01:00` or `-03:30`.
fn parse_offset(text: &str) -> Option<i16> {
    let offset = text.rsplit(' ').next()?.strip_prefix("GMT")?;
    let Some((hours, minutes)) = offset.get(1..).and_then(|digits| digits.split_once(':')) else {
        return Some(0);
    };
    let total = (hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?) as i16;
    Some(if offset.starts_with('+') { total } else { -total })
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
#[path = "clock_tests.rs"]
mod tests;
