//! The native reader on every answer of the shared suite, which the widget's reader passes as well.
#![cfg(feature = "json")]
#![expect(clippy::panic, reason = "a test ends by panicking")]

#[path = "../../../tests/fixtures/answers.rs"]
mod answers;

use std::collections::BTreeSet;
use std::path::Path;

use answers::{Case, cases};
use service_points::Json;

#[test]
fn every_answer_is_read_as_expected() {
    let complaints = |case: Case| case.complaint(&case.read_natively());
    let complaints: Vec<String> = cases().into_iter().filter_map(complaints).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Who has a document from serde_json already reads the same from it, as far as serde_json reads it.
#[test]
fn a_document_that_serde_json_reads_says_the_same() {
    let mut refused = Vec::new();
    for case in cases() {
        match serde_json::from_slice::<serde_json::Value>(&case.body) {
            Ok(document) if !case.name.starts_with("length-") => {
                assert_eq!(case.complaint(&case.read(Some(&&document))), None);
            }
            Ok(_) => {}
            Err(_) if Json::parse(&case.body).is_some() => refused.push(case.name),
            Err(_) => {}
        }
    }
    // What only browsers take, and therefore `Json`.
    assert_eq!(
        refused,
        [
            "byte-order-mark",
            "ids-out-of-range",
            "coordinates-out-of-range",
            "distances",
            "surrogates-alone",
            "bytes-that-are-no-utf-8",
            "hours-beyond-all-measure",
            "number-beyond-all-measure-unread",
            "beyond-all-measure-in-place-of-objects",
            "deep-hundred-thousand-unread",
            "deep-hundred-thousand-in-a-point",
            "deep-hundred-thousand",
            "no-list-results-infinite",
            "error-hostile-text",
        ]
    );
}

#[test]
fn every_file_of_the_suite_is_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/answers/bodies");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{error}"))
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(files, cases().iter().map(|case| case.name.to_owned()).collect());
    assert!(files.len() > 150, "the list never shrinks");
}
