use std::borrow::Cow;

use serde::de::Deserialize;
use serde_json::value::RawValue;

use super::{Key, NotAnObject, push_text};

/// A place in a JSON text, which moves on as the text is copied. It knows objects and arrays; what is in them is
/// serde_json's.
pub(super) struct Cursor<'a>(&'a str);

type Done = Result<(), NotAnObject>;

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The next byte that is no white space; `None` at the end.
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.0 = self.0.trim_start_matches([' ', '\n', '\r', '\t']);
        self.0.as_bytes().first().copied()
    }

    /// Reads the next value.
    pub(super) fn value<T: Deserialize<'a>>(&mut self) -> Result<T, NotAnObject> {
        let mut values = serde_json::Deserializer::from_str(self.0).into_iter();
        let value = values.next().and_then(Result::ok).ok_or(NotAnObject)?;
        self.0 = &self.0[values.byte_offset()..];
        Ok(value)
    }

    /// Copies the next value as it is.
    pub(super) fn copy(&mut self, out: &mut String) -> Done {
        let value: &RawValue = self.value()?;
        out.push_str(value.get());
        Ok(())
    }

    /// Copies an object; `field` copies the value of each key.
    pub(super) fn object(
        &mut self,
        out: &mut String,
        field: &mut dyn FnMut(&str, &mut Self, &mut String) -> Done,
    ) -> Done {
        self.items(out, b'{', b'}', &mut |cursor, out| {
            if cursor.peek() != Some(b'"') {
                return Err(NotAnObject);
            }
            let before = cursor.0;
            let Key(key) = cursor.value()?;
            match &key {
                Cow::Borrowed(_) => out.push_str(&before[..before.len() - cursor.0.len()]),
                Cow::Owned(key) => push_text(Some(key), out),
            }
            cursor.take(b':')?;
            out.push(':');
            field(&key, cursor, out)
        })
    }

    /// Copies an array; `item` copies each of its values.
    pub(super) fn array(&mut self, out: &mut String, item: &mut dyn FnMut(&mut Self, &mut String) -> Done) -> Done {
        self.items(out, b'[', b']', item)
    }

    fn items(
        &mut self,
        out: &mut String,
        open: u8,
        close: u8,
        item: &mut dyn FnMut(&mut Self, &mut String) -> Done,
    ) -> Done {
        self.take(open)?;
        out.push(char::from(open));
        if self.peek() != Some(close) {
            loop {
                item(self, out)?;
                if self.peek() != Some(b',') {
                    break;
                }
                self.take(b',')?;
                out.push(',');
            }
        }
        out.push(char::from(close));
        self.take(close)
    }

    fn take(&mut self, byte: u8) -> Done {
        if self.peek() != Some(byte) {
            return Err(NotAnObject);
        }
        self.0 = &self.0[1..];
        Ok(())
    }
}
