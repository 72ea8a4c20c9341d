//! How many tests ran, read from what each test program prints.

use std::fmt;
use std::ops::AddAssign;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// Tests that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// What a test program reported, and whether it ended well.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    pub(crate) success: bool,
}

impl Outcome {
    /// Both, as one.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.counts += other.counts;
        Self { success: self.success && other.success, ..self }
    }

    /// Several parts, as one. Each part is judged by itself: one that broke off, or ran no test, is a failure.
    pub(crate) fn of_parts(parts: Vec<(String, Result<Self>)>) -> Self {
        let mut counts = Counts::default();
        for (name, outcome) in parts {
            let part = match outcome {
                Ok(outcome) => outcome.judged(),
                Err(error) => {
                    eprintln!("error: {name}: {error:#}");
                    Counts { passed: 0, failed: 1 }
                }
            };
            eprintln!("==> {name}: {part}");
            counts += part;
        }
        Self { counts, success: counts.failed == 0 }
    }

    /// The counts, with a failure added where the numbers hide one: a program that broke off (a compile error, a crash)
    /// counts as one failed test, and so does a layer without any test.
    pub(crate) fn judged(self) -> Counts {
        let Counts { passed, failed } = self.counts;
        let hidden = failed == 0 && (!self.success || passed == 0);
        if hidden && self.success {
            eprintln!("error: this layer ran no test");
        }
        Counts { passed, failed: failed + usize::from(hidden) }
    }
}

/// Adds up every `test result: …` line of libtest and of wasm-bindgen-test.
pub(crate) fn of_libtest(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        counts.passed += number_before(line, " passed").unwrap_or(0);
        counts.failed += number_before(line, " failed").unwrap_or(0);
    }
    counts
}

fn number_before(line: &str, word: &str) -> Option<usize> {
    let (before, _) = line.split_once(word)?;
    before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
    #[serde(default)]
    errors: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
}

/// Reads Playwright's JSON report. A flaky test failed once, so it failed; so did an error outside of any test.
///
/// # Errors
/// When the text is no such report.
pub(crate) fn of_playwright(report: &str) -> Result<Counts> {
    let report: Report = serde_json::from_str(report).context("Playwright wrote no readable report")?;
    let Stats { expected, unexpected, flaky } = report.stats;
    Ok(Counts { passed: expected, failed: unexpected + flaky + report.errors.len() })
}

/// Reads the totals of a report in JUnit's form, as they stand in its first element.
///
/// # Errors
/// When the text is no such report.
pub(crate) fn of_junit(report: &str) -> Result<Counts> {
    let (_, suites) = report.split_once("<testsuites ").context("the report has no <testsuites>")?;
    let total = |name: &str| {
        let (_, value) = suites.split_once('>').map_or(suites, |(head, _)| head).split_once(&format!("{name}=\""))?;
        value.split_once('"')?.0.parse::<usize>().ok()
    };
    let all = total("tests").context("the report does not say how many tests there were")?;
    let failed = total("failures").unwrap_or(0) + total("errors").unwrap_or(0);
    let skipped = total("skipped").unwrap_or(0);
    Ok(Counts { passed: all.saturating_sub(failed + skipped), failed })
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::{Counts, Outcome, of_junit, of_libtest, of_playwright};

    #[test]
    fn junit_reports_are_read_from_their_totals() {
        let report = r#"<?xml version="1.0"?>
            <testsuites errors="1" failures="2" skipped="1" tests="9" time="0.5">
              <testsuite tests="4" errors="0"></testsuite></testsuites>"#;
        assert_eq!(of_junit(report).unwrap(), Counts { passed: 5, failed: 3 });
        assert!(of_junit("<html>").is_err() && of_junit(r#"<testsuites errors="0">"#).is_err());
    }

    #[test]
    fn each_part_is_judged_by_itself() {
        let outcome = |passed, failed, success| Ok(Outcome { counts: Counts { passed, failed }, success });
        let parts = vec![
            ("good".to_owned(), outcome(3, 0, true)),
            ("empty".to_owned(), outcome(0, 0, true)),
            ("broken off".to_owned(), outcome(2, 0, false)),
            ("not started".to_owned(), Err(anyhow!("no such program"))),
        ];
        let whole = Outcome::of_parts(parts);
        assert_eq!((whole.counts, whole.success), (Counts { passed: 5, failed: 3 }, false));
    }

    #[test]
    fn every_result_line_counts() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 18 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";
        assert_eq!(of_libtest(output), Counts { passed: 21, failed: 2 });
    }

    #[test]
    fn playwright_reports_flaky_tests_and_stray_errors_as_failures() {
        let report =
            r#"{"errors": [{"message": "x"}], "stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 0}}"#;
        assert_eq!(of_playwright(report).unwrap(), Counts { passed: 5, failed: 3 });
        assert!(of_playwright("{}").is_err());
    }

    #[test]
    fn a_program_that_broke_off_is_a_failure() {
        let outcome = Outcome { counts: Counts { passed: 4, failed: 0 }, success: false };
        assert_eq!(outcome.judged(), Counts { passed: 4, failed: 1 });
        let counted = Outcome { counts: Counts { passed: 4, failed: 2 }, success: false };
        assert_eq!(counted.judged(), Counts { passed: 4, failed: 2 });
    }

    #[test]
    fn a_layer_without_tests_is_a_failure() {
        let outcome = Outcome { counts: Counts::default(), success: true };
        assert_eq!(outcome.judged(), Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Counts { passed: 7, failed: 0 }.to_string(), "7 passed, 0 failed");
    }
}
