//! How long a token is good for, out of answers that say it in many ways, or not.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use serde_json::Value;

/// A token said to be dead on arrival is tried all the same, and kept so long that it does not cause a call for each
/// request.
const SHORTEST: Duration = Duration::from_secs(60);

/// `expires_in` is a whole number of seconds by RFC 6749, a double in Sellercloud's documents, and a fraction, a text,
/// nothing or nonsense in the wild. Without a usable one `usual` counts, and no promise beyond `longest` is believed.
pub(super) fn lifetime(expires_in: Option<&Value>, usual: Duration, longest: Duration) -> Duration {
    let seconds = match expires_in {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds {
        Some(seconds) if seconds.is_finite() => {
            Duration::from_secs_f64(seconds.clamp(SHORTEST.as_secs_f64(), longest.as_secs_f64()))
        }
        _ => usual.clamp(SHORTEST, longest),
    }
}

/// The time between two dates that the same server wrote, so that it does not matter what this machine's clock says.
pub(super) fn between(issued: Option<&Value>, expires: Option<&Value>) -> Option<Duration> {
    let date = |value: Option<&Value>| {
        let text = value?.as_str()?.trim();
        let standard = text.parse::<Timestamp>().ok().map(SystemTime::from);
        standard.or_else(|| httpdate::parse_http_date(text).ok())
    };
    date(expires)?.duration_since(date(issued)?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const DAY: Duration = Duration::from_secs(86_400);

    #[test]
    fn odd_lifetimes_neither_last_for_ever_nor_cause_a_call_each() {
        for (expires_in, seconds) in [
            (json!(3599), 3599.0),
            (json!("1800"), 1800.0),
            (json!(" 900 "), 900.0),
            (json!(1799.5), 1799.5),
            (json!(0), 60.0),
            (json!(-1), 60.0),
            (json!(-1e300), 60.0),
            (json!(i64::MAX), 86_400.0),
            (json!(1e300), 86_400.0),
            (json!("1e999"), 3600.0),
            (json!("NaN"), 3600.0),
            (json!("inf"), 3600.0),
            (json!("soon"), 3600.0),
            (json!(""), 3600.0),
            (json!(null), 3600.0),
            (json!([60]), 3600.0),
            (json!({"seconds": 60}), 3600.0),
            (json!(true), 3600.0),
        ] {
            let expected = Duration::from_secs_f64(seconds);
            assert_eq!(lifetime(Some(&expires_in), HOUR, DAY), expected, "{expires_in}");
        }
        assert_eq!(lifetime(None, HOUR, DAY), HOUR);
        assert_eq!(lifetime(Some(&json!(7200.0)), HOUR, HOUR), HOUR);
    }

    #[test]
    fn two_dates_of_one_server_give_a_lifetime_whatever_the_time_is_here() {
        let issued = json!("2026-11-22T10:00:00Z");
        assert_eq!(between(Some(&issued), Some(&json!("2026-11-22T10:30:00Z"))), Some(HOUR / 2));
        assert_eq!(between(Some(&issued), Some(&json!("2026-11-22T12:30:00+02:00"))), Some(HOUR / 2));
        let [from, to] = ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:49:37 GMT"].map(|date| json!(date));
        assert_eq!(between(Some(&from), Some(&to)), Some(HOUR));
        for bad in [json!("2026-11-22T09:00:00Z"), json!("soon"), json!(7), json!(null)] {
            assert_eq!(between(Some(&issued), Some(&bad)), None, "{bad}");
        }
        assert_eq!(between(None, Some(&issued)), None);
    }
}
