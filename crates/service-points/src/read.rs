//! Reads answers from any tree of JSON values, so that the native reader and the browser's read alike.

#[cfg(feature = "json")]
pub use json::Json;

use crate::opening_times::parse_minutes;
use crate::text::displayable;
use crate::{
    Address, Carrier, Contact, Error, ErrorObject, GeneralShopType, Geocoding, GeocodingStatus, OpeningTimes, Position,
    Precision, RetryAfter, ServicePoint, ServicePointId, ServicePointList, Source,
};

#[cfg(feature = "json")]
mod json;
#[cfg(test)]
mod tests;

/// Defines [`Field`] with the API's names.
macro_rules! fields {
    ($($variant:ident = $name:literal,)*) => {
        /// A field of an answer. An enum, and not a text, so that a browser's reader can name it by a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The names of all, in the same order, a space behind each.
            pub const NAMES: &str = concat!($($name, " ",)*);

            /// The API's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! {
    Address = "address",
    Carrier = "carrier",
    CarrierServicePointId = "carrier_service_point_id",
    CarrierShopType = "carrier_shop_type",
    City = "city",
    Code = "code",
    Contact = "contact",
    CountryCode = "country_code",
    Data = "data",
    Detail = "detail",
    Distance = "distance",
    Email = "email",
    EndTime = "end_time",
    Errors = "errors",
    FormattedAddress = "formatted_address",
    Friday = "friday",
    GeneralShopType = "general_shop_type",
    Geocoding = "geocoding",
    Header = "header",
    HouseNumber = "house_number",
    IconUrl = "icon_url",
    Id = "id",
    IsAvailable = "is_available",
    IsExpired = "is_expired",
    IsOpenTomorrow = "is_open_tomorrow",
    Latitude = "latitude",
    LogoUrl = "logo_url",
    Longitude = "longitude",
    Meta = "meta",
    Monday = "monday",
    Name = "name",
    NextOpenAt = "next_open_at",
    OpeningTimes = "opening_times",
    Parameter = "parameter",
    Phone = "phone",
    Pointer = "pointer",
    Position = "position",
    PostalCode = "postal_code",
    Precision = "precision",
    Reason = "reason",
    Receipt = "receipt",
    Results = "results",
    Saturday = "saturday",
    Source = "source",
    Stale = "stale",
    StartTime = "start_time",
    Status = "status",
    Street = "street",
    Sunday = "sunday",
    Thursday = "thursday",
    Tuesday = "tuesday",
    Wednesday = "wednesday",
}

const DAYS: [Field; 7] =
    [Field::Monday, Field::Tuesday, Field::Wednesday, Field::Thursday, Field::Friday, Field::Saturday, Field::Sunday];

/// One value of a parsed JSON document.
pub trait Node: Sized {
    /// An own field of an object; `None` when this is no object, has no such field, or the field is null.
    fn field(&self, field: Field) -> Option<Self>;
    /// The elements of an array; `None` when this is none.
    fn items(&self) -> Option<Vec<Self>>;
    /// The text, when this is one.
    fn text(&self) -> Option<String>;
    /// The number, when this is one.
    fn number(&self) -> Option<f64>;
    /// The truth value, when this is one.
    fn boolean(&self) -> Option<bool>;
    /// Whether this is an object.
    fn is_object(&self) -> bool;

    /// A text field, fit to be shown; empty when it is missing or no text.
    fn shown(&self, field: Field) -> String {
        self.shown_option(field).unwrap_or_default()
    }

    /// A text field, fit to be shown.
    fn shown_option(&self, field: Field) -> Option<String> {
        self.field(field)?.text().map(|text| displayable(&text))
    }
}

/// More points than the API ever sends are not read: 200 is its limit.
const MAX_POINTS: usize = 1000;
/// More ranges on one day than any place has are not read.
const MAX_RANGES: usize = 24;

/// Reads the answer to a search. A point that cannot be read is left out and counted; only an answer that is not the
/// API's at all is [`Error::Malformed`].
pub fn read_list<N: Node>(body: &N) -> Result<ServicePointList, Error> {
    let data = body.field(Field::Data).ok_or(Error::Malformed)?;
    let results = data.field(Field::Results).and_then(|results| results.items()).ok_or(Error::Malformed)?;
    let stale = body.field(Field::Meta).and_then(|meta| meta.field(Field::Stale)).and_then(|stale| stale.boolean());
    let mut list = ServicePointList {
        geocoding: read_geocoding(&data),
        stale: stale.unwrap_or(false),
        ..ServicePointList::default()
    };
    for (index, result) in results.iter().enumerate() {
        match service_point(result).filter(|_| index < MAX_POINTS) {
            Some(point) => list.points.push(point),
            None => list.skipped += 1,
        }
    }
    Ok(list)
}

/// Reads the answer to the retrieval of one point.
pub fn read_point<N: Node>(body: &N) -> Result<ServicePoint, Error> {
    body.field(Field::Data).and_then(|data| service_point(&data)).ok_or(Error::Malformed)
}

/// Reads the answer to an availability check.
pub fn read_availability<N: Node>(body: &N) -> Result<bool, Error> {
    body.field(Field::Data)
        .and_then(|data| data.field(Field::IsAvailable))
        .and_then(|available| available.boolean())
        .ok_or(Error::Malformed)
}

/// Reads the proxy's signature under a choice from its answer to a [`Request::sign`](crate::Request::sign): a JWS in its
/// compact form. There is none when the point is not available.
pub fn read_receipt<N: Node>(body: &N) -> Option<String> {
    body.field(Field::Data)?.field(Field::Receipt)?.text()
}

/// Reads what an answer with an HTTP status outside 2xx says, as far as it says anything. `body` is `None` when it was
/// not JSON.
pub fn read_error<N: Node>(status: u16, retry_after: Option<RetryAfter>, body: Option<&N>) -> Error {
    let objects = body.and_then(|body| body.field(Field::Errors)).map_or_else(Vec::new, |errors| {
        let many = errors.items().unwrap_or_else(|| vec![errors]);
        many.iter().filter(|error| error.is_object()).take(8).map(error_object).collect()
    });
    Error::from_status(status, retry_after, objects)
}

fn error_object<N: Node>(node: &N) -> ErrorObject {
    let source = node.field(Field::Source).and_then(|source| {
        let parameter = source.shown_option(Field::Parameter).map(Source::Parameter);
        let pointer = || source.shown_option(Field::Pointer).map(Source::Pointer);
        parameter.or_else(pointer).or_else(|| source.shown_option(Field::Header).map(Source::Header))
    });
    ErrorObject {
        status: node.shown(Field::Status),
        code: node.shown_option(Field::Code),
        detail: node.shown(Field::Detail),
        source,
        reason: node.field(Field::Meta).and_then(|meta| meta.shown_option(Field::Reason)),
    }
}

fn read_geocoding<N: Node>(data: &N) -> Option<Geocoding> {
    let geocoding = data.field(Field::Geocoding)?;
    Some(Geocoding {
        status: GeocodingStatus::from_wire(&geocoding.shown_option(Field::Status)?),
        precision: geocoding.shown_option(Field::Precision).map(|word| Precision::from_wire(&word)),
        formatted_address: geocoding.shown_option(Field::FormattedAddress).filter(|address| !address.is_empty()),
    })
}

/// A point needs what an order and a shopper cannot do without: id, name, carrier, position. All else may be missing.
fn service_point<N: Node>(node: &N) -> Option<ServicePoint> {
    let carrier = node.field(Field::Carrier)?;
    let position = node.field(Field::Position)?;
    let coordinate = |field| position.field(field)?.number();
    let flag = |field| node.field(field).and_then(|value| value.boolean()).unwrap_or(false);
    let code = carrier.shown_option(Field::Code).filter(|code| !code.is_empty())?;
    Some(ServicePoint {
        id: read_id(node)?,
        name: node.shown_option(Field::Name)?,
        carrier: Carrier {
            name: carrier.shown_option(Field::Name).filter(|name| !name.is_empty()).unwrap_or_else(|| code.clone()),
            logo_url: carrier.field(Field::LogoUrl).and_then(|url| url.text()),
            icon_url: carrier.field(Field::IconUrl).and_then(|url| url.text()),
            code,
        },
        carrier_service_point_id: node.shown(Field::CarrierServicePointId),
        carrier_shop_type: node.shown_option(Field::CarrierShopType),
        general_shop_type: node.shown_option(Field::GeneralShopType).map(|word| GeneralShopType::from_wire(&word)),
        address: node.field(Field::Address).map(|address| read_address(&address)).unwrap_or_default(),
        position: Position::new(coordinate(Field::Latitude)?, coordinate(Field::Longitude)?).ok()?,
        contact: node.field(Field::Contact).map(|contact| read_contact(&contact)).unwrap_or_default(),
        opening_times: node.field(Field::OpeningTimes).and_then(|times| read_opening_times(&times)),
        is_open_tomorrow: flag(Field::IsOpenTomorrow),
        next_open_at: node.shown_option(Field::NextOpenAt),
        is_expired: flag(Field::IsExpired),
        distance: node.field(Field::Distance).and_then(|metres| metres.number()).and_then(whole_metres),
    })
}

fn read_id<N: Node>(node: &N) -> Option<ServicePointId> {
    let id = node.field(Field::Id)?.number()?;
    let max = ServicePointId::MAX_SAFE as f64;
    let whole = (1.0..=max).contains(&id) && id == id.trunc();
    if whole { ServicePointId::new(id as i64) } else { None }
}

fn whole_metres(metres: f64) -> Option<u32> {
    // Half the Earth's circumference: no two places are further apart.
    (0.0..=20_037_509.0).contains(&metres).then_some((metres + 0.5) as u32)
}

fn read_address<N: Node>(node: &N) -> Address {
    Address {
        street: node.shown(Field::Street),
        house_number: node.shown(Field::HouseNumber),
        postal_code: node.shown(Field::PostalCode),
        city: node.shown(Field::City),
        country_code: node.shown(Field::CountryCode),
    }
}

fn read_contact<N: Node>(node: &N) -> Contact {
    Contact { email: node.shown(Field::Email), phone: node.shown(Field::Phone) }
}

/// `None` when nothing of it can be relied on: no object, or ranges of which not one could be read.
fn read_opening_times<N: Node>(node: &N) -> Option<OpeningTimes> {
    if !node.is_object() {
        return None;
    }
    let mut times = OpeningTimes::default();
    let (mut read, mut unreadable) = (0, 0);
    for (day, field) in DAYS.into_iter().enumerate() {
        let ranges = node.field(field).and_then(|ranges| ranges.items()).unwrap_or_default();
        for range in ranges.iter().take(MAX_RANGES) {
            let minutes = |field| range.field(field)?.text().and_then(|text| parse_minutes(&text));
            let added = match (minutes(Field::StartTime), minutes(Field::EndTime)) {
                (Some(start), Some(end)) => times.add(day, start, end),
                _ => false,
            };
            if added { read += 1 } else { unreadable += 1 }
        }
    }
    (read > 0 || unreadable == 0).then_some(times)
}
