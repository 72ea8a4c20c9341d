//! Puts together what the widget carries as text: the style sheet, the markup of its views, and its English words.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, error, fs};

use serde_json::Value;

const SHEETS: [&str; 4] = ["style/tokens.css", "style/base.css", "style/picker.css", "style/map.css"];

/// Folders of views, whose markup stands in files beside them.
const VIEWS: [&str; 2] = ["src/views", "src/map"];

const LANGUAGES: &str = "src/text/languages";

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

fn main() -> Result<()> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("sheet.css"), sheet()?)?;
    let english = language(&Path::new(LANGUAGES).join("en.json"))?;
    let keys: Vec<&str> = english.iter().map(|(key, _)| key.as_str()).collect();
    fs::write(out.join("texts.rs"), texts(&english))?;
    check_languages(&english)?;
    for folder in VIEWS {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "html")
                && let Some(name) = path.file_name()
            {
                fs::write(out.join(name), markup(&path, &keys)?)?;
            }
        }
    }
    Ok(())
}

fn sheet() -> Result<String> {
    let mut sheet = String::new();
    for path in SHEETS {
        println!("cargo::rerun-if-changed={path}");
        sheet.push_str(&without_comments(&fs::read_to_string(path)?, "/*", "*/"));
    }
    Ok(compact(&sheet))
}

fn without_comments(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once(end).map_or("", |(_, rest)| rest));
    }
    kept
}

/// One space where there was white space, and none beside braces, semicolons and commas. (Around colons and operators a
/// space can mean something.)
fn compact(css: &str) -> String {
    let words: Vec<&str> = css.split_ascii_whitespace().collect();
    let mut compact = words.join(" ");
    for sign in ["{", "}", ";", ","] {
        for spaced in [format!(" {sign}"), format!("{sign} ")] {
            compact = compact.replace(&spaced, sign);
        }
    }
    compact.replace(": ", ":").replace(";}", "}")
}

/// Markup without comments and without the space between elements, its texts named by their number.
fn markup(path: &Path, keys: &[&str]) -> Result<String> {
    let source = without_comments(&fs::read_to_string(path)?, "<!--", "-->");
    let lines: Vec<&str> = source.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let source = lines.join(" ").replace("> <", "><").replace(" >", ">").replace(" />", "/>");
    let mut parts = source.split('{');
    let mut markup = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (key, rest) = part.split_once('}').ok_or_else(|| format!("{}: a brace is not closed", path.display()))?;
        let number = match key {
            "" => String::new(),
            key => keys
                .iter()
                .position(|known| *known == key)
                .ok_or_else(|| format!("{}: there is no text {key}", path.display()))?
                .to_string(),
        };
        markup.push_str(&format!("{{{number}}}{rest}"));
    }
    Ok(markup)
}

/// A text, or its forms by plural category.
type Forms = BTreeMap<String, String>;

/// The texts of a language, in the order of the file.
fn language(path: &Path) -> Result<Vec<(String, Forms)>> {
    println!("cargo::rerun-if-changed={}", path.display());
    let texts: serde_json::Map<String, Value> = serde_json::from_str(&fs::read_to_string(path)?)?;
    let mut read = Vec::new();
    for (key, value) in texts {
        let forms: Forms = match value {
            Value::String(text) => [(String::new(), text)].into(),
            forms => serde_json::from_value(forms)?,
        };
        if let Some(text) = forms.values().find(|text| text.contains(['\n', '|'])) {
            return Err(format!("{}: {key} holds a sign that separates texts: {text}", path.display()).into());
        }
        read.push((key, forms));
    }
    Ok(read)
}

/// The enum of keys, and the English texts, a line for each.
fn texts(english: &[(String, Forms)]) -> String {
    let keys: Vec<String> = english
        .iter()
        .map(|(key, forms)| format!("#[doc = {:?}] {key},\n", forms.values().last().map_or("", String::as_str)))
        .collect();
    let lines: Vec<String> = english.iter().map(|(_, forms)| line(forms)).collect();
    format!(
        "/// A text. Names in braces are filled in by [`Locale::fill`].\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         #[expect(dead_code, reason = \"some texts stand in markup alone\")]\npub(crate) enum Text {{\n{}}}\n\
         /// The English texts, in the order of their keys.\nconst ENGLISH: &str = {:?};\n",
        keys.concat(),
        lines.join("\n")
    )
}

/// `text`, or `one:text|other:text`, the general form last.
fn line(forms: &Forms) -> String {
    let mut forms: Vec<(&String, &String)> = forms.iter().collect();
    forms.sort_by_key(|(category, _)| *category == "other");
    let one = |(category, text): (&String, &String)| {
        if category.is_empty() { text.clone() } else { format!("{category}:{text}") }
    };
    forms.into_iter().map(one).collect::<Vec<_>>().join("|")
}

/// Every language has the keys of English, in its order, and in each text the names that English fills in there.
fn check_languages(english: &[(String, Forms)]) -> Result<()> {
    println!("cargo::rerun-if-changed={LANGUAGES}");
    for entry in fs::read_dir(LANGUAGES)? {
        let path = entry?.path();
        let texts = language(&path)?;
        let keys = |texts: &[(String, Forms)]| texts.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let (ours, theirs) = (keys(english), keys(&texts));
        if let Some((wanted, found)) = ours.iter().zip(&theirs).find(|(wanted, found)| wanted != found) {
            return Err(format!("{}: {found} stands where {wanted} is expected", path.display()).into());
        }
        if ours.len() != theirs.len() {
            return Err(format!("{}: has {} of {} texts", path.display(), theirs.len(), ours.len()).into());
        }
        for ((key, forms), (_, model)) in texts.iter().zip(english) {
            let wanted = model.get("other").or_else(|| model.get("")).map(|text| names(text)).unwrap_or_default();
            let (is_plural, should_be) = (forms.contains_key("other"), model.contains_key("other"));
            if is_plural != should_be {
                return Err(format!("{}: {key} has the wrong forms", path.display()).into());
            }
            for text in forms.values() {
                if text.trim().is_empty() || names(text).iter().any(|name| !wanted.contains(name)) {
                    return Err(
                        format!("{}: {key} is empty or names what is not filled in: {text}", path.display()).into()
                    );
                }
                let missing = wanted.iter().find(|name| !names(text).contains(name) && *name != "count");
                if let Some(name) = missing {
                    return Err(format!("{}: {key} does not say {{{name}}}: {text}", path.display()).into());
                }
            }
        }
    }
    Ok(())
}

/// The names in braces.
fn names(text: &str) -> Vec<String> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
}
