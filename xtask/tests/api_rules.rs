//! Holds `docs/api-rules.md` against the tests that it names.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files whose tests are rules of the API, so that each of them belongs on the page.
const RULES: [&str; 2] = ["crates/sandbox/tests/http/rules.rs", "crates/sandbox/tests/http/statuses.rs"];

fn page() -> (PathBuf, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    (root.to_owned(), std::fs::read_to_string(root.join("docs/api-rules.md")).unwrap())
}

/// The files that `[name]: ../path` lines define, by name.
fn files(root: &Path, page: &str) -> BTreeMap<String, PathBuf> {
    let definitions = page.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: ../"));
    definitions.map(|(name, path)| (name.to_owned(), root.join(path))).collect()
}

/// The tests of ``[`test`][file]`` links, as pairs of test and file.
fn named(text: &str) -> Vec<(&str, &str)> {
    let links = text.split("[`").skip(1);
    links
        .filter_map(|rest| rest.split_once("`][").and_then(|(test, rest)| Some((test, rest.split_once(']')?.0))))
        .collect()
}

/// Every test of a file: functions under an attribute that says so, or titles of Playwright's.
fn tests(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| unreadable(path, &error));
    if path.extension().is_some_and(|extension| extension == "js") {
        let calls = ["test(\"", "test(`", "test('"].map(|call| text.split(call).skip(1).collect::<Vec<_>>()).concat();
        let title = |rest: &str| rest.split(['"', '`', '\'']).next().unwrap_or_default().to_owned();
        // An apostrophe inside a title would end it, so titles in double quotes are taken to their own end, too.
        let whole = text.split("test(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        return calls.into_iter().map(title).chain(whole).collect();
    }
    let mut found = BTreeSet::new();
    let mut under_attribute = false;
    for line in text.lines().map(str::trim) {
        let declared = line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split_once('('));
        match declared {
            Some((name, _)) if under_attribute => drop(found.insert(name.to_owned())),
            _ => {}
        }
        if line.starts_with("#[") {
            under_attribute |= line.starts_with("#[test]") || line.contains("::test") || line.contains("bindgen_test");
        } else if !line.starts_with("//") {
            under_attribute = false;
        }
    }
    found
}

#[expect(clippy::panic, reason = "a page that names a missing file fails the test")]
fn unreadable(path: &Path, error: &std::io::Error) -> String {
    panic!("{}: {error}", path.display())
}

#[test]
fn every_test_that_the_page_names_exists() {
    let (root, page) = page();
    let files = files(&root, &page);
    let known: BTreeMap<&str, BTreeSet<String>> =
        files.iter().map(|(name, path)| (name.as_str(), tests(path))).collect();
    let mut missing = Vec::new();
    let named = named(&page);
    for (test, file) in &named {
        if !known.get(file).is_some_and(|tests| tests.contains(*test)) {
            missing.push(format!("{test} in {file}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(named.len() > 80, "the page was not read: {} tests", named.len());
    let used: BTreeSet<&str> = named.iter().map(|(_, file)| *file).collect();
    let unused: Vec<&String> = files.keys().filter(|name| !used.contains(name.as_str())).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_rule_has_a_test_and_says_how_it_is_known() {
    let (_, page) = page();
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule |"));
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{row}");
        assert!(["documented", "seen", "chosen"].iter().any(|word| cells[1].starts_with(word)), "{row}");
        assert!(["types", "core", "proxy", "sandbox"].iter().any(|word| cells[2].contains(word)), "{row}");
        assert!(!named(cells[3]).is_empty(), "{row}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn every_rule_of_the_sandbox_is_on_the_page() {
    let (root, page) = page();
    let named: BTreeSet<&str> = named(&page).into_iter().map(|(test, _)| test).collect();
    for file in RULES {
        let tests = tests(&root.join(file));
        assert!(tests.len() > 5, "{file}: {tests:?}");
        let missing: Vec<&String> = tests.iter().filter(|test| !named.contains(test.as_str())).collect();
        assert!(missing.is_empty(), "{file}: {missing:?}");
    }
}
