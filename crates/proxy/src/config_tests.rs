use tracing::level_filters::LevelFilter;

use super::*;

const KEYS: [(&str, &str); 2] = [("SENDCLOUD_PUBLIC_KEY", "pk-3f2a"), ("SENDCLOUD_SECRET_KEY", "sk-canary")];

fn read(file: Option<&str>, environment: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let environment = environment.iter().map(|(name, value)| (name.into(), value.into()));
    Config::read(&Sources::new(file, environment)).map_err(|problems| problems.sentences().to_vec())
}

fn with_keys(more: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    read(None, &[&KEYS, more].concat())
}

/// The problems with one more variable than the keys.
fn problems(name: &str, value: &str) -> Vec<String> {
    with_keys(&[(name, value)]).unwrap_err()
}

#[test]
fn keys_are_enough() {
    let config = with_keys(&[]).unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8081");
    assert_eq!(config.server.base_path, "");
    assert_eq!(config.upstream.base, "https://panel.sendcloud.sc/api/v3");
    assert!(matches!(config.credentials, CredentialsConfig::Basic(_)));
    assert_eq!(config.credentials.keys().public.expose(), "pk-3f2a");
    assert_eq!(config.origins, AllowedOrigins::default());
    assert_eq!(config.log, LogConfig { level: LevelFilter::INFO, json: true });
    assert!(!format!("{config:?}").contains("sk-canary"));
    assert!(!format!("{config:?}").contains("pk-3f2a"));
}

#[test]
fn without_keys_every_missing_one_is_named() {
    assert_eq!(
        read(None, &[("SENDCLOUD_PUBLIC_KEY", "")]).unwrap_err(),
        [
            "SENDCLOUD_PUBLIC_KEY: is missing; give it, or SENDCLOUD_PUBLIC_KEY_FILE",
            "SENDCLOUD_SECRET_KEY: is missing; give it, or SENDCLOUD_SECRET_KEY_FILE",
        ]
    );
}

#[test]
fn every_problem_is_told_at_once() {
    let found = with_keys(&[
        ("SPP_LISTEN", "8081"),
        ("SPP_BASE_PATH", "api"),
        ("SPP_UPSTREAM", "http://panel.example/api/v3"),
        ("SPP_ALLOWED_ORIGINS", "*, https://shop.example/"),
        ("SPP_AUTH", "digest"),
        ("SPP_TOKEN_URL", "ftp://token.example"),
        ("SPP_ICON_HOSTS", "https://cdn.example"),
        ("SPP_LOG_LEVEL", "loud"),
        ("SPP_LOG_FORMAT", "xml"),
        ("SPP_ALLOW_HTTP_UPSTREAM", "maybe"),
        ("SPP_ALLOWED_ORIGIN", "https://shop.example"),
        ("SPP_SOMETHING_ELSE", "1"),
    ])
    .unwrap_err();
    let named: Vec<_> = found.iter().map(|problem| problem.split(": ").next().unwrap()).collect();
    assert_eq!(
        named,
        [
            "the environment",
            "the environment",
            "SPP_ALLOW_HTTP_UPSTREAM",
            "SPP_LISTEN",
            "SPP_BASE_PATH",
            "SPP_UPSTREAM",
            "SPP_TOKEN_URL",
            "SPP_AUTH",
            "SPP_ALLOWED_ORIGINS",
            "SPP_ALLOWED_ORIGINS",
            "SPP_ICON_HOSTS",
            "SPP_LOG_LEVEL",
            "SPP_LOG_FORMAT",
        ]
    );
    assert_eq!(found[0], "the environment: knows no SPP_ALLOWED_ORIGIN; did you mean SPP_ALLOWED_ORIGINS?");
    assert_eq!(found[1], "the environment: knows no SPP_SOMETHING_ELSE; --help lists every setting");
}

#[test]
fn a_file_says_the_same_and_the_environment_wins() {
    let file = r#"
        public_key = "from-the-file"
        secret_key = "sk-file"
        auth = "oauth2"
        token_url = "http://127.0.0.1:8082/oauth2/token"
        allowed_origins = ["https://shop.example", "https://www.shop.example"]
        base_path = "/api/"
        icon_hosts = []
        allow_http_upstream = true
        upstream = "http://sandbox:8082/api/v3/"
    "#;
    let config =
        read(Some(file), &[("SENDCLOUD_PUBLIC_KEY", "from-the-environment"), ("SPP_CONFIG", "x.toml")]).unwrap();
    assert!(
        matches!(&config.credentials, CredentialsConfig::OAuth2 { token_url, .. } if token_url.port_u16() == Some(8082))
    );
    assert_eq!(config.credentials.keys().public.expose(), "from-the-environment");
    assert_eq!(config.credentials.keys().secret.expose(), "sk-file");
    assert!(config.origins.allow(b"https://www.shop.example"));
    assert_eq!(config.server.base_path, "/api");
    assert_eq!(config.upstream.base, "http://sandbox:8082/api/v3");
    assert_eq!(config.icon_hosts, IconHosts::default());
}

