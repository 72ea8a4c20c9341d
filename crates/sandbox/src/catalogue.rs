//! All points of all countries, and the search among them.

mod search;

use std::sync::OnceLock;

use service_points::{CountryCode, ServicePointId};

use crate::country::COUNTRIES;
use crate::generate::Number;
use crate::point::Point;
use crate::region::Region;
pub(crate) use search::{Found, Geocoding};

/// The countries, each read when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    regions: [OnceLock<Region>; COUNTRIES.len()],
}

impl Catalogue {
    /// The country of that code; `None` where the sandbox has no places.
    pub(crate) fn region(&self, code: CountryCode) -> Option<&Region> {
        self.at(COUNTRIES.iter().position(|country| country.code == code.as_str())?)
    }

    /// The point of that id, wherever it is.
    pub(crate) fn point(&self, id: ServicePointId) -> Option<Point> {
        let id = id.get();
        match Number::of_id(id) {
            Some(number) => self.at(number.country as usize)?.point(id),
            // Real points: those of Florence have eight digits, the documented ones seven.
            None => {
                let country = if id < 10_000_000 { "NL" } else { "IT" };
                self.region(CountryCode::new(country)?)?.point(id)
            }
        }
    }

    fn at(&self, index: usize) -> Option<&Region> {
        let country = COUNTRIES.get(index)?;
        let cell = self.regions.get(index)?;
        Some(cell.get_or_init(|| Region::load(index as u32, country)))
    }
}
