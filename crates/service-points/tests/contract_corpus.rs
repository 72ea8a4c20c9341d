//! The corpus of the fuzz targets, replayed: what they once looked at keeps what must hold for any input.
#![cfg(feature = "json")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test ends by panicking")]

#[path = "../../../fuzz/checks/answers.rs"]
mod answers;
#[path = "../../../fuzz/checks/queries.rs"]
mod queries;

use std::path::Path;

/// Every file of a folder of the repository.
fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn the_answers_of_the_corpus_keep_the_promises() {
    let bodies = files("tests/fixtures/answers/bodies");
    assert!(bodies.len() > 150, "{}", bodies.len());
    bodies.iter().for_each(|body| answers::check(body));
}

#[test]
fn the_queries_of_the_corpus_keep_the_promises() {
    let queries = files("fuzz/corpus/queries");
    assert!(queries.len() > 30, "{}", queries.len());
    queries.iter().for_each(|query| queries::check(query));
}

/// Both sorts of input, with a byte of each changed, dropped or doubled: a small fuzzer that needs no tools.
#[test]
fn so_do_their_neighbours() {
    type Check = fn(&[u8]);
    let sorts: [(&str, Check); 2] =
        [("tests/fixtures/answers/bodies", answers::check), ("fuzz/corpus/queries", queries::check)];
    for (folder, check) in sorts {
        for file in files(folder).iter().filter(|file| !file.is_empty()) {
            for step in 0..40 {
                let at = step * 7919 % file.len();
                let mut changed = file.clone();
                match step % 4 {
                    0 => changed[at] ^= 1 << (step / 4 % 8),
                    1 => drop(changed.remove(at)),
                    2 => changed.insert(at, file[at]),
                    _ => changed.truncate(at),
                }
                check(&changed);
            }
        }
    }
}
