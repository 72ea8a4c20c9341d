//! Events as JSON, one object a line, written without building anything in between: the line of each request is among
//! the dearest things that happen to a request that was answered from what is kept.

use std::fmt::{self, Write as _};

use jiff::Timestamp;
use jiff::fmt::StdFmtWrite;
use jiff::fmt::temporal::DateTimePrinter;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// `{"timestamp":…,"level":…,"message":…, the event's fields, "span":{the innermost span's fields,"name":…}}`
pub(super) struct Json;

/// Microseconds, as many digits on every line.
const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

impl<S, N> FormatEvent<S, N> for Json
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut out: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        out.write_str("{\"timestamp\":\"")?;
        PRINTER.print_timestamp(&Timestamp::now(), StdFmtWrite(&mut out)).map_err(|_| fmt::Error)?;
        out.write_str("\",\"level\":\"")?;
        out.write_str(event.metadata().level().as_str())?;
        out.write_str("\"")?;
        let mut fields = Fields { out: out.by_ref(), comma: true, result: Ok(()) };
        event.record(&mut fields);
        fields.result?;
        if let Some(span) = context.lookup_current() {
            out.write_str(",\"span\":{")?;
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                out.write_str(fields)?;
                out.write_str(if fields.is_empty() { "" } else { "," })?;
            }
            out.write_str("\"name\":\"")?;
            out.write_str(span.name())?;
            out.write_str("\"}")?;
        }
        out.write_str("}\n")
    }
}

impl<'w> FormatFields<'w> for Json {
    fn format_fields<R: RecordFields>(&self, out: Writer<'w>, fields: R) -> fmt::Result {
        let mut visitor = Fields { out, comma: false, result: Ok(()) };
        fields.record(&mut visitor);
        visitor.result
    }
}

/// Writes `"name":value` for each field.
struct Fields<'a> {
    out: Writer<'a>,
    /// Whether something stands before.
    comma: bool,
    result: fmt::Result,
}

impl Fields<'_> {
    fn field(&mut self, field: &Field, write: impl FnOnce(&mut Writer<'_>) -> fmt::Result) {
        let comma = if std::mem::replace(&mut self.comma, true) { "," } else { "" };
        self.result = self.result.and_then(|()| {
            self.out.write_str(comma)?;
            self.out.write_str("\"")?;
            // Names are Rust's own, without anything to escape.
            self.out.write_str(field.name())?;
            self.out.write_str("\":")?;
            write(&mut self.out)
        });
    }
}

impl Visit for Fields<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.field(field, |out| write!(out, "{value}"));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.field(field, |out| write!(out, "{value}"));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        // JSON has neither infinities nor what is no number.
        self.field(field, |out| if value.is_finite() { write!(out, "{value}") } else { out.write_str("null") });
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.field(field, |out| out.write_str(if value { "true" } else { "false" }));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.field(field, |out| text(out, value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.field(field, |out| {
            out.write_str("\"")?;
            write!(Escaped(out), "{value:?}")?;
            out.write_str("\"")
        });
    }
}

fn text(out: &mut Writer<'_>, value: &str) -> fmt::Result {
    out.write_str("\"")?;
    Escaped(out).write_str(value)?;
    out.write_str("\"")
}

/// What may stand between the quotation marks of a JSON text (RFC 8259, section 7).
struct Escaped<'a, 'w>(&'a mut Writer<'w>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
            let (before, after) = rest.split_at(at);
            self.0.write_str(before)?;
            match after.as_bytes()[0] {
                byte @ (b'"' | b'\\') => write!(self.0, "\\{}", char::from(byte))?,
                byte => write!(self.0, "\\u{byte:04x}")?,
            }
            rest = &after[1..];
        }
        self.0.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use serde_json::{Value, json};
    use tracing::level_filters::LevelFilter;

    use crate::config::LogConfig;
    use crate::logging::subscriber;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What a log holds after `events`, line by line, each without its time.
    fn lines(events: impl FnOnce()) -> Vec<Value> {
        let (log, config) = (Log::default(), LogConfig { level: LevelFilter::DEBUG, json: true, queries: false });
        let written = log.clone();
        tracing::subscriber::with_default(subscriber(config, move || log.clone()), events);
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &mut lines {
            let time = line.as_object_mut().unwrap().remove("timestamp").unwrap();
            let time = time.as_str().unwrap();
            assert!(time.len() == "2026-11-22T10:09:25.505244Z".len() && time.ends_with('Z'), "{time}");
        }
        lines
    }

    #[test]
    fn every_kind_of_field_is_json() {
        let nothing: Option<u64> = None;
        let error = io::Error::other("a \"cause\"\nof two lines");
        let lines = lines(|| {
            tracing::warn!(
                count = 7_u64, less = -7, part = 0.5, none = nothing, infinite = f64::INFINITY, yes = true,
                text = "a\"b\\c\u{1}\u{7f}é", cause = %error, list = ?["x"], "said {}", "so"
            );
        });
        assert_eq!(
            lines,
            [json!({
                "level": "WARN", "message": "said so", "count": 7, "less": -7, "part": 0.5, "infinite": null, "yes": true,
                "text": "a\"b\\c\u{1}\u{7f}é", "cause": "a \"cause\"\nof two lines", "list": "[\"x\"]",
            })]
        );
    }

    #[test]
    fn the_innermost_span_is_named_with_its_fields() {
        let lines = lines(|| {
            tracing::info_span!("outer", a = 1).in_scope(|| {
                tracing::info_span!("request", id = "7f").in_scope(|| tracing::info!("one"));
                tracing::info_span!("bare").in_scope(|| tracing::info!("two"));
            });
            tracing::info!("three");
        });
        assert_eq!(
            lines,
            [
                json!({"level": "INFO", "message": "one", "span": {"id": "7f", "name": "request"}}),
                json!({"level": "INFO", "message": "two", "span": {"name": "bare"}}),
                json!({"level": "INFO", "message": "three"}),
            ]
        );
    }
}
