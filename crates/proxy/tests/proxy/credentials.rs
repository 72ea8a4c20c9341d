//! Every kind of credential before the sandbox, which checks them as the real ones do.

use std::time::Duration;

use serde_json::{Value, json};
use service_point_proxy::{RefreshFile, Secret};

use crate::support::sandbox::{PASSWORD, POINT, Sandbox, USERNAME};
use crate::support::{PUBLIC_KEY, Proxy, SECRET_KEY, finished, get, program, send};

const OAUTH2: (&str, &str) = ("SPP_AUTH", "oauth2");

#[tokio::test]
async fn wrong_keys_are_told_without_a_login_prompt() {
    let proxy = Sandbox::start().await.proxy(&[("SENDCLOUD_SECRET_KEY", "wrong")]).await;
    let reply = get(proxy.address, POINT).await;
    assert_eq!((reply.status, &reply.json()["errors"][0]["code"]), (401, &json!("authentication_failed")));
    assert_eq!(reply.header("www-authenticate"), None);
}

#[tokio::test]
async fn an_integration_with_oauth2_takes_tokens_and_no_keys() {
    let sandbox = Sandbox::with_oauth2().await;
    assert_eq!(get(sandbox.proxy(&[]).await.address, POINT).await.status, 401);
    let proxy = sandbox.proxy(&[OAUTH2]).await;
    let waiting: Vec<_> = (0..50).map(|_| tokio::spawn(get(proxy.address, POINT))).collect();
    for reply in waiting {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    assert_eq!(sandbox.statuses("/oauth2/token").await, [200]);
}

#[tokio::test]
async fn a_token_that_has_died_unseen_is_replaced_within_the_request() {
    let sandbox = Sandbox::with_oauth2().await;
    let proxy = sandbox.proxy(&[OAUTH2]).await;
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    // Two hours pass for the API, and a minute for the proxy.
    sandbox.set("/sandbox/clock", &json!({"clock": "2026-11-23T11:00:00Z"})).await;
    proxy.clock.advance(Duration::from_secs(60));
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    assert_eq!(sandbox.statuses("/api/v3").await, [200, 401, 200]);
    assert_eq!(sandbox.statuses("/oauth2/token").await, [200, 200]);
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_is_told_apart_from_one_that_fails() {
    let sandbox = Sandbox::with_oauth2().await;
    let reply = get(sandbox.proxy(&[OAUTH2, ("SENDCLOUD_SECRET_KEY", "wrong")]).await.address, POINT).await;
    assert_eq!((reply.status, reply.reason().as_str()), (403, "credentials_refused"));
    assert_eq!(sandbox.statuses("/api/v3").await.len(), 0);
}

#[tokio::test]
async fn odd_lifetimes_neither_cost_a_call_for_each_search_nor_a_search() {
    for expires_in in [0, -1, i64::MAX] {
        let sandbox = Sandbox::with_oauth2().await;
        sandbox.set("/sandbox/faults", &json!({"token": {"expires_in": expires_in, "valid_for": 3600}})).await;
        let proxy = sandbox.proxy(&[OAUTH2]).await;
        for _ in 0..3 {
            assert_eq!(get(proxy.address, POINT).await.status, 200, "{expires_in}");
        }
        assert_eq!(sandbox.statuses("/oauth2/token").await, [200], "{expires_in}");
    }
}

/// A refresh token that the sandbox knows, in a file.
async fn consented(sandbox: &Sandbox, folder: &tempfile::TempDir) -> RefreshFile {
    let redirect_uri = "http://127.0.0.1:1/callback";
    let consent = json!({"client_id": PUBLIC_KEY, "redirect_uri": redirect_uri, "scope": "api offline"});
    let line = ["POST /sandbox/authorization-codes HTTP/1.1", "Content-Type: application/json"];
    let code = send(sandbox.address, &line, &consent.to_string()).await.json()["code"].clone();
    let form = format!(
        "grant_type=authorization_code&code={}&redirect_uri={redirect_uri}&client_id={PUBLIC_KEY}&client_secret={SECRET_KEY}",
        code.as_str().unwrap()
    );
    let line = ["POST /oauth2/token HTTP/1.1", "Content-Type: application/x-www-form-urlencoded"];
    let tokens = send(sandbox.address, &line, &form).await.json();
    let file = RefreshFile::new(folder.path().join("refresh-token"));
    file.write(&Secret::new(tokens["refresh_token"].as_str().unwrap().to_owned())).unwrap();
    file
}

async fn refreshing(sandbox: &Sandbox, file: &RefreshFile) -> Proxy {
    let file = file.path().to_str().unwrap();
    sandbox.proxy(&[("SPP_AUTH", "refresh_token"), ("SPP_REFRESH_TOKEN_FILE", file)]).await
}

#[tokio::test]
async fn a_refresh_token_buys_token_after_token_and_each_next_one_is_kept() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = consented(&sandbox, &folder).await;
    let proxy = refreshing(&sandbox, &file).await;
    let mut seen = vec![file.read().unwrap().expose().to_owned()];
    for _ in 0..3 {
        assert_eq!(get(proxy.address, POINT).await.status, 200);
        seen.push(file.read().unwrap().expose().to_owned());
        proxy.clock.advance(Duration::from_secs(3600));
    }
    let number = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), number, "each token was replaced by the next");
    // As after a restart.
    assert_eq!(get(refreshing(&sandbox, &file).await.address, POINT).await.status, 200);
}

