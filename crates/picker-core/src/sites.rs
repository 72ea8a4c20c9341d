//! Shops that several carriers use: the API lists one of them once for each carrier, a few metres apart.

use service_points::ServicePoint;

/// Metres that two entries of one shop may lie apart; 37 were seen.
const SAME_SITE_METRES: f64 = 50.0;

/// Points that are one place to a shopper: each site is the indices of its points, in the answer's order, and sites are
/// in the order of their first points.
///
/// Points share a site when they lie within 50 m of its first one, have the same name but for case, spaces and
/// punctuation, and are of different carriers: two lockers of one carrier that stand side by side remain two.
#[must_use]
pub fn sites(points: &[ServicePoint]) -> Vec<Vec<usize>> {
    let mut sites: Vec<Vec<usize>> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let shares = |site: &&mut Vec<usize>| {
            let mut members = site.iter().filter_map(|member| points.get(*member));
            members.clone().next().is_some_and(|first| is_near(first, point) && letters(first).eq(letters(point)))
                && members.all(|member| member.carrier.code != point.carrier.code)
        };
        match sites.iter_mut().find(shares) {
            Some(site) => site.push(index),
            None => sites.push(vec![index]),
        }
    }
    sites
}

/// A comparison of latitudes comes first, since it spares nearly all points the trigonometry of a distance.
fn is_near(first: &ServicePoint, second: &ServicePoint) -> bool {
    let (first, second) = (first.position, second.position);
    (first.latitude() - second.latitude()).abs() < 0.001 && first.distance_to(&second) <= SAME_SITE_METRES
}

/// The bytes of a name that count: small letters and digits of ASCII, and whatever else is no ASCII, with the capitals of
/// Latin-1 (`É`) made small. The tables of all of Unicode would be two kilobytes for each shopper.
fn letters(point: &ServicePoint) -> impl Iterator<Item = u8> {
    let mut before = 0;
    point.name.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).map(move |byte| {
        let is_capital = before == 0xC3 && (0x80..=0x9E).contains(&byte) && byte != 0x97;
        before = byte;
        if is_capital { byte + 0x20 } else { byte.to_ascii_lowercase() }
    })
}

#[cfg(test)]
mod tests {
    use service_points::{Address, Carrier, Contact, Position, ServicePointId};

    use super::*;

    /// Degrees of latitude that are about a metre.
    const METRE: f64 = 1.0 / 111_195.0;

    fn point(name: &str, carrier: &str, metres_north: f64) -> ServicePoint {
        ServicePoint {
            id: ServicePointId::new(1).unwrap(),
            name: name.to_owned(),
            carrier: Carrier { code: carrier.to_owned(), name: carrier.to_owned(), logo_url: None, icon_url: None },
            carrier_service_point_id: String::new(),
            carrier_shop_type: None,
            general_shop_type: None,
            address: Address::default(),
            position: Position::new(51.44 + metres_north * METRE, 5.48).unwrap(),
            contact: Contact::default(),
            opening_times: None,
            is_open_tomorrow: false,
            next_open_at: None,
            is_expired: false,
            distance: None,
        }
    }

    #[test]
    fn one_shop_of_two_carriers_is_one_site() {
        let points =
            [point("Kiosk am Markt", "dhl", 0.0), point("Other", "dhl", 5.0), point("KIOSK AM MARKT", "ups", 37.0)];
        assert_eq!(sites(&points), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn case_spaces_punctuation_and_capitals_with_accents_make_no_difference() {
        for (first, second) in [
            ("Tabac-Presse", "TABAC PRESSE"),
            ("Café d'Été", "CAFÉ D’ÉTÉ".replace('’', "'").as_str()),
            ("Shop 24", "shop24"),
            ("Ångström", "ÅNGSTRÖM"),
        ] {
            assert_eq!(sites(&[point(first, "a", 0.0), point(second, "b", 1.0)]).len(), 1, "{first} {second}");
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        let shop = || point("Kiosk", "dhl", 0.0);
        for (other, why) in [
            (point("Kiosk", "ups", 51.0), "51 m away"),
            (point("Kiosk 2", "ups", 0.0), "another name"),
            (point("Kiosk", "dhl", 10.0), "the same carrier"),
            (point("Kiosks", "ups", 0.0), "a longer name"),
            (point("×", "ups", 0.0), "no letter at all"),
        ] {
            assert_eq!(sites(&[shop(), other]), [vec![0], vec![1]], "{why}");
        }
    }

    #[test]
    fn three_carriers_share_a_site_and_a_second_locker_has_its_own() {
        let points = [point("A", "x", 0.0), point("A", "y", 20.0), point("A", "z", 40.0), point("A", "x", 1.0)];
        assert_eq!(sites(&points), [vec![0, 1, 2], vec![3]]);
        assert!(sites(&[]).is_empty());
    }

    /// The chain of neighbours does not carry on without end: each lies near the first.
    #[test]
    fn a_site_does_not_wander() {
        let points = [point("A", "x", 0.0), point("A", "y", 40.0), point("A", "z", 80.0)];
        assert_eq!(sites(&points), [vec![0, 1], vec![2]]);
    }
}
