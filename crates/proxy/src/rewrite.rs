//! Makes an answer of the API fit for a browser: icons come from the proxy, and no picture from anywhere else.
//!
//! Only the carriers are touched. Everything else keeps its bytes, so that a number that no double can hold, or a field
//! of tomorrow, reaches the browser as the API wrote it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The answer is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotAnObject;

/// Checks that `body` is a JSON object and rewrites its carriers.
///
/// `icon` is asked for each carrier that has an icon, with code and URL, and gives the URL to write instead; `None`
/// becomes null.
pub(crate) fn rewrite(body: &[u8], mut icon: impl FnMut(&str, &str) -> Option<String>) -> Result<String, NotAnObject> {
    let text = str::from_utf8(body).map_err(|_| NotAnObject)?;
    let answer: Object = serde_json::from_str(text).map_err(|_| NotAnObject)?;
    let mut out = String::with_capacity(text.len());
    answer.write(&mut out, |key, value, out| match key {
        "data" => write_data(value, out, &mut icon),
        _ => out.push_str(value),
    });
    Ok(out)
}

type Icon<'a> = &'a mut dyn FnMut(&str, &str) -> Option<String>;

fn write_data(data: &str, out: &mut String, icon: Icon<'_>) {
    rewrite_object(data, out, |key, value, out| match key {
        "results" => write_results(value, out, icon),
        "carrier" => write_carrier(value, out, icon),
        _ => out.push_str(value),
    });
}

fn write_results(results: &str, out: &mut String, icon: Icon<'_>) {
    let Ok(points) = serde_json::from_str::<Vec<&RawValue>>(results) else {
        out.push_str(results);
        return;
    };
    out.push('[');
    for (index, point) in points.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        rewrite_object(point.get(), out, |key, value, out| match key {
            "carrier" => write_carrier(value, out, icon),
            _ => out.push_str(value),
        });
    }
    out.push(']');
}

fn write_carrier(carrier: &str, out: &mut String, icon: Icon<'_>) {
    let Ok(object) = serde_json::from_str::<Object>(carrier) else {
        out.push_str(carrier);
        return;
    };
    let code = object.text("code");
    object.write(out, |key, value, out| match key {
        "icon_url" => {
            let url = serde_json::from_str::<String>(value).ok();
            let new = code.as_deref().zip(url.as_deref()).and_then(|(code, url)| icon(code, url));
            push_text(new.as_deref(), out);
        }
        "logo_url" => out.push_str("null"),
        _ => out.push_str(value),
    });
}

fn rewrite_object(text: &str, out: &mut String, write: impl FnMut(&str, &str, &mut String)) {
    match serde_json::from_str::<Object>(text) {
        Ok(object) => object.write(out, write),
        Err(_) => out.push_str(text),
    }
}

fn push_text(text: Option<&str>, out: &mut String) {
    match text.map(serde_json::to_string) {
        Some(Ok(json)) => out.push_str(&json),
        Some(Err(_)) | None => out.push_str("null"),
    }
}

/// An object whose values are not read, its keys in their order and as often as they were written.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl Object<'_> {
    /// The text under a key. Of several the last counts, as it does for `JSON.parse`.
    fn text(&self, key: &str) -> Option<String> {
        let (_, value) = self.0.iter().rfind(|(name, _)| name == key)?;
        serde_json::from_str(value.get()).ok()
    }

    fn write(&self, out: &mut String, mut write: impl FnMut(&str, &str, &mut String)) {
        out.push('{');
        for (index, (key, value)) in self.0.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_text(Some(key), out);
            out.push(':');
            write(key, value.get(), out);
        }
        out.push('}');
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    entries.push((key, map.next_value()?));
                }
                Ok(Object(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// A key, borrowed unless it holds an escape.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
#[path = "rewrite_tests.rs"]
mod tests;
