//! How many tests ran and which failed, read from what each test program prints.

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
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    /// What failed, each with the first lines of why, for the end of the run: the reports themselves are far above by then.
    pub(crate) failures: Vec<String>,
    pub(crate) success: bool,
}

impl Outcome {
    /// One check that either passed or failed.
    pub(crate) fn of_one(name: &str, success: bool) -> Self {
        let counts = Counts { passed: usize::from(success), failed: usize::from(!success) };
        Self { counts, failures: if success { Vec::new() } else { vec![name.to_owned()] }, success }
    }

    /// Both, as one.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.counts += other.counts;
        self.failures.extend(other.failures);
        Self { success: self.success && other.success, ..self }
    }

    /// Several parts, as one. Each part is judged by itself: one that broke off, or ran no test, is a failure.
    pub(crate) fn of_parts(parts: Vec<(String, Result<Self>)>) -> Self {
        let mut whole = Self { success: true, ..Self::default() };
        for (name, outcome) in parts {
            let part = Self::settled(&name, outcome);
            eprintln!("==> {name}: {}", part.counts);
            whole = whole.and(part);
        }
        whole
    }

    /// What came of a layer or a part of one, judged; one that could not be run is a failure.
    pub(crate) fn settled(name: &str, outcome: Result<Self>) -> Self {
        match outcome {
            Ok(outcome) => outcome.judged(name),
            Err(error) => {
                eprintln!("error: {name}: {error:#}");
                Self::of_one(&format!("{name}: {error:#}"), false)
            }
        }
    }

    /// The same, with a failure added where the numbers hide one: a program that broke off (a compile error, a crash) counts as
    /// one failed test, and so does a layer without any test.
    pub(crate) fn judged(mut self, name: &str) -> Self {
        let Counts { passed, failed } = self.counts;
        if failed == 0 && (!self.success || passed == 0) {
            let cause = if self.success { "no test ran" } else { "it broke off" };
            eprintln!("error: {name}: {cause}");
            self.failures.push(format!("{name}: {cause}"));
            self.counts.failed = 1;
        }
        self.success = self.counts.failed == 0;
        self
    }
}

/// Lines of why a test failed that are shown again at the end.
const LINES_OF_WHY: usize = 6;

/// Adds up every `test result: …` line of libtest and of wasm-bindgen-test.
pub(crate) fn of_libtest(output: &str, success: bool) -> Outcome {
    let mut counts = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        counts.passed += number_before(line, " passed").unwrap_or(0);
        counts.failed += number_before(line, " failed").unwrap_or(0);
    }
    let failed = output.lines().filter_map(|line| {
        let line = line.trim().strip_prefix("test ")?;
        line.strip_suffix(" ... FAILED").or_else(|| line.strip_suffix(" ... FAIL"))
    });
    let failures = failed.map(|name| with_why(name, said_of(output, name))).collect();
    Outcome { counts, failures, success }
}

/// What a test printed, as libtest and wasm-bindgen-test repeat it below their list.
fn said_of<'a>(output: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let headings = [format!("---- {name} stdout ----"), format!("---- {name} output ----")];
    let lines = output.lines().skip_while(move |line| !headings.iter().any(|heading| line.trim() == heading)).skip(1);
    lines.take_while(|line| !line.starts_with("----") && !line.starts_with("failures:"))
}

fn with_why<'a>(name: &'a str, why: impl Iterator<Item = &'a str>) -> String {
    let why = why.map(str::trim_end).filter(|line| !line.is_empty()).take(LINES_OF_WHY);
    std::iter::once(name).chain(why).collect::<Vec<_>>().join("\n      ")
}

