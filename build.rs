//! Puts the style sheet of the shadow root together, without what only its authors need.

use std::path::Path;
use std::{env, fs, io};

const SHEETS: [&str; 4] = ["style/tokens.css", "style/base.css", "style/picker.css", "style/map.css"];

fn main() -> io::Result<()> {
    let mut sheet = String::new();
    for path in SHEETS {
        println!("cargo::rerun-if-changed={path}");
        sheet.push_str(&without_comments(&fs::read_to_string(path)?));
    }
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("sheet.css"), compact(&sheet))
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
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
