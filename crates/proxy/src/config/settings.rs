//! Every setting, once: what reads them, what explains them and what finds a misspelt one all go by this list.

/// One setting: its two names and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name in the environment.
    pub variable: &'static str,
    /// Name in the TOML file.
    pub key: &'static str,
    /// What counts when it is not given.
    pub default: Option<&'static str>,
    /// Whether it is a secret. A secret `X` can also come from the file that `X_FILE` names.
    pub secret: bool,
    /// What it does.
    pub about: &'static str,
}

/// Settings of one concern.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// What it is about.
    pub title: &'static str,
    /// Its settings.
    pub settings: &'static [Setting],
}

const fn given(variable: &'static str, key: &'static str, about: &'static str) -> Setting {
    Setting { variable, key, default: None, secret: false, about }
}

const fn secret(variable: &'static str, key: &'static str, about: &'static str) -> Setting {
    Setting { variable, key, default: None, secret: true, about }
}

const fn preset(variable: &'static str, key: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting { variable, key, default: Some(default), secret: false, about }
}

/// Every setting, in the order of the documentation.
pub const SECTIONS: &[Section] = &[
    Section { title: "Sendcloud's keys", settings: SENDCLOUD },
    Section { title: "Who may ask", settings: WHO },
    Section { title: "What they may ask for", settings: WHAT },
    Section { title: "Tokens for browsers", settings: TOKENS },
    Section { title: "Receipts and orders", settings: HAND_OFF },
    Section { title: "Sellercloud", settings: SELLERCLOUD },
    Section { title: "The server", settings: SERVER },
    Section { title: "The API", settings: UPSTREAM },
    Section { title: "What is kept", settings: CACHE },
    Section { title: "The log", settings: LOG },
];

const SENDCLOUD: &[Setting] = &[
    secret(
        "SENDCLOUD_PUBLIC_KEY",
        "public_key",
        "Public key of the Sendcloud integration; with OAuth2, the client id.",
    ),
    secret("SENDCLOUD_SECRET_KEY", "secret_key", "Its secret key; with OAuth2, the client secret."),
    preset(
        "SPP_AUTH",
        "auth",
        "basic",
        "basic: the key pair goes along with every call. oauth2: it buys tokens of an hour; for integrations with \
         \"Use OAuth2 authentication\", which refuse basic. refresh_token: tokens for a shop whose owner has agreed in \
         the browser; `service-point-proxy login` asks once.",
    ),
    preset(
        "SPP_TOKEN_URL",
        "token_url",
        "https://account.sendcloud.com/oauth2/token",
        "Where oauth2 and refresh_token buy their tokens.",
    ),
    preset(
        "SPP_AUTHORIZE_URL",
        "authorize_url",
        "https://account.sendcloud.com/oauth2/auth",
        "Where login sends the browser.",
    ),
    given(
        "SPP_REFRESH_TOKEN_FILE",
        "refresh_token_file",
        "Where login keeps the refresh token, and refresh_token finds it and replaces it with each one that follows. \
         Only its owner may read the file, and only one proxy may use it.",
    ),
];

const WHO: &[Setting] = &[
    preset(
        "SPP_ALLOWED_ORIGINS",
        "allowed_origins",
        "",
        "Origins of the shop's pages, such as https://shop.example, separated by commas (a list in the file). They are \
         compared letter for letter. List the shop even when it reaches the proxy through its own server: browsers send \
         the origin with every POST. Requests without an origin are served, but for tokens.",
    ),
    preset(
        "SPP_CLIENT_RATE",
        "client_rate",
        "240",
        "Requests a minute that one client address may make, a quarter of them at once; 0: no end. Clients behind a \
         proxy of this machine that SPP_TRUSTED_PROXIES does not name cannot be told apart and are not counted.",
    ),
    preset(
        "SPP_TRUSTED_PROXIES",
        "trusted_proxies",
        "",
        "Addresses or networks, such as 127.0.0.1 or 10.0.0.0/8, of your own servers in front. Their X-Forwarded-For \
         says who the client is; nobody else's is read.",
    ),
];

