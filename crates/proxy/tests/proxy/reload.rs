//! New credentials without a restart.

use std::path::Path;

use service_point_proxy::{Config, Sources, reload};

use crate::support::sandbox::{POINT, Sandbox};
use crate::support::{Answer, PUBLIC_KEY, Proxy, SEARCH, SECRET_KEY, TOKEN, get};

/// The configuration of a proxy before the sandbox whose secret key is in a file.
fn read(sandbox: &Sandbox, auth: &str, file: &Path) -> Result<Config, service_point_proxy::Problems> {
    let own = sandbox.environment().into_iter().filter(|(name, _)| *name != "SENDCLOUD_SECRET_KEY");
    let more = [("SPP_AUTH", auth.to_owned()), ("SENDCLOUD_SECRET_KEY_FILE", file.to_str().unwrap().to_owned())];
    Config::read(&Sources::new(None, own.chain(more).map(|(name, value)| (name.into(), value.into()))))
}

#[tokio::test]
async fn a_key_that_was_replaced_in_its_file_counts_when_it_is_read_anew() {
    let sandbox = Sandbox::start().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret-key");
    let proxy = sandbox.proxy(&[("SENDCLOUD_SECRET_KEY", "the-one-before")]).await;
    assert_eq!(get(proxy.address, POINT).await.status, 401);
    std::fs::write(&file, format!("{SECRET_KEY}\n")).unwrap();
    reload(&proxy.state, &read(&sandbox, "basic", &file).unwrap()).await;
    assert_eq!(get(proxy.address, POINT).await.status, 200);
}

#[tokio::test]
async fn what_was_kept_for_one_account_is_not_given_for_another() {
    let proxy = Proxy::with(&[("SPP_CACHE_FRESH", "300")], |_| {}).await;
    let found = |name: &str| {
        let body = format!(r#"{{"data":{{"results":[],"name":"{name}"}}}}"#);
        Answer::json(200, &body).with("date", "Tue, 24 Nov 2026 10:00:00 GMT")
    };
    proxy.fake.answer("/api/v3/service-points", [found("one"), found("other")]);
    for name in ["one", "one"] {
        assert_eq!(get(proxy.address, SEARCH).await.json()["data"]["name"], name);
    }
    reload(&proxy.state, &proxy.config).await;
    assert_eq!(get(proxy.address, SEARCH).await.json()["data"]["name"], "other");
}

#[tokio::test]
async fn credentials_that_give_no_token_change_nothing() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret-key");
    let proxy = sandbox.proxy(&[("SPP_AUTH", "oauth2")]).await;
    std::fs::write(&file, "wrong").unwrap();
    reload(&proxy.state, &read(&sandbox, "oauth2", &file).unwrap()).await;
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    assert_eq!(get(proxy.address, "/readyz").await.status, 200);
    std::fs::write(&file, "two words").unwrap();
    assert!(read(&sandbox, "oauth2", &file).is_err());
}

#[tokio::test]
async fn new_secrets_are_taken_out_of_answers_too() {
    let proxy = Proxy::start().await;
    let mut config = proxy.config.clone();
    let next = Proxy::with(&[("SENDCLOUD_SECRET_KEY", "sk-next-4d1c2b3a"), ("SPP_AUTH", "oauth2")], |_| {}).await;
    config.credentials = next.config.credentials.clone();
    reload(&proxy.state, &config).await;
    let echo = format!(r#"{{"data":{{"results":[],"seen":"sk-next-4d1c2b3a {TOKEN} {PUBLIC_KEY}"}}}}"#);
    proxy.fake.answer("/api/v3/service-points", [Answer::json(200, &echo)]);
    assert_eq!(get(proxy.address, SEARCH).await.json()["data"]["seen"], "[redacted] [redacted] [redacted]");
}
