use axum::http::Request;
use sendcloud_sandbox::{Config, Credentials, Secret};
use serde_json::{Value, json};

use crate::support::{Answer, Client};

const LOGIN: &str = r#"{"Username":"robot@shop.example","Password":"hunter2"}"#;

async fn login(client: &Client, body: &str) -> Answer {
    client.as_(None).ask("POST", "/rest/api/token", body).await
}

/// The same sandbox, asked with a token of Sellercloud's.
async fn logged_in(client: &Client) -> Client {
    let token = login(client, LOGIN).await.json()["access_token"].clone();
    client.as_(Some(&format!("Bearer {}", token.as_str().unwrap())))
}

#[tokio::test]
async fn a_user_gets_a_token_in_sellerclouds_shape() {
    let client = Client::new();
    let answer = login(&client, LOGIN).await;
    assert_eq!(answer.status, 200);
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    assert!(text.contains(r#""expires_in":3600.0"#), "a double: {text}");
    let body = answer.json();
    assert_eq!(body["access_token"].as_str().unwrap().split('.').count(), 3, "like a JSON Web Token");
    assert_eq!((&body["token_type"], &body["username"]), (&json!("Bearer"), &json!("robot@shop.example")));
    assert_eq!(body[".issued"], "2026-11-22T10:00:00Z");
    assert_eq!(body[".expires"], "2026-11-22T11:00:00Z");
}

#[tokio::test]
async fn only_the_configured_user_is_let_in() {
    let user = Credentials { public_key: "robot@shop.example".to_owned(), secret_key: Secret::new("hunter2") };
    let client = Client::with(Config { sellercloud: Some(user), ..Config::default() });
    assert_eq!(login(&client, LOGIN).await.status, 200);
    for (body, status) in [
        (r#"{"Username":"robot@shop.example","Password":"hunter3"}"#, 401),
        (r#"{"Username":"robot@shop.example"}"#, 401),
        ("Username=robot", 400),
        ("", 400),
    ] {
        let refused = login(&client, body).await;
        assert_eq!(refused.status, status, "{body}");
        assert!(refused.json()["Message"].is_string());
    }
    let anyone = Client::new();
    assert_eq!(login(&anyone, r#"{"Username":"a","Password":"b"}"#).await.status, 200);
    assert_eq!(login(&anyone, r#"{"Username":"","Password":"b"}"#).await.status, 401);
}

#[tokio::test]
async fn a_teams_endpoint_is_found_by_name() {
    let client = Client::new();
    for path in ["/api/server-by-team/?team=acme", "/api/server-by-team?team=acme"] {
        let found = client.as_(None).get(path).await.json();
        assert_eq!(found["RestApiEndpoint"], "http://sandbox.example:8082/rest", "{path}");
    }
    client.set_faults(r#"{"sellercloud":{"unknown_team":true}}"#).await;
    for path in ["/api/server-by-team/?team=acme", "/api/server-by-team/?team=", "/api/server-by-team/"] {
        let answer = client.get(path).await;
        let body = answer.json();
        assert_eq!((answer.status.as_u16(), &body["Success"]), (200, &json!(false)), "{path}");
        assert!(body["Message"].is_string() && body.get("RestApiEndpoint").is_none());
    }
}

#[tokio::test]
async fn a_choice_is_written_to_an_order() {
    let client = logged_in(&Client::new()).await;
    let columns = r#"[{"ColumnName":"ServicePointId","Value":"1000001"},{"ColumnName":"PostNumber","Value":null}]"#;
    assert_eq!(client.ask("PUT", "/rest/api/Orders/501/CustomColumns/Multiple", columns).await.status, 200);
    let one = r#"{"ColumnName":"PostNumber","Value":"1234567"}"#;
    assert_eq!(client.ask("PUT", "/rest/api/Orders/501/CustomColumns", one).await.status, 200);
    let note = r#"{"Message":"Collect at Stationsplein","Category":0}"#;
    assert_eq!(client.ask("POST", "/rest/api/Orders/501/Notes", note).await.status, 200);
    let notes = client.get("/rest/api/Orders/501/Notes").await.json();
    assert_eq!(notes, json!([{ "EntityID": 501, "Category": 0, "NoteID": 1, "Note": "Collect at Stationsplein" }]));
    let wanted = json!({ "501": {
        "CustomColumns": { "ServicePointId": "1000001", "PostNumber": "1234567" },
        "Notes": [{ "Message": "Collect at Stationsplein", "Category": 0 }],
    } });
    assert_eq!(client.get("/sandbox/orders").await.json(), wanted);
    assert_eq!(client.ask("DELETE", "/sandbox/orders", "").await.status, 204);
    assert_eq!(client.get("/sandbox/orders").await.json(), json!({}));
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_and_nothing_is_changed() {
    let client = logged_in(&Client::new()).await;
    client.set_faults(r#"{"sellercloud":{"missing_orders":[7],"columns":["Point"]}}"#).await;
    let (point, other) = (r#"{"ColumnName":"Point","Value":"1"}"#, r#"{"ColumnName":"Other","Value":"1"}"#);
    for (method, path, body, status) in [
        ("PUT", "/rest/api/Orders/7/CustomColumns", point.to_owned(), 404),
        ("PUT", "/rest/api/Orders/0/CustomColumns", point.to_owned(), 404),
        ("PUT", "/rest/api/Orders/x/CustomColumns", point.to_owned(), 404),
        ("PUT", "/rest/api/Orders/8/CustomColumns", other.to_owned(), 400),
        ("PUT", "/rest/api/Orders/8/CustomColumns", "{}".to_owned(), 400),
        ("PUT", "/rest/api/Orders/8/CustomColumns/Multiple", format!("[{point},{other}]"), 400),
        ("PUT", "/rest/api/Orders/8/CustomColumns/Multiple", point.to_owned(), 400),
        ("POST", "/rest/api/Orders/7/Notes", r#"{"Message":"m","Category":0}"#.to_owned(), 404),
        ("POST", "/rest/api/Orders/8/Notes", r#"{"Message":" ","Category":0}"#.to_owned(), 400),
        ("POST", "/rest/api/Orders/8/Notes", r#"{"Message":"m","Category":9}"#.to_owned(), 400),
    ] {
        let refused = client.ask(method, path, &body).await;
        assert_eq!(refused.status, status, "{method} {path} {body}");
        assert!(refused.json()["Message"].is_string());
    }
    assert_eq!(client.get("/sandbox/orders").await.json(), json!({}));
    client.set_faults(r#"{"sellercloud":{"single_columns_only":true}}"#).await;
    let several = client.ask("PUT", "/rest/api/Orders/8/CustomColumns/Multiple", &format!("[{point}]")).await;
    assert_eq!(several.status, 404);
    assert_eq!(client.ask("PUT", "/rest/api/Orders/8/CustomColumns", point).await.status, 200);
}

#[tokio::test]
async fn a_token_is_good_for_an_hour_and_for_sellercloud_alone() {
    let client = Client::new();
    let seller = logged_in(&client).await;
    let notes = "/rest/api/Orders/1/Notes";
    assert_eq!(seller.get(notes).await.status, 200);
    assert_eq!(seller.get("/api/v3/service-points/1000001").await.status, 401, "Sendcloud takes its own tokens");
    for authorization in [None, Some("Bearer x"), Some("Basic a2V5OnNlY3JldA==")] {
        let refused = client.as_(authorization).get(notes).await;
        assert_eq!((refused.status.as_u16(), refused.json()), (401, json!({ "Message": "Not Valid Token" })));
    }
    client.set_clock("2026-11-22T11:00:00Z").await;
    assert_eq!(seller.get(notes).await.status, 401);
}

#[tokio::test]
async fn logins_can_be_made_odd() {
    let client = Client::new();
    for (odd, shown) in [("\"1800\"", json!("1800")), ("-1", json!(-1)), ("1e300", json!(1e300))] {
        client.set_faults(&format!(r#"{{"sellercloud":{{"expires_in":{odd},"valid_for":10}}}}"#)).await;
        assert_eq!(login(&client, LOGIN).await.json()["expires_in"], shown);
    }
    let seller = logged_in(&client).await;
    client.set_clock("2026-11-22T10:00:10Z").await;
    assert_eq!(seller.get("/rest/api/Orders/1/Notes").await.status, 401, "after ten seconds");
    client.set_faults(r#"{"sellercloud":{"login_refused":true}}"#).await;
    assert_eq!(login(&client, LOGIN).await.status, 401);
}

#[tokio::test]
async fn beyond_the_hours_calls_the_answer_says_until_when() {
    let client = Client::new();
    client.set_faults(r#"{"sellercloud":{"calls_per_hour":2}}"#).await;
    let seller = logged_in(&client).await;
    client.set_clock("2026-11-22T10:30:00Z").await;
    assert_eq!(seller.get("/rest/api/Orders/1/Notes").await.status, 200);
    let refused = seller.get("/rest/api/Orders/1/Notes").await;
    let wanted = json!({ "Error": "Too many requests.", "RateLimitResetTime": "2026-11-22T11:00:00Z" });
    assert_eq!((refused.status.as_u16(), refused.json()), (429, wanted));
    assert_eq!(login(&client, LOGIN).await.status, 429, "logins count too");
    client.set_clock("2026-11-22T11:00:00Z").await;
    assert_eq!(login(&client, LOGIN).await.status, 200);
}

#[tokio::test]
async fn passwords_and_tokens_stay_out_of_the_log() {
    let client = Client::new();
    let seller = logged_in(&client).await;
    seller.get("/rest/api/Orders/1/Notes").await;
    let log = client.get("/sandbox/log").await.json();
    let routes: Vec<&Value> = log.as_array().unwrap().iter().map(|entry| &entry["route"]).collect();
    assert_eq!(routes, ["sellercloud_token", "sellercloud_notes"]);
    let text = log.to_string();
    assert!(!text.contains("hunter2") && !text.contains("eyJ"), "{text}");
}

#[tokio::test]
async fn faults_name_sellerclouds_routes() {
    let client = Client::new();
    for (route, method, path) in [
        ("sellercloud_token", "POST", "/rest/api/token"),
        ("sellercloud_team", "GET", "/api/server-by-team/?team=a"),
        ("sellercloud_columns", "PUT", "/rest/api/Orders/1/CustomColumns/Multiple"),
        ("sellercloud_notes", "POST", "/rest/api/Orders/1/Notes"),
        ("authorize", "GET", "/oauth2/auth"),
    ] {
        client.set_faults(&format!(r#"{{"rules":[{{"route":"{route}","status":502}}]}}"#)).await;
        let request: Request<_> = client.request(method, path, "{}");
        assert_eq!(client.send(request).await.status, 502, "{route}");
    }
}