const WHAT: &[Setting] = &[
    preset("SPP_COUNTRIES", "countries", "", "Countries that may be searched, such as NL, BE. Empty: all."),
    preset(
        "SPP_CARRIERS",
        "carriers",
        "",
        "Carriers that may be searched, by their codes. The picker then has to name them in its carriers attribute, since \
         use-integration-carriers is refused. Empty: all.",
    ),
    preset("SPP_MAX_LIMIT", "max_limit", "200", "Points in one answer at the most, 1 to 200."),
];

const TOKENS: &[Setting] = &[
    preset(
        "SPP_TOKEN_MODE",
        "token_mode",
        "0",
        "1: GET {base}/token hands Sendcloud access tokens to the pages of SPP_ALLOWED_ORIGINS. Sendcloud's only scope is \
         the whole account, so whoever gets one can do all that the account can, until it ends. Needs oauth2 or \
         refresh_token.",
    ),
    preset(
        "SPP_TOKEN_MIN_LIFE",
        "token_min_life",
        "300",
        "Seconds that a token is good for when it is handed out, 30 to 3000.",
    ),
    preset("SPP_TOKEN_RATE", "token_rate", "6", "Tokens a minute that one client address is given, 1 to 600."),
];

const HAND_OFF: &[Setting] = &[
    given(
        "SPP_RECEIPT_KEYS_FILE",
        "receipt_keys_file",
        "Keys of receipts, a JWK Set: the first signs, all verify. `service-point-proxy receipt-key` makes and extends it. \
         With it, POST {base}/selection checks a choice and signs it, so that the shop's backend can tell it from a forged \
         form field (docs/receipts.md). Only its owner should be able to read it.",
    ),
    preset(
        "SPP_RECEIPT_LIFETIME",
        "receipt_lifetime",
        "86400",
        "Seconds for which a receipt is good, 60 to 2592000: the time from the choice until the order is made.",
    ),
    secret(
        "SPP_ORDERS_KEY",
        "orders_key",
        "Switches POST {base}/orders/{id}/service-point on, where the shop's backend hands a receipt over, and is the key that \
         it has to show: 32 characters or more, such as `openssl rand -hex 32` gives. No browser may have it. Needs \
         SPP_RECEIPT_KEYS_FILE.",
    ),
];

const SELLERCLOUD: &[Setting] = &[
    secret(
        "SELLERCLOUD_USERNAME",
        "sellercloud_username",
        "Sellercloud user, one made for this integration, who may change orders. `check` tries it. Its tokens are for \
         Sellercloud's own API and go nowhere else.",
    ),
    secret("SELLERCLOUD_PASSWORD", "sellercloud_password", "Its password."),
    given("SELLERCLOUD_TEAM", "sellercloud_team", "Name of the team, by which Sellercloud tells where its API is."),
    given(
        "SELLERCLOUD_ENDPOINT",
        "sellercloud_endpoint",
        "Or the URL of the API itself, up to and without /api, such as https://team.api.sellercloud.com/rest.",
    ),
    preset(
        "SELLERCLOUD_DIRECTORY",
        "sellercloud_directory",
        "https://api.sellercloud.com/api/server-by-team/",
        "Where a team's API is asked for. It has to lie on the same domain.",
    ),
    preset(
        "SELLERCLOUD_COLUMN_ID",
        "sellercloud_column_id",
        "ServicePointId",
        "The orders' custom column for the id of the chosen point. Make it in Sellercloud first.",
    ),
    preset(
        "SELLERCLOUD_COLUMN_CARRIER",
        "sellercloud_column_carrier",
        "ServicePointCarrier",
        "The one for its carrier's code. none: it is not written.",
    ),
    preset(
        "SELLERCLOUD_COLUMN_POST_NUMBER",
        "sellercloud_column_post_number",
        "ServicePointPostNumber",
        "The one for the post number, which is emptied when a choice has none. none: it is not written.",
    ),
];

