use std::net::SocketAddr;

use sendcloud_sandbox::{Config, Credentials, Secret, app};
use serde_json::{Value, json};
use service_point_proxy::{Limits, Sources};
use tokio::net::TcpListener;

use super::{Fake, PUBLIC_KEY, Proxy, SECRET_KEY, environment, get, send};

pub(crate) const SEARCH: &str = "/api/service-points?country_code=IT&use_integration_carriers=true&address=Via%20dei%20Calzaiuoli%201%2C%20Firenze&limit=20";
/// What costs the sandbox least.
pub(crate) const POINT: &str = "/api/service-points/1000001";
pub(crate) const USERNAME: &str = "robot@canary-shop.example";
pub(crate) const PASSWORD: &str = "pw canary 77ab";

/// Sendcloud and Sellercloud as the sandbox plays them, on Monday, 23 November 2026 at nine.
pub(crate) struct Sandbox {
    pub(crate) address: SocketAddr,
}

impl Sandbox {
    /// Which takes one key pair and one user.
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// Whose API refuses Basic.
    pub(crate) async fn with_oauth2() -> Self {
        Self::with(|config| config.oauth2_only = true).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let pair =
            |user: &str, password: &str| Credentials { public_key: user.to_owned(), secret_key: Secret::new(password) };
        let mut config = Config {
            credentials: Some(pair(PUBLIC_KEY, SECRET_KEY)),
            sellercloud: Some(pair(USERNAME, PASSWORD)),
            ..Config::default()
        };
        change(&mut config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = Self { address: listener.local_addr().unwrap() };
        let router = app(sendcloud_sandbox::Sandbox::new(config));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        sandbox.set("/sandbox/clock", &json!({"clock": "2026-11-23T09:00:00Z"})).await;
        sandbox
    }

    /// The settings of a proxy before it, Sellercloud included.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let mut all = environment(&Fake::elsewhere(self.address));
        all.extend([
            ("SPP_AUTHORIZE_URL", format!("http://{}/oauth2/auth", self.address)),
            ("SELLERCLOUD_DIRECTORY", format!("http://{}/api/server-by-team/", self.address)),
            ("SELLERCLOUD_TEAM", "acme".to_owned()),
            ("SELLERCLOUD_USERNAME", USERNAME.to_owned()),
            ("SELLERCLOUD_PASSWORD", PASSWORD.to_owned()),
        ]);
        all
    }

    /// A proxy before it.
    pub(crate) async fn proxy(&self, settings: &[(&'static str, &str)]) -> Proxy {
        let more = settings.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let given = self.environment().into_iter().chain(more).map(|(name, value)| (name.into(), value.into()));
        let config = service_point_proxy::Config::read(&Sources::new(None, given)).unwrap();
        Proxy::serving(Fake::elsewhere(self.address), config, Limits::DEFAULT).await
    }

    /// Throws a switch.
    pub(crate) async fn set(&self, path: &str, body: &Value) {
        let line = format!("PUT {path} HTTP/1.1");
        let reply = send(self.address, &[&line, "Content-Type: application/json"], &body.to_string()).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    }

    /// The statuses of its answers below a path.
    pub(crate) async fn statuses(&self, path: &str) -> Vec<u64> {
        let log = get(self.address, "/sandbox/log").await.json();
        let entries = log.as_array().unwrap().iter().filter(|entry| entry["path"].as_str().unwrap().starts_with(path));
        entries.map(|entry| entry["status"].as_u64().unwrap()).collect()
    }
}
