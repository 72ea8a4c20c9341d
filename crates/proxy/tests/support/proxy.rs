use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use service_point_proxy::{App, Config, Limits, Sources, app, assemble, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{Answer, Fake, ManualClock};

pub(crate) const PUBLIC_KEY: &str = "pk-canary-6c1f0b";
pub(crate) const SECRET_KEY: &str = "sk-canary-9d27ae";
pub(crate) const TOKEN: &str = "ory_at_canary-51b3c8";
pub(crate) const ORIGIN: &str = "https://shop.example";
pub(crate) const SEARCH: &str =
    "/api/service-points?country_code=NL&use_integration_carriers=true&address=Stadhuisplein%2010";

/// A proxy at `/api` before a scripted API, both on ports of their own.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    pub(crate) fake: Fake,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) config: Config,
    pub(crate) state: Arc<App>,
    end: Option<oneshot::Sender<()>>,
    pub(crate) served: JoinHandle<()>,
}

impl Proxy {
    /// With Basic, and an API that finds one point.
    pub(crate) async fn start() -> Self {
        Self::with(&[], |_| {}).await
    }

    /// With more settings, and changes to what they give.
    pub(crate) async fn with(settings: &[(&str, &str)], change: impl FnOnce(&mut Config)) -> Self {
        let fake = Fake::start().await;
        fake.answer("/api/v3/service-points", [Answer::json(200, r#"{"data":{"results":[]}}"#)]);
        let grant = format!(r#"{{"access_token":"{TOKEN}","expires_in":3599,"scope":"api","token_type":"bearer"}}"#);
        fake.answer("/oauth2/token", [Answer::json(200, &grant)]);
        let own = environment(&fake);
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let given = own.chain(settings.iter().copied()).map(|(name, value)| (name.into(), value.into()));
        let mut config = Config::read(&Sources::new(None, given)).unwrap();
        change(&mut config);
        Self::serving(fake, config, Limits::DEFAULT).await
    }

    /// With a configuration as it is.
    pub(crate) async fn serving(fake: Fake, config: Config, limits: Limits) -> Self {
        let clock = Arc::new(ManualClock::default());
        let state = Arc::new(assemble(&config, Arc::clone(&clock) as _, Arc::new(|| 0.5)).unwrap());
        let listener = TcpListener::bind(config.server.listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel();
        let ended = async { drop(ended.await) };
        let served = tokio::spawn(serve(listener, app(Arc::clone(&state)), limits, ended));
        Self { address, fake, clock, config, state, end: Some(end), served }
    }

    /// Tells the server to end.
    pub(crate) fn end(&mut self) {
        drop(self.end.take());
    }

    /// Calls of the API so far.
    pub(crate) fn calls(&self) -> usize {
        self.fake.seen("/api/v3").len()
    }
}

/// The settings of a proxy before `fake`.
pub(crate) fn environment(fake: &Fake) -> Vec<(&'static str, String)> {
    vec![
        ("SPP_LISTEN", "127.0.0.1:0".to_owned()),
        ("SPP_BASE_PATH", "/api".to_owned()),
        ("SPP_UPSTREAM", format!("http://{}/api/v3", fake.address)),
        ("SPP_TOKEN_URL", format!("http://{}/oauth2/token", fake.address)),
        ("SPP_ICON_HOSTS", fake.address.to_string()),
        ("SPP_ALLOWED_ORIGINS", ORIGIN.to_owned()),
        // Tests ask the same again to see what the API is asked.
        ("SPP_CACHE_FRESH", "0".to_owned()),
        ("SENDCLOUD_PUBLIC_KEY", PUBLIC_KEY.to_owned()),
        ("SENDCLOUD_SECRET_KEY", SECRET_KEY.to_owned()),
    ]
}

/// Time enough for what is scripted, and little enough for a test that waits for it to end.
pub(crate) const SHORT: Duration = Duration::from_millis(200);
