use service_points::{PostNumber, ServicePoint};

/// A service point that the shopper chose, and that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The point, as the last answer had it.
    pub point: ServicePoint,
    /// The shopper's number at the carrier, where a parcel for this point needs one.
    pub post_number: Option<PostNumber>,
    /// What the check said.
    pub availability: Availability,
    /// The proxy's signature, where the host asks for one: a JWS in its compact form.
    pub receipt: Option<String>,
    /// When it was confirmed, ISO 8601 in UTC; empty until the host has accepted it.
    pub confirmed_at: String,
}

/// What is known about a chosen point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// The carrier takes parcels for it.
    Available,
    /// The check could not be made: an order is not held up by that.
    Unknown,
}

impl Availability {
    /// The word of the element's contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Unknown => "unknown",
        }
    }
}
