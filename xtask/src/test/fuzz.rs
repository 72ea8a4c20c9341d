//! A bounded run of the fuzz targets, from the shared corpus. `fuzz/README.md` says what they hold.

use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::run::quietly;
use crate::setup::tools;
use crate::workspace::Workspace;

/// Each target, its words and the folder of its corpus, from `fuzz/`.
const TARGETS: [(&str, &str, &str); 2] =
    [("answers", "answers.dict", "../tests/fixtures/answers/bodies"), ("queries", "queries.dict", "corpus/queries")];

/// Seconds for each.
const TIME: u32 = 15;

/// One test for each target: that nothing was found. What is found lies in `target/fuzz`.
///
/// # Errors
/// When cargo cannot be started, there is no C++ compiler for libFuzzer, or there is no place for what is found.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    tools::cpp_compiler()?;
    let target = workspace.path("target/fuzz");
    let mut outcome = Outcome { success: true, ..Outcome::default() };
    for (name, words, corpus) in TARGETS {
        let found = target.join("found").join(name);
        std::fs::create_dir_all(&found)?;
        let mut cargo = Command::new("cargo");
        // The folder's own configuration has the flags that libFuzzer needs.
        cargo.current_dir(workspace.path("fuzz")).args(["run", "--quiet", "--release", "--locked", "--bin", name]);
        cargo.arg("--target-dir").arg(&target);
        // The same inputs in the same order on every run of a bare checkout, but for how many fit into the time.
        cargo.args(["--", "-seed=1", "-verbosity=0", &format!("-max_total_time={TIME}")]);
        cargo.arg(format!("-dict={words}")).arg(format!("-artifact_prefix={}/", found.display()));
        // What is new goes into the first folder; the corpus is only read.
        let good = quietly(cargo.arg(&found).arg(corpus), &target.join(format!("{name}.log")))?;
        outcome = outcome.and(Outcome::of_one(&format!("fuzz target {name}"), good));
    }
    Ok(outcome)
}
