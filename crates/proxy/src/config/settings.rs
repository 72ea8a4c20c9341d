/// One setting: its two names and what it is for. The list below is the whole documentation of them.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name in the environment.
    pub variable: &'static str,
    /// Name in the TOML file.
    pub key: &'static str,
    /// What counts when it is not given.
    pub default: Option<&'static str>,
    /// What it does.
    pub about: &'static str,
}

const fn setting(
    variable: &'static str,
    key: &'static str,
    default: Option<&'static str>,
    about: &'static str,
) -> Setting {
    Setting { variable, key, default, about }
}

/// Every setting.
pub const SETTINGS: [Setting; 14] = [
    setting("SENDCLOUD_PUBLIC_KEY", "public_key", None, "Public key of the Sendcloud integration."),
    setting("SENDCLOUD_SECRET_KEY", "secret_key", None, "Its secret key."),
    setting("SENDCLOUD_PUBLIC_KEY_FILE", "public_key_file", None, "A file that holds the public key, instead."),
    setting("SENDCLOUD_SECRET_KEY_FILE", "secret_key_file", None, "A file that holds the secret key, instead."),
    setting(
        "SPP_AUTH",
        "auth",
        Some("basic"),
        "basic: the key pair goes along with every call. oauth2: it buys tokens of an hour; for integrations with \
         \"Use OAuth2 authentication\", which refuse basic.",
    ),
    setting(
        "SPP_TOKEN_URL",
        "token_url",
        Some("https://account.sendcloud.com/oauth2/token"),
        "Where oauth2 buys its tokens.",
    ),
    setting(
        "SPP_ALLOWED_ORIGINS",
        "allowed_origins",
        Some(""),
        "Origins of the shop's pages, such as https://shop.example, separated by commas (a list in the file). They are \
         compared letter for letter. List the shop even when it reaches the proxy through its own server: browsers send \
         the origin with every POST. Requests without an origin are always served.",
    ),
    setting("SPP_LISTEN", "listen", Some("127.0.0.1:8081"), "Address and port to listen on; port 0 takes a free one."),
    setting("SPP_BASE_PATH", "base_path", Some("/"), "What the routes begin with, such as /api."),
    setting("SPP_UPSTREAM", "upstream", Some("https://panel.sendcloud.sc/api/v3"), "The API, with its path."),
    setting(
        "SPP_ALLOW_HTTP_UPSTREAM",
        "allow_http_upstream",
        Some("0"),
        "1: SPP_UPSTREAM and SPP_TOKEN_URL may be plain http on another machine, so that the keys travel in the clear. \
         Loopback needs no leave.",
    ),
    setting(
        "SPP_ICON_HOSTS",
        "icon_hosts",
        Some("cdn.sendcloud.com"),
        "Hosts, with their port unless it is the usual one, that carrier icons are fetched from; by https, or by http on \
         loopback. none: no icons.",
    ),
    setting("SPP_LOG_LEVEL", "log_level", Some("info"), "error, warn, info or debug."),
    setting("SPP_LOG_FORMAT", "log_format", Some("json"), "json: one object a line. text: for people."),
];
