use picker_core::hours::{WallTime, display_week};
use service_points::OpeningTimes;

use crate::dom::{Tag, tag};
use crate::text::{Locale, Text, day_hours};

/// This week's hours of a point, today marked.
pub(super) fn week(times: &OpeningTimes, now: Option<WallTime>, locale: &Locale) -> Tag {
    let rows: Vec<Tag> = display_week(times)
        .iter()
        .zip(0_u8..)
        .map(|(hours, day)| {
            let today = now.is_some_and(|now| now.weekday == day);
            let lines: Vec<Tag> = day_hours(hours, locale).iter().map(|line| tag("div", "").text(line)).collect();
            let mut name = locale.weekday(day);
            if today {
                name = [&name, " (", &locale.text(Text::Today), ")"].concat();
            }
            tag("tr", if today { "today" } else { "" })
                .with(&[tag("th", "").attr("scope", "row").text(&name), tag("td", "").with(&lines)])
        })
        .collect();
    tag("table", "week").with(&[tag("tbody", "").with(&rows)])
}
