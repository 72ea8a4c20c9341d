//! Understands an address that comes in parts.

use service_points::StructuredAddress;

use super::Geocoder;
use super::evidence::Evidence;
use super::free_text::{expand, is_house_number};
use crate::country::canonical;
use crate::gazetteer::native;
use crate::text::normalise;

/// What is known of each part. A house number belongs to its street: it is unexplained only where the street is.
pub(super) fn read(geocoder: &Geocoder<'_>, address: &StructuredAddress) -> Evidence {
    let street = geocoder.florence.and_then(|florence| {
        let typed = expand(&normalise(address.street()));
        let words: Vec<&str> = typed.split(' ').collect();
        let name = words.iter().rposition(|word| !is_house_number(word)).map(|last| words[..=last].join(" "))?;
        florence.street(&name, None).map(|_| name)
    });
    let compact: String = address.postal_code().chars().filter(|c| c.is_alphanumeric()).collect();
    let postal_code = canonical(geocoder.country.code, &compact.to_uppercase()).filter(|code| {
        geocoder.gazetteer.has_code(code) || geocoder.florence.is_some_and(|f| f.postal_code(code).is_some())
    });
    let city = normalise(address.city());
    let town = Some(native(&city).to_owned()).filter(|town| geocoder.gazetteer.has_name(town));
    let missed = |typed: &str, found: bool| !typed.is_empty() && !found;
    Evidence {
        unexplained: missed(address.street(), street.is_some())
            || missed(address.postal_code(), postal_code.is_some())
            || missed(address.city(), town.is_some())
            || missed(address.house_number(), street.is_some()),
        province: None,
        street,
        postal_code,
        town,
    }
}
