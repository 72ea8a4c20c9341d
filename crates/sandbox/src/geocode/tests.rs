use proptest::prelude::*;
use service_points::StructuredAddress;

use super::*;
use crate::country::COUNTRIES;

/// Everything that a geocoder borrows.
struct Town {
    country: &'static Country,
    gazetteer: Gazetteer,
    florence: Option<Florence>,
}

impl Town {
    fn of(country: &str) -> Self {
        let country = COUNTRIES.iter().find(|known| known.code == country).unwrap();
        let florence = (country.code == "IT").then(Florence::load);
        Self { country, gazetteer: Gazetteer::load(country), florence }
    }

    fn geocoder(&self) -> Geocoder<'_> {
        Geocoder { country: self.country, gazetteer: &self.gazetteer, florence: self.florence.as_ref() }
    }

    fn find(&self, text: &str) -> Option<(String, String, String)> {
        told(self.geocoder().find(&ReferencePoint::Address(text.to_owned())))
    }

    fn parts(&self, street: &str, number: &str, code: &str, city: &str) -> Option<(String, String, String)> {
        let address = StructuredAddress::new(street, number, code, city).unwrap();
        told(self.geocoder().find(&ReferencePoint::Structured(address)))
    }
}

fn told(found: Option<Match>) -> Option<(String, String, String)> {
    let found = found?;
    let words = (found.status.as_wire().to_owned(), found.precision.as_wire().to_owned());
    Some((words.0, words.1, found.formatted_address))
}

fn matched(precision: &str, formatted: &str) -> Option<(String, String, String)> {
    Some(("matched".to_owned(), precision.to_owned(), formatted.to_owned()))
}

fn partially(precision: &str, formatted: &str) -> Option<(String, String, String)> {
    Some(("partially_matched".to_owned(), precision.to_owned(), formatted.to_owned()))
}

#[test]
fn florence_is_found_by_street() {
    let italy = Town::of("IT");
    let via_romana = matched("street", "Via Romana, 50125 Firenze FI, Italia");
    for typed in [
        "Via Romana 20, Firenze",
        "via romana 20 50125 firenze",
        "VIA ROMANA, 20/R - 50125 FIRENZE (FI), ITALIA",
        "Via Romana",
        "v. Romana 20",
        "Florence, Via Romana 20",
    ] {
        assert_eq!(italy.find(typed), via_romana, "{typed}");
    }
    assert_eq!(italy.parts("Via Romana", "20", "50125", "Firenze"), via_romana);
    assert_eq!(italy.parts("via romana 20", "", "", "Florence"), via_romana);
    assert_eq!(italy.find("Via dell'Oriuolo 5").unwrap().1, "street");
    assert_eq!(italy.find("Via Roma 3, Firenze").unwrap().2, "Via Roma, 50123 Firenze FI, Italia");
}

#[test]
fn florence_without_a_street_is_found_by_code_or_as_a_town() {
    let italy = Town::of("IT");
    assert_eq!(italy.find("Firenze"), matched("city", "Firenze FI, Italia"));
    assert_eq!(italy.find("Florence, Italy"), matched("city", "Firenze FI, Italia"));
    assert_eq!(italy.find("50125"), matched("postal_code", "50125 Firenze FI, Italia"));
    assert_eq!(italy.find("Via Che Non Esiste 1, Firenze"), partially("city", "Firenze FI, Italia"));
    assert_eq!(italy.parts("Nessuna", "", "50125", ""), partially("postal_code", "50125 Firenze FI, Italia"));
}

#[test]
fn a_town_that_was_left_out_is_no_town_without_a_name() {
    let italy = Town::of("IT");
    assert_eq!(italy.parts("Via Romana", "", "", ""), matched("street", "Via Romana, 50125 Firenze FI, Italia"));
    assert_eq!(italy.parts("", "", "50125", ""), matched("postal_code", "50125 Firenze FI, Italia"));
    assert_eq!(italy.parts("", "", "20121", ""), matched("postal_code", "20121, Milano, Lombardia, Italia"));
    assert_eq!(italy.parts("Nessuna", "", "", ""), None);
}

