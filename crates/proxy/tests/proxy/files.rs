//! The picker's own files.

use service_point_proxy::reload;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::support::{Proxy, Reply, run, send};

/// A folder as `cargo xtask build` makes it, once as it is and once by version.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    folder
}

fn fill(folder: &Path) {
    for place in ["", "0.1.0"] {
        let place = folder.join(place);
        fs::create_dir_all(place.join("languages")).unwrap();
        fs::write(place.join("register.js"), "export {};\n".repeat(200)).unwrap();
        fs::write(place.join("picker_bg.wasm"), b"\0asm\x01\0\0\0").unwrap();
        fs::write(place.join("languages/nl.json"), "[]").unwrap();
        fs::write(place.join(".env"), "secret").unwrap();
    }
}

async fn proxy(folder: &Path) -> Proxy {
    Proxy::with(&[("SPP_STATIC_DIR", folder.to_str().unwrap())], |_| {}).await
}

async fn asked(proxy: &Proxy, path: &str, headers: &[&str]) -> Reply {
    let line = format!("GET /api/service-point-picker/{path} HTTP/1.1");
    send(proxy.address, &[&[line.as_str()], headers].concat(), "").await
}

#[tokio::test]
async fn a_page_of_any_origin_gets_them_with_the_type_that_browsers_ask_for() {
    let folder = folder();
    let proxy = proxy(folder.path()).await;
    for (path, media_type) in [
        ("register.js", "text/javascript; charset=utf-8"),
        ("picker_bg.wasm", "application/wasm"),
        ("languages/nl.json", "application/json"),
    ] {
        for (place, cached) in [("", "public, no-cache"), ("0.1.0/", "public, max-age=31536000, immutable")] {
            let reply = asked(&proxy, &[place, path].concat(), &["Origin: https://any.example"]).await;
            assert_eq!(reply.status, 200, "{path}");
            for (name, expected) in [
                ("content-type", media_type),
                ("cache-control", cached),
                ("x-content-type-options", "nosniff"),
                ("access-control-allow-origin", "*"),
                ("cross-origin-resource-policy", "cross-origin"),
                ("vary", "Accept-Encoding"),
            ] {
                assert_eq!(reply.header(name), Some(expected), "{name} of {place}{path}");
            }
            assert_eq!(reply.body, fs::read(folder.path().join(place).join(path)).unwrap());
        }
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn they_are_sent_short_or_not_at_all_when_the_browser_has_them() {
    let folder = folder();
    let proxy = proxy(folder.path()).await;
    let whole = asked(&proxy, "register.js", &[]).await;
    let short = asked(&proxy, "register.js", &["Accept-Encoding: gzip, br"]).await;
    assert_eq!(short.header("content-encoding"), Some("br"));
    assert!(short.body.len() * 10 < whole.body.len());
    let etag = whole.header("etag").unwrap();
    assert_eq!(short.header("etag"), Some(etag));
    let known = asked(&proxy, "register.js", &[&format!("If-None-Match: {etag}")]).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!((known.header("etag"), known.header("cache-control")), (Some(etag), Some("public, no-cache")));
    let head = send(proxy.address, &["HEAD /api/service-point-picker/register.js HTTP/1.1"], "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(whole.body.len().to_string().as_str()));
}

#[tokio::test]
async fn nothing_else_of_the_machine_is_served() {
    let around = tempfile::tempdir().unwrap();
    fs::write(around.path().join("outside"), "secret").unwrap();
    fill(&around.path().join("served"));
    let proxy = proxy(&around.path().join("served")).await;
    for path in [
        "",
        "languages",
        "languages/",
        ".env",
        "0.1.0/.env",
        "../outside",
        "%2e%2e/outside",
        "..%2foutside",
        "languages/../../outside",
        "/etc/passwd",
        "register.js/",
        "register.js%00",
        "register%2ejs",
        "no-such-file.js",
    ] {
        let reply = asked(&proxy, path, &[]).await;
        assert_eq!(reply.reason(), "not_found", "{path}");
    }
    let posted = send(proxy.address, &["POST /api/service-point-picker/register.js HTTP/1.1"], "").await;
    assert_eq!(posted.reason(), "method_not_allowed");
    // The rest of the proxy still knows its pages only.
    let other = send(proxy.address, &["GET /api/service-points/1 HTTP/1.1", "Origin: https://any.example"], "").await;
    assert_eq!(other.reason(), "forbidden_origin");
}

#[tokio::test]
async fn without_a_folder_there_are_none() {
    let proxy = Proxy::start().await;
    assert_eq!(asked(&proxy, "register.js", &[]).await.reason(), "not_found");
}

#[tokio::test]
async fn a_folder_is_read_anew_and_a_broken_one_changes_nothing() {
    let folder = folder();
    let proxy = proxy(folder.path()).await;
    let before = asked(&proxy, "register.js", &[]).await;
    fs::write(folder.path().join("register.js"), "export const next = 1;").unwrap();
    assert_eq!(asked(&proxy, "register.js", &[]).await.body, before.body, "a file that is half written is not served");
    reload(&Arc::clone(&proxy.state), &proxy.config).await;
    let after = asked(&proxy, "register.js", &[]).await;
    assert_eq!(after.body, b"export const next = 1;");
    assert_ne!(after.header("etag"), before.header("etag"));
    fs::write(folder.path().join("register.js.br"), "broken").unwrap();
    reload(&proxy.state, &proxy.config).await;
    assert_eq!(asked(&proxy, "register.js", &[]).await.body, after.body);
}

#[test]
fn a_folder_that_cannot_be_served_is_named_at_the_start() {
    let keys =
        [("SENDCLOUD_PUBLIC_KEY", "pk"), ("SENDCLOUD_SECRET_KEY", "sk"), ("SPP_UPSTREAM", "http://127.0.0.1:1/")];
    let (code, _, stderr) = run(&[], &[&keys[..], &[("SPP_STATIC_DIR", "/no/such/folder")]].concat());
    assert_eq!(code, 1);
    assert!(stderr.contains(r#"SPP_STATIC_DIR: cannot read "/no/such/folder": No such file"#), "{stderr}");
}
