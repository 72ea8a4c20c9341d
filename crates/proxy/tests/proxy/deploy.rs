//! The files in `deploy/`: they name only what the program has, and agree with each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use axum::body::{Body, to_bytes};
use service_point_proxy::{Cli, Config, SECTIONS, Sources, admin};
use std::sync::Arc;
use tower::ServiceExt as _;

use crate::support::Proxy;

type Yaml = serde_yaml_ng::Value;

const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(CHECKOUT).join("deploy").join(name)).unwrap()
}

fn yaml(name: &str) -> Yaml {
    serde_yaml_ng::from_str(&read(name)).unwrap()
}

fn text(value: &Yaml) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value:?} is no text"))
}

/// The values of a key in an INI file, in their order.
fn ini<'a>(file: &'a str, key: &str) -> Vec<&'a str> {
    file.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('=')).collect()
}

/// What a configuration says when its secrets are in files that are there.
fn configuration(file: Option<&str>, environment: &BTreeMap<String, String>, secrets: &[&str]) -> Config {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, "a-key\n").unwrap();
    let instead =
        |text: &str| secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, key.to_str().unwrap()));
    let file = file.map(instead);
    let environment = environment.iter().map(|(name, value)| (name.into(), instead(value).into()));
    Config::read(&Sources::new(file.as_deref(), environment)).unwrap()
}

/// The instructions of the Containerfile.
fn instructions() -> Vec<(String, String)> {
    let text = read("Containerfile").replace("\\\n", " ");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').unwrap()).map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
}

fn instruction(name: &str) -> Vec<String> {
    instructions().into_iter().filter(|(found, _)| found == name).map(|(_, rest)| rest).collect()
}

fn image_environment() -> BTreeMap<String, String> {
    let pairs = instruction("ENV").join(" ");
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    pairs.split_whitespace().map(pair).collect()
}

