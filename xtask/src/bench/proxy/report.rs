//! From what was measured to what is said of it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::cases::Case;
use super::process::Memory;
use super::{Cost, Figures, SHARE};
use crate::bench::median;

/// Bytes that the proxy may have resident.
const MEMORY_GOAL: u64 = 20_000_000;

/// Both servers, one after the other.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) nginx: Cost,
    pub(super) proxy: Cost,
}

/// A server with a share of its load.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paced {
    /// Requests a second.
    pub(super) rate: f64,
    /// Milliseconds.
    pub(super) median: f64,
    /// Milliseconds.
    pub(super) p99: f64,
}

/// A case.
pub(super) struct Measured {
    pub(super) case: &'static Case,
    pub(super) turns: Vec<Turn>,
    pub(super) nginx: Paced,
    pub(super) proxy: Paced,
    /// The proxy's, after it.
    pub(super) memory: Memory,
}

/// All of it.
pub(super) struct Report {
    pub(super) cases: Vec<Measured>,
    pub(super) memory: Memory,
}

impl Measured {
    fn ratio(&self) -> f64 {
        median(self.turns.iter().map(|turn| turn.proxy.processor / turn.nginx.processor))
    }

    fn of(&self, what: impl Fn(&Turn) -> f64) -> f64 {
        median(self.turns.iter().map(what))
    }
}

impl Report {
    pub(super) fn figures(&self) -> Figures {
        Figures { json: self.json(), table: self.table() }
    }

    fn json(&self) -> Value {
        let paced = |paced: Paced| json!({"requests_per_second": paced.rate, "median_milliseconds": paced.median, "p99_milliseconds": paced.p99});
        let server = |processor: f64, rate: f64, at: Paced| json!({"cpu_microseconds": processor, "requests_per_second": rate, "paced": paced(at)});
        let cases = self.cases.iter().map(|measured| {
            let nginx = server(measured.of(|t| t.nginx.processor), measured.of(|t| t.nginx.rate), measured.nginx);
            let proxy = server(measured.of(|t| t.proxy.processor), measured.of(|t| t.proxy.rate), measured.proxy);
            let (ratio, goal) = (measured.ratio(), measured.case.goal);
            json!({
                "name": measured.case.name, "nginx": nginx, "proxy": proxy, "ratio": ratio, "goal": goal,
                "met": goal.map(|goal| ratio <= goal), "most_resident_bytes": measured.memory.most,
            })
        });
        let memory = json!({
            "resident_bytes": self.memory.now, "most_bytes": self.memory.most, "goal": MEMORY_GOAL,
            "met": self.memory.most <= MEMORY_GOAL,
        });
        json!({"cases": cases.collect::<Vec<_>>(), "share": SHARE, "memory": memory})
    }

    fn table(&self) -> String {
        let mut text = format!(
            "{:<28} {:>19}   {:>5} {:>6}   {:>19}\n{:<28} {:>9} {:>9}   {:>5} {:>6}   {:>9} {:>9}\n",
            "",
            "CPU µs a request",
            "",
            "",
            format!("p99 ms at {:.0} %", SHARE * 100.0),
            "",
            "nginx",
            "proxy",
            "ratio",
            "goal",
            "nginx",
            "proxy"
        );
        for measured in &self.cases {
            let goal = measured.case.goal.map_or_else(String::new, |goal| format!("{goal:.1}"));
            let (nginx, proxy) = (measured.of(|t| t.nginx.processor), measured.of(|t| t.proxy.processor));
            let _written = writeln!(
                text,
                "{:<28} {nginx:>9.1} {proxy:>9.1}   {:>5.2} {goal:>6}   {:>9.2} {:>9.2}",
                measured.case.about,
                measured.ratio(),
                measured.nginx.p99,
                measured.proxy.p99
            );
        }
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let Memory { now, most } = self.memory;
        let bare = self.cases.first().map_or(0, |measured| measured.memory.most);
        let _written = write!(
            text,
            "memory at the most: {:.1} MB with nothing kept, {:.1} MB with all that is kept; {:.1} MB at the end (goal {:.0} MB)",
            megabytes(bare),
            megabytes(most),
            megabytes(now),
            megabytes(MEMORY_GOAL)
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::CASES;
    use super::*;

    fn report(ratios: &[f64]) -> Report {
        let paced = Paced { rate: 100.0, median: 0.5, p99: 2.0 };
        let turn = |ratio: &f64| Turn {
            nginx: Cost { processor: 20.0, rate: 30_000.0 },
            proxy: Cost { processor: 20.0 * ratio, rate: 30_000.0 },
        };
        let turns = ratios.iter().map(turn).collect();
        let memory = Memory { now: 10_000_000, most: 20_000_001 };
        Report { cases: vec![Measured { case: &CASES[0], turns, nginx: paced, proxy: paced, memory }], memory }
    }

    #[test]
    fn one_bad_turn_does_not_count() {
        let json = report(&[1.3, 9.0, 1.2]).json();
        assert_eq!(json["cases"][0]["ratio"], 1.3);
        assert_eq!((&json["cases"][0]["goal"], &json["cases"][0]["met"]), (&1.4.into(), &true.into()));
        assert_eq!(report(&[1.5, 1.41]).json()["cases"][0]["met"], false);
        assert_eq!(json["memory"]["met"], false);
    }

    #[test]
    fn the_table_has_a_line_for_each_case() {
        let table = report(&[1.3]).table();
        let line = table.lines().find(|line| line.starts_with(CASES[0].about)).unwrap();
        assert_eq!(
            line.split_whitespace().rev().take(6).collect::<Vec<_>>(),
            ["2.00", "2.00", "1.4", "1.30", "26.0", "20.0"]
        );
    }
}
