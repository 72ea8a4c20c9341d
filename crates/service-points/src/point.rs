use crate::{OpeningTimes, Position, ServicePointId};

/// A service point: a place where a shopper can collect a parcel (`ServicePoint` of the API, and `ServicePointDetail`,
/// which has no distance).
#[derive(Clone, Debug, PartialEq)]
pub struct ServicePoint {
    /// Sendcloud's identifier, which is what an order needs.
    pub id: ServicePointId,
    /// Name of the shop or locker.
    pub name: String,
    /// Who operates it.
    pub carrier: Carrier,
    /// The carrier's own identifier.
    pub carrier_service_point_id: String,
    /// The carrier's own type, as it writes it.
    pub carrier_shop_type: Option<String>,
    /// The type in common terms; `None` where the carrier's maps to none.
    pub general_shop_type: Option<GeneralShopType>,
    /// Postal address.
    pub address: Address,
    /// Where it is.
    pub position: Position,
    /// How to reach it; parts may be empty.
    pub contact: Contact,
    /// This week's hours; `None` when the answer had none that could be read.
    pub opening_times: Option<OpeningTimes>,
    /// Whether it opens tomorrow, by this week's hours.
    pub is_open_tomorrow: bool,
    /// When it opens next, RFC 3339 with the point's own offset, exactly as the answer had it.
    pub next_open_at: Option<String>,
    /// Whether the carrier has not confirmed it for too long.
    pub is_expired: bool,
    /// Metres from the reference point; only in lists, and only when there is a reference point.
    pub distance: Option<u32>,
}

/// The carrier that operates a service point. Its code may differ from the one asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Identifier, such as `postnl`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// A wide picture.
    pub logo_url: Option<String>,
    /// A square picture.
    pub icon_url: Option<String>,
}

/// A postal address as carriers state it: the house number may be empty, and then stands inside the street.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street, sometimes with the house number inside, sometimes in capitals.
    pub street: String,
    /// House number, or an empty text.
    pub house_number: String,
    /// Postal code.
    pub postal_code: String,
    /// City.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country_code: String,
}

impl Address {
    /// Street and house number on one line, whichever of the two holds the number.
    #[must_use]
    pub fn street_line(&self) -> String {
        join(&self.street, &self.house_number)
    }

    /// Postal code and city on one line.
    #[must_use]
    pub fn city_line(&self) -> String {
        join(&self.postal_code, &self.city)
    }
}

fn join(first: &str, second: &str) -> String {
    let mut line = first.to_owned();
    if !line.is_empty() && !second.is_empty() {
        line.push(' ');
    }
    line.push_str(second);
    line
}

/// How to reach a service point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// E-mail address, or an empty text.
    pub email: String,
    /// Telephone number, or an empty text.
    pub phone: String,
}

/// Defines an enum whose list the API may extend: a value it does not know is kept as it came.
macro_rules! open_enum {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $wire:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$what])* $variant,)*
            /// A value that the API did not have when this was written.
            Other(String),
        }

        impl $name {
            /// Reads the API's word; a new one is kept.
            #[must_use]
            pub fn from_wire(word: &str) -> Self {
                match word {
                    $($wire => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The API's word.
            #[must_use]
            pub fn as_wire(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(word) => word,
                }
            }
        }
    };
}

open_enum! {
    /// The kind of place, in terms common to all carriers.
    GeneralShopType {
        /// A parcel shop.
        ServicePoint = "servicepoint",
        /// A parcel locker.
        Locker = "locker",
        /// A post office.
        PostOffice = "post_office",
        /// A carrier's depot.
        CarrierDepot = "carrier_depot",
    }
}

open_enum! {
    /// Whether an address was found.
    GeocodingStatus {
        /// Found.
        Matched = "matched",
        /// Found, but not every part of what was typed took part.
        PartiallyMatched = "partially_matched",
        /// Not found: the list is empty.
        NotFound = "not_found",
    }
}

open_enum! {
    /// How exactly an address was found.
    Precision {
        /// To the house.
        HouseNumber = "house_number",
        /// To the street.
        Street = "street",
        /// To the area of a postal code.
        PostalCode = "postal_code",
        /// To a city only.
        City = "city",
        /// To a region only.
        Region = "region",
    }
}

/// How the address of a search was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Geocoding {
    /// Whether it was found.
    pub status: GeocodingStatus,
    /// How exactly; `None` when it was not found.
    pub precision: Option<Precision>,
    /// The address that was found, in full.
    pub formatted_address: Option<String>,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServicePointList {
    /// The points, nearest first when the search had a reference point.
    pub points: Vec<ServicePoint>,
    /// How the address was understood; `None` when the search had no address.
    pub geocoding: Option<Geocoding>,
    /// How many points of the answer could not be read and were left out.
    pub skipped: u32,
    /// Whether a proxy gave an older answer, because the API had none: `meta.stale`, which the API itself never says.
    pub stale: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_survive() {
        assert_eq!(GeneralShopType::from_wire("kiosk").as_wire(), "kiosk");
        assert_eq!(GeneralShopType::from_wire("locker"), GeneralShopType::Locker);
        assert_eq!(Precision::from_wire("rooftop"), Precision::Other("rooftop".to_owned()));
    }

    #[test]
    fn an_address_line_has_no_stray_spaces() {
        let address = Address { street: "Via Romana 20".to_owned(), city: "Firenze".to_owned(), ..Address::default() };
        assert_eq!(address.street_line(), "Via Romana 20");
        assert_eq!(address.city_line(), "Firenze");
    }
}
