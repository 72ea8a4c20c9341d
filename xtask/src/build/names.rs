//! The names that wasm-opt has shortened, in the form that esbuild takes to shorten them in the glue too.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

/// The module that the imports of a shortened wasm file come from; wasm-opt knows no other name.
const SHORT_MODULE: &str = "a";

/// What wasm-opt prints: (module, old name, new name) and (old name, new name).
#[derive(Deserialize)]
struct Told {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// Old names with their new ones.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Names(BTreeMap<String, String>);

impl Names {
    /// Reads what wasm-opt prints.
    ///
    /// # Errors
    /// When it is something else, or one name would get two new ones.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let Told { imports, exports } = serde_json::from_str(text).context("wasm-opt told no new names")?;
        if let Some((module, name, _)) = imports.iter().find(|(module, ..)| module.contains("/snippets/")) {
            bail!("{name} of {module} is imported past the glue: wasm-opt makes all modules one, so give it a shim");
        }
        let modules = imports.iter().map(|(module, ..)| (module.clone(), SHORT_MODULE.to_owned()));
        let functions = imports.iter().map(|(_, old, new)| (old.clone(), new.clone()));
        let mut names = BTreeMap::new();
        for (old, new) in modules.chain(functions).chain(exports) {
            if let Some(other) = names.insert(old.clone(), new.clone())
                && other != new
            {
                bail!("{old} became both {other} and {new}: the glue cannot know it by one name");
            }
        }
        Ok(Self(names))
    }

    /// A regular expression that matches these names and no other.
    pub(crate) fn pattern(&self) -> String {
        let names: Vec<_> = self.0.keys().map(|name| name.replace('.', r"\.")).collect();
        format!("^(?:{})$", names.join("|"))
    }

    /// esbuild's cache of shortened names.
    ///
    /// # Errors
    /// Never in practice: a map of texts is always JSON.
    pub(crate) fn cache(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    const TOLD: &str = r#"{
      "imports": [["./picker_bg.js", "__wbg_fetch_c1", "b"], ["./picker_bg.js", "__wbg_then_65", "c"]],
      "exports": [["memory", "d"], ["picker_new", "b2"]]
    }"#;

    #[test]
    fn module_functions_and_exports_get_their_new_names() {
        let names = Names::read(TOLD).unwrap();
        assert_eq!(
            names.cache().unwrap(),
            r#"{"./picker_bg.js":"a","__wbg_fetch_c1":"b","__wbg_then_65":"c","memory":"d","picker_new":"b2"}"#
        );
        assert_eq!(names.pattern(), r"^(?:\./picker_bg\.js|__wbg_fetch_c1|__wbg_then_65|memory|picker_new)$");
    }

    #[test]
    fn a_name_with_two_meanings_is_refused() {
        let told = r#"{"imports": [["m", "memory", "b"]], "exports": [["memory", "c"]]}"#;
        assert!(Names::read(told).unwrap_err().to_string().contains("memory became both b and c"));
        let past_the_glue = r#"{"imports": [["./snippets/p-1/src/browser.js", "settle", "b"]], "exports": []}"#;
        assert!(Names::read(past_the_glue).unwrap_err().to_string().contains("past the glue"));
        assert!(Names::read("warning: something").is_err());
    }
}
