use jiff::Timestamp;
use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

use crate::clock::Clock;

/// How a clock is written in JSON: an RFC 3339 instant at which it stands still, or `"system"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockSetting(pub(crate) Clock);

impl<'de> Deserialize<'de> for ClockSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "system" {
            return Ok(Self(Clock::system()));
        }
        let instant: Result<Timestamp, _> = text.parse();
        instant.map(|instant| Self(Clock::Fixed(instant))).map_err(|_| {
            Error::custom(format!(
                "clock must be \"system\" or an instant such as 2026-11-22T10:00:00Z, not \"{text}\""
            ))
        })
    }
}

impl Serialize for ClockSetting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Clock::Fixed(instant) => serializer.collect_str(&instant),
            Clock::Running(_) => serializer.serialize_str("system"),
        }
    }
}
