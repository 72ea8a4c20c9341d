use tracing::level_filters::LevelFilter;

use super::{Problems, Sources};

/// What is logged, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogConfig {
    /// The least that is worth a line.
    pub level: LevelFilter,
    /// One JSON object a line, or lines for people.
    pub json: bool,
    /// Whether what shoppers ask for, addresses included, is in it.
    pub queries: bool,
}

impl LogConfig {
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let level = match sources.text("SPP_LOG_LEVEL")? {
            "error" => Some(LevelFilter::ERROR),
            "warn" => Some(LevelFilter::WARN),
            "info" => Some(LevelFilter::INFO),
            "debug" => Some(LevelFilter::DEBUG),
            _ => {
                problems.add("SPP_LOG_LEVEL", "is error, warn, info or debug");
                None
            }
        };
        let json = match sources.text("SPP_LOG_FORMAT")? {
            "json" => Some(true),
            "text" => Some(false),
            _ => {
                problems.add("SPP_LOG_FORMAT", "is json or text");
                None
            }
        };
        let queries = sources.flag("SPP_LOG_QUERIES", problems);
        Some(Self { level: level?, json: json?, queries })
    }
}
