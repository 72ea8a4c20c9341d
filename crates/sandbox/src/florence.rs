//! The streets and postal codes of Florence, by which addresses there are found.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use service_points::{BoundingBox, Position};

use crate::text::normalise;

/// A street and a point on it, near its middle.
#[derive(Clone, Debug)]
pub(crate) struct Street {
    pub(crate) name: String,
    pub(crate) postal_code: String,
    pub(crate) position: Position,
}

/// The town's index.
#[derive(Debug)]
pub(crate) struct Florence {
    streets: HashMap<String, Vec<Street>>,
    postal_codes: HashMap<String, Position>,
}

/// The table's name of the town, normalised.
pub(crate) const TOWN: &str = "firenze";

impl Florence {
    /// Reads the index from the data inside the program.
    pub(crate) fn load() -> Self {
        let mut streets: HashMap<String, Vec<Street>> = HashMap::new();
        for record in records(include_bytes!("../data/florence/streets.csv")) {
            let Some((position, name, code)) = position(&record, 2).zip(record.get(0)).zip(record.get(4)).map(flat)
            else {
                continue;
            };
            let street = Street { name: name.to_owned(), postal_code: code.to_owned(), position };
            streets.entry(normalise(name)).or_default().push(street);
        }
        let postal_codes = records(include_bytes!("../data/florence/postal-codes.csv"))
            .filter_map(|record| Some((record.get(0)?.to_owned(), position(&record, 2)?)))
            .collect();
        Self { streets, postal_codes }
    }

    /// The street of that normalised name; of several, the one in this postal code.
    pub(crate) fn street(&self, name: &str, postal_code: Option<&str>) -> Option<&Street> {
        let streets = self.streets.get(name)?;
        streets.iter().find(|street| Some(street.postal_code.as_str()) == postal_code).or(streets.first())
    }

    /// The middle of a postal code of the town.
    pub(crate) fn postal_code(&self, code: &str) -> Option<Position> {
        self.postal_codes.get(code).copied()
    }

    /// The middle of the town.
    pub(crate) fn centre() -> Option<Position> {
        Position::new(43.7731, 11.2558).ok()
    }

    /// The box in which all points are real ones.
    pub(crate) fn area() -> Option<BoundingBox> {
        BoundingBox::new(Position::new(43.836, 11.333).ok()?, Position::new(43.725, 11.149).ok()?).ok()
    }
}

fn flat<A, B, C>(((a, b), c): ((A, B), C)) -> (A, B, C) {
    (a, b, c)
}

fn records(table: &'static [u8]) -> impl Iterator<Item = StringRecord> {
    ReaderBuilder::new().from_reader(table).into_records().filter_map(Result::ok)
}

fn position(record: &StringRecord, latitude: usize) -> Option<Position> {
    let degrees = |index| record.get(index)?.parse().ok();
    Position::new(degrees(latitude)?, degrees(latitude + 1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_street_of_the_index_is_found_by_the_name_that_the_index_gives() {
        let florence = Florence::load();
        let mut count = 0;
        for record in records(include_bytes!("../data/florence/streets.csv")) {
            assert!(florence.street(&record[1], None).is_some(), "{record:?}");
            count += 1;
        }
        assert_eq!(count, 2391);
        assert!(florence.postal_code("50125").is_some());
        assert!(florence.postal_code("20121").is_none());
    }
}
