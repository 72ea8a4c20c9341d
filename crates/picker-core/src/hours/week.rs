use service_points::{MINUTES_A_DAY, OpeningTime, OpeningTimes};

/// One day's ranges in order, with those that overlap or touch made one. What is no range (an end before its start, an
/// end after midnight) is left out. A whole day ends at 24:00, also where it was written as 23:59.
pub(super) fn merged_day(day: &[OpeningTime]) -> Vec<OpeningTime> {
    let mut sorted: Vec<OpeningTime> = Vec::with_capacity(day.len());
    for &range in day {
        if range.start < range.end && range.end <= MINUTES_A_DAY {
            // A few ranges: inserting in order is smaller than a sort in the wasm.
            sorted.insert(sorted.partition_point(|other| other.start <= range.start), range);
        }
    }
    let mut merged = Vec::with_capacity(sorted.len());
    for range in sorted {
        join(&mut merged, range);
    }
    if let [OpeningTime { start: 0, end }] = &mut merged[..]
        && *end == MINUTES_A_DAY - 1
    {
        *end = MINUTES_A_DAY;
    }
    merged
}

/// The week as stretches of uninterrupted opening, in minutes since Monday 00:00, in order. One that reaches Sunday
/// 24:00 ends there.
pub(super) fn stretches(times: &OpeningTimes) -> Vec<OpeningTime> {
    let mut week = Vec::new();
    for (midnight, day) in (0..).step_by(usize::from(MINUTES_A_DAY)).zip(&times.days) {
        for range in merged_day(day) {
            join(&mut week, OpeningTime { start: midnight + range.start, end: midnight + range.end });
        }
    }
    week
}

/// Appends a range that starts no earlier than the last one, or extends the last one by it.
fn join(ranges: &mut Vec<OpeningTime>, range: OpeningTime) {
    match ranges.last_mut() {
        Some(last) if range.start <= last.end + 1 => last.end = last.end.max(range.end),
        _ => ranges.push(range),
    }
}
