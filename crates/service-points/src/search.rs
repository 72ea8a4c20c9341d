use crate::{BoundingBox, CarrierScope, CountryCode, GeneralShopType, Position};

mod encode;
mod parse;

pub use parse::QueryError;

/// A search for service points. What the API forbids cannot be written: two carrier scopes, two reference points, a
/// radius together with a box, a radius around nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// `country_code`.
    pub country: CountryCode,
    /// Whose points.
    pub carriers: CarrierScope,
    /// Where.
    pub place: Place,
    /// Which of them.
    pub filters: Filters,
    /// How many at the most; the API takes 100 when it is not said.
    pub limit: Option<Limit>,
}

/// Where to search.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Anywhere in the country: for searches by the carrier's ids.
    Country,
    /// Around a reference point; the answer is ordered by distance from it.
    Near(ReferencePoint, Area),
    /// Inside a box, with neither distance nor order.
    Within(BoundingBox),
}

/// How far around a reference point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Area {
    /// The closest ones, however far.
    Closest,
    /// `radius`.
    Radius(Radius),
    /// Inside a box; distance and order are still from the reference point.
    Box(BoundingBox),
}

/// The place that distances are measured from. The API accepts one way of giving it.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferencePoint {
    /// `address`: free text.
    Address(String),
    /// `address_street` and its companions.
    Structured(StructuredAddress),
    /// `latitude` and `longitude`.
    Position(Position),
}

/// An address in parts; empty parts count as absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructuredAddress {
    street: String,
    house_number: String,
    postal_code: String,
    city: String,
}

/// Why parts are no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructuredAddressError {
    /// Every part is empty.
    Empty,
    /// A house number needs a street or a postal code beside it.
    HouseNumberAlone,
}

impl StructuredAddress {
    /// Refuses an address without any part, and a house number without a street or postal code.
    pub fn new(
        street: &str,
        house_number: &str,
        postal_code: &str,
        city: &str,
    ) -> Result<Self, StructuredAddressError> {
        let [street, house_number, postal_code, city] =
            [street, house_number, postal_code, city].map(|part| part.trim().to_owned());
        if !house_number.is_empty() && street.is_empty() && postal_code.is_empty() {
            return Err(StructuredAddressError::HouseNumberAlone);
        }
        if street.is_empty() && postal_code.is_empty() && city.is_empty() {
            return Err(StructuredAddressError::Empty);
        }
        Ok(Self { street, house_number, postal_code, city })
    }

    /// `address_street`.
    #[must_use]
    pub fn street(&self) -> &str {
        &self.street
    }

    /// `address_house_number`.
    #[must_use]
    pub fn house_number(&self) -> &str {
        &self.house_number
    }

    /// `address_postal_code`.
    #[must_use]
    pub fn postal_code(&self) -> &str {
        &self.postal_code
    }

    /// `address_city`.
    #[must_use]
    pub fn city(&self) -> &str {
        &self.city
    }
}

/// A search radius in metres: 100..=50000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Radius(u32);

impl Radius {
    /// `None` outside 100..=50000.
    #[must_use]
    pub const fn new(metres: u32) -> Option<Self> {
        if metres >= 100 && metres <= 50_000 { Some(Self(metres)) } else { None }
    }

    /// Metres.
    #[must_use]
    pub const fn metres(self) -> u32 {
        self.0
    }
}

/// The largest number of points wanted: 1..=200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u8);

impl Limit {
    /// What the API takes when no limit is given.
    pub const DEFAULT: Self = Self(100);
    /// The most that the API gives.
    pub const MAX: Self = Self(200);

    /// `None` outside 1..=200.
    #[must_use]
    pub const fn new(points: u32) -> Option<Self> {
        if points >= 1 && points <= 200 { Some(Self(points as u8)) } else { None }
    }

    /// Number of points.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0 as u32
    }
}

/// Which points of the place are wanted; empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// `carrier_service_point_id`, repeated.
    pub carrier_service_point_ids: Vec<String>,
    /// `carrier_shop_type`.
    pub carrier_shop_type: Option<String>,
    /// `general_shop_type`, repeated. The API accepts the four words of its list only.
    pub general_shop_types: Vec<GeneralShopType>,
}
