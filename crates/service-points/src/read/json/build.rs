//! From text to tree. serde_json keeps the grammar; its raw values carry what its own tree would refuse.

use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Field, Json, Tree};

/// Arrays and objects inside one another that any answer of the API has: the document, its data, the results, a point,
/// its hours, a day, a range.
const DEPTH: u32 = 7;

pub(super) fn document(text: &str) -> Option<Json> {
    // This looks at the whole text, to any depth, without recursion.
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    value(raw, 0)
}

fn value(raw: &RawValue, depth: u32) -> Option<Json> {
    let text = raw.get();
    let tree = match text.as_bytes().first()? {
        b'n' => Tree::Null,
        b't' => Tree::Boolean(true),
        b'f' => Tree::Boolean(false),
        b'"' => Tree::Text(serde_json::from_str::<Text>(text).ok()?.0),
        b'[' | b'{' if depth >= DEPTH => Tree::TooDeep,
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Tree::Array(items.into_iter().map(|item| value(item, depth + 1)).collect::<Option<_>>()?)
        }
        b'{' => {
            let Fields(fields) = serde_json::from_str(text).ok()?;
            let read = |(field, raw)| value(raw, depth + 1).map(|value| (field, value));
            Tree::Object(fields.into_iter().map(read).collect::<Option<_>>()?)
        }
        // Out of range becomes infinity, as in a browser.
        _ => Tree::Number(text.parse().ok()?),
    };
    Some(Json(tree))
}

/// The known fields of an object, the last of each name.
struct Fields<'a>(Vec<(Field, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields: Vec<(Field, &RawValue)> = Vec::new();
        while let Some((Text(name), raw)) = map.next_entry::<Text, &RawValue>()? {
            let Some(field) = Field::ALL.iter().copied().find(|field| field.name() == name) else { continue };
            match fields.iter_mut().find(|(known, _)| *known == field) {
                Some((_, earlier)) => *earlier = raw,
                None => fields.push((field, raw)),
            }
        }
        Ok(Fields(fields))
    }
}

/// A text in which a surrogate without a partner has become U+FFFD, as it does on its way out of JavaScript.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As bytes, because only then does serde_json let such a surrogate pass, in the three bytes that UTF-8 would
        // take for it if it could.
        deserializer.deserialize_bytes(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            // The two bytes that follow this one are chunks of their own.
            if chunk.invalid() == b"\xed" {
                text.push('\u{fffd}');
            }
        }
        Ok(Text(text))
    }
}
