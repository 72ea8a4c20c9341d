use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Area, Filters, Limit, Place, Radius, ReferencePoint, Search, StructuredAddress, StructuredAddressError};
use crate::{
    BoundingBox, BoundingBoxError, CarrierCode, CarrierCodes, CarrierScope, CountryCode, ErrorObject, GeneralShopType,
    Position, Source,
};

/// Every parameter that a search can have.
const KNOWN: [&str; 19] = [
    "country_code",
    "carrier_code",
    "use_integration_carriers",
    "address",
    "address_street",
    "address_house_number",
    "address_postal_code",
    "address_city",
    "latitude",
    "longitude",
    "ne_latitude",
    "ne_longitude",
    "sw_latitude",
    "sw_longitude",
    "radius",
    "carrier_service_point_id",
    "carrier_shop_type",
    "general_shop_type",
    "limit",
];

const REFERENCE_ADDRESS: [&str; 4] = ["address_street", "address_house_number", "address_postal_code", "address_city"];
const REFERENCE_POSITION: [&str; 2] = ["latitude", "longitude"];
const CORNERS: [&str; 4] = ["ne_latitude", "ne_longitude", "sw_latitude", "sw_longitude"];

/// Why the API refuses a query: the body of its 400, in its own words where its documents have an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// `required`, `invalid`, `invalid_choice`, `min_value` or `validation_error`.
    pub code: &'static str,
    /// Sentence for a developer.
    pub detail: String,
    /// The first parameter to blame; `None` where the API's own refusal blames none.
    pub parameter: Option<&'static str>,
}

impl QueryError {
    fn new(code: &'static str, parameter: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), parameter: Some(parameter) }
    }

    fn rule(parameter: &'static str, detail: impl Into<String>) -> Self {
        Self::new("validation_error", parameter, detail)
    }
}

impl From<QueryError> for ErrorObject {
    fn from(error: QueryError) -> Self {
        Self {
            status: "400".to_owned(),
            code: Some(error.code.to_owned()),
            detail: error.detail,
            source: error.parameter.map(|parameter| Source::Parameter(parameter.to_owned())),
            reason: None,
        }
    }
}

impl Search {
    /// Whether the API has a parameter of this name.
    #[must_use]
    pub fn knows_parameter(name: &str) -> bool {
        KNOWN.contains(&name)
    }

    /// Reads a query string (without its question mark) as the API does, its prose rules included. Parameters that it
    /// does not know are ignored; of a single parameter given twice the last counts; an empty value is an absent one.
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        let given = Given::decode(query);
        let country = given.country()?;
        let carriers = given.carriers()?;
        let limit = given.limit()?;
        let filters = given.filters()?;
        let place = given.place()?;
        Ok(Self { country, carriers, place, filters, limit })
    }
}

/// What a part of a query says; most say it as it is.
fn decode(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned().into()
    } else {
        text.into()
    }
}

