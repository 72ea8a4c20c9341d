//! From what the browser measured to what is said of it.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::bench::{Figures, median};

/// What an interaction took at the most of which the browser tells nothing: it tells of those that took longer.
const SHORTEST_TOLD: f64 = 16.0;

/// What `tests/e2e/bench/widget.js` prints. Times are in milliseconds, sizes in bytes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Measured {
    /// How many times slower than this machine the slow one is.
    slower: f64,
    painting: Both<Painting>,
    slow_painting: Both<Painting>,
    interactions: Vec<Interactions>,
    frames: Vec<Both<Frames>>,
    memory: Both<Memory>,
    host: Vec<Host>,
}

/// The two pages.
#[derive(Debug, Deserialize)]
struct Both<T> {
    picker: T,
    plain: T,
}

impl<T> Both<T> {
    fn picker(&self) -> &T {
        &self.picker
    }

    fn plain(&self) -> &T {
        &self.plain
    }
}

#[derive(Debug, Deserialize)]
struct Painting {
    /// By the clock.
    times: Vec<f64>,
    /// Of the processor, for the page's thread.
    work: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct Interactions {
    /// How many there were.
    made: usize,
    /// Those that the browser tells of.
    told: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct Frames {
    /// Between one frame and the next.
    intervals: Vec<f64>,
    /// Of the page's thread for each move of the hand.
    thread: f64,
}

#[derive(Debug, Deserialize)]
struct Memory {
    /// JavaScript's objects.
    script: f64,
    /// The wasm module's.
    module: f64,
}

#[derive(Debug, Deserialize)]
struct Host {
    /// Cumulative layout shift.
    shifts: f64,
    /// What tasks took beyond 50 milliseconds each, from the first byte to the list.
    blocking: f64,
}

/// One figure of the picker's, the same of the other page where there is one, and what was promised.
struct Line {
    name: &'static str,
    about: String,
    unit: &'static str,
    picker: f64,
    plain: Option<f64>,
    /// The most that the picker's may be.
    most: Option<f64>,
    /// The most that it may be of the other's.
    most_of_plain: Option<f64>,
}

impl Line {
    fn ratio(&self) -> Option<f64> {
        self.plain.map(|plain| self.picker / plain)
    }

    /// `None` where nothing was promised.
    fn met(&self) -> Option<bool> {
        let one = self.most.map(|most| self.picker <= most);
        let other = self.most_of_plain.zip(self.ratio()).map(|(most, ratio)| ratio <= most);
        one.into_iter().chain(other).reduce(|one, other| one && other)
    }
}

impl Measured {
    pub(super) fn figures(&self) -> Figures {
        let lines = self.lines();
        Figures { json: self.json(&lines), table: table(&lines) }
    }

    fn lines(&self) -> Vec<Line> {
        let line = |name, about: &str, unit, picker, plain, most, most_of_plain| Line {
            name,
            about: about.to_owned(),
            unit,
            picker,
            plain,
            most,
            most_of_plain,
        };
        let middle = |times: &[f64]| median(times.iter().copied());
        let slow = |about: &str| format!("{about}, {:.0} times slower", self.slower);
        let painting = "answer in hand to 200 points painted";
        let (fast, late) = (&self.painting, &self.slow_painting);
        let thread = |of: fn(&Both<Frames>) -> &Frames| median(self.frames.iter().map(|turn| of(turn).thread));
        let frames = |of: fn(&Both<Frames>) -> &Frames| {
            percentile(self.frames.iter().flat_map(|turn| of(turn).intervals.iter().copied()).collect(), 0.95)
        };
        let all = |memory: &Memory| (memory.script + memory.module) / 1e6;
        let memory = (all(&self.memory.picker), all(&self.memory.plain));
        let host = |of: fn(&Host) -> f64| median(self.host.iter().map(of));
        vec![
            line("painting", painting, "ms", middle(&fast.picker.times), Some(middle(&fast.plain.times)), None, None),
            line(
                "painting_work",
                "the same, of the processor",
                "ms",
                middle(&fast.picker.work),
                Some(middle(&fast.plain.work)),
                None,
                Some(1.3),
            ),
            line(
                "slow_painting",
                &slow("the same"),
                "ms",
                middle(&late.picker.times),
                Some(middle(&late.plain.times)),
                Some(100.0),
                None,
            ),
            line(
                "interactions",
                &slow("typing, filtering, looking (p98)"),
                "ms",
                percentile(self.interactions.iter().flat_map(Interactions::durations).collect(), 0.98),
                None,
                Some(50.0),
                None,
            ),
            line(
                "frames",
                "frame of a drag, 200 markers (p95)",
                "ms",
                frames(Both::picker),
                Some(frames(Both::plain)),
                Some(16.7),
                None,
            ),
            line(
                "drag",
                "a move of the hand, on the thread",
                "ms",
                thread(Both::picker),
                Some(thread(Both::plain)),
                None,
                None,
            ),
            line("memory", "JavaScript's and the module's memory", "MB", memory.0, Some(memory.1), None, Some(2.0)),
            line("shift", "layout shift of the shop's page", "", host(|host| host.shifts), None, Some(0.0), None),
            line(
                "blocking",
                &slow("blocking of its thread"),
                "ms",
                host(|host| host.blocking),
                None,
                Some(100.0),
                None,
            ),
        ]
    }

    fn json(&self, lines: &[Line]) -> Value {
        let lines = lines.iter().map(|line| {
            json!({
                "name": line.name, "unit": line.unit, "picker": line.picker, "plain": line.plain, "ratio": line.ratio(),
                "most": line.most, "most_of_plain": line.most_of_plain, "met": line.met(),
            })
        });
        json!({"slower": self.slower, "figures": lines.collect::<Vec<_>>()})
    }
}

impl Interactions {
    /// Of all of them, in no order.
    fn durations(&self) -> impl Iterator<Item = f64> {
        let untold = self.made.saturating_sub(self.told.len());
        self.told.iter().copied().chain(std::iter::repeat_n(SHORTEST_TOLD, untold))
    }
}

fn table(lines: &[Line]) -> String {
    let mut text = format!("{:<48} {:>9} {:>9} {:>6}   goal\n", "", "picker", "by hand", "ratio");
    for line in lines {
        let number = |value: f64| if line.unit.is_empty() { format!("{value:.4}") } else { format!("{value:.1}") };
        let or_nothing = |value: Option<String>| value.unwrap_or_default();
        let goals = [
            line.most_of_plain.map(|most| format!("{most:.1} times")),
            line.most.map(|most| format!("{most} {}", line.unit).trim().to_owned()),
        ];
        let goal = goals.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let met = line.met().map_or("", |met| if met { ": met" } else { ": MISSED" });
        let _written = writeln!(
            text,
            "{:<48} {:>9} {:>9} {:>6}   {goal}{met}",
            format!("{} {}", line.about, line.unit).trim(),
            number(line.picker),
            or_nothing(line.plain.map(number)),
            or_nothing(line.ratio().map(|ratio| format!("{ratio:.2}"))),
        );
    }
    text.trim_end().to_owned()
}

/// The smallest value that a share of all values does not exceed; NaN of none.
fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() as f64 * share).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{
        "slower": 4, "painting": {"picker": {"times": [60, 26, 90], "work": [30, 26, 90]}, "plain": {"times": [30, 25, 40], "work": [20, 25, 19]}},
        "slowPainting": {"picker": {"times": [110, 112, 108], "work": []}, "plain": {"times": [100, 101, 99], "work": []}},
        "interactions": [{"made": 40, "told": [24, 32]}, {"made": 10, "told": []}],
        "frames": [{"picker": {"intervals": [16.7, 16.7], "thread": 3}, "plain": {"intervals": [16.7], "thread": 2}}],
        "memory": {"picker": {"script": 3000000, "module": 1000000}, "plain": {"script": 2000000, "module": 0}},
        "host": [{"shifts": 0, "starting": 10, "blocking": 120}]
    }"#;

