//! The rules that the API's schema cannot express, one test each, with the body of the refusal. `docs/api-rules.md` lists
//! them with where each comes from.

use serde_json::{Value, json};

use crate::schema::{ERRORS, LIST, assert_valid};
use crate::support::Client;

const NL: &str = "country_code=NL&use_integration_carriers=true";
const BOX: &str = "ne_latitude=51.49&ne_longitude=5.57&sw_latitude=51.38&sw_longitude=5.36";

async fn refused(client: &Client, query: &str) -> Value {
    let answer = client.get(&format!("/api/v3/service-points?{query}")).await;
    let body = answer.json();
    assert_eq!(answer.status, 400, "{query}: {body}");
    assert_valid(&ERRORS, &body);
    body
}

/// The whole body of a refusal: one error, its status a text.
fn error(code: &str, parameter: &str, detail: &str) -> Value {
    json!({ "errors": [{ "status": "400", "code": code, "detail": detail, "source": { "parameter": parameter } }] })
}

async fn found(client: &Client, query: &str) -> Vec<Value> {
    let answer = client.get(&format!("/api/v3/service-points?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", String::from_utf8_lossy(&answer.bytes));
    assert_valid(&LIST, &answer.json());
    answer.results()
}

#[tokio::test]
async fn a_country_is_required_and_one_that_exists_in_capitals() {
    let client = Client::new();
    let missing = error("required", "country_code", "Field required");
    for query in ["use_integration_carriers=true", "country_code=&use_integration_carriers=true"] {
        assert_eq!(refused(&client, query).await, missing);
    }
    for code in ["XX", "nl", "NLD", "N"] {
        let wanted = error("invalid_choice", "country_code", &format!("\"{code}\" is not a valid country code"));
        let query = format!("country_code={code}&use_integration_carriers=true");
        assert_eq!(refused(&client, &query).await, wanted);
    }
}

#[tokio::test]
async fn exactly_one_of_carrier_code_and_use_integration_carriers_is_given() {
    let client = Client::new();
    let both = "carrier_code and use_integration_carriers are mutually exclusive";
    let query = "country_code=NL&carrier_code=dhl&use_integration_carriers=true";
    assert_eq!(refused(&client, query).await, error("validation_error", "carrier_code", both));
    let neither = "Exactly one of carrier_code and use_integration_carriers must be provided";
    assert_eq!(refused(&client, "country_code=NL").await, error("validation_error", "carrier_code", neither));
    assert!(!found(&client, "country_code=NL&carrier_code=dhl&limit=1").await.is_empty());
    assert!(!found(&client, "country_code=NL&use_integration_carriers=true&limit=1").await.is_empty());
}

#[tokio::test]
async fn use_integration_carriers_false_counts_as_absent() {
    let client = Client::new();
    let neither = "Exactly one of carrier_code and use_integration_carriers must be provided";
    let query = "country_code=NL&use_integration_carriers=false";
    assert_eq!(refused(&client, query).await, error("validation_error", "carrier_code", neither));
    let query = "country_code=NL&use_integration_carriers=false&carrier_code=dhl&limit=1";
    assert_eq!(found(&client, query).await[0]["carrier"]["code"], "dhl");
}

#[tokio::test]
async fn carrier_codes_are_repeated_and_never_joined_by_commas() {
    let client = Client::new();
    let joined = refused(&client, "country_code=NL&carrier_code=dhl,postnl").await;
    let detail = "Service points are not supported for the requested carriers: dhl,postnl.";
    let wanted = json!({ "errors": [{ "status": "400", "code": "validation_error", "detail": detail }] });
    assert_eq!(joined, wanted, "like the documented refusal of an unknown carrier, without a source");
    let query = format!("country_code=NL&carrier_code=dhl&carrier_code=postnl&latitude=51.44&longitude=5.48&{BOX}");
    let points = found(&client, &query).await;
    for code in ["dhl", "postnl"] {
        assert!(points.iter().any(|point| point["carrier"]["code"] == code), "{code}");
    }
}

#[tokio::test]
async fn unknown_carriers_are_named_all_at_once() {
    let client = Client::new();
    let body = refused(&client, "country_code=NL&carrier_code=acme&carrier_code=dhl&carrier_code=none").await;
    let detail = "Service points are not supported for the requested carriers: acme, none.";
    assert_eq!(body, json!({ "errors": [{ "status": "400", "code": "validation_error", "detail": detail }] }));
}

#[tokio::test]
async fn there_is_at_most_one_reference_point() {
    let client = Client::new();
    let detail = "address, address_* and latitude/longitude are mutually exclusive";
    let (free, structured, position) = ("address=Eindhoven", "address_city=Eindhoven", "latitude=51.4&longitude=5.5");
    for (parts, first) in [
        (vec![free, structured], "address"),
        (vec![position, free], "address"),
        (vec![position, structured], "address_city"),
        (vec![free, structured, position], "address"),
    ] {
        let query = format!("{NL}&{}", parts.join("&"));
        assert_eq!(refused(&client, &query).await, error("validation_error", first, detail), "{query}");
    }
    for one in [free, structured, position] {
        assert!(!found(&client, &format!("{NL}&limit=1&{one}")).await.is_empty(), "{one}");
    }
}

#[tokio::test]
async fn a_house_number_comes_with_a_street_or_a_postal_code() {
    let client = Client::new();
    let detail = "address_house_number must be combined with address_street or address_postal_code";
    let wanted = error("validation_error", "address_house_number", detail);
    for rest in ["", "&address_city=Eindhoven"] {
        assert_eq!(refused(&client, &format!("{NL}&address_house_number=10{rest}")).await, wanted);
    }
    for rest in ["&address_postal_code=5611", "&address_street=Stadhuisplein&address_city=Eindhoven"] {
        found(&client, &format!("{NL}&limit=1&address_house_number=10{rest}")).await;
    }
}

#[tokio::test]
async fn half_a_position_is_refused() {
    let client = Client::new();
    let detail = "latitude and longitude must be provided together";
    for (given, parameter) in [("latitude=51", "latitude"), ("longitude=5", "longitude")] {
        let wanted = error("validation_error", parameter, detail);
        assert_eq!(refused(&client, &format!("{NL}&{given}")).await, wanted);
    }
}

#[tokio::test]
async fn degrees_are_numbers_on_the_globe() {
    let client = Client::new();
    let not_a_number = "Input should be a valid number, unable to parse string as a number";
    for (latitude, detail) in [
        ("north", not_a_number),
        ("51,4", not_a_number),
        ("1e999", "Input should be a finite number"),
        ("nan", "Input should be a finite number"),
        ("90.1", "Input should be between -90 and 90"),
    ] {
        let query = format!("{NL}&latitude={latitude}&longitude=5");
        assert_eq!(refused(&client, &query).await, error("invalid", "latitude", detail), "{latitude}");
    }
    let wanted = error("invalid", "longitude", "Input should be between -180 and 180");
    assert_eq!(refused(&client, &format!("{NL}&latitude=51&longitude=-180.5")).await, wanted);
}

#[tokio::test]
async fn a_radius_is_100_to_50000_metres_around_a_reference_point() {
    let client = Client::new();
    for (radius, code, detail) in [
        ("99", "min_value", "Input should be greater than or equal to 100"),
        ("-1", "min_value", "Input should be greater than or equal to 100"),
        ("50001", "invalid", "Input should be less than or equal to 50000"),
        ("1e3", "invalid", "Input should be a valid integer, unable to parse string as an integer"),
        ("500.5", "invalid", "Input should be a valid integer, unable to parse string as an integer"),
    ] {
        let query = format!("{NL}&address=Eindhoven&radius={radius}");
        assert_eq!(refused(&client, &query).await, error(code, "radius", detail), "{radius}");
    }
    for radius in ["100", "50000"] {
        found(&client, &format!("{NL}&address=Eindhoven&limit=1&radius={radius}")).await;
    }
    let alone = error("validation_error", "radius", "radius must be combined with a reference point");
    assert_eq!(refused(&client, &format!("{NL}&radius=5000")).await, alone);
}

#[tokio::test]
async fn a_radius_and_a_box_exclude_each_other() {
    let client = Client::new();
    let detail = "radius and ne_latitude, ne_longitude, sw_latitude, sw_longitude are mutually exclusive";
    let query = format!("{NL}&address=Eindhoven&radius=5000&{BOX}");
    assert_eq!(refused(&client, &query).await, error("validation_error", "radius", detail));
}

#[tokio::test]
async fn a_box_has_all_four_corners() {
    let client = Client::new();
    let detail = "ne_latitude, ne_longitude, sw_latitude, and sw_longitude must all be provided together";
    let corners: Vec<&str> = BOX.split('&').collect();
    for missing in 0..4 {
        let kept: Vec<&str> = (0..4).filter(|at| *at != missing).map(|at| corners[at]).collect();
        let first = kept[0].split_once('=').unwrap().0;
        let query = format!("{NL}&{}", kept.join("&"));
        assert_eq!(refused(&client, &query).await, error("validation_error", first, detail));
    }
}

#[tokio::test]
async fn the_diagonal_of_a_box_is_at_most_50_km() {
    let client = Client::new();
    let up_to =
        |north: &str| format!("{NL}&limit=1&sw_latitude=51&sw_longitude=5&ne_longitude=5.001&ne_latitude={north}");
    // On the ellipsoid, 0.4494 degrees of latitude are 49,996 m here, and 0.4496 are 50,018 m; on the sphere less.
    found(&client, &up_to("51.4494")).await;
    let detail = "The diagonal of the bounding box must not exceed 50 km";
    let wanted = error("validation_error", "ne_latitude", detail);
    assert_eq!(refused(&client, &up_to("51.4496")).await, wanted);
    // At the equator a meridian is the other way round: 49,814 m on the ellipsoid and 50,093 m on the sphere.
    let meridian = "country_code=US&use_integration_carriers=true&sw_latitude=0&sw_longitude=0&ne_longitude=0.0001";
    assert_eq!(refused(&client, &format!("{meridian}&ne_latitude=0.4505")).await, wanted);
}

#[tokio::test]
async fn the_north_east_corner_is_north_and_east() {
    let client = Client::new();
    let detail = "The north-east corner must be north and east of the south-west corner";
    for corners in [
        "ne_latitude=51.3&ne_longitude=5.5&sw_latitude=51.4&sw_longitude=5.4",
        "ne_latitude=51.4&ne_longitude=5.3&sw_latitude=51.3&sw_longitude=5.4",
    ] {
        let wanted = error("validation_error", "ne_latitude", detail);
        assert_eq!(refused(&client, &format!("{NL}&{corners}")).await, wanted);
    }
}

#[tokio::test]
async fn a_limit_is_1_to_200_and_100_without_one() {
    let client = Client::new();
    for (limit, code, detail) in [
        ("0", "min_value", "Input should be greater than or equal to 1"),
        ("201", "invalid", "Input should be less than or equal to 200"),
        ("many", "invalid", "Input should be a valid integer, unable to parse string as an integer"),
    ] {
        assert_eq!(refused(&client, &format!("{NL}&limit={limit}")).await, error(code, "limit", detail));
    }
    for (limit, count) in [("", 100), ("&limit=1", 1), ("&limit=200", 200)] {
        assert_eq!(found(&client, &format!("{NL}{limit}")).await.len(), count, "{limit}");
    }
}

#[tokio::test]
async fn general_shop_types_are_the_four_documented_ones() {
    let client = Client::new();
    let detail = "Input should be 'servicepoint', 'locker', 'post_office' or 'carrier_depot'";
    let wanted = error("invalid_choice", "general_shop_type", detail);
    for query in ["general_shop_type=kiosk", "general_shop_type=locker&general_shop_type=kiosk"] {
        assert_eq!(refused(&client, &format!("{NL}&{query}")).await, wanted);
    }
}

#[tokio::test]
async fn use_integration_carriers_is_true_or_false() {
    let client = Client::new();
    let detail = "Input should be a valid boolean, unable to interpret input";
    let wanted = error("invalid", "use_integration_carriers", detail);
    assert_eq!(refused(&client, "country_code=NL&use_integration_carriers=maybe").await, wanted);
}

#[tokio::test]
async fn a_list_is_not_paginated() {
    let client = Client::new();
    let query = format!("{NL}&limit=5&address=Eindhoven");
    let (one, two) = (found(&client, &query).await, found(&client, &format!("{query}&page=2&cursor=x")).await);
    assert_eq!(one, two, "parameters that the API does not know change nothing");
    let body = client.get(&format!("/api/v3/service-points?{query}")).await.json();
    assert_eq!(body.as_object().unwrap().keys().collect::<Vec<_>>(), ["data"], "no next, no previous");
}
