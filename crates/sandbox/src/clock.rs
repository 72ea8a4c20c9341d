//! The sandbox's idea of now.

use jiff::{SignedDuration, Timestamp};

/// Where now comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Stands still at one instant.
    Fixed(Timestamp),
    /// Runs, this far ahead of the machine's own clock.
    Running(SignedDuration),
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub const fn system() -> Self {
        Self::Running(SignedDuration::ZERO)
    }

    /// The instant that this clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Fixed(instant) => *instant,
            Self::Running(ahead) => Timestamp::now().saturating_add(*ahead).unwrap_or(Timestamp::MAX),
        }
    }
}