const SERVER: &[Setting] = &[
    preset(
        "SPP_LISTEN",
        "listen",
        "127.0.0.1:8081",
        "Address and port to listen on; port 0 takes a free one. A socket that systemd hands over comes before it.",
    ),
    given(
        "SPP_ADMIN_LISTEN",
        "admin_listen",
        "Another address and port, for /metrics (Prometheus), /healthz and /readyz. Keep it in your own network. Unset: \
         no metrics.",
    ),
    preset("SPP_BASE_PATH", "base_path", "/", "What the routes begin with, such as /api."),
    given(
        "SPP_STATIC_DIR",
        "static_dir",
        "A folder with the picker's own files, to serve them at {base}/service-point-picker/ to any page. Below a folder \
         whose name is a version, such as 1.2.3, browsers keep them for ever. Read at the start and on SIGHUP.",
    ),
    preset(
        "SPP_DRAIN_DELAY",
        "drain_delay",
        "0",
        "Seconds, 0 to 300, for which it goes on serving after the signal to end while /readyz says no: as long as your \
         load balancer takes to see it. A second signal ends the wait. Requests under way then have 10 seconds.",
    ),
];

const UPSTREAM: &[Setting] = &[
    preset("SPP_UPSTREAM", "upstream", "https://panel.sendcloud.sc/api/v3", "The API, with its path."),
    preset(
        "SPP_ALLOW_HTTP_UPSTREAM",
        "allow_http_upstream",
        "0",
        "1: SPP_UPSTREAM and the other URLs may be plain http on another machine, so that the keys travel in the clear. \
         Loopback needs no leave.",
    ),
    preset(
        "SPP_QUOTA_READS",
        "quota_reads",
        "1000",
        "Searches and points a minute that the API is asked for, which is its own limit. With several proxies, give each \
         its share. 0: no end.",
    ),
    preset("SPP_QUOTA_WRITES", "quota_writes", "100", "Availability checks a minute, likewise."),
    preset(
        "SPP_ICON_HOSTS",
        "icon_hosts",
        "cdn.sendcloud.com",
        "Hosts, with their port unless it is the usual one, that carrier icons are fetched from; by https, or by http on \
         loopback. none: no icons.",
    ),
];

const CACHE: &[Setting] = &[
    preset(
        "SPP_CACHE_FRESH",
        "cache_fresh",
        "300",
        "Seconds for which an answer is given again without asking the API; 0: nothing is kept. Availability never is.",
    ),
    preset(
        "SPP_CACHE_RENEW",
        "cache_renew",
        "3600",
        "Seconds for which it is given while a new one is fetched for the next who asks.",
    ),
    preset(
        "SPP_CACHE_OUTAGE",
        "cache_outage",
        "86400",
        "Seconds for which it is given, marked as old, when the API does not answer. None outlives its week, since opening \
         times are those of this week.",
    ),
    preset("SPP_CACHE_MEGABYTES", "cache_megabytes", "8", "Memory for all of them, 1 to 4096."),
];

const LOG: &[Setting] = &[
    preset("SPP_LOG_LEVEL", "log_level", "info", "error, warn, info or debug."),
    preset("SPP_LOG_FORMAT", "log_format", "json", "json: one object a line. text: for people."),
    preset(
        "SPP_LOG_QUERIES",
        "log_queries",
        "0",
        "1: the line of each request also says what was asked. That holds shoppers' addresses and places, which is \
         personal data; for finding a fault.",
    ),
];

/// Every setting.
pub(crate) fn settings() -> impl Iterator<Item = &'static Setting> {
    SECTIONS.iter().flat_map(|section| section.settings)
}
