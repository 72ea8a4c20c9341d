//! What time it is, by the endpoint's clock, and what the clocks at a service point show.

use std::cell::Cell;

use picker_core::hours::{NextOpen, OpenState, WallTime, open_state};
use picker_core::zone::{Timestamp, choose, parse_rfc3339, zones};
use service_points::ServicePoint;

use crate::browser;
use crate::text::zone_offset;

/// A clock that follows the endpoint's, since a shopper's phone may be wrong.
#[derive(Default)]
pub(crate) struct Clock {
    /// Milliseconds by which the endpoint is ahead of this device.
    ahead: Cell<f64>,
}

impl Clock {
    /// Learns the time from an answer that was made at an instant, in milliseconds since 1970; NaN teaches nothing.
    pub(super) fn learn(&self, made: f64) {
        let ahead = made - browser::now();
        if !ahead.is_nan() {
            // A header has whole seconds and takes its time: less than that is no difference.
            self.ahead.set(if ahead.abs() < 5000.0 { 0.0 } else { ahead });
        }
    }

    /// Minutes since 1970-01-01T00:00Z.
    pub(crate) fn epoch_minute(&self) -> i64 {
        ((browser::now() + self.ahead.get()) / 60_000.0) as i64
    }

    /// The state of a point's door now, and the moment of the week there. The moment is `None` where nothing tells
    /// which zone the point is in.
    pub(crate) fn at_point(&self, point: &ServicePoint) -> (OpenState, Option<WallTime>) {
        let next = point.next_open_at.as_deref().and_then(parse_rfc3339);
        let epoch_minutes = self.epoch_minute();
        let Some(offset_minutes) = Self::offset(&point.address.country_code, epoch_minutes, next.as_ref()) else {
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
        now + i64::from(Self::offset(&point.address.country_code, now, next.as_ref()).unwrap_or(0))
    }

    /// Minutes by which the clocks of a country are ahead of UTC. Where a country has several zones, the one counts
    /// whose offset is that of the point's next opening; a country that is not known has that offset itself.
    fn offset(country: &str, epoch_minutes: i64, next: Option<&Timestamp>) -> Option<i16> {
        let zones = || zones(country);
        // One zone needs no choice.
        let told = next.filter(|_| zones().nth(1).is_some()).and_then(|next| {
            let offsets = zones().map(|zone| zone_offset(zone, next.epoch_minutes));
            zones().nth(choose(&offsets.enumerate().collect::<Vec<_>>(), next.offset_minutes))
        });
        match told.or_else(|| zones().next()) {
            Some(zone) => Some(zone_offset(zone, epoch_minutes)),
            None => next.map(|next| next.offset_minutes),
        }
    }
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
#[path = "clock_tests.rs"]
mod tests;