#[test]
fn the_image_runs_the_program_as_nobody_and_its_stages_have_the_same_libc() {
    let bases = instruction("FROM");
    let bases: Vec<_> = bases.iter().map(|base| base.split(' ').next().unwrap()).collect();
    assert_eq!(bases.len(), 2);
    assert!(bases.iter().all(|base| base.rsplit('/').next().unwrap().contains(':') && !base.ends_with(":latest")));
    assert!(bases[0].ends_with("-bookworm") && bases[1].contains("debian12"), "Debian 12 is bookworm");
    let rust = concat!(env!("CARGO_PKG_RUST_VERSION"), "-bookworm");
    assert!(bases[0].ends_with(&format!("rust:{rust}")), "the compiler that the workspace asks for");
    assert_eq!(instruction("USER"), ["65532:65532"]);
    assert_eq!(instruction("ENTRYPOINT"), [r#"["/usr/local/bin/service-point-proxy"]"#]);
    let copied = instruction("COPY");
    assert!(copied[1].ends_with("/release/service-point-proxy /usr/local/bin/service-point-proxy"));
    assert_eq!(copied[2], concat!("pkg/dist /srv/service-point-picker/", env!("CARGO_PKG_VERSION")));
    let config = configuration(None, &with_keys(image_environment()), &["/keys"]);
    assert_eq!(config.server.files, Some(PathBuf::from("/srv/service-point-picker")));
    let ports = [config.server.listen, config.server.admin.unwrap()];
    assert!(ports.iter().all(|address| address.ip().is_unspecified()), "a container's loopback is its own");
    assert_eq!(instruction("EXPOSE"), [ports.map(|address| address.port().to_string()).join(" ")]);
    // What a build needs is not left out of what it sees.
    let ignored = std::fs::read_to_string(Path::new(CHECKOUT).join(".dockerignore")).unwrap();
    let ignored: Vec<_> = ignored.lines().collect();
    assert!(ignored.contains(&"target") && ignored.contains(&".git") && ignored.contains(&"**/secrets"));
    assert!(!ignored.iter().any(|line| line.starts_with("pkg/dist") || *line == "pkg" || *line == "**/dist"));
}

fn with_keys(environment: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let keys = ["SENDCLOUD_PUBLIC_KEY_FILE", "SENDCLOUD_SECRET_KEY_FILE"];
    environment.into_iter().chain(keys.map(|name| (name.to_owned(), "/keys".to_owned()))).collect()
}

#[test]
fn the_compose_file_has_settings_that_hold_and_gives_the_container_nothing_else() {
    let compose = yaml("compose.yml");
    let proxy = &compose["services"]["proxy"];
    assert_eq!(text(&proxy["image"]), concat!("service-point-proxy:", env!("CARGO_PKG_VERSION")));
    let context = Path::new(CHECKOUT).join("deploy").join(text(&proxy["build"]["context"]));
    assert!(context.join(text(&proxy["build"]["dockerfile"])).is_file());

    let given = proxy["environment"].as_mapping().unwrap().iter();
    let given: BTreeMap<_, _> = given.map(|(name, value)| (text(name).to_owned(), text(value).to_owned())).collect();
    let named: Vec<_> = proxy["secrets"].as_sequence().unwrap().iter().map(text).collect();
    let paths: Vec<_> = named.iter().map(|name| format!("/run/secrets/{name}")).collect();
    let paths: Vec<_> = paths.iter().map(String::as_str).collect();
    for (variable, path) in given.iter().filter(|(name, _)| name.ends_with("_FILE")) {
        assert!(paths.contains(&path.as_str()), "{variable} is no secret of the service's");
    }
    for name in &named {
        assert!(compose["secrets"][*name]["file"].as_str().unwrap().starts_with("./secrets/"), "{name}");
    }
    let all = image_environment().into_iter().chain(given).collect();
    let config = configuration(None, &all, &paths);
    assert!(!config.clients.origins.is_empty() && config.server.base_path == "/api");

    let ports = [config.server.listen, config.server.admin.unwrap()].map(|address| address.port());
    let published: Vec<_> = proxy["ports"].as_sequence().unwrap().iter().map(text).collect();
    assert_eq!(published, ports.map(|port| format!("127.0.0.1:{port}:{port}")));
    // Docker takes the health check from the image, podman from here.
    let check = proxy["healthcheck"]["test"].as_sequence().unwrap().iter().map(text);
    let check: Vec<_> = check.map(|word| format!("{word:?}")).collect();
    let times = ["interval", "timeout", "start_period"];
    let times = times.map(|name| format!("--{}={}", name.replace('_', "-"), text(&proxy["healthcheck"][name])));
    let expected = format!("{} CMD [{}]", times.join(" "), check[1..].join(", "));
    assert_eq!((check[0].as_str(), instruction("HEALTHCHECK")), ("\"CMD\"", vec![expected]));
    Cli::read(["service-point-proxy", "ready"].map(Into::into)).unwrap();

    assert_eq!(proxy["read_only"], Yaml::Bool(true));
    assert_eq!(text(&proxy["cap_drop"][0]), "ALL");
    assert_eq!(text(&proxy["security_opt"][0]), "no-new-privileges:true");
    let grace: u64 = text(&proxy["stop_grace_period"]).trim_end_matches('s').parse().unwrap();
    assert!(grace > (config.server.drain_delay + config.server.drain).as_secs());
}

#[test]
fn the_service_starts_as_its_unit_says() {
    let unit = read("service-point-proxy.service");
    let command = ini(&unit, "ExecStart");
    let words = command[0].split(' ');
    assert_eq!(words.clone().next(), Some("/usr/local/bin/service-point-proxy"));
    let cli = Cli::read(words.map(Into::into)).unwrap();
    assert_eq!(cli.config, Some(PathBuf::from("/etc/service-point-proxy/config.toml")));

    let secrets = ["/etc/service-point-proxy/public-key", "/etc/service-point-proxy/secret-key"];
    let config = configuration(Some(&read("config.toml")), &BTreeMap::new(), &secrets);
    let socket = read("service-point-proxy.socket");
    assert_eq!(ini(&socket, "ListenStream"), [config.server.listen.to_string()]);
    let patience: u64 = ini(&unit, "TimeoutStopSec")[0].parse().unwrap();
    assert!(patience > (config.server.drain_delay + config.server.drain).as_secs());
    assert_eq!(ini(&unit, "RestartPreventExitStatus"), ["2"], "the code of a wrong configuration");
    assert_eq!(ini(&unit, "ExecReload"), ["/bin/kill -HUP $MAINPID"]);
    assert_eq!(ini(&unit, "Requires"), ["service-point-proxy.socket"]);
    for (key, value) in [("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"), ("CapabilityBoundingSet", "")] {
        assert_eq!(ini(&unit, key), [value], "{key}");
    }
}

/// The metrics of a proxy that nobody has asked yet, by series.
async fn fresh_metrics() -> BTreeMap<String, String> {
    let proxy = Proxy::with(&[("SPP_AUTH", "oauth2")], |_| {}).await;
    let request = http::Request::get("/metrics").body(Body::empty()).unwrap();
    let response = admin(Arc::clone(&proxy.state)).oneshot(request).await.unwrap();
    let page = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    let described = page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    let families = described.map(|(name, kind)| (format!("# {name}"), kind.to_owned()));
    let series = page.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(' '));
    families.chain(series.map(|(series, value)| (series.to_owned(), value.to_owned()))).collect()
}

/// A label, how it is compared, and with what.
type Matcher<'a> = (&'a str, &'a str, &'a str);

