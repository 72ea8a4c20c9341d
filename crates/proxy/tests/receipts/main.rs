//! What docs/receipts.md shows a merchant's backend, in each of its languages, against receipts from good to forged.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what surrounds a test fails the test; clippy knows only the test functions themselves"
)]

mod cases;
#[path = "../support/receipts.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
mod receipts;
#[expect(unreachable_pub, reason = "the document shows it as a merchant would write it")]
mod verify;

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use cases::{Case, cases};
use receipts::key_set;

const DOCUMENT: &str = include_str!("../../../../docs/receipts.md");

/// The one piece of the document that is in this language.
fn snippet(language: &str) -> &'static str {
    let pieces: Vec<_> = DOCUMENT.split(&format!("```{language}\n")).skip(1).collect();
    assert_eq!(pieces.len(), 1, "docs/receipts.md has one piece in {language}");
    pieces[0].split("```").next().unwrap()
}

fn assert_says(language: &str, case: &Case, said: Option<Value>) {
    assert_eq!(said, case.says, "{language} and {}: {}", case.name, case.receipt);
}

/// Runs a snippet, and what calls it for each case, with the language's own program.
fn run(language: &str, program: &str, package: &str, files: [(&str, String); 2]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let [_, (script, _)] = &files;
    let all = cases();
    let said = answers(language, program, package, &folder.path().join(script), &all);
    assert_eq!(said.len(), all.len(), "{language}");
    for (case, said) in all.iter().zip(said) {
        assert_says(language, case, Some(said).filter(|said| !said.is_null()));
    }
}

fn answers(language: &str, program: &str, package: &str, script: &Path, cases: &[Case]) -> Vec<Value> {
    let mut command = Command::new(program);
    command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => panic!(
            "{language} is missing, so its piece of docs/receipts.md was not tried: install `{program}` ({package}). \
             `cargo xtask setup` does, on Debian as root."
        ),
        Err(error) => panic!("{program} cannot be started: {error}"),
    };
    let mut stdin = child.stdin.take().unwrap();
    let lines = cases.iter().map(|case| json!({"receipt": case.receipt, "now": case.now}));
    let input: String =
        std::iter::once(key_set(&["first", "second"])).chain(lines).map(|line| format!("{line}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{language}: {} {stderr}", output.status);
    writer.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_proxy_itself_says_what_every_language_has_to_say() {
    let keys = receipts::keys(&["first", "second"]);
    for case in cases() {
        assert_eq!(keys.verify(&case.receipt, case.now).is_ok(), case.says.is_some(), "{}", case.name);
    }
}

#[test]
fn node_verifies_as_documented() {
    let files = [("verify-receipt.mjs", snippet("js").to_owned()), ("run.mjs", include_str!("run.mjs").to_owned())];
    run("Node.js", "node", "https://nodejs.org, version 20 or newer", files);
}

#[test]
fn php_verifies_as_documented() {
    let files =
        [("verify-receipt.php", format!("<?php\n{}", snippet("php"))), ("run.php", include_str!("run.php").to_owned())];
    run("PHP", "php", "Debian's package php-cli", files);
}

#[test]
fn python_verifies_as_documented() {
    let files = [("verify_receipt.py", snippet("python").to_owned()), ("run.py", include_str!("run.py").to_owned())];
    run("Python", "python3", "Debian's package python3", files);
}

/// The file that is compiled here has to be the document's own piece.
#[test]
fn rust_verifies_as_documented() {
    let compiled = include_str!("verify.rs").split_once("\n\n").unwrap().1;
    assert_eq!(compiled, snippet("rust"), "copy the piece of docs/receipts.md to verify.rs");
    let key_set = key_set(&["first", "second"]);
    for case in cases() {
        assert_says("Rust", &case, verify::verify_receipt(&case.receipt, &key_set, case.now));
    }
}