#[test]
fn a_file_that_cannot_be_read_shows_nothing_of_itself() {
    let broken = "listen = \"127.0.0.1:0\"\nsecret_key = \"sk-canary\nauth = 1\n";
    let found = read(Some(broken), &KEYS).unwrap_err();
    assert!(found[0].starts_with("the configuration file: line 2 is not TOML"), "{found:?}");
    let unknown = read(Some("secret_kye = \"sk-canary\"\nlisten = 8081\n"), &KEYS).unwrap_err();
    assert_eq!(
        unknown,
        [
            "listen: is a text, a list of texts, or true or false",
            "the configuration file: knows no secret_kye; did you mean secret_key?",
        ]
    );
    assert!(!format!("{found:?}{unknown:?}").contains("canary"));
}

#[test]
fn keys_come_from_files_without_their_line_ends() {
    let folder = std::env::temp_dir().join(format!("service-point-proxy-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (public, secret) = (folder.join("public"), folder.join("secret"));
    std::fs::write(&public, "pk-file\n").unwrap();
    std::fs::write(&secret, "two words\n").unwrap();
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let environment = [("SENDCLOUD_PUBLIC_KEY_FILE", path(&public)), ("SENDCLOUD_SECRET_KEY_FILE", path(&secret))];
    let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(read(None, &environment).unwrap_err(), ["SENDCLOUD_SECRET_KEY: is empty, or holds more than one word"]);
    std::fs::write(&secret, "sk-file\r\n").unwrap();
    assert_eq!(read(None, &environment).unwrap().credentials.keys().secret.expose(), "sk-file");
    std::fs::remove_dir_all(&folder).unwrap();
    let found = read(None, &environment).unwrap_err();
    assert!(found[1].starts_with("SENDCLOUD_SECRET_KEY_FILE: cannot read"), "{found:?}");
}

#[test]
fn keys_are_given_once_and_apart() {
    let twice = problems("SENDCLOUD_SECRET_KEY_FILE", "/run/secrets/key");
    assert_eq!(twice, ["SENDCLOUD_SECRET_KEY: is given, and SENDCLOUD_SECRET_KEY_FILE too; give one of them"]);
    let pair = problems("SENDCLOUD_PUBLIC_KEY", "pk:sk-canary");
    assert!(pair[0].contains("has a colon") && !pair[0].contains("canary"), "{pair:?}");
}

#[test]
fn keys_never_travel_in_the_clear_by_accident() {
    for good in [
        ("SPP_UPSTREAM", "https://api.example/v3"),
        ("SPP_UPSTREAM", "http://127.0.0.1:8082/api/v3"),
        ("SPP_UPSTREAM", "http://localhost:8082"),
        ("SPP_TOKEN_URL", "http://[::1]:8082/oauth2/token"),
        ("SPP_TOKEN_URL", "https://account.sendcloud.com/oauth2/token/"),
    ] {
        assert!(with_keys(&[good]).is_ok(), "{good:?}");
    }
    for bad in [
        "http://api.example",
        "http://127.0.0.1.evil.example",
        "http://10.0.0.1/api",
        "https://pk:sk@api.example",
        "https://api.example/?x=1",
        "https://api.example/#x",
        "api.example",
        "file:///etc/passwd",
        "",
    ] {
        for setting in ["SPP_UPSTREAM", "SPP_TOKEN_URL"] {
            assert_eq!(with_keys(&[(setting, bad)]).is_err(), !bad.is_empty(), "{setting} {bad}");
        }
        assert_eq!(
            with_keys(&[("SPP_UPSTREAM", bad), ("SPP_ALLOW_HTTP_UPSTREAM", "1")]).is_ok(),
            bad.is_empty() || (bad.starts_with("http://")),
            "{bad}"
        );
    }
}

#[test]
fn base_paths_are_plain() {
    for (given, base) in
        [("/", ""), ("/api", "/api"), ("/api/", "/api"), ("/shop/pick-up_v1.0~x", "/shop/pick-up_v1.0~x")]
    {
        assert_eq!(with_keys(&[("SPP_BASE_PATH", given)]).unwrap().server.base_path, base);
    }
    for bad in ["api", "//", "/a//b", "/../x", "/a/.", "/a b", "/a?b", "/{id}", "/a%20", "/é"] {
        assert!(with_keys(&[("SPP_BASE_PATH", bad)]).is_err(), "{bad}");
    }
}

#[test]
fn every_setting_is_in_the_help_and_has_names_of_its_own() {
    let help = crate::cli::Cli::read(["service-point-proxy".into(), "--help".into()]).unwrap_err().to_string();
    for (index, setting) in SETTINGS.iter().enumerate() {
        assert!(help.contains(&format!("{} ({})", setting.variable, setting.key)), "{}", setting.variable);
        for other in &SETTINGS[index + 1..] {
            assert!(setting.variable != other.variable && setting.key != other.key);
        }
    }
    assert!(!help.contains("sk-"));
}