/// Each `name{label="value",…}` of an expression.
fn selectors(expression: &str) -> Vec<(&str, Vec<Matcher<'_>>)> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find("spp_") {
        let after = &rest[start..];
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let inside = after.strip_prefix('{').and_then(|after| after.split_once('}')).map_or("", |(inside, _)| inside);
        let matchers = inside.split(',').filter(|matcher| !matcher.is_empty()).map(|matcher| {
            let (label, value) = matcher.split_once('=').unwrap();
            let (how, value) = value.strip_prefix('~').map_or(("=", value), |value| ("=~", value));
            (label, how, value.trim_matches('"'))
        });
        found.push((name, matchers.collect()));
        rest = after;
    }
    found
}

#[tokio::test]
async fn alerts_look_for_metrics_that_exist_from_the_start() {
    let metrics = fresh_metrics().await;
    let documented = std::fs::read_to_string(Path::new(CHECKOUT).join("docs/operate.md")).unwrap();
    let rules = yaml("alerts.yml");
    let rules = rules["groups"][0]["rules"].as_sequence().unwrap();
    let mut names = BTreeSet::new();
    for rule in rules {
        let (name, expression) = (text(&rule["alert"]), text(&rule["expr"]));
        assert!(names.insert(name.to_owned()), "{name} is there twice");
        assert!(["critical", "warning"].contains(&text(&rule["labels"]["severity"])), "{name}");
        assert!(text(&rule["annotations"]["summary"]).len() > 20, "{name}");
        assert_eq!(expression.matches('(').count(), expression.matches(')').count(), "{name}");
        let selectors = selectors(expression);
        assert!(!selectors.is_empty(), "{name}");
        for (metric, matchers) in selectors {
            let family = metric.trim_end_matches("_bucket");
            assert!(metrics.contains_key(&format!("# {family}")), "{name}: there is no {metric}");
            assert!(documented.contains(family), "{name}: {family} is not documented");
            for (label, how, value) in matchers {
                if label == "route" || value.contains("..") {
                    continue;
                }
                // What is counted by increase() has to be there before the first event.
                for value in value.split(if how == "=~" { '|' } else { '\n' }) {
                    let series = format!("{metric}{{{label}=\"{value}\"}}");
                    assert_eq!(metrics.get(&series).map(String::as_str), Some("0"), "{name}: {series}");
                }
            }
        }
    }
}

#[test]
fn the_documents_name_only_settings_that_exist() {
    let settings: BTreeSet<String> = SECTIONS
        .iter()
        .flat_map(|section| section.settings)
        .flat_map(|setting| [setting.variable.to_owned(), format!("{}_FILE", setting.variable)])
        .chain(["SPP_CONFIG".to_owned()])
        .collect();
    for file in ["docs/operate.md", "README.md", "deploy/alerts.yml", "deploy/compose.yml", "CHANGELOG.md"] {
        let document = std::fs::read_to_string(Path::new(CHECKOUT).join(file)).unwrap();
        let words = document.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for word in words.filter(|word| word.starts_with("SPP_") && *word != "SPP_") {
            assert!(settings.contains(word), "{file} names {word}, which does not exist");
        }
    }
}
