use super::{Area, Place, ReferencePoint, Search};
use crate::{BoundingBox, CarrierScope, Position, digits};

/// Bytes that most queries stay below.
const USUAL: usize = 192;

impl Search {
    /// The query string, without the question mark: values percent-encoded, lists as repeated keys, coordinates with
    /// six decimals (11 cm).
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut query = Query(String::with_capacity(USUAL));
        query.add("country_code", self.country.as_str());
        match &self.carriers {
            CarrierScope::Codes(codes) => {
                for code in codes.as_slice() {
                    query.add("carrier_code", code.as_str());
                }
            }
            CarrierScope::Integration => query.add("use_integration_carriers", "true"),
        }
        match &self.place {
            Place::Country => {}
            Place::Near(reference, area) => {
                query.add_reference(reference);
                match area {
                    Area::Closest => {}
                    Area::Radius(radius) => query.add("radius", &digits(radius.metres().into())),
                    Area::Box(corners) => query.add_box(corners),
                }
            }
            Place::Within(corners) => query.add_box(corners),
        }
        for id in &self.filters.carrier_service_point_ids {
            query.add("carrier_service_point_id", id);
        }
        if let Some(shop_type) = &self.filters.carrier_shop_type {
            query.add("carrier_shop_type", shop_type);
        }
        for shop_type in &self.filters.general_shop_types {
            query.add("general_shop_type", shop_type.as_wire());
        }
        if let Some(limit) = self.limit {
            query.add("limit", &digits(limit.get().into()));
        }
        query.0
    }
}

struct Query(String);

impl Query {
    fn add(&mut self, key: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(key);
        self.0.push('=');
        for byte in value.bytes() {
            // The unreserved characters of RFC 3986, section 2.3, stand for themselves.
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                self.0.push(char::from(byte));
            } else {
                self.0.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
            }
        }
    }

    fn add_unless_empty(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.add(key, value);
        }
    }

    fn add_reference(&mut self, reference: &ReferencePoint) {
        match reference {
            ReferencePoint::Address(address) => self.add("address", address),
            ReferencePoint::Structured(parts) => {
                self.add_unless_empty("address_street", parts.street());
                self.add_unless_empty("address_house_number", parts.house_number());
                self.add_unless_empty("address_postal_code", parts.postal_code());
                self.add_unless_empty("address_city", parts.city());
            }
            ReferencePoint::Position(position) => self.add_position("latitude", "longitude", position),
        }
    }

    fn add_box(&mut self, corners: &BoundingBox) {
        self.add_position("ne_latitude", "ne_longitude", &corners.north_east());
        self.add_position("sw_latitude", "sw_longitude", &corners.south_west());
    }

    fn add_position(&mut self, latitude: &str, longitude: &str, position: &Position) {
        self.add(latitude, &decimal(position.latitude()));
        self.add(longitude, &decimal(position.longitude()));
    }
}

fn hexadecimal(digit: u8) -> char {
    char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit })
}

/// Degrees with up to six decimals. Through whole numbers, since formatting floats would cost a shopper kilobytes.
fn decimal(degrees: f64) -> String {
    let millionths = (degrees.abs() * 1e6 + 0.5) as u32;
    let sign = if degrees < 0.0 && millionths > 0 { "-" } else { "" };
    let fraction = digits(u64::from(1_000_000 + millionths % 1_000_000));
    [sign, &digits(u64::from(millionths / 1_000_000)), ".", &fraction[1..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CarrierCode, CarrierCodes, CountryCode, Filters, GeneralShopType, Limit, Radius, StructuredAddress};

    fn search(place: Place) -> Search {
        Search {
            country: CountryCode::new("NL").unwrap(),
            carriers: CarrierScope::Integration,
            place,
            filters: Filters::default(),
            limit: None,
        }
    }

    #[test]
    fn degrees_are_written_without_floats() {
        for (degrees, text) in [
            (0.0, "0.000000"),
            (-0.000_000_4, "0.000000"),
            (51.435_046, "51.435046"),
            (-5.5, "-5.500000"),
            (-180.0, "-180.000000"),
            (0.000_001, "0.000001"),
            (9.999_999_7, "10.000000"),
        ] {
            assert_eq!(decimal(degrees), text);
        }
    }

    #[test]
    fn text_is_encoded_so_that_nothing_of_it_is_lost() {
        let address = "C/ Sant Pau 8 & 10 #2, 50% «Köln»+1";
        let query = search(Place::Near(ReferencePoint::Address(address.to_owned()), Area::Closest)).to_query();
        assert_eq!(
            query,
            "country_code=NL&use_integration_carriers=true&address=C%2F%20Sant%20Pau%208%20%26%2010%20%232%2C%2050%25%20\
             %C2%ABK%C3%B6ln%C2%BB%2B1"
        );
    }

    #[test]
    fn lists_repeat_their_key() {
        let mut search = search(Place::Near(
            ReferencePoint::Structured(StructuredAddress::new("Stadhuisplein", "10", "", "Eindhoven").unwrap()),
            Area::Radius(Radius::new(5000).unwrap()),
        ));
        let codes = ["dhl", "postnl", "dhl"].map(|code| CarrierCode::new(code).unwrap());
        search.carriers = CarrierScope::Codes(CarrierCodes::new(codes.to_vec()).unwrap());
        search.filters = Filters {
            carrier_service_point_ids: vec!["12345".to_owned(), "NL98765".to_owned()],
            carrier_shop_type: Some("packStation".to_owned()),
            general_shop_types: vec![GeneralShopType::ServicePoint, GeneralShopType::Locker],
        };
        search.limit = Limit::new(200);
        assert_eq!(
            search.to_query(),
            "country_code=NL&carrier_code=dhl&carrier_code=postnl&address_street=Stadhuisplein&address_house_number=10\
             &address_city=Eindhoven&radius=5000&carrier_service_point_id=12345&carrier_service_point_id=NL98765\
             &carrier_shop_type=packStation&general_shop_type=servicepoint&general_shop_type=locker&limit=200"
        );
    }

    #[test]
    fn a_box_may_keep_its_reference_point() {
        let at = |latitude, longitude| Position::new(latitude, longitude).unwrap();
        let corners = BoundingBox::new(at(51.49, 5.57), at(51.38, 5.36)).unwrap();
        let place = Place::Near(ReferencePoint::Position(at(51.435_046, 5.479_507)), Area::Box(corners));
        assert_eq!(
            search(place).to_query(),
            "country_code=NL&use_integration_carriers=true&latitude=51.435046&longitude=5.479507&ne_latitude=51.490000\
             &ne_longitude=5.570000&sw_latitude=51.380000&sw_longitude=5.360000"
        );
    }
}
