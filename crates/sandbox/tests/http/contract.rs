use serde_json::Value;

use crate::schema::{CONTRACT, ERRORS, assert_valid};
use crate::support::{Client, TOWNS};

#[tokio::test]
async fn every_real_point_is_answered_as_the_contract_says() {
    let client = Client::new();
    let lines = include_str!("../../data/florence/points.jsonl").lines();
    let mut count = 0;
    for line in lines {
        let stored: Value = serde_json::from_str(line).unwrap();
        let answer = client.retrieve(&stored["id"]).await;
        assert_eq!(answer.status, 200, "{}", stored["id"]);
        let body = answer.json();
        assert_eq!(body["data"]["name"], stored["name"]);
        assert!(body["data"].get("distance").is_none(), "only lists have distances");
        count += 1;
    }
    assert_eq!(count, 465);
}

#[tokio::test]
async fn invented_points_of_every_country_are_answered_as_the_contract_says() {
    let client = Client::new();
    for (country, town) in TOWNS {
        let answer = client.near(country, town, &[("limit", "200")]).await;
        let points = answer.results();
        assert_eq!(points.len(), 200, "{country}");
        for point in points.iter().step_by(20) {
            let mut alone = point.clone();
            alone.as_object_mut().unwrap().remove("distance");
            let retrieved = client.retrieve(&point["id"]).await.json();
            assert_eq!(retrieved["data"], alone, "the same point by id");
        }
    }
}

#[tokio::test]
async fn all_other_answers_are_as_the_contract_says() {
    let client = Client::new();
    for path in [
        "/api/v3/service-points",
        "/api/v3/service-points/1",
        "/api/v3/service-points/abc",
        "/api/v3/orders",
        "/tiles/30/0/0",
        "/",
    ] {
        let answer = client.get(path).await;
        assert!(answer.status.is_client_error(), "{path}");
        assert_eq!(answer.header("content-type"), "application/json");
        assert_valid(&ERRORS, &answer.json());
    }
    for status in [400, 401, 403, 404, 408, 418, 429, 500, 502, 503, 504, 599] {
        client.set_faults(&format!("{{\"rules\":[{{\"status\":{status}}}]}}")).await;
        assert_eq!(client.check(1_000_001).await.status, status);
    }
}

#[tokio::test]
async fn the_documented_points_stand_where_the_documents_say() {
    let client = Client::new();
    let examples = CONTRACT["paths"]["/service-points"]["get"]["responses"]["200"]["content"]["application/json"]
        ["examples"]["ServicePointList"]["value"]["data"]["results"]
        .clone();
    for example in examples.as_array().unwrap() {
        let point = client.retrieve(&example["id"]).await.json()["data"].clone();
        for field in [
            "name",
            "carrier_service_point_id",
            "carrier_shop_type",
            "general_shop_type",
            "address",
            "position",
            "opening_times",
        ] {
            assert_eq!(point[field], example[field], "{field}");
        }
        assert_eq!(point["carrier"]["code"], example["carrier"]["code"]);
    }
}

#[tokio::test]
async fn no_answer_lets_other_origins_read_it() {
    let client = Client::new();
    for (method, path) in
        [("GET", "/api/v3/service-points/1000001"), ("OPTIONS", "/api/v3/service-points"), ("GET", "/tiles/0/0/0")]
    {
        let answer = client.ask(method, path, "").await;
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")), "{method} {path}");
    }
    let refused = client.ask("DELETE", "/api/v3/service-points", "").await;
    assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET,HEAD"));
    assert_eq!(refused.json()["errors"][0]["detail"], "Method \"DELETE\" not allowed.");
}
