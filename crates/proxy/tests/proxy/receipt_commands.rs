//! Keys and receipts on the command line, and keys that are replaced.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Output, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use service_point_proxy::{Claims, Config, ReceiptKeys, Sources, reload};

use super::orders::hand_over;
use super::selection::choose;
use crate::support::receipts::{KEYS, KeyFile, ORDERS_KEY, claims, keys, receipt, text};
use crate::support::sandbox::Sandbox;
use crate::support::{Fake, PUBLIC_KEY, SECRET_KEY, environment, finished, program, run};

#[test]
fn a_new_key_file_is_its_owners_and_a_new_key_stands_before_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    let (code, stdout, stderr) = run(&["receipt-key", text(&path)], &[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("is the first of") && stdout.contains("SIGHUP"), "{stdout}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let names = || {
        let keys = ReceiptKeys::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        keys.names().map(str::to_owned).collect::<Vec<_>>()
    };
    let first = names();
    // Without any other setting: a backend that verifies has no keys of Sendcloud's.
    assert_eq!(run(&["receipt-key"], &[("SPP_RECEIPT_KEYS_FILE", text(&path))]).0, 0);
    let (code, stdout, _) = run(&["receipt-key", "--last", text(&path)], &[]);
    assert!(code == 0 && stdout.contains("signs once it stands first"), "{stdout}");
    let names = names();
    assert_eq!((names.len(), &names[1]), (3, &first[0]));
    assert!(stdout.contains(&names[2]) && !std::fs::read_to_string(&path).unwrap().contains(&stdout));
}

