//! Secrets with a known face go through everything that can happen, and are looked for wherever anybody can look.
//!
//! A program of its own: which of several subscribers of one process gets an event is not always the thread's own.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what surrounds a test fails the test; clippy knows only the test functions themselves"
)]

#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the other tests need more of it")]
mod support;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD as STANDARD, BASE64_URL_SAFE as URL_SAFE};
use serde_json::json;
use service_point_proxy::{LogConfig, RefreshFile, Secret, SellercloudPlace, admin, subscriber};
use tower::ServiceExt as _;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::receipts::{KEYS, KeyFile, ORDERS_KEY, claims, keys};
use crate::support::{Answer, ORIGIN, PUBLIC_KEY, Proxy, Reply, SECRET_KEY, SHORT, TOKEN, get, post, post_json, send};

const REFRESH_TOKEN: &str = "ory_rt_canary-88e0d1";
const PASSWORD: &str = "pw-canary-77ab42";
const POST_NUMBER: &str = "7130248561";

/// Held by the test that reads the log.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// A log that can be read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Every secret, and what it is in base64, in both alphabets and at any place of a longer text.
fn secrets() -> Vec<String> {
    let pair = format!("{PUBLIC_KEY}:{SECRET_KEY}");
    let plain = [PUBLIC_KEY, SECRET_KEY, TOKEN, REFRESH_TOKEN, PASSWORD, ORDERS_KEY, &pair];
    let encoded = plain.iter().flat_map(|text| {
        [STANDARD.encode(text), URL_SAFE.encode(text)].map(|text| text.trim_end_matches('=').to_owned())
    });
    let keys = KEYS.iter().map(|(_, k)| (*k).to_owned());
    plain.iter().map(|text| (*text).to_owned()).chain(encoded).chain(keys).collect()
}

fn pair_in_base64() -> String {
    STANDARD.encode(format!("{PUBLIC_KEY}:{SECRET_KEY}"))
}

fn assert_clean(where_it_was: &str, text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "{secret} in {where_it_was}: {text}");
    }
}