#[tokio::test]
async fn a_new_login_counts_without_a_restart() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = RefreshFile::new(folder.path().join("refresh-token"));
    let proxy = refreshing(&sandbox, &file).await;
    let reply = get(proxy.address, POINT).await;
    assert_eq!((reply.status, reply.reason().as_str()), (403, "credentials_refused"));
    assert_eq!(get(proxy.address, "/readyz").await.status, 503);
    consented(&sandbox, &folder).await;
    proxy.clock.advance(Duration::from_secs(10));
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    file.write(&Secret::new("ory_rt_revoked.1".to_owned())).unwrap();
    proxy.clock.advance(Duration::from_secs(3600));
    assert_eq!(get(proxy.address, POINT).await.reason(), "credentials_refused");
    consented(&sandbox, &folder).await;
    proxy.clock.advance(Duration::from_secs(10));
    assert_eq!(get(proxy.address, POINT).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_that_cannot_be_saved_is_kept_in_mind() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = consented(&sandbox, &folder).await;
    let proxy = refreshing(&sandbox, &file).await;
    // A folder stands where the next file would be written, which stops root too.
    let obstacle = folder.path().join("refresh-token.next");
    std::fs::create_dir(&obstacle).unwrap();
    for _ in 0..3 {
        assert_eq!(get(proxy.address, POINT).await.status, 200);
        proxy.clock.advance(Duration::from_secs(3600));
    }
    let before = file.read().unwrap();
    std::fs::remove_dir(&obstacle).unwrap();
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    assert_ne!(file.read().unwrap().expose(), before.expose());
    assert_eq!(get(refreshing(&sandbox, &file).await.address, POINT).await.status, 200);
}

