//! How an invented point is numbered, so that it can be found again without a list of all.

/// Which point of which row of which country's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Index into the countries.
    pub(crate) country: u32,
    /// Row of the table of postal codes.
    pub(crate) row: u32,
    /// Which of the row's points: 0 to 3, and 4 more for a shop's second carrier.
    pub(crate) index: u32,
}

/// Ids of invented points are above this one, those of real points below.
const FIRST_ID: i64 = 100_000_000;
/// A carrier's own numbers start here, so that all have as many digits as people expect.
const FIRST_OF_CARRIER: u32 = 100_000;
const INDEX_BITS: u32 = 3;
const ROW_BITS: u32 = 17;
/// Set in the index of a point with which a second carrier lists the shop of the point without it.
const SECOND: u32 = 1 << (INDEX_BITS - 1);

impl Number {
    /// The number behind an id of ours; `None` below the first.
    pub(crate) fn of_id(id: i64) -> Option<Self> {
        let packed = u32::try_from(id.checked_sub(FIRST_ID)?).ok()?;
        let within = packed & ((1 << (ROW_BITS + INDEX_BITS)) - 1);
        let country = packed >> (ROW_BITS + INDEX_BITS);
        Some(Self { country, row: within >> INDEX_BITS, index: within & ((1 << INDEX_BITS) - 1) })
    }

    /// The id that the API gives.
    pub(crate) fn id(self) -> i64 {
        FIRST_ID + i64::from(self.country << (ROW_BITS + INDEX_BITS) | self.within())
    }

    /// The number under which a second carrier lists the same shop.
    pub(crate) fn second(self) -> Self {
        Self { index: self.index | SECOND, ..self }
    }

    /// The number under which the first carrier lists the same shop; mostly the number itself.
    pub(crate) fn first(self) -> Self {
        Self { index: self.index & !SECOND, ..self }
    }

    /// The carrier's own number, in its way of writing it: `#` stands for the digits.
    pub(crate) fn as_carrier_writes_it(self, numbering: &str) -> String {
        numbering.replace('#', &(self.within() + FIRST_OF_CARRIER).to_string())
    }

    /// Reads a carrier's own number.
    pub(crate) fn of_carrier(country: u32, numbering: &str, written: &str) -> Option<Self> {
        let (before, after) = numbering.split_once('#')?;
        let digits = written.strip_prefix(before)?.strip_suffix(after)?;
        let within = digits.parse::<u32>().ok()?.checked_sub(FIRST_OF_CARRIER)?;
        let number = Self { country, row: within >> INDEX_BITS, index: within & ((1 << INDEX_BITS) - 1) };
        (number.row < 1 << ROW_BITS).then_some(number)
    }

    fn within(self) -> u32 {
        self.row << INDEX_BITS | self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_being_written() {
        for (country, row, index) in [(0, 0, 0), (13, 131_071, 7), (8, 72_894, 3)] {
            let number = Number { country, row, index };
            assert_eq!(Number::of_id(number.id()), Some(number));
            let written = number.as_carrier_writes_it("PL#M");
            assert_eq!(Number::of_carrier(country, "PL#M", &written), Some(number), "{written}");
        }
        let second = Number { country: 8, row: 9, index: 3 }.second();
        assert_eq!((second.index, second.second(), second.first().index), (7, second, 3));
        assert_eq!(Number::of_id(1_000_001), None);
        for strange in ["", "PL", "PL1M", "PLxM", "PL99999999999M", "PL4294967295M", "DE100001M"] {
            assert_eq!(Number::of_carrier(8, "PL#M", strange), None, "{strange}");
        }
    }
}
