//! Hashes of the built files, in the form of Subresource Integrity: those that a page puts into `integrity` attributes, and
//! the one by which the embed script knows its wasm module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256, Sha384};

/// The list's name, beside the files.
pub(super) const LIST: &str = "integrity.json";

#[derive(Serialize)]
struct List<'a> {
    version: &'a str,
    /// Paths with `/` and their hashes, in the order of the paths.
    files: BTreeMap<String, String>,
}

/// The shorter hash, for the script: every byte of it is a byte more to download.
pub(super) fn short(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

fn long(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// Writes the list of every file in `folder`, into it.
///
/// # Errors
/// When a file cannot be read, or the list not be written.
pub(super) fn write_list(folder: &Path, version: &str) -> Result<()> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    let list = serde_json::to_string_pretty(&List { version, files })?;
    fs::write(folder.join(LIST), list + "\n").with_context(|| format!("cannot write {LIST}"))
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, long(&fs::read(entry.path())?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{LIST, short, write_list};

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // Of the empty text, as in FIPS 180-4's examples.
        assert_eq!(short(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_list_names_every_file_but_itself() {
        let folder = std::env::temp_dir().join(format!("spp-integrity-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("languages")).unwrap();
        std::fs::write(folder.join("languages/nl.json"), "[]").unwrap();
        std::fs::write(folder.join("register.js"), "").unwrap();
        write_list(&folder, "1.2.3").unwrap();
        let list: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join(LIST)).unwrap()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(list["version"], "1.2.3");
        let names: Vec<_> = list["files"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["languages/nl.json", "register.js"]);
        assert_eq!(
            list["files"]["register.js"],
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }
}
