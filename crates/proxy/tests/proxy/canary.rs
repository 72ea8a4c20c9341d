//! Secrets with a known face go through everything that can happen, and are looked for wherever anybody can look.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use service_point_proxy::{LogConfig, subscriber};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{Answer, ORIGIN, PUBLIC_KEY, Proxy, Reply, SECRET_KEY, SHORT, TOKEN, get, post, send};

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

fn secrets() -> [String; 5] {
    let base64 = |text: &str| STANDARD.encode(text).trim_end_matches('=').to_owned();
    let pair = format!("{PUBLIC_KEY}:{SECRET_KEY}");
    [PUBLIC_KEY.to_owned(), SECRET_KEY.to_owned(), TOKEN.to_owned(), base64(&pair), base64(SECRET_KEY)]
}

fn assert_clean(where_it_was: &str, text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "{secret} in {where_it_was}: {text}");
    }
}

/// Answers of the API, from hostile to good.
fn upstream_answers() -> Vec<Answer> {
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
        Answer::json(200, r#"{"data":{"results":[]}}"#),
    ]
}

/// Answers of the token endpoint, from good to hostile.
fn token_answers() -> Vec<Answer> {
    vec![
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}","expires_in":3599}}"#)),
        Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}\r\n","expires_in":"{TOKEN}"}}"#)),
        Answer::json(
            401,
            &format!(r#"{{"error":"{SECRET_KEY}","error_description":"{PUBLIC_KEY}","error_debug":"{TOKEN}"}}"#),
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
    vec![
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

#[tokio::test]
async fn no_secret_and_no_address_is_ever_seen() {
    let log = Log::default();
    let config = LogConfig { level: LevelFilter::TRACE, json: true };
    let _guard = tracing::subscriber::set_default(subscriber(config, log.clone()));
    let mut replies = Vec::new();
    for auth in ["basic", "oauth2"] {
        let proxy = Proxy::with(&[("SPP_AUTH", auth)], |config| {
            config.upstream.retries.budget = SHORT;
            config.upstream.retries.calls = 1;
        })
        .await;
        assert_clean("the configuration's Debug", &format!("{:?}", proxy.config));
        for answer in upstream_answers() {
            proxy.fake.answer("/api/v3/service-points", [answer]);
            replies.extend(requests(&proxy).await);
        }
        for token in token_answers() {
            // Every token is past its end.
            proxy.clock.advance(Duration::from_secs(4000));
            proxy.fake.answer("/oauth2/token", [token]);
            replies.extend(requests(&proxy).await);
        }
        let sent: Vec<_> =
            proxy.fake.seen("/api/v3").iter().map(|seen| seen.headers["authorization"].clone()).collect();
        let secret = if auth == "basic" { &secrets()[3] } else { TOKEN };
        assert!(sent.iter().all(|header| header.to_str().unwrap().contains(secret)) && !sent.is_empty());
    }
    for reply in &replies {
        assert_clean(
            "an answer",
            &format!("{} {:?} {}", reply.status, reply.headers, String::from_utf8_lossy(&reply.body)),
        );
    }
    let text = log.text();
    assert_clean("the log", &text);
    for private in ["anariestraat", "ANARIESTRAAT", "435046", "479507", "address="] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    let mut answered = 0;
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_ne!(event["level"], "forged");
        answered += usize::from(event["message"] == "answered");
    }
    assert_eq!(answered, replies.len());
}

#[tokio::test]
async fn the_log_says_what_an_operator_needs() {
    let log = Log::default();
    let config = LogConfig { level: LevelFilter::INFO, json: true };
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