    fn figure(json: &Value, name: &str) -> Value {
        json["figures"].as_array().unwrap().iter().find(|line| line["name"] == name).unwrap().clone()
    }

    #[test]
    fn every_figure_is_held_against_its_goals() {
        let json = serde_json::from_str::<Measured>(PRINTED).unwrap().figures().json;
        let met = |name| figure(&json, name)["met"].clone();
        assert_eq!((figure(&json, "painting")["ratio"].clone(), met("painting")), (2.0.into(), Value::Null));
        assert_eq!(figure(&json, "painting_work")["ratio"], 1.5);
        assert_eq!((met("painting_work"), met("slow_painting")), (false.into(), false.into()));
        // One in fifty is 2 %: the slowest but one counts.
        assert_eq!((figure(&json, "interactions")["picker"].clone(), met("interactions")), (24.0.into(), true.into()));
        assert_eq!((met("frames"), met("drag")), (true.into(), Value::Null));
        assert_eq!((figure(&json, "memory")["ratio"].clone(), met("memory")), (2.0.into(), true.into()));
        assert_eq!((met("shift"), met("blocking")), (true.into(), false.into()));
    }

    #[test]
    fn the_table_says_what_was_missed() {
        let table = serde_json::from_str::<Measured>(PRINTED).unwrap().figures().table;
        let line = |about: &str| table.lines().find(|line| line.contains(about)).unwrap().to_owned();
        assert!(line("the same, 4 times slower").ends_with("110.0     100.0   1.10   100 ms: MISSED"));
        assert!(line("of the processor").ends_with("1.50   1.3 times: MISSED"));
        assert!(line("layout shift").ends_with("0: met"));
        assert!(line("a move of the hand").trim_end().ends_with("1.50"));
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!((percentile(values.clone(), 0.95), percentile(values, 0.98)), (95.0, 98.0));
        assert_eq!(percentile(vec![7.0], 0.98), 7.0);
        assert!(percentile(Vec::new(), 0.5).is_nan());
    }
}
