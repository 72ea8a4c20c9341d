//! Which time zone a place keeps.

use jiff::tz::TimeZone;
use service_points::Position;

/// The zone of a place in one of the sandbox's countries. Islands far out in the Atlantic keep their own.
pub(crate) fn at(country: &str, position: Position) -> TimeZone {
    let longitude = position.longitude();
    let name = match country {
        "ES" if longitude < -12.0 => "Atlantic/Canary",
        "PT" if longitude < -20.0 => "Atlantic/Azores",
        "PT" if longitude < -15.0 => "Atlantic/Madeira",
        "NL" => "Europe/Amsterdam",
        "BE" => "Europe/Brussels",
        "LU" => "Europe/Luxembourg",
        "DE" => "Europe/Berlin",
        "AT" => "Europe/Vienna",
        "FR" => "Europe/Paris",
        "ES" => "Europe/Madrid",
        "IT" => "Europe/Rome",
        "PL" => "Europe/Warsaw",
        "PT" => "Europe/Lisbon",
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "DK" => "Europe/Copenhagen",
        "SE" => "Europe/Stockholm",
        _ => "Etc/UTC",
    };
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}