/// The known parameters of a query, decoded.
struct Given(Vec<(&'static str, String)>);

impl Given {
    fn decode(query: &str) -> Self {
        let pairs = query.split('&').filter_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = decode(key);
            let known = KNOWN.into_iter().find(|known| *known == key)?;
            Some((known, decode(value).trim().to_owned())).filter(|(_, value)| !value.is_empty())
        });
        Self(pairs.collect())
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| *known == key).map(|(_, value)| value.as_str())
    }

    fn last(&self, key: &str) -> Option<&str> {
        self.all(key).last()
    }

    fn first_of(&self, keys: &[&'static str]) -> Option<&'static str> {
        keys.iter().copied().find(|key| self.last(key).is_some())
    }

    fn country(&self) -> Result<CountryCode, QueryError> {
        let text =
            self.last("country_code").ok_or_else(|| QueryError::new("required", "country_code", "Field required"))?;
        CountryCode::new(text).filter(|code| code.is_assigned() && code.as_str() == text).ok_or_else(|| {
            QueryError::new("invalid_choice", "country_code", format!("\"{text}\" is not a valid country code"))
        })
    }

    fn carriers(&self) -> Result<CarrierScope, QueryError> {
        let refused = |code: &str| {
            // Like a carrier that does not exist, and the documented refusal of that one has no `source`.
            let detail = format!("Service points are not supported for the requested carriers: {code}.");
            QueryError { parameter: None, ..QueryError::rule("carrier_code", detail) }
        };
        let codes = self
            .all("carrier_code")
            .map(|code| CarrierCode::new(code).ok_or_else(|| refused(code)))
            .collect::<Result<Vec<_>, _>>()?;
        let integration = match self.last("use_integration_carriers").map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "no" | "off" | "f" | "n") => false,
            Some("true" | "1" | "yes" | "on" | "t" | "y") => true,
            Some(_) => {
                let detail = "Input should be a valid boolean, unable to interpret input";
                return Err(QueryError::new("invalid", "use_integration_carriers", detail));
            }
        };
        match (CarrierCodes::new(codes), integration) {
            (Some(_), true) => Err(QueryError::rule(
                "carrier_code",
                "carrier_code and use_integration_carriers are mutually exclusive",
            )),
            (None, false) => Err(QueryError::rule(
                "carrier_code",
                "Exactly one of carrier_code and use_integration_carriers must be provided",
            )),
            (Some(codes), false) => Ok(CarrierScope::Codes(codes)),
            (None, true) => Ok(CarrierScope::Integration),
        }
    }

    fn limit(&self) -> Result<Option<Limit>, QueryError> {
        let Some(limit) = self.whole_number("limit", 1, 200)? else { return Ok(None) };
        Ok(Limit::new(limit))
    }

    fn filters(&self) -> Result<Filters, QueryError> {
        let mut general_shop_types = Vec::new();
        for word in self.all("general_shop_type") {
            let shop_type = GeneralShopType::from_wire(word);
            if matches!(shop_type, GeneralShopType::Other(_)) {
                let detail = "Input should be 'servicepoint', 'locker', 'post_office' or 'carrier_depot'";
                return Err(QueryError::new("invalid_choice", "general_shop_type", detail));
            }
            general_shop_types.push(shop_type);
        }
        Ok(Filters {
            carrier_service_point_ids: self.all("carrier_service_point_id").map(str::to_owned).collect(),
            carrier_shop_type: self.last("carrier_shop_type").map(str::to_owned),
            general_shop_types,
        })
    }

    fn place(&self) -> Result<Place, QueryError> {
        let reference = self.reference()?;
        let corners = self.corners()?;
        let radius = self.whole_number("radius", 100, 50_000)?.and_then(Radius::new);
        match (reference, radius, corners) {
            (_, Some(_), Some(_)) => Err(QueryError::rule(
                "radius",
                "radius and ne_latitude, ne_longitude, sw_latitude, sw_longitude are mutually exclusive",
            )),
            (None, Some(_), None) => Err(QueryError::rule("radius", "radius must be combined with a reference point")),
            (None, None, None) => Ok(Place::Country),
            (None, None, Some(corners)) => Ok(Place::Within(corners)),
            (Some(reference), None, None) => Ok(Place::Near(reference, Area::Closest)),
            (Some(reference), Some(radius), None) => Ok(Place::Near(reference, Area::Radius(radius))),
            (Some(reference), None, Some(corners)) => Ok(Place::Near(reference, Area::Box(corners))),
        }
    }

    fn reference(&self) -> Result<Option<ReferencePoint>, QueryError> {
        let ways = [self.first_of(&["address"]), self.first_of(&REFERENCE_ADDRESS), self.first_of(&REFERENCE_POSITION)];
        let mut used = ways.into_iter().flatten();
        let Some(way) = used.next() else { return Ok(None) };
        if used.next().is_some() {
            return Err(QueryError::rule(way, "address, address_* and latitude/longitude are mutually exclusive"));
        }
        if way == "address" {
            return Ok(self.last("address").map(|address| ReferencePoint::Address(address.to_owned())));
        }
        if REFERENCE_ADDRESS.contains(&way) {
            return self.structured_address().map(|address| Some(ReferencePoint::Structured(address)));
        }
        match (self.degrees("latitude", 90.0)?, self.degrees("longitude", 180.0)?) {
            (Some(latitude), Some(longitude)) => {
                Ok(Position::new(latitude, longitude).ok().map(ReferencePoint::Position))
            }
            _ => Err(QueryError::rule(way, "latitude and longitude must be provided together")),
        }
    }

    fn structured_address(&self) -> Result<StructuredAddress, QueryError> {
        let [street, house_number, postal_code, city] = REFERENCE_ADDRESS.map(|key| self.last(key).unwrap_or_default());
        StructuredAddress::new(street, house_number, postal_code, city).map_err(|error| match error {
            StructuredAddressError::HouseNumberAlone | StructuredAddressError::Empty => QueryError::rule(
                "address_house_number",
                "address_house_number must be combined with address_street or address_postal_code",
            ),
        })
    }

    fn corners(&self) -> Result<Option<BoundingBox>, QueryError> {
        let Some(first) = self.first_of(&CORNERS) else { return Ok(None) };
        let corner = |latitude, longitude| -> Result<Option<Position>, QueryError> {
            let (latitude, longitude) = (self.degrees(latitude, 90.0)?, self.degrees(longitude, 180.0)?);
            Ok(latitude.zip(longitude).and_then(|(latitude, longitude)| Position::new(latitude, longitude).ok()))
        };
        let (Some(north_east), Some(south_west)) =
            (corner("ne_latitude", "ne_longitude")?, corner("sw_latitude", "sw_longitude")?)
        else {
            let detail = "ne_latitude, ne_longitude, sw_latitude, and sw_longitude must all be provided together";
            return Err(QueryError::rule(first, detail));
        };
        BoundingBox::new(north_east, south_west).map(Some).map_err(|error| {
            let detail = match error {
                BoundingBoxError::TooLarge(_) => "The diagonal of the bounding box must not exceed 50 km",
                BoundingBoxError::Inverted => "The north-east corner must be north and east of the south-west corner",
            };
            QueryError::rule("ne_latitude", detail)
        })
    }

    fn degrees(&self, key: &'static str, limit: f64) -> Result<Option<f64>, QueryError> {
        let Some(text) = self.last(key) else { return Ok(None) };
        let detail = "Input should be a valid number, unable to parse string as a number";
        let value: f64 = text.parse().map_err(|_| QueryError::new("invalid", key, detail))?;
        if !value.is_finite() {
            return Err(QueryError::new("invalid", key, "Input should be a finite number"));
        }
        if value.abs() > limit {
            return Err(QueryError::new("invalid", key, format!("Input should be between -{limit} and {limit}")));
        }
        // To the six decimals in which it is sent on, so that what is allowed here is allowed there: rounded later, a
        // box that just fits could outgrow its limit.
        Ok(Some((value * 1e6).round() / 1e6))
    }

    fn whole_number(&self, key: &'static str, min: u32, max: u32) -> Result<Option<u32>, QueryError> {
        let Some(text) = self.last(key) else { return Ok(None) };
        let detail = "Input should be a valid integer, unable to parse string as an integer";
        let value: i64 = text.parse().map_err(|_| QueryError::new("invalid", key, detail))?;
        if value < i64::from(min) {
            let detail = format!("Input should be greater than or equal to {min}");
            return Err(QueryError::new("min_value", key, detail));
        }
        u32::try_from(value)
            .ok()
            .filter(|value| *value <= max)
            .map(Some)
            .ok_or_else(|| QueryError::new("invalid", key, format!("Input should be less than or equal to {max}")))
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
