use std::collections::HashSet;

use serde_json::{Value, json};
use service_points::Position;

use crate::support::Client;

fn distances(points: &[Value]) -> Vec<u64> {
    points.iter().map(|point| point["distance"].as_u64().unwrap()).collect()
}

fn position(point: &Value) -> Position {
    let degrees = |field: &str| point["position"][field].as_f64().unwrap();
    Position::new(degrees("latitude"), degrees("longitude")).unwrap()
}

fn ids(points: &[Value]) -> HashSet<i64> {
    points.iter().map(|point| point["id"].as_i64().unwrap()).collect()
}

const SCOPE: [(&str, &str); 2] = [("country_code", "IT"), ("use_integration_carriers", "true")];

#[tokio::test]
async fn an_address_in_florence_finds_real_points_nearest_first() {
    let client = Client::new();
    let answer = client.near("IT", "Via Romana 20, Firenze", &[]).await;
    let wanted = json!({
        "status": "matched", "precision": "street", "formatted_address": "Via Romana, 50125 Firenze FI, Italia",
    });
    assert_eq!(answer.geocoding(), wanted);
    let points = answer.results();
    let distances = distances(&points);
    assert_eq!(points.len(), 100, "the default limit");
    assert!(distances.is_sorted() && distances[0] < 300, "{distances:?}");
    assert!(points.iter().all(|point| point["address"]["city"].as_str().unwrap().eq_ignore_ascii_case("Firenze")));
    assert!(points.iter().all(|point| point["is_expired"] == false));
    assert_eq!(
        points[0]["carrier"]["icon_url"].as_str().unwrap().split("/carriers/").next(),
        Some("http://sandbox.example:8082")
    );
}

#[tokio::test]
async fn distances_are_metres_from_the_reference_point() {
    let client = Client::new();
    let here = Position::new(51.435046, 5.479507).unwrap();
    let near = [("latitude", "51.435046"), ("longitude", "5.479507"), ("radius", "2000"), ("limit", "200")];
    let answer = client
        .search(&[&[("country_code", "NL"), ("carrier_code", "dhl"), ("carrier_code", "postnl")], &near[..]].concat())
        .await;
    assert_eq!(answer.geocoding(), Value::Null);
    let points = answer.results();
    assert!(points.len() > 5, "{}", points.len());
    for point in &points {
        let metres = here.distance_to(&position(point));
        assert_eq!(point["distance"].as_f64(), Some(metres.round()));
        assert!(metres <= 2000.0);
        assert!(["dhl", "postnl"].contains(&point["carrier"]["code"].as_str().unwrap()));
    }
    assert!(ids(&points).is_superset(&HashSet::from([1_000_001, 1_000_002])), "the documented ones among them");
}

#[tokio::test]
async fn a_box_keeps_distance_and_order_only_with_a_reference_point() {
    let client = Client::new();
    let corners =
        [("ne_latitude", "43.785"), ("ne_longitude", "11.27"), ("sw_latitude", "43.765"), ("sw_longitude", "11.24")];
    let alone = client.search(&[&SCOPE[..], &corners, &[("limit", "200")]].concat()).await.results();
    assert!(alone.len() > 50 && alone.len() < 200, "{}", alone.len());
    for point in &alone {
        assert_eq!(point["distance"], Value::Null);
        let position = position(point);
        assert!((43.765..=43.785).contains(&position.latitude()) && (11.24..=11.27).contains(&position.longitude()));
    }
    let reference = [("latitude", "43.75"), ("longitude", "11.20"), ("limit", "200")];
    let ordered = client.search(&[&SCOPE[..], &corners, &reference].concat()).await.results();
    assert_eq!(ids(&ordered), ids(&alone), "the same points");
    assert!(distances(&ordered).is_sorted());
    let few = client.search(&[&SCOPE[..], &corners, &[("limit", "20")]].concat()).await.results();
    assert_eq!(few.len(), 20);
    let west = few.iter().filter(|point| position(point).longitude() < 11.255).count();
    assert!((2..=18).contains(&west), "a limit does not favour one side: {west}");
}

#[tokio::test]
async fn an_address_that_is_nowhere_is_answered_with_an_empty_list() {
    let client = Client::new();
    for (country, address) in [("IT", "Xyzzy 99"), ("US", "New York"), ("DE", "Nirgendwo")] {
        let answer = client.near(country, address, &[]).await;
        assert_eq!(answer.results(), Vec::<Value>::new());
        assert_eq!(answer.geocoding(), json!({ "status": "not_found", "precision": null, "formatted_address": null }));
    }
    let nowhere =
        [("country_code", "US"), ("use_integration_carriers", "true"), ("latitude", "40.7"), ("longitude", "-74")];
    assert!(client.search(&nowhere).await.results().is_empty());
}

