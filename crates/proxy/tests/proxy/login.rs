//! `service-point-proxy login`, with the sandbox as the account whose owner agrees.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{ChildStdout, Stdio};

use serde_json::json;

use crate::support::sandbox::{POINT, Sandbox};
use crate::support::{PUBLIC_KEY, Reply, Running, SECRET_KEY, finished, get, program};

/// A login that waits for the browser.
struct Login {
    running: Running,
    stdout: BufReader<ChildStdout>,
    said: String,
    /// Where the browser is sent.
    url: url::Url,
}

fn settings(sandbox: &Sandbox, file: &Path) -> Vec<(&'static str, String)> {
    let mut all = sandbox.environment();
    all.push(("SPP_AUTH", "refresh_token".to_owned()));
    all.push(("SPP_REFRESH_TOKEN_FILE", file.to_str().unwrap().to_owned()));
    all
}

impl Login {
    fn start(sandbox: &Sandbox, file: &Path) -> Self {
        let mut command = program();
        command.args(["login", "--listen", "127.0.0.1:0"]).envs(settings(sandbox, file));
        let mut running = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let mut stdout = BufReader::new(running.0.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("has to allow") {
            assert!(stdout.read_line(&mut said).unwrap() > 0, "{said}");
        }
        let url = said.lines().find_map(|line| line.trim().parse().ok()).unwrap();
        Self { running, stdout, said, url }
    }

    /// The address that the browser comes back to.
    fn callback(&self) -> url::Url {
        let uri = self.url.query_pairs().find(|(key, _)| key == "redirect_uri").unwrap().1;
        assert!(self.said.contains(&format!("has to allow the redirect URL {uri}")), "{}", self.said);
        uri.parse().unwrap()
    }

    async fn end(mut self) -> (i32, String) {
        tokio::task::spawn_blocking(move || {
            let code = self.running.0.wait().unwrap().code().unwrap();
            let mut said = self.said;
            self.stdout.read_to_string(&mut said).unwrap();
            self.running.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            for secret in [SECRET_KEY, "ory_at_", "ory_rt_", "ory_ac_"] {
                assert!(!said.contains(secret), "{said}");
            }
            (code, said)
        })
        .await
        .unwrap()
    }
}

async fn open(url: &url::Url) -> Reply {
    let address = url.socket_addrs(|| None).unwrap()[0];
    get(address, &url[url::Position::BeforePath..]).await
}

/// Where an answer sends the browser.
fn sent_to(reply: &Reply) -> url::Url {
    assert_eq!(reply.status, 303);
    reply.header("location").unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_agrees_once_and_the_proxy_goes_on_from_there() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refresh-token");
    let login = Login::start(&sandbox, &file);
    let parameters: Vec<_> = login.url.query_pairs().map(|(key, _)| key.into_owned()).collect();
    for needed in ["state", "code_challenge", "code_challenge_method", "scope", "client_id"] {
        assert!(parameters.iter().any(|name| name == needed), "{needed}");
    }
    assert!(login.url.query_pairs().any(|(key, value)| key == "client_id" && value == PUBLIC_KEY));

    // Somebody else's answers leave the question open.
    let callback = login.callback();
    for query in ["", "code=ory_ac_evil", "code=ory_ac_evil&state=guessed-state-1", "error=access_denied&state=x"] {
        let mut forged = callback.clone();
        forged.set_query(Some(query));
        assert_eq!(open(&forged).await.status, 400, "{query}");
    }

    let back = sent_to(&open(&login.url).await);
    let page = open(&back).await;
    assert_eq!((page.status, page.body.as_slice()), (200, b"Logged in. You can close this page.".as_slice()));
    assert_eq!((page.header("cache-control"), page.header("referrer-policy")), (Some("no-store"), Some("no-referrer")));
    let (code, said) = login.end().await;
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Logged in: "), "{said}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let auth = [("SPP_AUTH", "refresh_token"), ("SPP_REFRESH_TOKEN_FILE", file.to_str().unwrap())];
    let proxy = sandbox.proxy(&auth).await;
    assert_eq!(get(proxy.address, POINT).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_who_refuses_is_understood() {
    let sandbox = Sandbox::with_oauth2().await;
    sandbox.set("/sandbox/faults", &json!({"token": {"consent_denied": true}})).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refresh-token");
    let login = Login::start(&sandbox, &file);
    let back = sent_to(&open(&login.url).await);
    assert_eq!(open(&back).await.status, 502);
    let (code, said) = login.end().await;
    assert_eq!(code, 1);
    assert!(said.contains("Sendcloud gave no consent: access_denied"), "{said}");
    assert!(!file.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_not_taken_keeps_the_token_before() {
    let sandbox = Sandbox::with_oauth2().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("refresh-token");
    std::fs::write(&file, "ory_rt_before.1\n").unwrap();
    let login = Login::start(&sandbox, &file);
    let back = sent_to(&open(&login.url).await);
    let query = back.query().unwrap().replace("code=ory", "code=not");
    let mut changed = back.clone();
    changed.set_query(Some(&query));
    assert_eq!(open(&changed).await.status, 502);
    let (code, said) = login.end().await;
    assert_eq!(code, 1);
    assert!(said.contains("invalid_grant"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "ory_rt_before.1\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn login_is_for_this_machine_and_for_refresh_tokens() {
    let sandbox = Sandbox::start().await;
    let run = async |arguments: &'static [&'static str], settings: Vec<(&'static str, String)>| {
        let mut command = program();
        command.args(arguments).envs(settings);
        finished(tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap())
    };
    let (code, _, stderr) = run(&["login"], sandbox.environment()).await;
    assert_eq!(code, 1);
    assert!(stderr.contains("login is for SPP_AUTH=refresh_token"), "{stderr}");
    let refresh = settings(&sandbox, Path::new("/tmp/unused"));
    let (code, _, stderr) = run(&["login", "--listen", "0.0.0.0:8089"], refresh).await;
    assert_eq!(code, 1);
    assert!(stderr.contains("0.0.0.0:8089 can be reached by others"), "{stderr}");
}
