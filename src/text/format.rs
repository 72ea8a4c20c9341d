use super::Text;
use crate::browser::{format_date, format_number};

/// A language and the conventions of a country, for texts and for the browser's `Intl`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Locale {
    /// BCP 47 tag of language and region, such as `en-IT`: English words, and the clock as people there read it.
    tag: String,
}

/// 1970-01-05 was a Monday: its midnight, in milliseconds since 1970.
const A_MONDAY: f64 = 4.0 * 86_400_000.0;

impl Locale {
    /// English as it is written in a country (ISO 3166-1 alpha-2), whatever language is asked for: there are no texts in
    /// another one, and weekdays of another one inside an English sentence help nobody.
    pub(crate) fn new(country: &str) -> Self {
        Self { tag: [Self::language(), "-", country].concat() }
    }

    /// The tag for `lang` attributes.
    pub(crate) const fn language() -> &'static str {
        "en"
    }

    /// A text of this language.
    pub(crate) fn text(&self, text: Text) -> String {
        text.english().to_owned()
    }

    /// A text of this language with its names filled in.
    pub(crate) fn fill(&self, text: Text, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = text.english();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A whole number.
    pub(crate) fn number(&self, number: usize) -> String {
        format_number(&self.tag, "", 0, number as f64)
    }

    /// A distance: metres rounded to ten, from one kilometre on kilometres with one decimal.
    pub(crate) fn distance(&self, metres: u32) -> String {
        let (unit, value, decimals) = match metres {
            0..=9 => ("meter", f64::from(metres), 0),
            10..=994 => ("meter", f64::from((metres + 5) / 10 * 10), 0),
            995..=99_949 => ("kilometer", f64::from(metres) / 1000.0, 1),
            _ => ("kilometer", f64::from(metres) / 1000.0, 0),
        };
        format_number(&self.tag, unit, decimals, value)
    }

    /// A time of the day.
    pub(crate) fn time(&self, minute: u16) -> String {
        format_date(&self.tag, 0, f64::from(minute % 1440) * 60_000.0)
    }

    /// A day of the week, 0 = Monday.
    pub(crate) fn weekday(&self, weekday: u8) -> String {
        format_date(&self.tag, 1, A_MONDAY + f64::from(weekday) * 86_400_000.0)
    }

    /// A date without its year, `days` after the day of `epoch_minute`.
    pub(crate) fn date(&self, epoch_minute: i64, days: u16) -> String {
        format_date(&self.tag, 2, (epoch_minute as f64 + f64::from(days) * 1440.0) * 60_000.0)
    }
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn italy() -> Locale {
        Locale::new("IT")
    }

    /// The digits of a text alone, and whether it names this unit.
    fn parts(text: &str, unit: &str) -> (String, bool) {
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        (digits, text.strip_suffix(unit).is_some_and(|number| !number.ends_with(char::is_alphabetic)))
    }

    #[wasm_bindgen_test]
    fn a_distance_is_as_exact_as_it_helps() {
        for (metres, digits, unit) in [
            (0, "0", "m"),
            (4, "4", "m"),
            (9, "9", "m"),
            (14, "10", "m"),
            (165, "170", "m"),
            (170, "170", "m"),
            (994, "990", "m"),
            (995, "1", "km"),
            (1549, "15", "km"),
            (12_340, "123", "km"),
            (99_949, "999", "km"),
            (99_950, "100", "km"),
            (250_400, "250", "km"),
        ] {
            let text = italy().distance(metres);
            assert_eq!(parts(&text, unit), (digits.to_owned(), true), "{metres}: {text:?}");
        }
        // Between the digits of the decimal stands one sign, whichever a country has.
        assert_eq!(italy().distance(1500).find('5'), Some(2), "{}", italy().distance(1500));
    }

    #[wasm_bindgen_test]
    fn a_large_number_has_all_its_digits() {
        assert_eq!(parts(&italy().number(12_345), "").0, "12345");
        assert_eq!(italy().number(7), "7");
    }

    #[wasm_bindgen_test]
    fn italy_reads_a_clock_of_24_hours() {
        for (minute, text) in [(0, "00:00"), (545, "09:05"), (720, "12:00"), (1145, "19:05"), (1439, "23:59")] {
            assert_eq!(italy().time(minute), text);
        }
        assert_eq!(italy().time(1440), "00:00", "midnight at the end of the day");
    }

    #[wasm_bindgen_test]
    fn the_united_states_read_a_clock_of_12_hours() {
        let america = Locale::new("US");
        for (minute, time, half) in
            [(0, "12:00", "AM"), (545, "09:05", "AM"), (720, "12:00", "PM"), (1145, "07:05", "PM")]
        {
            let text = america.time(minute);
            assert!(text.starts_with(time) && text.to_uppercase().ends_with(half), "{minute}: {text:?}");
        }
    }

    #[wasm_bindgen_test]
    fn the_week_begins_on_monday() {
        let names: Vec<String> = (0..7).map(|day| italy().weekday(day)).collect();
        assert_eq!(names, ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
    }

    #[wasm_bindgen_test]
    fn a_date_is_so_many_days_away() {
        // 2026-12-17T23:59Z.
        let minute = 29_959_199;
        let date = italy().date(minute, 7);
        assert!(date.contains("24") && date.contains("December"), "{date}");
        let date = italy().date(minute, 15);
        assert!(date.contains('1') && date.contains("January"), "{date}");
    }

    #[wasm_bindgen_test]
    fn names_are_filled_in_and_a_missing_one_leaves_nothing() {
        let fill = |values: &[(&str, &str)]| italy().fill(Text::OpenUntilDay, values);
        assert_eq!(fill(&[("time", "12:00"), ("day", "Saturday")]), "Open until Saturday 12:00");
        assert_eq!(fill(&[("day", "Saturday")]), "Open until Saturday ");
        assert_eq!(fill(&[("other", "x")]), "Open until  ");
        assert_eq!(fill(&[("day", "{time}"), ("time", "12:00")]), "Open until {time} 12:00", "a value is no pattern");
        assert_eq!(italy().fill(Text::Search, &[("time", "12:00")]), "Search");
    }

    #[wasm_bindgen_test]
    fn a_country_that_nobody_knows_has_a_format_all_the_same() {
        for country in ["QQ", "ZZ", "XK"] {
            let locale = Locale::new(country);
            assert_eq!(parts(&locale.distance(170), "m"), ("170".to_owned(), true));
            assert!(locale.time(545).contains("9:05"));
        }
    }
}
