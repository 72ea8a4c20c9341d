use core::fmt;

use crate::ServicePoint;

/// The number by which DHL in Germany knows a customer (Postnummer): 6 to 10 digits. A parcel for a Packstation needs it
/// beside the service point.
///
/// It belongs to a person, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostNumber(String);

impl PostNumber {
    /// `None` unless it is 6 to 10 digits.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let digits = (6..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostNumber(..)")
    }
}

impl ServicePoint {
    /// Whether a parcel for this point needs a [`PostNumber`]: it is a Packstation of DHL in Germany. The API has no flag
    /// for it; carrier, country and the carrier's own shop type tell.
    #[must_use]
    pub fn needs_post_number(&self) -> bool {
        let dhl = matches!(self.carrier.code.as_str(), "dhl" | "dhl_de");
        let shop_type = self.carrier_shop_type.as_deref().unwrap_or_default();
        let packstation = "packstation".len();
        let named = shop_type.as_bytes().windows(packstation).any(|part| part.eq_ignore_ascii_case(b"packstation"));
        dhl && self.address.country_code.eq_ignore_ascii_case("DE") && named
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Error, read_point};

    #[test]
    fn a_post_number_is_six_to_ten_digits() {
        for good in ["123456", "0012345678"] {
            assert_eq!(PostNumber::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "12345", "12345678901", "12345a", "+123456", " 123456", "123 456", "१२३४५६"] {
            assert_eq!(PostNumber::new(bad), None, "{bad:?}");
        }
        assert!(!format!("{:?}", PostNumber::new("123456")).contains('1'));
    }

    fn needs(carrier: &str, country: &str, shop_type: &Value) -> Result<bool, Error> {
        let body = json!({"data": {
            "id": 1, "name": "x", "carrier": {"code": carrier}, "position": {"latitude": 52.5, "longitude": 13.4},
            "address": {"country_code": country}, "carrier_shop_type": shop_type,
        }});
        read_point(&&body).map(|point| point.needs_post_number())
    }

    #[test]
    fn packstations_of_germany_need_one_and_nothing_else_does() {
        for shop_type in ["packstation", "PACKSTATION", "dhl_Packstation_24"] {
            for (carrier, country) in [("dhl", "DE"), ("dhl_de", "de")] {
                assert_eq!(needs(carrier, country, &json!(shop_type)), Ok(true), "{carrier} {shop_type}");
            }
        }
        for (carrier, country, shop_type) in [
            ("dhl", "AT", json!("packstation")),
            ("hermes", "DE", json!("packstation")),
            ("dhl_parcel", "DE", json!("packstation")),
            ("dhl", "DE", json!("postfiliale")),
            ("dhl", "DE", json!("station")),
            ("dhl", "DE", json!(null)),
        ] {
            assert_eq!(needs(carrier, country, &shop_type), Ok(false), "{carrier} {country} {shop_type}");
        }
    }
}