#[test]
fn a_street_of_florence_in_another_town_is_not_in_florence() {
    let italy = Town::of("IT");
    assert_eq!(italy.find("Via Romana 3, Milano").unwrap().2, "Milano, Lombardia, Italia");
    assert_eq!(italy.find("Via Romana 3, 20121 Milano").unwrap().0, "partially_matched");
    assert_eq!(italy.find("Roma").unwrap(), matched("city", "Roma, Lazio, Italia").unwrap());
}

#[test]
fn other_countries_are_found_by_postal_code_and_town() {
    let netherlands = Town::of("NL");
    assert_eq!(netherlands.find("5611 EM"), matched("postal_code", "5611, Eindhoven, North Brabant, Nederland"));
    assert_eq!(netherlands.find("5611em Eindhoven").unwrap().0, "matched");
    assert_eq!(
        netherlands.find("Stadhuisplein 10, Eindhoven"),
        partially("city", "Eindhoven, North Brabant, Nederland")
    );
    assert_eq!(netherlands.find("Den Haag").unwrap().1, "city");
    assert_eq!(netherlands.parts("Stadhuisplein", "10", "5611 EM", "Eindhoven").unwrap().1, "postal_code");
    assert_eq!(netherlands.parts("", "", "", "Eindhoven").unwrap().0, "matched");
    assert_eq!(netherlands.parts("", "", "5611", "Amsterdam").unwrap().0, "partially_matched");
    let germany = Town::of("DE");
    assert_eq!(germany.find("Alexanderplatz 1, 10178 Berlin"), partially("postal_code", "10178, Berlin, Deutschland"));
    for cologne in ["Köln", "Koln", "Koeln", "Cologne", "KÖLN, Deutschland"] {
        assert_eq!(germany.find(cologne), matched("city", "Köln, Nordrhein-Westfalen, Deutschland"), "{cologne}");
    }
    assert_eq!(germany.find("Bayern"), matched("region", "Bayern, Deutschland"));
}

#[test]
fn postal_codes_of_every_form_are_found() {
    for (country, typed) in [
        ("AT", "1010 Wien"),
        ("BE", "B-2000 Antwerpen"),
        ("DK", "1050 København"),
        ("FR", "69001 Lyon"),
        ("GB", "SW1A 1AA"),
        ("IE", "D02 X285"),
        ("LU", "L-1111 Luxembourg"),
        ("LU", "1111 Luxembourg"),
        ("PL", "00-002 Warszawa"),
        ("PT", "1200-195 Lisboa"),
        ("SE", "111 24 Stockholm"),
        ("SE", "11124 Stockholm"),
        ("ES", "28001 Madrid"),
    ] {
        let found = Town::of(country).find(typed);
        assert_eq!(found.clone().map(|found| found.1).as_deref(), Some("postal_code"), "{typed}: {found:?}");
        assert_eq!(found.map(|found| found.0).as_deref(), Some("matched"), "{typed}");
    }
}

#[test]
fn what_is_nowhere_is_not_found() {
    let germany = Town::of("DE");
    for typed in ["Xyzzy", "Hauptstraße 5", "00000", "?!", "1", "🦀", &"a ".repeat(2000)] {
        assert_eq!(germany.find(typed), None, "{typed}");
    }
    assert_eq!(Town::of("NL").parts("Kerkstraat", "1", "0000 ZZ", "Nergenshuizen"), None);
}

#[test]
fn no_address_is_too_strange() {
    let towns = ["IE", "NL"].map(Town::of);
    let words = prop_oneof![any::<String>(), "[0-9]{1,7}[A-Z]{0,3}", "[A-Za-z]{1,9}", Just("Dublin".to_owned())];
    proptest!(|(parts in proptest::collection::vec(words, 0..7))| {
        for town in &towns {
            let text = parts.join(" ");
            if let Some((status, _, formatted)) = town.find(&text) {
                prop_assert!(status == "matched" || status == "partially_matched");
                prop_assert!(formatted.ends_with(town.country.name));
            }
            let part = |index: usize| parts.get(index).map_or("", String::as_str);
            if let Ok(address) = StructuredAddress::new(part(0), part(1), part(2), part(3)) {
                town.geocoder().find(&ReferencePoint::Structured(address));
            }
        }
    });
}