#[tokio::test]
async fn filters_leave_what_was_asked_for() {
    let client = Client::new();
    let lockers = client.near("DE", "Berlin", &[("general_shop_type", "locker"), ("limit", "50")]).await.results();
    assert_eq!(lockers.len(), 50);
    assert!(lockers.iter().all(|point| point["general_shop_type"] == "locker"));
    let two = [("general_shop_type", "locker"), ("general_shop_type", "post_office")];
    let both = client.near("DE", "Berlin", &two).await.results();
    let kinds: HashSet<_> = both.iter().map(|point| point["general_shop_type"].as_str().unwrap()).collect();
    assert_eq!(kinds, HashSet::from(["locker", "post_office"]));
    let stations =
        client.near("DE", "Berlin", &[("carrier_shop_type", "packStation"), ("limit", "10")]).await.results();
    assert_eq!(stations.len(), 10);
    for station in &stations {
        assert_eq!(
            (station["carrier_shop_type"].as_str(), station["carrier"]["code"].as_str()),
            (Some("packstation"), Some("dhl"))
        );
    }
    let none = client.near("DE", "Berlin", &[("carrier_shop_type", "nothing")]).await;
    assert!(none.results().is_empty());
    assert_eq!(none.geocoding()["status"], "matched");
}

#[tokio::test]
async fn a_superseded_carrier_is_answered_with_its_successor() {
    let client = Client::new();
    let asked = [("country_code", "DE"), ("carrier_code", "dhl_de"), ("address", "Berlin"), ("limit", "5")];
    let points = client.search(&asked).await.results();
    assert_eq!(points.len(), 5);
    assert!(points.iter().all(|point| point["carrier"]["code"] == "dhl"));
    let elsewhere = [("country_code", "DE"), ("carrier_code", "poste_italiane"), ("address", "Berlin")];
    assert!(client.search(&elsewhere).await.results().is_empty(), "a carrier without points there");
}

#[tokio::test]
async fn expired_points_come_only_when_they_are_named() {
    let client = Client::new();
    let stored = include_str!("../../data/florence/points.jsonl").lines();
    let stored: Vec<Value> = stored.map(|line| serde_json::from_str(line).unwrap()).collect();
    let expired: Vec<&Value> = stored.iter().filter(|point| point["is_expired"] == true).collect();
    assert_eq!(expired.len(), 6);
    for point in expired {
        let identifier = point["carrier_service_point_id"].as_str().unwrap();
        let named = client.search(&[&SCOPE[..], &[("carrier_service_point_id", identifier)]].concat()).await.results();
        assert!(ids(&named).contains(&point["id"].as_i64().unwrap()), "{identifier}");
        let alone = client.retrieve(&point["id"]).await.json();
        assert_eq!(alone["data"]["is_expired"], true);
        let available = client.check(point["id"].as_i64().unwrap()).await.json();
        assert_eq!(available["data"]["is_available"], false);
        let (latitude, longitude) =
            (point["position"]["latitude"].to_string(), point["position"]["longitude"].to_string());
        let here = [("latitude", latitude.as_str()), ("longitude", &longitude), ("radius", "100")];
        let around = client.search(&[&SCOPE[..], &here].concat()).await.results();
        assert!(!ids(&around).contains(&point["id"].as_i64().unwrap()));
    }
}

#[tokio::test]
async fn carriers_own_identifiers_lead_to_their_points() {
    let client = Client::new();
    let some = client.near("PL", "Kraków", &[("limit", "30")]).await.results();
    for point in &some {
        let identifier = point["carrier_service_point_id"].as_str().unwrap();
        let scope =
            [("country_code", "PL"), ("use_integration_carriers", "true"), ("carrier_service_point_id", identifier)];
        let found = client.search(&scope).await.results();
        assert!(ids(&found).contains(&point["id"].as_i64().unwrap()), "{identifier}");
        assert!(
            found.iter().all(|found| found["carrier_service_point_id"] == *identifier && found["distance"].is_null())
        );
    }
    let both = [
        ("carrier_service_point_id", "NL-00001"),
        ("carrier_service_point_id", "NL-00002"),
        ("carrier_service_point_id", "?"),
    ];
    let scope = [("country_code", "NL"), ("use_integration_carriers", "true")];
    let documented = client.search(&[&scope[..], &both].concat()).await.results();
    assert_eq!(ids(&documented), HashSet::from([1_000_001, 1_000_002]));
}

#[tokio::test]
async fn invented_towns_look_like_towns() {
    let client = Client::new();
    let near = [("radius", "5000"), ("limit", "200")];
    let eindhoven = client.near("NL", "5611", &near).await.results();
    assert!((20..=70).contains(&eindhoven.len()), "{}", eindhoven.len());
    let carriers: HashSet<_> = eindhoven.iter().map(|point| point["carrier"]["code"].as_str().unwrap()).collect();
    assert!(carriers.len() >= 4, "{carriers:?}");
    let places: HashSet<String> = eindhoven.iter().map(|point| point["position"].to_string()).collect();
    assert_eq!(places.len(), eindhoven.len(), "no two on one spot");
    assert!(eindhoven.iter().all(|point| point["address"]["postal_code"].as_str().unwrap().len() == 7), "5611 EM");
    let again = Client::new().near("NL", "5611", &near).await.results();
    assert_eq!(ids(&again), ids(&eindhoven), "the same on every run");
    let mixed = client.near("IT", "Firenze", &[("radius", "3000"), ("limit", "200")]).await.results();
    assert!(ids(&mixed).iter().all(|id| *id < 100_000_000), "only real points in Florence");
}
