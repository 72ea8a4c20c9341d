use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::{Table, Value};
use zeroize::Zeroizing;

use super::Problems;
use super::settings::settings;
use crate::secret::Secret;

/// What the file and the environment say, before anything of it is understood. The environment wins.
#[derive(Clone, Default)]
pub struct Sources {
    /// By the name in the environment.
    given: HashMap<String, Zeroizing<String>>,
    problems: Problems,
}

/// Variables that are none of the settings: this one names the file.
const CONFIG: &str = "SPP_CONFIG";

impl Sources {
    /// Reads the text of a TOML file, when there is one, and the environment. An empty variable counts as absent.
    #[must_use]
    pub fn new(file: Option<&str>, environment: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let mut sources = Self::default();
        let names: Vec<Names> = names().collect();
        if let Some(text) = file {
            sources.read_file(text, &names);
        }
        for (name, value) in environment {
            sources.read_variable(&name, value, &names);
        }
        sources
    }

    /// What a setting says, or its default.
    pub(crate) fn text(&self, variable: &str) -> Option<&str> {
        let given = self.given.get(variable).map(|text| text.as_str());
        given.or_else(|| settings().find(|setting| setting.variable == variable)?.default)
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

    /// A whole number of a range.
    pub(crate) fn number(&self, variable: &str, range: RangeInclusive<u32>, problems: &mut Problems) -> Option<u32> {
        let number = self.text(variable)?.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            problems.add(variable, format!("is a whole number from {} to {}", range.start(), range.end()));
        }
        number
    }

    /// A key: one word, from its own setting or from the file that the setting with `_FILE` names. A missing one is a
    /// problem.
    pub(crate) fn key(&self, variable: &str, problems: &mut Problems) -> Option<Secret> {
        let text = self.secret(variable, problems)?;
        let word = text.trim();
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_graphic()) {
            problems.add(variable, "is empty, or holds more than one word");
            return None;
        }
        Some(Secret::new(word.to_owned()))
    }

    /// What a person has chosen, any text, from where a key may come from. A missing one is a problem.
    pub(crate) fn password(&self, variable: &str, problems: &mut Problems) -> Option<Secret> {
        let text = self.secret(variable, problems)?;
        let line = text.trim_end_matches(['\r', '\n']);
        if line.is_empty() || line.chars().any(char::is_control) {
            problems.add(variable, "is empty, or holds more than one line");
            return None;
        }
        Some(Secret::new(line.to_owned()))
    }

    fn secret(&self, variable: &str, problems: &mut Problems) -> Option<Zeroizing<String>> {
        let file_variable = file_variable(variable);
        match (self.text(variable), self.text(&file_variable)) {
            (Some(text), None) => return Some(Zeroizing::new(text.to_owned())),
            (None, Some(path)) => match std::fs::read_to_string(path) {
                Ok(text) => return Some(Zeroizing::new(text)),
                Err(error) => problems.add(&file_variable, format!("cannot read {path:?}: {error}")),
            },
            (None, None) => problems.add(variable, format!("is missing; give it, or {file_variable}")),
            (Some(_), Some(_)) => {
                problems.add(variable, format!("is given, and {file_variable} too; give one of them"));
            }
        }
        None
    }

    pub(crate) const fn problems(&self) -> &Problems {
        &self.problems
    }

    fn read_file(&mut self, text: &str, names: &[Names]) {
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
            match names.iter().find(|names| names.key == key) {
                Some(names) => self.read_value(names, value),
                None => {
                    self.problems.add("the configuration file", unknown(&key, names.iter().map(|names| &names.key)));
                }
            }
        }
    }

    fn read_value(&mut self, names: &Names, value: Value) {
        let text = match value {
            Value::String(text) => Some(text),
            Value::Boolean(flag) => Some(flag.to_string()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Array(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(Value::as_str).collect();
                parts.map(|parts| parts.join(","))
            }
            _ => None,
        };
        match text {
            Some(text) => drop(self.given.insert(names.variable.clone(), Zeroizing::new(text))),
            None => self.problems.add(&names.key, "is a text, a whole number, a list of texts, or true or false"),
        }
    }

    fn read_variable(&mut self, name: &OsString, value: OsString, names: &[Names]) {
        let Some(name) = name.to_str() else { return };
        if !names.iter().any(|names| names.variable == name) {
            if name.starts_with("SPP_") && name != CONFIG {
                self.problems.add("the environment", unknown(name, names.iter().map(|names| &names.variable)));
            }
            return;
        }
        match value.into_string() {
            Ok(text) if text.is_empty() => {}
            Ok(text) => drop(self.given.insert(name.to_owned(), Zeroizing::new(text))),
            Err(_) => self.problems.add(name, "is not UTF-8"),
        }
    }
}

/// What a setting is called in the environment and in the file.
struct Names {
    variable: String,
    key: String,
}

/// The names of every setting, and of the files that secrets can come from.
fn names() -> impl Iterator<Item = Names> {
    settings().flat_map(|setting| {
        let own = Names { variable: setting.variable.to_owned(), key: setting.key.to_owned() };
        let file = Names { variable: file_variable(setting.variable), key: [setting.key, "_file"].concat() };
        [Some(own), setting.secret.then_some(file)].into_iter().flatten()
    })
}

fn file_variable(variable: &str) -> String {
    [variable, "_FILE"].concat()
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> impl Display {
    let shown = name.escape_default();
    let nearest = known.map(|known| (distance(name, known), known)).min();
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
