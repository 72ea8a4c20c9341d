mod json;

use std::panic;

use tracing::Subscriber;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{Layer as _, Registry, fmt};

use crate::config::LogConfig;
use json::Json;

/// What writes the log. Only the proxy's own events are in it, at any level: those of the HTTP client name URLs, and URLs
/// hold addresses.
pub fn subscriber<W>(config: LogConfig, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let own = Targets::new().with_target("service_point_proxy", config.level);
    let lines = fmt::layer().with_writer(writer).with_target(false);
    if config.json {
        let json = lines.event_format(Json).fmt_fields(Json);
        Box::new(Registry::default().with(json.with_filter(own)))
    } else {
        Box::new(Registry::default().with(lines.with_ansi(false).with_filter(own)))
    }
}

/// From now on a panic is a line in the log that says where it was. What it says itself may be made of a request or of a
/// secret, and is not shown.
pub fn log_panics() {
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place, "the program has a fault, please report it");
    }));
}
