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
    assert!(config.clients.origins.is_empty());
    assert!(config.token_mode.is_none() && config.sellercloud.is_none());
    assert_eq!(config.log, LogConfig { level: LevelFilter::INFO, json: true, queries: false });
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
        matches!(&config.credentials, CredentialsConfig::ClientCredentials { token_url, .. } if token_url.port_u16() == Some(8082))
    );
    assert_eq!(config.credentials.keys().public.expose(), "from-the-environment");
    assert_eq!(config.credentials.keys().secret.expose(), "sk-file");
    assert!(config.clients.origins.allow(b"https://www.shop.example"));
    assert_eq!(config.server.base_path, "/api");
    assert_eq!(config.upstream.base, "http://sandbox:8082/api/v3");
    assert_eq!(config.icon_hosts, IconHosts::default());
}

#[test]
fn a_file_that_cannot_be_read_shows_nothing_of_itself() {
    let broken = "listen = \"127.0.0.1:0\"\nsecret_key = \"sk-canary\nauth = 1\n";
    let found = read(Some(broken), &KEYS).unwrap_err();
    assert!(found[0].starts_with("the configuration file: line 2 is not TOML"), "{found:?}");
    let unknown = read(Some("secret_kye = \"sk-canary\"\nlisten = 80.81\n"), &KEYS).unwrap_err();
    assert_eq!(
        unknown,
        [
            "listen: is a text, a whole number, a list of texts, or true or false",
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
    let all: Vec<_> = settings::settings().collect();
    for (index, setting) in all.iter().enumerate() {
        assert!(help.contains(&format!("{} ({}", setting.variable, setting.key)), "{}", setting.variable);
        for other in &all[index + 1..] {
            assert!(setting.variable != other.variable && setting.key != other.key);
        }
    }
    assert!(!help.contains("sk-"));
}

#[test]
fn each_kind_of_credential_has_what_it_needs() {
    let file = ("SPP_REFRESH_TOKEN_FILE", "/var/lib/spp/token");
    let refresh = with_keys(&[("SPP_AUTH", "refresh_token"), file]).unwrap();
    assert!(matches!(
        &refresh.credentials,
        CredentialsConfig::RefreshToken { file, authorize_url, .. }
            if file.ends_with("token") && authorize_url == "https://account.sendcloud.com/oauth2/auth"
    ));
    assert_eq!(
        problems("SPP_AUTH", "refresh_token"),
        ["SPP_REFRESH_TOKEN_FILE: is missing, and SPP_AUTH=refresh_token needs it"]
    );
}

#[test]
fn sellercloud_is_whole_or_not_there() {
    let login = [("SELLERCLOUD_USERNAME", "robot@shop.example"), ("SELLERCLOUD_PASSWORD", "two words ü")];
    let found = with_keys(&[&login[..], &[("SELLERCLOUD_TEAM", "Acme & Co")]].concat()).unwrap().sellercloud.unwrap();
    assert_eq!(found.password.expose(), "two words ü");
    assert!(matches!(&found.place, SellercloudPlace::Team { name, .. } if name == "Acme & Co"));
    assert!(!format!("{found:?}").contains("two words"));
    let named = [("SELLERCLOUD_ENDPOINT", "https://acme.api.sellercloud.com/rest")];
    let found = with_keys(&[&login[..], &named].concat()).unwrap().sellercloud.unwrap();
    assert!(matches!(&found.place, SellercloudPlace::Endpoint(url) if url.path() == "/rest"));

    assert_eq!(
        problems("SELLERCLOUD_TEAM", "acme"),
        [
            "SELLERCLOUD_USERNAME: is missing; give it, or SELLERCLOUD_USERNAME_FILE",
            "SELLERCLOUD_PASSWORD: is missing; give it, or SELLERCLOUD_PASSWORD_FILE",
        ]
    );
    for (more, problem) in [
        (vec![], "SELLERCLOUD_TEAM: is missing; give it, or SELLERCLOUD_ENDPOINT"),
        (vec![("SELLERCLOUD_ENDPOINT", "http://acme.example/rest")], "SELLERCLOUD_ENDPOINT: would send the keys"),
        (
            vec![("SELLERCLOUD_TEAM", "acme"), ("SELLERCLOUD_ENDPOINT", "https://acme.example")],
            "SELLERCLOUD_ENDPOINT: is given, and SELLERCLOUD_TEAM too",
        ),
    ] {
        let found = with_keys(&[&login[..], &more].concat()).unwrap_err();
        assert!(found.len() == 1 && found[0].starts_with(problem), "{found:?}");
    }
}

#[test]
fn tokens_are_handed_out_only_where_that_is_said_and_to_somebody() {
    let on = [("SPP_TOKEN_MODE", "1"), ("SPP_AUTH", "oauth2"), ("SPP_ALLOWED_ORIGINS", "https://shop.example")];
    assert_eq!(with_keys(&on[1..]).unwrap().token_mode, None);
    assert_eq!(with_keys(&on).unwrap().token_mode.unwrap().least.as_secs(), 300);
    let found = problems("SPP_TOKEN_MODE", "1");
    assert_eq!(found.len(), 2);
    assert!(found[0].contains("SPP_AUTH=basic") && found[1].contains("needs SPP_ALLOWED_ORIGINS"), "{found:?}");
    for (name, value) in [("SPP_TOKEN_MIN_LIFE", "29"), ("SPP_TOKEN_MIN_LIFE", "soon"), ("SPP_TOKEN_RATE", "0")] {
        assert!(problems(name, value)[0].contains("is a whole number from"), "{name}");
    }
}

#[test]
fn receipts_and_orders_need_good_keys() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.json");
    let k = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTAwMDE";
    std::fs::write(&file, format!(r#"{{"keys":[{{"kty":"oct","kid":"a","k":"{k}"}}]}}"#)).unwrap();
    let keys = ("SPP_RECEIPT_KEYS_FILE", file.to_str().unwrap());
    let orders = ("SPP_ORDERS_KEY", "canary-canary-canary-canary-0001");
    let off = with_keys(&[]).unwrap();
    assert!(off.receipts.is_none() && off.orders_key.is_none());
    let config = with_keys(&[keys, orders, ("SPP_RECEIPT_LIFETIME", "60")]).unwrap();
    assert!(config.orders_key.is_some());
    assert!(!format!("{config:?}").contains("anary") && !format!("{config:?}").contains(k));
    assert_eq!(config.receipts.unwrap().lifetime.as_secs(), 60);
    assert_eq!(
        problems(orders.0, orders.1),
        ["SPP_ORDERS_KEY: needs SPP_RECEIPT_KEYS_FILE: an order is changed only by a receipt"]
    );
    for (given, problem) in [
        (("SPP_RECEIPT_LIFETIME", "59"), "is a whole number from 60 to 2592000"),
        (("SPP_RECEIPT_KEYS_FILE", "/does/not/exist"), "/does/not/exist: cannot be read"),
        (("SPP_ORDERS_KEY", "canary"), "has 6 characters, and needs 32 or more"),
        (("SPP_ORDERS_KEY_FILE", "/does/not/exist"), "cannot read"),
    ] {
        let found = with_keys(&[keys, given]).unwrap_err();
        assert!(found.len() == 1 && found[0].contains(problem) && !found[0].contains("canary"), "{found:?}");
    }
}

#[test]
fn custom_columns_have_a_name_each() {
    let login = [
        ("SELLERCLOUD_USERNAME", "robot"),
        ("SELLERCLOUD_PASSWORD", "secret"),
        ("SELLERCLOUD_ENDPOINT", "https://acme.api.sellercloud.com/rest"),
    ];
    let columns = |more: &[_]| with_keys(&[&login, more].concat()).map(|config| config.sellercloud.unwrap().columns);
    let own =
        columns(&[("SELLERCLOUD_COLUMN_ID", "Pickup point"), ("SELLERCLOUD_COLUMN_POST_NUMBER", "none")]).unwrap();
    assert_eq!((own.id.as_str(), own.carrier.as_deref()), ("Pickup point", Some("ServicePointCarrier")));
    assert_eq!(own.post_number, None);
    for bad in [
        ("SELLERCLOUD_COLUMN_ID", "none"),
        ("SELLERCLOUD_COLUMN_ID", " "),
        ("SELLERCLOUD_COLUMN_ID", "a\nb"),
        ("SELLERCLOUD_COLUMN_POST_NUMBER", "ServicePointCarrier"),
        ("SELLERCLOUD_COLUMN_POST_NUMBER", "ServicePointId"),
    ] {
        assert_eq!(columns(&[bad]).unwrap_err().len(), 1, "{bad:?}");
    }
}

#[test]
fn what_a_merchant_limits_is_checked() {
    let config = with_keys(&[
        ("SPP_COUNTRIES", "NL, BE"),
        ("SPP_CARRIERS", "postnl bpost"),
        ("SPP_MAX_LIMIT", "50"),
        ("SPP_CLIENT_RATE", "0"),
        ("SPP_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, ::1"),
    ])
    .unwrap();
    assert_eq!((config.merchant.countries.len(), config.merchant.carriers.len()), (2, 2));
    assert_eq!((config.merchant.most.get(), config.clients.rate), (50, None));
    for (name, value, problem) in [
        ("SPP_COUNTRIES", "NL,XX", "\"XX\" is no ISO 3166-1 code"),
        ("SPP_CARRIERS", "post nl,<x>", "\"<x>\" is no carrier code"),
        ("SPP_MAX_LIMIT", "201", "is a whole number from 1 to 200"),
        ("SPP_CLIENT_RATE", "-1", "is a whole number from 0 to 60000"),
        ("SPP_TRUSTED_PROXIES", "proxy.example", "\"proxy.example\" is no address or network"),
    ] {
        let found = problems(name, value);
        assert!(found.len() == 1 && found[0].contains(problem), "{found:?}");
    }
    let file = "max_limit = 20\nclient_rate = 60\ntrusted_proxies = [\"10.0.0.1\"]\n";
    assert_eq!(read(Some(file), &KEYS).unwrap().merchant.most.get(), 20);
}
