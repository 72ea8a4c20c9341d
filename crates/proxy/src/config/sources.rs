use std::collections::HashMap;
use std::ffi::OsString;

use toml::{Table, Value};
use zeroize::Zeroizing;

use super::Problems;
use super::settings::{SETTINGS, Setting};

/// What the file and the environment say, before anything of it is understood. The environment wins.
#[derive(Clone, Default)]
pub struct Sources {
    given: HashMap<&'static str, Zeroizing<String>>,
    problems: Problems,
}

/// Variables that are none of the settings: this one names the file.
const CONFIG: &str = "SPP_CONFIG";

impl Sources {
    /// Reads the text of a TOML file, when there is one, and the environment. An empty variable counts as absent.
    #[must_use]
    pub fn new(file: Option<&str>, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let mut sources = Self::default();
        if let Some(text) = file {
            sources.read_file(text);
        }
        for (name, value) in environment {
            sources.read_variable(&name, value);
        }
        sources
    }

    /// What a setting says, or its default.
    pub(crate) fn text(&self, variable: &str) -> Option<&str> {
        let given = self.given.get(variable).map(|text| text.as_str());
        given.or_else(|| SETTINGS.iter().find(|setting| setting.variable == variable)?.default)
    }

    /// The parts of a setting that are separated by commas or white space.
    pub(crate) fn list(&self, variable: &str) -> impl Iterator<Item = &str> {
        let text = self.text(variable).unwrap_or_default();
        text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty())
    }

    /// A setting that is on or off.
    pub(crate) fn flag(&self, variable: &str, problems: &mut Problems) -> bool {
        match self.text(variable) {
            None | Some("0" | "false") => false,
            Some("1" | "true") => true,
            Some(_) => {
                problems.add(variable, "is 0 or 1");
                false
            }
        }
    }

    pub(crate) const fn problems(&self) -> &Problems {
        &self.problems
    }

    fn read_file(&mut self, text: &str) {
        let table: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                // The error's own text shows the line, which may be the one with the secret key.
                let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
                self.problems.add("the configuration file", format!("line {line} is not TOML: {}", error.message()));
                return;
            }
        };
        for (key, value) in table {
            match SETTINGS.iter().find(|setting| setting.key == key) {
                Some(setting) => self.read_value(setting, value),
                None => self.problems.add("the configuration file", unknown(&key, |setting| setting.key)),
            }
        }
    }

    fn read_value(&mut self, setting: &Setting, value: Value) {
        let text = match value {
            Value::String(text) => Some(text),
            Value::Boolean(flag) => Some(flag.to_string()),
            Value::Array(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(Value::as_str).collect();
                parts.map(|parts| parts.join(","))
            }
            _ => None,
        };
        match text {
            Some(text) => drop(self.given.insert(setting.variable, Zeroizing::new(text))),
            None => self.problems.add(setting.key, "is a text, a list of texts, or true or false"),
        }
    }

    fn read_variable(&mut self, name: &OsString, value: OsString) {
        let Some(name) = name.to_str() else { return };
        let Some(setting) = SETTINGS.iter().find(|setting| setting.variable == name) else {
            if name.starts_with("SPP_") && name != CONFIG {
                self.problems.add("the environment", unknown(name, |setting| setting.variable));
            }
            return;
        };
        match value.into_string() {
            Ok(text) if text.is_empty() => {}
            Ok(text) => drop(self.given.insert(setting.variable, Zeroizing::new(text))),
            Err(_) => self.problems.add(name, "is not UTF-8"),
        }
    }
}

fn unknown(name: &str, of: impl Fn(&Setting) -> &'static str) -> String {
    let shown = name.escape_default();
    let nearest = SETTINGS.iter().map(|setting| (distance(name, of(setting)), of(setting))).min();
    match nearest {
        Some((distance, nearest)) if distance <= 3 => format!("knows no {shown}; did you mean {nearest}?"),
        _ => format!("knows no {shown}; --help lists every setting"),
    }
}

/// Letters to change, add or leave out to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.chars().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
