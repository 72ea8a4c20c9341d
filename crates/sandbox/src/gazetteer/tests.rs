use super::*;
use crate::country::COUNTRIES;

fn load(code: &str) -> Gazetteer {
    Gazetteer::load(COUNTRIES.iter().find(|country| country.code == code).unwrap())
}

#[test]
fn a_postal_code_lies_where_it_is_known_best() {
    let france = load("FR");
    let (row, named) = france.of_code("69001", Some("lyon")).unwrap();
    assert_eq!((&*row.place, named), ("Lyon 01", true), "the first arrondissement, not the middle of all Lyon");
    let (row, named) = france.of_code("02120", Some("bernot")).unwrap();
    assert_eq!((&*row.place, named), ("Bernot", true));
    assert!(!france.of_code("02120", Some("lyon")).unwrap().1);
    assert!(france.of_code("99999", None).is_none());
}

#[test]
fn the_largest_of_several_towns_of_one_name_is_meant() {
    let britain = load("GB");
    let (row, middle) = britain.of_name("london").unwrap();
    assert_eq!(&*row.place, "London");
    assert!(middle.distance_to(&Position::new(51.51, -0.12).unwrap()) < 3_000.0, "{middle:?}");
    let denmark = load("DK");
    let (row, middle) = denmark.of_name("kobenhavn").unwrap();
    assert!(row.place.starts_with("København"));
    assert!(middle.distance_to(&Position::new(55.676, 12.566).unwrap()) < 3_000.0, "{middle:?}");
}

#[test]
fn a_province_is_found_by_its_name() {
    let germany = load("DE");
    let (name, middle) = germany.of_admin("bayern").unwrap();
    assert_eq!(name, "Bayern");
    assert!(middle.distance_to(&Position::new(48.9, 11.5).unwrap()) < 60_000.0);
    assert!(germany.of_admin("atlantis").is_none());
}
