//! The contract of Sendcloud's Service Points API v3, without any IO.
//!
//! A search is a [`Search`], which cannot express what the API forbids; it becomes a [`Request`] value that any HTTP
//! client can send. What comes back is read by [`read_list`], [`read_point`] and [`read_availability`] from any
//! [`Node`]: [`Json`] with the `json` feature, the browser's own objects in the widget. What went wrong is
//! one [`Error`] that says what the caller can do about it.

mod bounding_box;
mod carrier;
mod country;
mod digits;
mod error;
mod id;
mod math;
mod opening_times;
mod point;
mod position;
mod post_number;
mod read;
mod request;
mod search;
mod text;

pub use bounding_box::{BoundingBox, BoundingBoxError, MAX_DIAGONAL_METRES, View};
pub use carrier::{CarrierCode, CarrierCodes, CarrierScope};
pub use country::CountryCode;
pub use digits::digits;
pub use error::{Error, ErrorObject, RetryAfter, Source};
pub use id::ServicePointId;
pub use opening_times::{MINUTES_A_DAY, OpeningTime, OpeningTimes};
pub use point::{
    Address, Carrier, Contact, GeneralShopType, Geocoding, GeocodingStatus, Precision, ServicePoint, ServicePointList,
};
pub use position::{Position, PositionError};
pub use post_number::PostNumber;
#[cfg(feature = "json")]
pub use read::Json;
pub use read::{Field, Node, read_availability, read_error, read_list, read_point, read_receipt};
pub use request::{Method, Request};
pub use search::{
    Area, Filters, Limit, Place, QueryError, Radius, ReferencePoint, Search, StructuredAddress, StructuredAddressError,
};

/// What its own page shows must compile, and be so.
#[cfg(all(doctest, feature = "json"))]
#[doc = include_str!("../README.md")]
struct Readme;
