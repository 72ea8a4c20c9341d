//! What was understood of an address.

use service_points::GeocodingStatus;

/// The parts of an address that are known, each in the form of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// A street of Florence, normalised.
    pub(super) street: Option<String>,
    /// A postal code that exists.
    pub(super) postal_code: Option<String>,
    /// A town that exists, normalised.
    pub(super) town: Option<String>,
    /// A text that may be a province, normalised.
    pub(super) province: Option<String>,
    /// Whether something was typed that none of these explains.
    pub(super) unexplained: bool,
}

impl Evidence {
    /// The status of a match that used everything that is known but, perhaps, some part.
    pub(super) fn status(&self, some_part_unused: bool) -> GeocodingStatus {
        if self.unexplained || some_part_unused { GeocodingStatus::PartiallyMatched } else { GeocodingStatus::Matched }
    }
}
