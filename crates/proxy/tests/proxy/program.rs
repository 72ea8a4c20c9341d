//! The program itself: arguments, environment, messages, exit codes, signals.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use crate::support::{
    Answer, Fake, PUBLIC_KEY, Proxy, Running, SECRET_KEY, TOKEN, environment, finished, get, program, run,
};

#[test]
fn without_keys_it_says_so_and_ends() {
    let (code, stdout, stderr) = run(&[], &[]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(
        stderr,
        "The configuration has to be mended:\n  \
         SENDCLOUD_PUBLIC_KEY: is missing; give it, or SENDCLOUD_PUBLIC_KEY_FILE\n  \
         SENDCLOUD_SECRET_KEY: is missing; give it, or SENDCLOUD_SECRET_KEY_FILE\n"
    );
}

#[test]
fn unknown_options_are_refused() {
    let (code, _, stderr) = run(&["--secret-key", "sk"], &[]);
    assert_eq!(code, 2);
    assert!(stderr.contains("unexpected argument '--secret-key'"), "{stderr}");
    let (code, _, stderr) = run(&["--config", "/does/not/exist.toml"], &[]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("cannot read \"/does/not/exist.toml\": "), "{stderr}");
    let (code, _, stderr) = run(&["check"], &[("SPP_LISTNE", "x")]);
    assert_eq!(code, 2);
    assert!(stderr.contains("knows no SPP_LISTNE; did you mean SPP_LISTEN?"), "{stderr}");
}

#[test]
fn the_help_teaches_and_shows_no_value() {
    let (code, stdout, stderr) = run(&["--help"], &[("SENDCLOUD_SECRET_KEY", SECRET_KEY), ("SPP_CONFIG", "x.toml")]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for part in ["SENDCLOUD_PUBLIC_KEY", "SPP_ALLOWED_ORIGINS", "check", "--config", "Exit codes"] {
        assert!(stdout.contains(part), "{part}");
    }
    assert!(!stdout.contains(SECRET_KEY));
    assert_eq!(run(&["--version"], &[]).1, concat!("service-point-proxy ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_taken_port_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let keys = [("SENDCLOUD_PUBLIC_KEY", "pk"), ("SENDCLOUD_SECRET_KEY", "sk"), ("SPP_LISTEN", address.as_str())];
    let settings = [&keys[..], &[("SPP_UPSTREAM", "http://127.0.0.1:1/")]].concat();
    let (code, _, stderr) = run(&[], &settings);
    assert_eq!(code, 1);
    assert!(stderr.contains(&format!("cannot listen on {address}: ")), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_where_it_listens_and_ends_when_told() {
    let fake = Fake::start().await;
    for signal in ["TERM", "INT"] {
        let mut command = program();
        command.envs(environment(&fake)).env("SPP_ADMIN_LISTEN", "127.0.0.1:0");
        let mut running = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map(Result::unwrap);
        let line = lines.next().unwrap();
        let address = line.strip_prefix("listening on http://").unwrap().strip_suffix("/api").unwrap();
        let metrics = lines.next().unwrap();
        let metrics = metrics.strip_prefix("metrics on http://").unwrap().strip_suffix("/metrics").unwrap();
        assert_eq!(get(metrics.parse().unwrap(), "/metrics").await.status, 200);
        assert_eq!(get(metrics.parse().unwrap(), "/api/service-points/1").await.status, 404);
        let id = running.0.id().to_string();
        assert!(Command::new("kill").args(["-s", "HUP", &id]).status().unwrap().success());
        let mut stderr = BufReader::new(running.0.stderr.take().unwrap());
        let mut log = String::new();
        while !log.contains("the credentials were read anew") {
            assert!(stderr.read_line(&mut log).unwrap() > 0, "{log}");
        }
        assert_eq!(get(address.parse().unwrap(), "/healthz").await.status, 200);
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        assert_eq!(running.0.wait().unwrap().code(), Some(0), "{signal}");
        stderr.read_to_string(&mut log).unwrap();
        let first: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
        assert_eq!((&first["message"], &first["address"]), (&"listening".into(), &address.into()));
        assert!(!log.contains(PUBLIC_KEY) && !log.contains(SECRET_KEY));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_serves_on_until_the_load_balancer_has_seen_that_it_ends() {
    let fake = Fake::start().await;
    let mut command = program();
    command.envs(environment(&fake)).env("SPP_DRAIN_DELAY", "300");
    let mut running = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap().strip_suffix("/api").unwrap();
    let address = address.parse().unwrap();
    assert_eq!(get(address, "/readyz").await.status, 200);
    let id = running.0.id().to_string();
    let tell = || assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    tell();
    let mut stderr = BufReader::new(running.0.stderr.take().unwrap());
    let mut log = String::new();
    while !log.contains("about to end") {
        assert!(stderr.read_line(&mut log).unwrap() > 0, "{log}");
    }
    let ready = get(address, "/readyz").await;
    assert_eq!((ready.status, ready.json()["status"].as_str()), (503, Some("draining")));
    assert_eq!(get(address, "/healthz").await.status, 200);
    tell();
    assert_eq!(running.0.wait().unwrap().code(), Some(0), "a second signal does not wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_systemd_hands_over_is_used() {
    let fake = Fake::start().await;
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    let mut command = Command::new("sh");
    command.args([
        "-c",
        r#"LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" 3<&0 </dev/null"#,
        env!("CARGO_BIN_EXE_service-point-proxy"),
    ]);
    command.env_clear().envs(environment(&fake)).env("SPP_LISTEN", "127.0.0.1:1");
    command.stdin(Stdio::from(std::os::fd::OwnedFd::from(held.try_clone().unwrap()))).stderr(Stdio::null());
    let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, format!("listening on http://{address}/api\n"));
    assert_eq!(get(address, "/healthz").await.status, 200);
    assert!(Command::new("kill").arg(running.0.id().to_string()).status().unwrap().success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
    // Whoever comes in between waits, since the socket is still there.
    assert!(std::net::TcpStream::connect(address).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_health_check_asks_the_proxy_that_runs() {
    let proxy = Proxy::start().await;
    let ask = async |listen: String| {
        let mut command = program();
        command.arg("ready").envs(environment(&proxy.fake)).env("SPP_LISTEN", listen);
        finished(tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap())
    };
    assert_eq!(ask(proxy.address.to_string()).await, (0, String::new(), String::new()));
    assert_eq!(ask(format!("0.0.0.0:{}", proxy.address.port())).await.0, 0);
    proxy.state.drain();
    let (code, _, stderr) = ask(proxy.address.to_string()).await;
    assert_eq!((code, stderr.contains("503 at 127.0.0.1:") && stderr.contains("draining")), (1, true), "{stderr}");
    let (code, _, stderr) = ask("127.0.0.1:1".to_owned()).await;
    assert_eq!((code, stderr.contains("nobody answers at 127.0.0.1:1: ")), (1, true), "{stderr}");
}

async fn check(fake: &Fake, settings: &[(&'static str, &str)]) -> (i32, String) {
    let mut command = program();
    command.arg("check").envs(environment(fake)).envs(settings.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let (code, stdout, stderr) = finished(output);
    assert_eq!(stderr, "");
    for secret in [PUBLIC_KEY, SECRET_KEY, TOKEN] {
        assert!(!stdout.contains(secret), "{stdout}");
    }
    (code, stdout)
}

#[tokio::test(flavor = "multi_thread")]
async fn check_tells_whether_the_keys_work() {
    let fake = Fake::start().await;
    fake.answer("/api/v3/service-points", [Answer::json(200, r#"{"data":{"results":[]}}"#)]);
    fake.answer("/oauth2/token", [Answer::json(200, &format!(r#"{{"access_token":"{TOKEN}","expires_in":3599}}"#))]);
    let (code, stdout) = check(&fake, &[]).await;
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("key pair (basic), public key pk-c… (16 characters)"), "{stdout}");
    assert!(stdout.contains("works: "), "{stdout}");
    let seen = &fake.seen("/api/v3")[0];
    assert_eq!(seen.target, "/api/v3/service-points?country_code=NL&use_integration_carriers=true&limit=1");

    let (code, stdout) = check(&fake, &[("SPP_AUTH", "oauth2")]).await;
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains(" GMT (this token: 59 minutes; it is renewed by itself)"), "{stdout}");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_what_is_wrong() {
    let fake = Fake::start().await;
    let refused = r#"{"errors":[{"status":"401","code":"authentication_failed","detail":"Invalid\u001b[31m username/password."}]}"#;
    let disabled = r#"{"errors":[{"status":"400","code":"validation_error","detail":"Service points are not enabled for the authenticated integration."}]}"#;
    let carrier = r#"{"errors":[{"status":"400","code":"validation_error","detail":"Service points are not supported for the requested carriers: acme."}]}"#;
    for (answer, expected) in [
        (
            Answer::json(401, refused),
            "the API refuses the credentials (401): Invalid[31m username/password. Are both keys",
        ),
        (
            Answer::json(400, disabled),
            "the API takes the credentials and refuses the search (400): Service points are not enabled for the \
             authenticated integration. Switch on \"Service Points\" in the integration's settings",
        ),
        (Answer::json(400, carrier), "requested carriers: acme. A carrier in SPP_CARRIERS"),
        (Answer::json(200, r#"{"data":{"results":[{"id":1e999}]}}"#), "works: "),
        (Answer::json(404, "{}"), "is SPP_UPSTREAM right, with its path?"),
        (Answer::json(200, "<html>"), "the upstream answered no JSON"),
        (Answer::json(200, "{}"), "the upstream answered JSON that is not the API's"),
        (Answer::json(500, "{}"), "the API answered 500"),
    ] {
        fake.answer("/api/v3/service-points", [answer]);
        let (code, stdout) = check(&fake, &[]).await;
        assert_eq!(code, i32::from(expected != "works: "), "{stdout}");
        assert!(stdout.contains(expected), "{stdout}");
    }
    let (code, stdout) = check(&fake, &[("SPP_UPSTREAM", "http://127.0.0.1:1/api/v3")]).await;
    assert_eq!(code, 1);
    assert!(stdout.contains("the upstream cannot be reached (Connection refused"), "{stdout}");
    fake.answer("/oauth2/token", [Answer::json(401, r#"{"error":"invalid_client"}"#)]);
    let (code, stdout) = check(&fake, &[("SPP_AUTH", "oauth2")]).await;
    assert_eq!(code, 1);
    assert!(stdout.contains("the token endpoint refused the credentials (HTTP 401, invalid_client)"), "{stdout}");
}
