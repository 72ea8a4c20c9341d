//! Sends requests to a sandbox inside the test.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sendcloud_sandbox::{Clock, Config, Sandbox, app};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::schema::{CHECK, ERRORS, LIST, RETRIEVE, assert_valid};

/// `key:secret` in Basic.
pub(crate) const BASIC: &str = "Basic a2V5OnNlY3JldA==";

/// A town in each country.
pub(crate) const TOWNS: [(&str, &str); 14] = [
    ("NL", "Eindhoven"),
    ("BE", "Antwerpen"),
    ("LU", "Luxembourg"),
    ("DE", "Berlin"),
    ("AT", "Wien"),
    ("FR", "Lyon"),
    ("ES", "Madrid"),
    ("IT", "Milano"),
    ("PL", "Warszawa"),
    ("PT", "Lisboa"),
    ("GB", "London"),
    ("IE", "Dublin"),
    ("DK", "København"),
    ("SE", "Stockholm"),
];

/// A sandbox and what goes with every request.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    pub(crate) authorization: Option<String>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The points of a list.
    pub(crate) fn results(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()["data"]["results"].as_array().unwrap().clone()
    }

    /// `status`, `precision` and `formatted_address` of a list.
    pub(crate) fn geocoding(&self) -> Value {
        self.json()["data"]["geocoding"].clone()
    }
}

impl Client {
    /// A sandbox whose clock stands on a Sunday morning in November.
    pub(crate) fn new() -> Self {
        Self::with(Config { clock: Clock::Fixed("2026-11-22T10:00:00Z".parse().unwrap()), ..Config::default() })
    }

    pub(crate) fn with(config: Config) -> Self {
        Self { router: app(Sandbox::new(config)), authorization: Some(BASIC.to_owned()) }
    }

    /// The same sandbox, asked with another `Authorization`.
    pub(crate) fn as_(&self, authorization: Option<&str>) -> Self {
        Self { authorization: authorization.map(str::to_owned), ..self.clone() }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// The request, before it is sent.
    pub(crate) fn request(&self, method: &str, path: &str, body: &str) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path).header("host", "sandbox.example:8082");
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        request.body(Body::from(body.to_owned())).unwrap()
    }

    /// The answer before its body is read.
    pub(crate) async fn open(&self, method: &str, path: &str) -> axum::response::Response {
        self.router.clone().oneshot(self.request(method, path, "")).await.unwrap()
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        self.send(self.request(method, path, body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    /// A search with these parameters, held against the contract.
    pub(crate) async fn search(&self, parameters: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> =
            parameters.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        let answer = self.get(&format!("/api/v3/service-points?{}", pairs.join("&"))).await;
        assert_valid(if answer.status == 200 { &LIST } else { &ERRORS }, &answer.json());
        answer
    }

    /// A search for an address among the carriers of a country.
    pub(crate) async fn near(&self, country: &str, address: &str, rest: &[(&str, &str)]) -> Answer {
        let all = [("country_code", country), ("use_integration_carriers", "true"), ("address", address)];
        self.search(&[&all, rest].concat()).await
    }

    /// One point, held against the contract.
    pub(crate) async fn retrieve(&self, id: &Value) -> Answer {
        let answer = self.get(&format!("/api/v3/service-points/{id}")).await;
        assert_valid(if answer.status == 200 { &RETRIEVE } else { &ERRORS }, &answer.json());
        answer
    }

    /// Whether the point is available, held against the contract.
    pub(crate) async fn check(&self, id: i64) -> Answer {
        let answer = self.ask("POST", &format!("/api/v3/service-points/{id}/check-availability"), "").await;
        assert_valid(if answer.status == 200 { &CHECK } else { &ERRORS }, &answer.json());
        answer
    }

    pub(crate) async fn set_faults(&self, faults: &str) -> Answer {
        let answer = self.ask("PUT", "/sandbox/faults", faults).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
        answer
    }

    pub(crate) async fn set_clock(&self, clock: &str) {
        let answer = self.ask("PUT", "/sandbox/clock", &format!("{{\"clock\":\"{clock}\"}}")).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    }
}