fn number_before(line: &str, word: &str) -> Option<usize> {
    let (before, _) = line.split_once(word)?;
    before.rsplit(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
    #[serde(default)]
    errors: Vec<Mistake>,
    #[serde(default)]
    suites: Vec<Suite>,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
}

#[derive(Deserialize)]
struct Mistake {
    #[serde(default)]
    message: String,
}

/// A file, or what stands in a `describe` of it.
#[derive(Deserialize)]
struct Suite {
    title: String,
    #[serde(default)]
    suites: Vec<Suite>,
    #[serde(default)]
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Spec {
    title: String,
    #[serde(default)]
    line: u32,
    #[serde(default)]
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    status: String,
    #[serde(default)]
    results: Vec<Attempt>,
}

#[derive(Deserialize)]
struct Attempt {
    #[serde(default)]
    errors: Vec<Mistake>,
}

impl Suite {
    fn failures(&self, above: &str, failures: &mut Vec<String>) {
        let title = if above.is_empty() { self.title.clone() } else { format!("{above} › {}", self.title) };
        for spec in &self.specs {
            for test in spec.tests.iter().filter(|test| ["unexpected", "flaky"].contains(&test.status.as_str())) {
                let mistake = test.results.iter().flat_map(|attempt| &attempt.errors).next();
                let why = mistake.map(|mistake| without_colours(&mistake.message)).unwrap_or_default();
                failures.push(with_why(&format!("{title}:{} › {}", spec.line, spec.title), why.lines()));
            }
        }
        for suite in &self.suites {
            suite.failures(&title, failures);
        }
    }
}

/// A message without the sequences that colour it in a terminal.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

/// Reads Playwright's JSON report. A flaky test failed once, so it failed; so did an error outside of any test.
///
/// # Errors
/// When the text is no such report.
pub(crate) fn of_playwright(report: &str, success: bool) -> Result<Outcome> {
    let report: Report = serde_json::from_str(report).context("Playwright wrote no readable report")?;
    let Stats { expected, unexpected, flaky } = report.stats;
    let counts = Counts { passed: expected, failed: unexpected + flaky + report.errors.len() };
    let mut failures = Vec::new();
    for suite in &report.suites {
        suite.failures("", &mut failures);
    }
    let stray = report.errors.iter().map(|mistake| without_colours(&mistake.message));
    failures.extend(stray.map(|why| with_why("outside of any test", why.lines())));
    Ok(Outcome { counts, failures, success })
}

/// Reads the totals of a report in JUnit's form, as they stand in its first element. `name` says whose they are.
///
/// # Errors
/// When the text is no such report.
pub(crate) fn of_junit(name: &str, report: &str, success: bool) -> Result<Outcome> {
    let (_, suites) = report.split_once("<testsuites ").context("the report has no <testsuites>")?;
    let total = |name: &str| {
        let (_, value) = suites.split_once('>').map_or(suites, |(head, _)| head).split_once(&format!("{name}=\""))?;
        value.split_once('"')?.0.parse::<usize>().ok()
    };
    let all = total("tests").context("the report does not say how many tests there were")?;
    let failed = total("failures").unwrap_or(0) + total("errors").unwrap_or(0);
    let skipped = total("skipped").unwrap_or(0);
    let counts = Counts { passed: all.saturating_sub(failed + skipped), failed };
    let failures = if failed == 0 { Vec::new() } else { vec![format!("{name}: {failed} of its report")] };
    Ok(Outcome { counts, failures, success })
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::{Counts, Outcome, of_junit, of_libtest, of_playwright};

    fn outcome(passed: usize, failed: usize, success: bool) -> Outcome {
        Outcome { counts: Counts { passed, failed }, failures: Vec::new(), success }
    }

    #[test]
    fn junit_reports_are_read_from_their_totals() {
        let report = r#"<?xml version="1.0"?>
            <testsuites errors="1" failures="2" skipped="1" tests="9" time="0.5">
              <testsuite tests="4" errors="0"></testsuite></testsuites>"#;
        let read = of_junit("proxy", report, false).unwrap();
        assert_eq!(read.counts, Counts { passed: 5, failed: 3 });
        assert_eq!(read.failures, ["proxy: 3 of its report"]);
        assert!(of_junit("", "<html>", true).is_err() && of_junit("", r#"<testsuites errors="0">"#, true).is_err());
    }

    #[test]
    fn each_part_is_judged_by_itself() {
        let parts = vec![
            ("good".to_owned(), Ok(outcome(3, 0, true))),
            ("empty".to_owned(), Ok(outcome(0, 0, true))),
            ("broken off".to_owned(), Ok(outcome(2, 0, false))),
            ("not started".to_owned(), Err(anyhow!("no such program"))),
        ];
        let whole = Outcome::of_parts(parts);
        assert_eq!((whole.counts, whole.success), (Counts { passed: 5, failed: 3 }, false));
        assert_eq!(whole.failures, ["empty: no test ran", "broken off: it broke off", "not started: no such program"]);
    }

    #[test]
    fn every_result_line_counts_and_every_failure_is_named_with_its_cause() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 18 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test b::c ... FAILED\nfailures:\n\n---- b::c stdout ----\n\nthread 'b::c' panicked at src/b.rs:4:5:\nno\n\n\
            \nfailures:\n    b::c\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.01s\n\
            test d ... FAIL\n";
        let read = of_libtest(output, false);
        assert_eq!(read.counts, Counts { passed: 21, failed: 2 });
        assert_eq!(read.failures, ["b::c\n      thread 'b::c' panicked at src/b.rs:4:5:\n      no", "d"]);
    }

    #[test]
    fn playwright_reports_flaky_tests_and_stray_errors_as_failures() {
        let report = r#"{"errors": [{"message": "x"}], "stats": {"expected": 5, "unexpected": 1, "flaky": 1, "skipped": 0},
            "suites": [{"title": "a.spec.js", "specs": [{"title": "goes", "line": 2, "tests": [{"status": "expected"}]}],
                "suites": [{"title": "at 320 px", "specs": [{"title": "stays", "line": 9, "tests": [{"status": "unexpected",
                    "results": [{"errors": [{"message": "\u001b[31mno\u001b[39m\n\nat all"}]}]}]}]}]}]}"#;
        let read = of_playwright(report, false).unwrap();
        assert_eq!(read.counts, Counts { passed: 5, failed: 3 });
        let named = ["a.spec.js › at 320 px:9 › stays\n      no\n      at all", "outside of any test\n      x"];
        assert_eq!(read.failures, named);
        assert!(of_playwright("{}", true).is_err());
    }

    #[test]
    fn a_program_that_broke_off_is_a_failure() {
        let counts = |outcome: Outcome| outcome.judged("a layer").counts;
        assert_eq!(counts(outcome(4, 0, false)), Counts { passed: 4, failed: 1 });
        assert_eq!(counts(outcome(4, 2, false)), Counts { passed: 4, failed: 2 });
    }

    #[test]
    fn a_layer_without_tests_is_a_failure() {
        assert_eq!(outcome(0, 0, true).judged("a layer").counts, Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Counts { passed: 7, failed: 0 }.to_string(), "7 passed, 0 failed");
    }
}