/// Answers of the API, from hostile to good.
fn upstream_answers(token: &str) -> Vec<Answer> {
    let echo = |key| echo(key, token);
    let errors = r#"{"errors":[{"status":"401","code":"authentication_failed","detail":"no"}]}"#;
    let challenge = format!("Basic realm=\"{PUBLIC_KEY}\"");
    vec![
        Answer::Stall,
        Answer::json(401, errors).with("www-authenticate", &challenge).with("set-cookie", TOKEN),
        Answer::json(403, errors).with("x-debug", SECRET_KEY),
        Answer::json(400, errors),
        Answer::json(500, "<html>"),
        Answer::json(429, errors).with("retry-after", SECRET_KEY),
        Answer::json(200, "not json"),
        Answer::Whole(302, vec![("location", format!("https://{SECRET_KEY}.example/{TOKEN}"))], "".into()),
        Answer::BrokenOff,
        Answer::Endless,
        // An API that shows what it was asked with.
        Answer::json(401, &echo("errors")),
        Answer::json(400, &echo("errors").replace(['[', ']'], "")),
        Answer::json(500, &echo("debug")),
        Answer::json(200, &echo("data").replace(['[', ']'], "")),
        Answer::json(200, &format!(r#"{{"data":{{"results":{}}},"request":{}}}"#, echo("carrier"), echo("headers"))),
        Answer::json(200, &format!(r#"{{"data":{{"{SECRET_KEY}":"{token}","carrier":{{"code":"{token}"}}}}}}"#)),
        Answer::json(200, r#"{"data":{"results":[]}}"#),
    ]
}

/// An object with all that the API was shown, in every field that an error has.
fn echo(key: &str, token: &str) -> String {
    let pair = pair_in_base64();
    let all = format!("Authorization: Basic {pair} or Bearer {token} for {PUBLIC_KEY} with {SECRET_KEY}");
    let links = format!(r#"{{"about":"https://{SECRET_KEY}.example/{token}"}}"#);
    let source = format!(r#"{{"pointer":"{all}","header":"{pair}"}}"#);
    let error = format!(
        r#"{{"status":"{token}","code":"{SECRET_KEY}","title":"{pair}","detail":"{all}","links":{links},"source":{source},"meta":{{"request":"{all}"}}}}"#
    );
    format!(r#"{{"{key}":[{error}]}}"#)
}

/// Answers of the token endpoint, from good to hostile.
fn token_answers() -> Vec<Answer> {
    vec![
        Answer::json(
            200,
            &format!(r#"{{"access_token":"{TOKEN}","expires_in":3599,"refresh_token":"{REFRESH_TOKEN}"}}"#),
        ),
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}\r\n","expires_in":"{TOKEN}"}}"#)),
        Answer::json(
            401,
            &format!(
                r#"{{"error":"{SECRET_KEY}","error_description":"{PUBLIC_KEY} {REFRESH_TOKEN}","error_debug":"{TOKEN}"}}"#
            ),
        ),
        Answer::json(200, &format!(r#"{{"error":"{PUBLIC_KEY}:{SECRET_KEY}"}}"#)),
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}","token_type":"{SECRET_KEY}"}}"#)),
        Answer::Whole(302, vec![("location", format!("/{SECRET_KEY}"))], "".into()),
        Answer::BrokenOff,
    ]
}

async fn requests(proxy: &Proxy) -> Vec<Reply> {
    let address = proxy.address;
    let search = "/api/service-points?country_code=NL&use_integration_carriers=true&";
    let origin = format!("Origin: {ORIGIN}");
    let choice = json!({"id": "1", "post_number": POST_NUMBER});
    let receipt = keys(&["first"]).sign(&claims(1, Some(POST_NUMBER)));
    let forged = receipt.replacen('.', ".A", 1);
    let handed = |receipt: &str, platform: &str| json!({"receipt": receipt, "platform": platform}).to_string();
    let order = "POST /api/orders/501/service-point HTTP/1.1";
    let key = format!("Authorization: Bearer {ORDERS_KEY}");
    vec![
        post_json(address, "/api/selection", &choice).await,
        post_json(address, "/api/selection", &json!({"id": "1", "post_number": "Kanariestraat"})).await,
        send(address, &[order, &key], &handed(&receipt, "sellercloud")).await,
        send(address, &[order, &key], &handed(&forged, "sellercloud")).await,
        send(address, &[order, &key], &handed(&receipt, "sendcloud-order")).await,
        send(address, &[order, &format!("{key}Kanariestraat")], &handed(&receipt, "sendcloud-parcel")).await,
        get(address, &format!("{search}address=Kanariestraat%2010")).await,
        get(address, &format!("{search}latitude=51.435046&longitude=5.479507")).await,
        get(address, "/api/service-points?address=Kanariestraat").await,
        get(address, "/api/service-points/1").await,
        get(address, "/api/service-points/Kanariestraat").await,
        get(address, "/api/Kanariestraat").await,
        post(address, "/api/service-points/1/check-availability").await,
        get(address, "/api/carriers/dhl.svg").await,
        get(address, "/readyz").await,
        send(address, &["GET /api/service-points/1 HTTP/1.1", &origin], "").await,
        send(
            address,
            &["GET /api/service-points/1 HTTP/1.1", "Origin: https://evil.example\t{\"level\":\"forged\"}"],
            "",
        )
        .await,
        send(address, &["KANARIESTRAAT /api/service-points/1 HTTP/1.1"], "").await,
    ]
}

/// What Sellercloud answers to a login, from good to hostile.
fn sellercloud_answers() -> Vec<Answer> {
    vec![
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}","username":"{PASSWORD}","expires_in":1800.0}}"#)),
        Answer::json(401, &format!(r#"{{"Message":"not {PASSWORD}"}}"#)),
        Answer::json(200, &format!(r#"{{"Success":false,"Message":"{PASSWORD}"}}"#)),
        Answer::json(429, &format!(r#"{{"Error":"{PASSWORD}","RateLimitResetTime":"{TOKEN}"}}"#)),
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN} {PASSWORD}"}}"#)),
        Answer::BrokenOff,
    ]
}

/// What it answers to what is written to an order, which the merchant's backend is told of.
fn order_answers() -> Vec<Answer> {
    let all = format!("{PASSWORD} {TOKEN} {}", STANDARD.encode(PASSWORD));
    vec![
        Answer::json(400, &format!(r#"{{"Message":"Authorization: Bearer {TOKEN} for {PASSWORD}"}}"#)),
        Answer::json(401, &format!(r#"{{"Message":"{all}"}}"#)).with("www-authenticate", TOKEN),
        Answer::json(429, &format!(r#"{{"Error":"{all}","RateLimitResetTime":"{TOKEN}"}}"#)),
        Answer::json(200, &format!(r#"{{"Success":false,"Message":"{all}"}}"#)),
        Answer::Whole(302, vec![("location", format!("https://{PASSWORD}.example/{TOKEN}"))], "".into()),
        Answer::BrokenOff,
        Answer::json(200, &format!(r#"[{{"Note":"{all}"}}]"#)),
    ]
}

async fn start(auth: &str, fresh: &str, file: &std::path::Path, key_file: &KeyFile) -> Proxy {
    RefreshFile::new(file).write(&Secret::new(REFRESH_TOKEN.to_owned())).unwrap();
    let mut settings = vec![
        ("SPP_RECEIPT_KEYS_FILE", key_file.path.to_str().unwrap()),
        ("SPP_ORDERS_KEY", ORDERS_KEY),
        ("SPP_AUTH", auth),
        ("SPP_CACHE_FRESH", fresh),
        ("SPP_REFRESH_TOKEN_FILE", file.to_str().unwrap()),
        ("SELLERCLOUD_USERNAME", "robot"),
        ("SELLERCLOUD_PASSWORD", PASSWORD),
        ("SELLERCLOUD_ENDPOINT", "http://127.0.0.1:1"),
    ];
    if auth != "basic" {
        settings.push(("SPP_TOKEN_MODE", "1"));
        settings.push(("SPP_TOKEN_RATE", "600"));
    }
    Proxy::with(&settings, |config| {
        config.upstream.retries.budget = SHORT;
        config.upstream.retries.calls = 1;
        let upstream = url::Url::parse(&config.upstream.base).unwrap().join("/rest").unwrap();
        config.sellercloud.as_mut().unwrap().place = SellercloudPlace::Endpoint(upstream);
    })
    .await
}

#[tokio::test]
async fn no_secret_and_no_address_is_ever_seen() {
    let _alone = ALONE.lock().await;
    let log = Log::default();
    let config = LogConfig { level: LevelFilter::TRACE, json: true, queries: false };
    let _guard = tracing::subscriber::set_default(subscriber(config, log.clone()));
    let (folder, key_file) = (tempfile::tempdir().unwrap(), KeyFile::new());
    let (mut replies, mut tokens) = (Vec::new(), 0);
    let page = ["GET /api/token HTTP/1.1", &format!("Origin: {ORIGIN}")];
    for (auth, fresh) in [("basic", "0"), ("oauth2", "0"), ("oauth2", "1"), ("refresh_token", "0")] {
        let proxy = start(auth, fresh, &folder.path().join(auth), &key_file).await;
        for answer in upstream_answers(if auth == "basic" { SECRET_KEY } else { TOKEN }) {
            proxy.clock.advance(Duration::from_secs(2));
            proxy.fake.answer("/api/v3/service-points", [answer]);
            replies.extend(requests(&proxy).await);
        }
        let login = format!(r#"{{"access_token":"{TOKEN}","expires_in":1800.0}}"#);
        proxy.fake.answer("/rest/api/token", [Answer::json(200, &login)]);
        for answer in order_answers() {
            proxy.clock.advance(Duration::from_secs(2));
            proxy.fake.answer("/rest/api/Orders", [answer]);
            replies.extend(requests(&proxy).await);
        }
        for token in token_answers() {
            // Every token is past its end.
            proxy.clock.advance(Duration::from_secs(4000));
            proxy.fake.answer("/oauth2/token", [token]);
            replies.extend(requests(&proxy).await);
            // The one answer that has to have a token in it.
            let given = send(proxy.address, &page, "").await;
            tokens += 1;
            assert_eq!(given.status == 200, String::from_utf8_lossy(&given.body).contains(TOKEN));
        }
        let identity = proxy.state.identity();
        let sellercloud = identity.sellercloud.as_ref().unwrap();
        for answer in sellercloud_answers() {
            proxy.clock.advance(Duration::from_secs(4000));
            proxy.fake.answer("/rest/api/token", [answer]);
            assert_clean("a result", &format!("{:?}", sellercloud.tokens.current().await));
        }
        let request = http::Request::get("/metrics").body(Body::empty()).unwrap();
        let metrics = admin(Arc::clone(&proxy.state)).oneshot(request).await.unwrap().into_body();
        let metrics = String::from_utf8(to_bytes(metrics, 1_000_000).await.unwrap().to_vec()).unwrap();
        assert!(metrics.contains("spp_requests_total") && !metrics.contains("anariestraat"), "{metrics}");
        assert_clean("the metrics", &metrics);
        let state = &proxy.state;
        assert_clean("Debug of the configuration", &format!("{:?}", proxy.config));
        assert_clean("Debug of what runs", &format!("{identity:?} {:?}", state.token_mode));
        let sent: Vec<_> =
            proxy.fake.seen("/api/v3").iter().map(|seen| seen.headers["authorization"].clone()).collect();
        let secret = if auth == "basic" { pair_in_base64() } else { TOKEN.to_owned() };
        assert!(sent.iter().all(|header| header.to_str().unwrap().contains(&secret)) && !sent.is_empty());
        assert!(proxy.fake.seen("/rest/api/token").iter().all(|seen| {
            String::from_utf8_lossy(&seen.body).contains(PASSWORD) && !seen.headers.contains_key("authorization")
        }));
    }
    for reply in &replies {
        assert_clean(
            "an answer",
            &format!("{} {:?} {}", reply.status, reply.headers, String::from_utf8_lossy(&reply.body)),
        );
    }
    let text = log.text();
    assert_clean("the log", &text);
    // A receipt begins as every JSON Web Signature does.
    for private in ["anariestraat", "ANARIESTRAAT", "435046", "479507", "address=", POST_NUMBER, "eyJ"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    let mut answered = 0;
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_ne!(event["level"], "forged");
        answered += usize::from(event["message"] == "answered");
    }
    assert_eq!(answered, replies.len() + tokens);
    assert!(text.contains("a token was handed out") && text.contains("repeated a secret"));
    assert!(replies.iter().any(|reply| String::from_utf8_lossy(&reply.body).contains("[redacted]")));
}

#[tokio::test]
async fn the_log_says_what_an_operator_needs() {
    let _alone = ALONE.lock().await;
    let log = Log::default();
    let config = LogConfig { level: LevelFilter::INFO, json: true, queries: false };
    let _guard = tracing::subscriber::set_default(subscriber(config, log.clone()));
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, "{}"), Answer::json(200, "{}")]);
    let reply = get(proxy.address, "/api/service-points/1").await;
    let lines = log.text();
    let event: serde_json::Value = lines.lines().map(|line| serde_json::from_str(line).unwrap()).next_back().unwrap();
    assert_eq!(event["level"], "INFO");
    assert_eq!(event["method"], "GET");
    assert_eq!(event["route"], "/api/service-points/{id}");
    assert_eq!((&event["status"], &event["upstream_status"], &event["calls"]), (&200.into(), &200.into(), &2.into()));
    assert!(event["milliseconds"].is_u64());
    assert_eq!(event["span"]["id"], reply.header("x-request-id").unwrap());
}

#[tokio::test]
async fn the_log_says_what_was_asked_only_to_an_operator_who_asks_for_that() {
    let _alone = ALONE.lock().await;
    for (setting, shown) in [("0", false), ("1", true)] {
        let log = Log::default();
        let proxy = Proxy::with(&[("SPP_LOG_QUERIES", setting)], |_| {}).await;
        let _guard = tracing::subscriber::set_default(subscriber(proxy.config.log, log.clone()));
        get(proxy.address, "/api/service-points?country_code=NL&use_integration_carriers=1&address=Kanariestraat")
            .await;
        let lines = log.text();
        let event: serde_json::Value = serde_json::from_str(lines.lines().next_back().unwrap()).unwrap();
        assert_eq!(
            event["asked"].as_str().is_some_and(|asked| asked.contains("address=Kanariestraat")),
            shown,
            "{event}"
        );
        assert_clean("the log", &lines);
    }
}

#[tokio::test]
async fn the_log_says_how_to_mend_what_the_api_refuses() {
    let _alone = ALONE.lock().await;
    let log = Log::default();
    let proxy = Proxy::start().await;
    let _guard = tracing::subscriber::set_default(subscriber(proxy.config.log, log.clone()));
    for (detail, remedy) in [
        ("Service points are not enabled for the authenticated integration.", "Switch on \"Service Points\""),
        ("Service points are not supported for the requested carriers: acme.", "A carrier in SPP_CARRIERS"),
        ("Something new.", "Is \"Service Points\" switched on"),
    ] {
        let error = serde_json::json!({"status": "400", "code": "validation_error", "detail": detail});
        let errors = serde_json::json!({"errors": [error]}).to_string();
        proxy.fake.answer("/api/v3/service-points", [Answer::json(400, &errors)]);
        get(proxy.address, "/api/service-points?country_code=NL&use_integration_carriers=1&address=Kanariestraat")
            .await;
        let lines = log.text();
        let mut events = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let told = events.rfind(|event| event["message"] == "the API refused a request").unwrap();
        assert!(told["remedy"].as_str().unwrap().starts_with(remedy), "{told}");
        assert!(!lines.contains(detail) && !lines.contains("anariestraat"), "{lines}");
    }
}
