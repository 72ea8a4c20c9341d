//! Puts together what the widget carries as text: the style sheet, the markup of its views, and its words.

use std::path::{Path, PathBuf};
use std::{env, error, fs};

#[path = "build/languages.rs"]
mod languages;

use languages::{Language, check, lines, read};

const SHEETS: [&str; 4] = ["style/tokens.css", "style/base.css", "style/picker.css", "style/map.css"];

/// Folders of views, whose markup stands in files beside them.
const VIEWS: [&str; 2] = ["src/views", "src/map"];

const LANGUAGES: &str = "src/text/languages";

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

fn main() -> Result<()> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("sheet.css"), sheet()?)?;
    let english = read(&Path::new(LANGUAGES).join("en.json"))?;
    let keys: Vec<&str> = english.iter().map(|(key, _)| key.as_str()).collect();
    fs::write(out.join("texts.rs"), texts(&english))?;
    fs::write(out.join("languages.rs"), languages(&english)?)?;
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

/// One space where there was white space, and none beside braces, semicolons, commas and `>`; no zero before a point.
/// (Around colons and other operators a space can mean something.)
fn compact(css: &str) -> String {
    let words: Vec<&str> = css.split_ascii_whitespace().collect();
    let mut compact = words.join(" ");
    for sign in ["{", "}", ";", ",", ">"] {
        for spaced in [format!(" {sign}"), format!("{sign} ")] {
            compact = compact.replace(&spaced, sign);
        }
    }
    compact = compact.replace(": ", ":").replace(";}", "}");
    for before in [":", " ", ",", "("] {
        compact = compact.replace(&format!("{before}0."), &format!("{before}."));
    }
    compact
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

/// The enum of keys, and the English texts, a line for each.
fn texts(english: &Language) -> String {
    let keys: Vec<String> = english
        .iter()
        .map(|(key, forms)| format!("#[doc = {:?}] {key},\n", forms.values().last().map_or("", String::as_str)))
        .collect();
    format!(
        "/// A text. Names in braces are filled in by [`Locale::fill`].\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         #[expect(dead_code, reason = \"some texts stand in markup alone\")]\npub(crate) enum Text {{\n{}}}\n\
         /// The English texts, in the order of their keys.\nconst ENGLISH: &str = {:?};\n",
        keys.concat(),
        lines(english).join("\n")
    )
}

/// A function for each language but English. Every one says what English says.
fn languages(english: &Language) -> Result<String> {
    println!("cargo::rerun-if-changed={LANGUAGES}");
    let mut files: Vec<PathBuf> = fs::read_dir(LANGUAGES)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    let mut functions = String::new();
    for path in files {
        let language = read(&path)?;
        check(english, &language).map_err(|wrong| format!("{}: {wrong}", path.display()))?;
        let tag = path.file_stem().unwrap_or_default().to_string_lossy();
        if tag != "en" {
            functions.push_str(&format!(
                "/// `{tag}`.\n#[must_use]\npub fn {tag}() -> crate::Language {{\n    \
                 crate::Language {{ tag: {tag:?}.to_owned(), texts: {:?}.to_owned() }}\n}}\n",
                lines(&language).join("\n")
            ));
        }
    }
    Ok(functions)
}