#[test]
fn without_a_file_the_keys_go_to_stdout() {
    let (code, stdout, stderr) = run(&["receipt-key"], &[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(ReceiptKeys::read(&stdout).unwrap().names().count(), 1);
    assert_ne!(stdout, run(&["receipt-key"], &[]).1);
}

#[test]
fn a_file_that_holds_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    std::fs::write(&path, "secret-canary").unwrap();
    let (code, _, stderr) = run(&["receipt-key", text(&path)], &[]);
    assert!(code == 1 && stderr.contains("is no JWK Set") && !stderr.contains("canary"), "{stderr}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "secret-canary");
    let (code, _, stderr) = run(&["receipt-key", "/does/not/exist/keys.json"], &[]);
    assert!(code == 1 && stderr.starts_with("cannot write \"/does/not/exist/keys.json\""), "{stderr}");
}

/// A receipt that is good for a minute from now on, or for none.
fn fresh(seconds: u64) -> (Claims, String) {
    let iat = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let claims = Claims { iat, exp: iat + seconds, ..claims(1_000_001, Some("1234567")) };
    let receipt = keys(&["second"]).sign(&claims);
    (claims, receipt)
}

fn verify(arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let mut command = program();
    command.arg("verify-receipt").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read has ended before.
    let _unread = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output: Output = child.wait_with_output().unwrap();
    finished(output)
}

#[test]
fn a_receipt_is_verified_without_the_network() {
    let file = KeyFile::new();
    let (claims, receipt) = fresh(60);
    let expected = json!({
        "id": "1000001", "carrier": "dhl", "post_number": "1234567", "iat": claims.iat, "exp": claims.exp,
    });
    for (arguments, stdin) in [(vec![receipt.as_str()], ""), (vec![], &format!("{receipt}\n") as &str)] {
        let arguments = [&["--keys", text(&file.path)], &arguments[..]].concat();
        let (code, stdout, stderr) = verify(&arguments, stdin);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert_eq!(serde_json::from_str::<Value>(&stdout).unwrap(), expected);
    }
    let forged = receipt.replacen('.', ".A", 1);
    for (receipt, reason) in [
        (forged.as_str(), "the signature is wrong"),
        (&fresh(0).1, "the receipt has expired"),
        ("", "this is no receipt"),
        (&keys(&["unknown"]).sign(&claims), "a key that is not in the key file"),
    ] {
        let (code, stdout, stderr) = verify(&["--keys", text(&file.path)], receipt);
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.contains(reason), "{stderr}");
    }
    let (code, _, stderr) = verify(&[&receipt], "");
    assert!(code == 1 && stderr.contains("--keys or SPP_RECEIPT_KEYS_FILE"), "{stderr}");
}

async fn check(fake: &Fake, settings: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = program();
    command.arg("check").envs(environment(fake)).envs(settings.iter().copied());
    finished(tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_which_key_signs_and_who_else_can_read_it() {
    let (fake, file) = (Fake::start().await, KeyFile::new());
    fake.answer("/api/v3", [crate::support::Answer::json(200, r#"{"data":{"results":[]}}"#)]);
    std::fs::set_permissions(&file.path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (code, stdout, _) = check(&fake, &file.settings(&[])).await;
    assert_eq!(code, 0, "{stdout}");
    for part in
        ["signs:          first\n", "verify too:     second\n", "good for:       86400 seconds", "hint:", "chmod 600"]
    {
        assert!(stdout.contains(part), "{part} in {stdout}");
    }
    assert!(stdout.contains("answered for Sendcloud; Sellercloud is not configured"), "{stdout}");
    std::fs::set_permissions(&file.path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let (_, stdout, _) = check(&fake, &file.settings(&[])).await;
    assert!(!stdout.contains("hint:"), "{stdout}");
    for secret in [KEYS[0].1, KEYS[1].1, ORDERS_KEY, PUBLIC_KEY, SECRET_KEY] {
        assert!(!stdout.contains(secret), "{stdout}");
    }
    std::fs::write(&file.path, r#"{"keys":[{"kty":"oct","kid":"short","k":"Y2FuYXJ5"}]}"#).unwrap();
    let (code, _, stderr) = check(&fake, &file.settings(&[("SPP_ORDERS_KEY", "too-short-canary")])).await;
    assert_eq!(code, 2);
    assert!(stderr.contains("the key \"short\" has 6 bytes, and HS256 needs 32 or more"), "{stderr}");
    assert!(stderr.contains("SPP_ORDERS_KEY: has 16 characters, and needs 32 or more"), "{stderr}");
    assert!(!stderr.contains("canary") && !stderr.contains("Y2Fu"), "{stderr}");
}

fn read(sandbox: &Sandbox, settings: &[(&str, &str)]) -> Result<Config, service_point_proxy::Problems> {
    let more = settings.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    let own = sandbox.environment().into_iter().map(|(name, value)| (name.into(), value.into()));
    Config::read(&Sources::new(None, own.chain(more)))
}

#[tokio::test]
async fn keys_are_rotated_without_a_restart_and_without_a_refusal() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    file.write(&["first"]);
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let before = receipt(&choose(&proxy, &json!({"id": "1000001"})).await.json());
    // The next key verifies before it signs, and the last one for as long as its receipts are good.
    for names in [&["first", "second"][..], &["second", "first"]] {
        file.write(names);
        reload(&proxy.state, &read(&sandbox, &file.settings(&[])).unwrap()).await;
        assert_eq!(hand_over(&proxy, "1", &before, "sendcloud-parcel").await.status, 200);
    }
    let after = receipt(&choose(&proxy, &json!({"id": "1000001"})).await.json());
    assert_eq!(keys(&["second"]).verify(&after, claims(1, None).iat).map(|claims| claims.id.get()), Ok(1_000_001));
    file.write(&["second"]);
    reload(&proxy.state, &read(&sandbox, &file.settings(&[])).unwrap()).await;
    assert_eq!(hand_over(&proxy, "1", &before, "sendcloud-parcel").await.reason(), "invalid_receipt");
    assert_eq!(hand_over(&proxy, "1", &after, "sendcloud-parcel").await.status, 200);
    std::fs::write(&file.path, "{}").unwrap();
    assert!(read(&sandbox, &file.settings(&[])).is_err());
}

#[tokio::test]
async fn the_backends_key_is_replaced_without_a_restart() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[("SPP_ORDERS_KEY", "the-one-before-0123456789-0123456789")])).await;
    let receipt = keys(&["first"]).sign(&claims(1_000_001, None));
    assert_eq!(hand_over(&proxy, "1", &receipt, "sendcloud-parcel").await.status, 401);
    reload(&proxy.state, &read(&sandbox, &file.settings(&[])).unwrap()).await;
    assert_eq!(hand_over(&proxy, "1", &receipt, "sendcloud-parcel").await.status, 200);
}
