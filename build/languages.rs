//! The texts of the widget's languages, as their files hold them: read by the build of the widget, which carries the
//! English ones, and by the build of the package, which carries the others.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, fs};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// The forms of a text by plural category; a text without any has one form, of no name.
pub(crate) type Forms = BTreeMap<String, String>;

/// Keys with their texts, in the order of the file.
pub(crate) type Language = Vec<(String, Forms)>;

/// An object in the order of its file, which `serde_json::Map` forgets.
struct Ordered(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Ordered;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// Reads the file of a language.
///
/// # Errors
/// When it is not what a file of a language is; the sentence names it.
pub(crate) fn read(path: &Path) -> Result<Language, String> {
    let fail = |wrong: String| format!("{}: {wrong}", path.display());
    let source = fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
    let Ordered(texts) = serde_json::from_str(&source).map_err(|error| fail(error.to_string()))?;
    let mut language = Language::new();
    for (key, value) in texts {
        let forms: Forms = match value {
            Value::String(text) => [(String::new(), text)].into(),
            forms => serde_json::from_value(forms).map_err(|error| fail(format!("{key}: {error}")))?,
        };
        let is_plural = forms.contains_key("other");
        let separates = |text: &&String| text.contains(['\n', '|']) || (is_plural && text.contains(':'));
        if let Some(text) = forms.values().find(separates) {
            return Err(fail(format!("{key} holds a sign that separates texts: {text}")));
        }
        language.push((key, forms));
    }
    Ok(language)
}

/// A line for each text: `text`, or `one:text|other:text` with the general form last.
pub(crate) fn lines(language: &Language) -> Vec<String> {
    language.iter().map(|(_, forms)| line(forms)).collect()
}

fn line(forms: &Forms) -> String {
    let mut forms: Vec<(&String, &String)> = forms.iter().collect();
    forms.sort_by_key(|(category, _)| *category == "other");
    let one = |(category, text): (&String, &String)| {
        if category.is_empty() { text.clone() } else { format!("{category}:{text}") }
    };
    forms.into_iter().map(one).collect::<Vec<_>>().join("|")
}

/// Whether a language has the keys of English, in its order, and in each text the names that English fills in there.
///
/// # Errors
/// A sentence on the first thing that is wrong.
pub(crate) fn check(english: &Language, other: &Language) -> Result<(), String> {
    for ((wanted, model), (found, forms)) in english.iter().zip(other) {
        if wanted != found {
            return Err(format!("{found} stands where {wanted} is expected"));
        }
        if forms.contains_key("other") != model.contains_key("other") {
            return Err(format!("{found} has the wrong forms"));
        }
        let wanted = model.get("other").or_else(|| model.get("")).map(|text| names(text)).unwrap_or_default();
        for text in forms.values() {
            let said = names(text);
            if text.trim().is_empty() || said.iter().any(|name| !wanted.contains(name)) {
                return Err(format!("{found} is empty or names what is not filled in: {text}"));
            }
            // A form for one or two may do without the number.
            if let Some(name) = wanted.iter().find(|name| !said.contains(name) && *name != "count") {
                return Err(format!("{found} does not say {{{name}}}: {text}"));
            }
        }
    }
    if english.len() == other.len() { Ok(()) } else { Err(format!("has {} of {} texts", other.len(), english.len())) }
}

/// The names in braces.
fn names(text: &str) -> Vec<String> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
}
