use serde_json::{Map, Value};

/// Reads the API's `errors`, an array or one object, and writes what a browser may know of them: status, code, title,
/// detail and source. `meta` is left out, since `meta.reason` is how the proxy tells its own errors, and so are links.
///
/// `None` when `body` is no JSON object with `errors`.
pub(super) fn write(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let errors = match body.get("errors")? {
        Value::Array(errors) => errors.iter().filter_map(Value::as_object).map(one).collect(),
        Value::Object(error) => one(error),
        _ => return None,
    };
    Some(Value::Object(Map::from_iter([("errors".to_owned(), errors)])).to_string())
}

fn one(error: &Map<String, Value>) -> Value {
    let mut written = Map::new();
    for key in ["status", "code", "title", "detail"] {
        match error.get(key) {
            Some(Value::String(text)) => drop(written.insert(key.to_owned(), plain(text).into())),
            Some(value @ (Value::Null | Value::Number(_))) => drop(written.insert(key.to_owned(), value.clone())),
            _ => {}
        }
    }
    if let Some(Value::Object(source)) = error.get("source") {
        let kinds = ["parameter", "pointer", "header"];
        let texts = kinds.into_iter().filter_map(|kind| Some((kind.to_owned(), plain(source.get(kind)?.as_str()?))));
        let source: Map<_, _> = texts.map(|(kind, text)| (kind, text.into())).collect();
        written.insert("source".to_owned(), source.into());
    }
    written.into()
}

/// The longest sentence that is passed on.
const LONGEST: usize = 1000;

/// A text for people without what could mislead them: links, control characters, and marks that turn the direction.
pub(crate) fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).take(LONGEST).collect();
    let words = text.split(' ').map(|word| if is_link(word) { "[link]" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

fn is_link(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["://", "www.", "javascript:", "data:", "mailto:"].iter().any(|sign| word.contains(sign))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(body: &Value) -> Option<Value> {
        Some(serde_json::from_str(&write(body.to_string().as_bytes())?).unwrap())
    }

    #[test]
    fn what_the_api_documents_is_passed_on() {
        let error = json!({
            "status": "400", "code": "invalid", "title": "Bad", "detail": "Input should be a number.",
            "source": {"parameter": "limit"},
        });
        assert_eq!(written(&json!({"errors": [error, error]})), Some(json!({"errors": [error, error]})));
        assert_eq!(written(&json!({"errors": error})), Some(json!({"errors": error})));
        let bare = json!({"errors": [{"status": 503, "code": null}]});
        assert_eq!(written(&bare), Some(bare));
        assert_eq!(written(&json!({"errors": []})), Some(json!({"errors": []})));
        for other in [json!({}), json!([]), json!({"errors": "x"}), json!({"detail": "x"}), json!(null)] {
            assert_eq!(written(&other), None, "{other}");
        }
        assert_eq!(write(b"<html>"), None);
    }

    #[test]
    fn nothing_else_is() {
        let body = json!({"debug": "x", "errors": ["x", {
            "status": ["400"], "code": {"a": 1}, "id": "x", "links": {"about": "https://evil.example"},
            "meta": {"reason": "rate_limited"}, "source": {"parameter": "a", "line": 7, "pointer": 8}, "stack": "x",
        }]});
        assert_eq!(written(&body), Some(json!({"errors": [{"source": {"parameter": "a"}}]})));
    }

    #[test]
    fn sentences_lead_nowhere_and_show_what_they_hold() {
        for (detail, expected) in [
            ("See https://panel.example/api?key=x for more", "See [link] for more"),
            ("(HTTP://x) www.x javascript:alert(1) data:text/html,x", "[link] [link] [link] [link]"),
            ("a\u{202e}b\u{2066}c\u{1b}[31md\ne\0f\u{200f}", "abc[31mdef"),
            ("Ümläut & <b>", "Ümläut & <b>"),
        ] {
            assert_eq!(plain(detail), expected);
        }
        assert_eq!(plain(&"é".repeat(5000)).chars().count(), LONGEST);
    }
}
