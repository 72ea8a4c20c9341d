use core::fmt;
use core::str::FromStr;

/// The identifier that Sendcloud gives a service point: an int64 of at least 1.
///
/// In JavaScript it travels as a string, since `JSON.parse` changes numbers above 2^53 - 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServicePointId(i64);

impl ServicePointId {
    /// The largest id that survives `JSON.parse`. A point with a larger one is skipped by every reader.
    pub const MAX_SAFE: i64 = (1 << 53) - 1;

    /// `None` below 1.
    #[must_use]
    pub const fn new(id: i64) -> Option<Self> {
        if id >= 1 { Some(Self(id)) } else { None }
    }

    /// The id as JavaScript carries it.
    #[must_use]
    pub fn to_digits(self) -> String {
        crate::digits(self.0.unsigned_abs())
    }

    /// The id as the API's number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl FromStr for ServicePointId {
    type Err = InvalidId;

    /// Decimal digits only: a sign, a space or a fraction is refused.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
        let step = |number: i64, byte| number.checked_mul(10)?.checked_add(digit(byte)?);
        text.bytes().try_fold(0, step).and_then(Self::new).ok_or(InvalidId)
    }
}

/// The text is not a service point id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for ServicePointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ServicePointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_positive_decimals_are_ids() {
        for bad in ["", "0", "-1", "+1", " 1", "1.0", "1e3", "abc", "9223372036854775808", "१"] {
            assert_eq!(bad.parse::<ServicePointId>(), Err(InvalidId), "{bad:?}");
        }
        for good in ["1", "1000001", "9223372036854775807"] {
            assert_eq!(good.parse::<ServicePointId>().map(|id| id.to_string()), Ok(good.to_owned()));
        }
    }
}