async fn check(sandbox: &Sandbox, settings: &[(&'static str, &str)]) -> (i32, String) {
    let mut command = program();
    command.arg("check").envs(sandbox.environment()).envs(settings.iter().copied());
    let (code, stdout, stderr) =
        finished(tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap());
    assert_eq!(stderr, "");
    for secret in [PUBLIC_KEY, SECRET_KEY, USERNAME, PASSWORD, "ory_at_", "ory_rt_", "eyJ"] {
        assert!(!stdout.contains(secret), "{secret} in {stdout}");
    }
    (code, stdout)
}

#[tokio::test(flavor = "multi_thread")]
async fn check_tries_every_kind_of_credential() {
    let sandbox = Sandbox::start().await;
    let (code, stdout) = check(&sandbox, &[]).await;
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("key pair (basic), public key pk-c… (16 characters)"), "{stdout}");
    assert!(stdout.contains("works: the API answered a search in NL with the integration's carriers"), "{stdout}");
    assert!(stdout.contains(&format!("upstream:       http://{}/rest", sandbox.address)), "{stdout}");
    assert!(stdout.contains("user robo… (25 characters) with a password"), "{stdout}");
    assert!(stdout.contains("(this token: 59 minutes; it is renewed by itself)"), "{stdout}");

    let (code, stdout) = check(&sandbox, &[OAUTH2, ("SPP_COUNTRIES", "IT"), ("SPP_CARRIERS", "brt")]).await;
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("OAuth2 client credentials") && stdout.contains("a search in IT with brt"), "{stdout}");

    let folder = tempfile::tempdir().unwrap();
    let file = consented(&sandbox, &folder).await;
    let refresh = [("SPP_AUTH", "refresh_token"), ("SPP_REFRESH_TOKEN_FILE", file.path().to_str().unwrap())];
    let (code, stdout) = check(&sandbox, &refresh).await;
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("OAuth2 refresh token in "), "{stdout}");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_which_credential_does_not_work() {
    let sandbox = Sandbox::start().await;
    for (settings, faults, expected) in [
        (
            [("SELLERCLOUD_PASSWORD", "wrong")],
            json!({}),
            "(HTTP 401, wrong user or password). Are SELLERCLOUD_USERNAME",
        ),
        ([("SPP_LISTEN", "127.0.0.1:0")], json!({"sellercloud": {"unknown_team": true}}), "is SELLERCLOUD_TEAM right?"),
        (
            [("SPP_REFRESH_TOKEN_FILE", "/does/not/exist")],
            json!({"rules": [{"route": "sellercloud_token", "status": 500}]}),
            "the token endpoint answered HTTP 500",
        ),
    ] {
        sandbox.set("/sandbox/faults", &faults).await;
        let (code, stdout) = check(&sandbox, &settings).await;
        assert_eq!(code, 1, "{stdout}");
        assert!(stdout.contains("works: ") && stdout.contains(expected), "{stdout}");
    }
    sandbox.set("/sandbox/faults", &json!({})).await;
    let nobody = [("SPP_AUTH", "refresh_token"), ("SPP_REFRESH_TOKEN_FILE", "/does/not/exist")];
    let (code, stdout) = check(&sandbox, &nobody).await;
    assert_eq!(code, 1);
    assert!(stdout.contains("there is no refresh token in \"/does/not/exist\" yet: run `service-point-proxy login`"));
}

#[tokio::test]
async fn sellerclouds_password_and_token_go_to_sellercloud_alone() {
    let sandbox = Sandbox::start().await;
    let proxy = sandbox.proxy(&[]).await;
    assert_eq!(get(proxy.address, POINT).await.status, 200);
    assert_eq!(sandbox.statuses("/rest").await.len() + sandbox.statuses("/api/server-by-team").await.len(), 0);
    let identity = proxy.state.identity();
    let sellercloud = identity.sellercloud.as_ref().unwrap();
    let waiting: Vec<_> = (0..100)
        .map(|_| {
            let tokens = sellercloud.tokens.clone();
            tokio::spawn(async move { tokens.current().await.unwrap().header })
        })
        .collect();
    let mut headers = Vec::new();
    for header in waiting {
        headers.push(header.await.unwrap());
    }
    headers.dedup();
    assert_eq!(headers.len(), 1);
    assert_eq!(sandbox.statuses("/api/server-by-team").await, [200]);
    assert_eq!(sandbox.statuses("/rest/api/token").await, [200]);
    // The token works where it is for, and its hour is believed.
    let authorization = format!("Authorization: {}", headers[0].to_str().unwrap());
    let notes = send(sandbox.address, &["GET /rest/api/Orders/1/Notes HTTP/1.1", &authorization], "").await;
    assert_eq!((notes.status, notes.json()), (200, json!([])));
    assert_eq!(sellercloud.tokens.remaining(), Some(Duration::from_secs(3600)));
    assert_eq!(sandbox.statuses("/api/v3").await, [200]);
}

#[tokio::test]
async fn odd_lifetimes_of_sellercloud_are_survived() {
    for (expires_in, seconds) in [
        (json!(0), 60),
        (json!(-1.5), 60),
        (json!("1800"), 1800),
        (json!(1e30), 3600),
        (Value::Null, 3600),
        (json!([]), 3600),
    ] {
        let sandbox = Sandbox::start().await;
        sandbox.set("/sandbox/faults", &json!({"sellercloud": {"expires_in": expires_in}})).await;
        let proxy = sandbox.proxy(&[]).await;
        let identity = proxy.state.identity();
        let tokens = &identity.sellercloud.as_ref().unwrap().tokens;
        tokens.current().await.unwrap();
        assert_eq!(tokens.remaining(), Some(Duration::from_secs(seconds)), "{expires_in}");
    }
}
