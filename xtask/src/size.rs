//! `cargo xtask size`: the bytes of everything that a shopper downloads in one language, map tiles aside.

use std::fs;
use std::io::Write as _;
use std::ops::AddAssign;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::build::{self, EMBED_FILE, WASM_FILE};
use crate::workspace::Workspace;

/// A size as it lies on the disk and as it travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Bytes {
    raw: usize,
    /// gzip at level 9.
    gzip: usize,
    /// Brotli at level 11.
    brotli: usize,
}

impl AddAssign for Bytes {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

#[derive(Debug, Serialize)]
struct FileSize {
    name: &'static str,
    #[serde(flatten)]
    bytes: Bytes,
}

/// What the command prints.
#[derive(Debug, Serialize)]
struct Report {
    total: Bytes,
    files: Vec<FileSize>,
}

#[derive(Deserialize)]
struct Budgets {
    shopper: Budget,
}

#[derive(Deserialize)]
struct Budget {
    brotli: usize,
}

/// Builds the package and weighs it. False when it breaks a rule, which stderr then names.
///
/// # Errors
/// When the package cannot be built, or a file cannot be read.
pub(crate) fn run(workspace: &Workspace, json: bool) -> Result<bool> {
    let folder = build::make(workspace)?;
    let mut report = Report { total: Bytes::default(), files: Vec::new() };
    let mut scripts = String::new();
    for name in [EMBED_FILE, WASM_FILE] {
        let content = fs::read(folder.join(name)).with_context(|| format!("the build made no {name}"))?;
        let bytes = weigh(&content)?;
        report.total += bytes;
        report.files.push(FileSize { name, bytes });
        if name.ends_with(".js") {
            scripts.push_str(&String::from_utf8_lossy(&content));
        }
    }
    if json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print_table(&report);
    }
    let budgets: Budgets = toml::from_str(&workspace.read("budgets.toml")?).context("budgets.toml is not valid")?;
    let complaints = complaints(&report.total, &budgets.shopper, &scripts);
    for complaint in &complaints {
        eprintln!("error: {complaint}");
    }
    Ok(complaints.is_empty())
}

fn complaints(total: &Bytes, budget: &Budget, scripts: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if total.brotli > budget.brotli {
        let over = total.brotli - budget.brotli;
        complaints.push(format!("{} bytes of brotli are {over} over the budget of {}", total.brotli, budget.brotli));
    }
    // A page with Trusted Types refuses it, and markup from text is how injections get in.
    if scripts.contains("innerHTML") {
        complaints.push("the built script uses innerHTML".to_owned());
    }
    complaints
}

fn weigh(content: &[u8]) -> Result<Bytes> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(Bytes { raw: content.len(), gzip: gzip.finish()?.len(), brotli: compressed.len() })
}

fn print_table(report: &Report) {
    println!("{:<16} {:>9} {:>9} {:>9}", "", "raw", "gzip", "brotli");
    let files = report.files.iter().map(|file| (file.name, file.bytes));
    for (name, bytes) in files.chain([("total", report.total)]) {
        println!("{name:<16} {:>9} {:>9} {:>9}", bytes.raw, bytes.gzip, bytes.brotli);
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Bytes, FileSize, Report, complaints, weigh};

    #[test]
    fn compression_is_measured_and_lossless_formats_shrink_repetition() {
        let bytes = weigh(&[b'a'; 10_000]).unwrap();
        assert_eq!(bytes.raw, 10_000);
        assert!(bytes.brotli < bytes.gzip && bytes.gzip < 100, "{bytes:?}");
    }

    #[test]
    fn the_budget_holds_to_the_byte() {
        let total = Bytes { raw: 9, gzip: 9, brotli: 100 };
        assert!(complaints(&total, &Budget { brotli: 100 }, "").is_empty());
        let over = complaints(&total, &Budget { brotli: 99 }, "");
        assert_eq!(over, ["100 bytes of brotli are 1 over the budget of 99"]);
    }

    #[test]
    fn markup_from_text_is_refused() {
        let found = complaints(&Bytes::default(), &Budget { brotli: 1 }, "node.innerHTML=text");
        assert_eq!(found, ["the built script uses innerHTML"]);
    }

    #[test]
    fn json_has_the_documented_shape() {
        let bytes = Bytes { raw: 3, gzip: 2, brotli: 1 };
        let report = Report { total: bytes, files: vec![FileSize { name: "register.js", bytes }] };
        assert_eq!(
            serde_json::to_value(&report).unwrap(),
            serde_json::json!({
                "total": {"raw": 3, "gzip": 2, "brotli": 1},
                "files": [{"name": "register.js", "raw": 3, "gzip": 2, "brotli": 1}]
            })
        );
    }
}
