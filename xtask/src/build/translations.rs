//! The languages: a file of texts for each, one of the texts' keys, and a module that says where they are. English is in
//! the wasm module, too; its file and that of the keys are for pages that put texts of their own in place of some. Beside
//! them lie the sentences for developers on what is wrong with an attribute, which no shopper has to download.

use std::fs;
use std::path::Path;

use anyhow::{Error, Result};
use picker_core::ConfigError;

use super::languages;
use crate::workspace::Workspace;

/// The folder of the files, in the package's own.
const FOLDER: &str = "languages";

/// The name of the sentences, in the place of a language's code.
const ERRORS: &str = "errors";

/// The file of the keys, without its ending.
const KEYS: &str = "keys";

/// Writes the files into `dist`, each an array of texts in the order of their keys, and the module beside the glue.
///
/// # Errors
/// When a language does not say what English says, or a file cannot be written.
pub(super) fn write(workspace: &Workspace, dist: &Path) -> Result<()> {
    let (from, folder) = (workspace.path("src/text/languages"), dist.join(FOLDER));
    fs::create_dir_all(&folder)?;
    let english = languages::read(&from.join("en.json")).map_err(Error::msg)?;
    let keys: Vec<&str> = english.iter().map(|(key, _)| key.as_str()).collect();
    fs::write(folder.join(KEYS).with_extension("json"), serde_json::to_string(&keys)?)?;
    let mut codes = vec![KEYS.to_owned()];
    for entry in fs::read_dir(&from)? {
        let path = entry?.path();
        let language = languages::read(&path).map_err(Error::msg)?;
        languages::check(&english, &language).map_err(Error::msg)?;
        let name = path.file_name().unwrap_or_default();
        fs::write(folder.join(name), serde_json::to_string(&languages::lines(&language))?)?;
        codes.extend(path.file_stem().map(|code| code.to_string_lossy().into_owned()));
    }
    let sentences = ConfigError::ALL.map(|error| [error.code(), error.attribute(), error.message()]);
    fs::write(folder.join(format!("{ERRORS}.json")), serde_json::to_string(&sentences)?)?;
    codes.push(ERRORS.to_owned());
    codes.sort();
    Ok(fs::write(workspace.path("pkg/generated/languages.js"), module(&codes))?)
}

/// A function for each language that gives the address of its file. Bundlers copy a file whose address stands there like
/// this; the query tells Vite to leave it a file, which a strict Content-Security-Policy wants.
fn module(codes: &[String]) -> String {
    let entry =
        |code: &String| format!("  {code}: () => new URL(\"./{FOLDER}/{code}.json?no-inline\", import.meta.url),\n");
    format!("export const LANGUAGES = {{\n{}}};\n", codes.iter().map(entry).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::module;

    #[test]
    fn bundlers_can_see_every_address() {
        assert_eq!(
            module(&["da".to_owned(), "nl".to_owned()]),
            "export const LANGUAGES = {\n  \
               da: () => new URL(\"./languages/da.json?no-inline\", import.meta.url),\n  \
               nl: () => new URL(\"./languages/nl.json?no-inline\", import.meta.url),\n};\n"
        );
    }
}
