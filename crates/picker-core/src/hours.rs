//! Opening hours: whether a service point is open, until when or from when on, and its week for display.
//!
//! All of it is wall time in the point's own zone, given as a value. The hours are this week's, Monday to Sunday;
//! nothing is known beyond Sunday 24:00 but the one instant that the API states itself ([`NextOpen`]).
//!
//! What counts as one range: ranges that overlap or touch, also across midnight. A gap of one minute is no gap,
//! because carriers write `23:59` for midnight, and nobody closes for a minute.

mod display;
mod state;
#[cfg(test)]
mod tests;
mod week;

pub use display::{DayHours, display_week};
pub use state::{Closes, ClosingDay, NextOpen, OpenState, OpeningDay, Opens, open_state};

/// A moment of the week on the clock of the service point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    /// Day of the week, 0 = Monday to 6 = Sunday.
    pub weekday: u8,
    /// Minutes since midnight, 0..1440.
    pub minute: u16,
}
