//! Shops that several carriers use: the API lists one of them once for each carrier.

use std::collections::HashSet;

use serde_json::Value;
use service_points::Position;

use crate::support::{Client, TOWNS};

/// Metres that two entries of one shop may lie apart, and still be shown as one place.
const APART: f64 = 50.0;

fn position(point: &Value) -> Position {
    let degrees = |field: &str| point["position"][field].as_f64().unwrap();
    Position::new(degrees("latitude"), degrees("longitude")).unwrap()
}

fn text<'a>(point: &'a Value, field: &str) -> &'a str {
    point[field].as_str().unwrap()
}

/// What carriers write alike, whatever else they do to a name.
fn letters(point: &Value) -> String {
    text(point, "name").to_uppercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Each two points that are one shop, the first of them listed first.
fn pairs(points: &[Value]) -> Vec<(&Value, &Value)> {
    let same = |a: &Value, b: &Value| {
        letters(a) == letters(b)
            && a["carrier"]["code"] != b["carrier"]["code"]
            && position(a).distance_to(&position(b)) <= APART
    };
    let after = |index: usize| points.iter().skip(index + 1);
    points.iter().enumerate().flat_map(|(i, a)| after(i).filter(|b| same(a, b)).map(move |b| (a, b))).collect()
}

#[tokio::test]
async fn a_few_shops_of_every_country_are_listed_by_two_carriers_each_in_its_own_way() {
    let client = Client::new();
    let (mut all, mut other_letters, mut other_hours) = (0, 0, 0);
    for (country, town) in TOWNS {
        let points = client.near(country, town, &[("limit", "200")]).await.results();
        let shared = pairs(&points);
        let shops = points.iter().filter(|point| point["general_shop_type"] == "servicepoint").count();
        assert!(!shared.is_empty() && shared.len() * 7 < shops, "{country}: {} of {shops}", shared.len());
        for (first, second) in shared {
            all += 1;
            other_letters += usize::from(first["name"] != second["name"]);
            other_hours += usize::from(first["opening_times"] != second["opening_times"]);
            let metres = position(first).distance_to(&position(second));
            assert!(metres > 5.0, "{country}: {metres} m between {first} and {second}");
            assert_ne!(first["id"], second["id"]);
            assert_ne!(first["carrier_service_point_id"], second["carrier_service_point_id"]);
            for point in [first, second] {
                let kind = &point["general_shop_type"];
                assert!(kind.is_null() || *kind == "servicepoint", "{country}: lockers are not shared, {point}");
                assert_eq!(client.retrieve(&point["id"]).await.json()["data"]["name"], point["name"]);
            }
        }
    }
    assert!((all / 5..all * 4 / 5).contains(&other_letters), "{other_letters} of {all} names are written differently");
    assert!((all / 8..all * 3 / 5).contains(&other_hours), "{other_hours} of {all} have other hours");
}

#[tokio::test]
async fn a_shared_shop_is_found_by_the_number_of_either_carrier() {
    let client = Client::new();
    let points = client.near("DE", "Berlin", &[("limit", "200")]).await.results();
    let shared = pairs(&points);
    for point in shared.iter().flat_map(|(first, second)| [first, second]) {
        let carrier = point["carrier"]["code"].as_str().unwrap();
        let number = text(point, "carrier_service_point_id");
        let named = [("country_code", "DE"), ("carrier_code", carrier), ("carrier_service_point_id", number)];
        let found = client.search(&named).await.results();
        assert_eq!(found.len(), 1, "{number}");
        assert_eq!(found[0]["id"], point["id"]);
        let alone = client.near("DE", "Berlin", &[("limit", "200")]).await.results();
        assert!(alone.contains(point), "the same on every search");
    }
}

#[tokio::test]
async fn some_shops_around_via_romana_are_listed_by_two_carriers() {
    let client = Client::new();
    let points = client.near("IT", "Via Romana 20, Firenze", &[]).await.results();
    let shared: HashSet<String> = pairs(&points).iter().map(|(first, _)| letters(first)).collect();
    let names = ["CARREFOUREXPRESS", "DAVIDMERCATO", "ILCHICODICAFFÉ", "SIGNUMFIRENZE", "TINOCAFFÈ"];
    assert_eq!(shared, HashSet::from(names.map(str::to_owned)));
}
