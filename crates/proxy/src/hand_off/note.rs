use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::digest;
use service_points::ServicePoint;

use crate::receipt::Claims;

/// What the people who handle an order read of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// The whole text.
    pub(crate) text: String,
    /// The part of it that tells this receipt from every other one, and nothing about it: with it, a note that was
    /// written before is known again.
    pub(crate) mark: String,
}

impl Note {
    /// Of a receipt, and of the point where it can be had.
    pub(crate) fn new(receipt: &str, claims: &Claims, point: Option<&ServicePoint>) -> Self {
        let hash = digest::digest(&digest::SHA256, receipt.as_bytes());
        let mark = format!("[receipt {}]", BASE64_URL_SAFE_NO_PAD.encode(&hash.as_ref()[..9]));
        let mut text = format!("Pickup point {} of {}", claims.id, claims.carrier);
        if let Some(point) = point {
            let parts = [
                point.name.as_str(),
                &point.address.street_line(),
                &point.address.city_line(),
                &point.address.country_code,
            ];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            text.push_str(&format!(": {}", parts.join(", ")));
        }
        text.push('.');
        if let Some(number) = &claims.post_number {
            text.push_str(&format!(" Post number {}.", number.as_str()));
        }
        let chosen = i64::try_from(claims.iat).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        if let Some(chosen) = chosen {
            text.push_str(&format!(" Chosen {} UTC.", chosen.strftime("%Y-%m-%d %H:%M")));
        }
        text.push_str(&format!(" {mark}"));
        Self { text, mark }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use service_points::{PostNumber, read_point};

    use super::*;

    #[test]
    fn a_note_says_where_the_parcel_goes_and_has_a_mark_of_its_own() {
        let address = json!({"street": "Platz", "house_number": "1", "postal_code": "10115", "city": "Berlin", "country_code": "DE"});
        let point = json!({
            "id": 123, "name": "Packstation 101", "carrier": {"code": "dhl"}, "address": address,
            "position": {"latitude": 52.5, "longitude": 13.4},
        });
        let point = read_point(&&json!({"data": point})).unwrap();
        let post_number = PostNumber::new("1234567");
        let claims =
            Claims { id: point.id, carrier: "dhl".to_owned(), post_number, iat: 784_111_777, exp: 784_200_000 };
        let [full, bare, other] = [("a.b.c", Some(&point)), ("a.b.c", None), ("a.b.d", None)]
            .map(|(receipt, point)| Note::new(receipt, &claims, point));
        assert_eq!(
            full.text,
            format!(
                "Pickup point 123 of dhl: Packstation 101, Platz 1, 10115 Berlin, DE. Post number 1234567. \
                 Chosen 1994-11-06 08:49 UTC. {}",
                full.mark
            )
        );
        assert!(bare.text.starts_with("Pickup point 123 of dhl. Post number"), "{}", bare.text);
        assert!(full.mark == bare.mark && bare.mark != other.mark);
    }
}
