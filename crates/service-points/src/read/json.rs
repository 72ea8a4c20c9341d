//! Answers as a native program has them: the bytes of a body, or a document that serde_json read already.

mod build;

use serde_json::Value;

use super::{Field, Node};

/// No answer of the API is nearly as long, in UTF-16 units; what is longer is not its answer.
const MAX_LENGTH: usize = 4_000_000;

/// The body of an answer, read as a browser reads it (`Response.text()`, then `JSON.parse`), so that a native program
/// and the widget make the same of the same bytes.
///
/// Unlike serde_json's own [`Value`] it takes what RFC 8259 allows and browsers do not mind: numbers beyond all measure
/// (which then are no id, no coordinate and no distance), surrogates without a partner (U+FFFD), nesting however deep,
/// and a byte order mark. Of two fields of one name the last one counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Json(Tree);

/// As much of a document as a reader can reach.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    Array(Vec<Json>),
    /// Only the fields that the API has.
    Object(Vec<(Field, Json)>),
    /// An array or object below all that any answer of the API has.
    TooDeep,
}

impl Json {
    /// Reads a body. `None` when it is no JSON, or longer than four million UTF-16 units.
    #[must_use]
    pub fn parse(body: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(body);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let short = text.len() <= MAX_LENGTH || text.encode_utf16().take(MAX_LENGTH + 1).count() <= MAX_LENGTH;
        if short { build::document(text) } else { None }
    }
}

impl Node for &Json {
    fn field(&self, field: Field) -> Option<Self> {
        let Tree::Object(fields) = &self.0 else { return None };
        let (_, value) = fields.iter().find(|(name, _)| *name == field)?;
        (value.0 != Tree::Null).then_some(value)
    }

    fn items(&self) -> Option<Vec<Self>> {
        if let Tree::Array(items) = &self.0 { Some(items.iter().collect()) } else { None }
    }

    fn text(&self) -> Option<String> {
        if let Tree::Text(text) = &self.0 { Some(text.clone()) } else { None }
    }

    fn number(&self) -> Option<f64> {
        if let Tree::Number(number) = self.0 { Some(number) } else { None }
    }

    fn boolean(&self) -> Option<bool> {
        if let Tree::Boolean(value) = self.0 { Some(value) } else { None }
    }

    fn is_object(&self) -> bool {
        matches!(self.0, Tree::Object(_))
    }
}

impl Node for &Value {
    fn field(&self, field: Field) -> Option<Self> {
        self.get(field.name()).filter(|value| !value.is_null())
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().map(|items| items.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_object(&self) -> bool {
        Value::is_object(self)
    }
}
