//! Makes an answer of the API fit for a browser: icons come from the proxy, and no picture from anywhere else.
//!
//! Only the carriers are touched. Everything else keeps its bytes, so that a number that no double can hold, or a field
//! of tomorrow, reaches the browser as the API wrote it. An answer may be long, so each of its bytes is read once.

mod cursor;

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use cursor::Cursor;

/// The answer is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotAnObject;

/// Checks that `body` is a JSON object and rewrites its carriers.
///
/// `icon` is asked for each carrier that has an icon, with code and URL, and gives the URL to write instead; `None`
/// becomes null.
pub(crate) fn rewrite(body: &[u8], mut icon: impl FnMut(&str, &str) -> Option<String>) -> Result<String, NotAnObject> {
    let text = str::from_utf8(body).map_err(|_| NotAnObject)?;
    let mut out = String::with_capacity(text.len());
    let mut cursor = Cursor::new(text);
    if cursor.peek() != Some(b'{') {
        return Err(NotAnObject);
    }
    cursor.object(&mut out, &mut |key, cursor, out| match (key, cursor.peek()) {
        ("data", Some(b'{')) => data(cursor, out, &mut icon),
        _ => cursor.copy(out),
    })?;
    if cursor.peek().is_none() { Ok(out) } else { Err(NotAnObject) }
}

type Icon<'a> = &'a mut dyn FnMut(&str, &str) -> Option<String>;

fn data(cursor: &mut Cursor<'_>, out: &mut String, icon: Icon<'_>) -> Result<(), NotAnObject> {
    cursor.object(out, &mut |key, cursor, out| match (key, cursor.peek()) {
        ("results", Some(b'[')) => cursor.array(out, &mut |cursor, out| match cursor.peek() {
            Some(b'{') => point(cursor, out, icon),
            _ => cursor.copy(out),
        }),
        ("carrier", Some(b'{')) => carrier(cursor, out, icon),
        _ => cursor.copy(out),
    })
}

fn point(cursor: &mut Cursor<'_>, out: &mut String, icon: Icon<'_>) -> Result<(), NotAnObject> {
    cursor.object(out, &mut |key, cursor, out| match (key, cursor.peek()) {
        ("carrier", Some(b'{')) => carrier(cursor, out, icon),
        _ => cursor.copy(out),
    })
}

/// Its code may stand after its icon, so it is read before it is written.
fn carrier(cursor: &mut Cursor<'_>, out: &mut String, icon: Icon<'_>) -> Result<(), NotAnObject> {
    let object: Object<'_> = cursor.value()?;
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
    Ok(())
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
