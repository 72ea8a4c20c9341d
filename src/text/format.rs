use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use super::{ENGLISH, Text};
use crate::mount::Language;

#[wasm_bindgen(module = "/src/text/words.js")]
extern "C" {
    /// The texts of a language, and its tag for the browser's `Intl`.
    #[derive(Clone, Debug)]
    pub(crate) type Words;

    #[wasm_bindgen(method, getter, structural)]
    fn tag(this: &Words) -> String;

    #[wasm_bindgen(js_name = makeWords)]
    fn make_words(tag: &str, lines: &str) -> Words;

    fn text(words: &Words, index: u32) -> String;

    fn fill(words: &Words, index: u32, name: &str, value: &str, other: &str, value_of_other: &str) -> String;

    #[wasm_bindgen(js_name = fillCount)]
    fn fill_count(words: &Words, index: u32, count: u32, name: &str, value: &str) -> String;

    #[wasm_bindgen(js_name = formatNumber)]
    fn format_number(words: &Words, unit: &str, decimals: u8, number: f64) -> String;

    #[wasm_bindgen(js_name = formatDate)]
    fn format_date(words: &Words, style: u8, milliseconds: f64) -> String;

    #[wasm_bindgen(js_name = fillCountries)]
    fn fill_countries(words: &Words, list: &HtmlElement, codes: &str, chosen: &str);

    #[wasm_bindgen(js_name = zoneOffset)]
    fn offset_in_minutes(zone: &str, milliseconds: f64) -> i16;
}

/// A language and the conventions of a country, for texts and for the browser's `Intl`.
#[derive(Clone, Debug)]
pub(crate) struct Locale(Words);

/// 1970-01-05 was a Monday: its midnight, in milliseconds since 1970.
const A_MONDAY: f64 = 4.0 * 86_400_000.0;

impl Default for Locale {
    fn default() -> Self {
        Self::new("", None)
    }
}

impl Locale {
    /// A language as it is written in a country (ISO 3166-1 alpha-2).
    pub(crate) fn new(country: &str, language: Option<&Language>) -> Self {
        let (tag, texts) = language.map_or(("en", ENGLISH), |language| (language.tag.as_str(), &language.texts));
        let region = if country.is_empty() { "" } else { "-" };
        Self(make_words(&[tag, region, country].concat(), texts))
    }

    /// The tag for `lang` attributes.
    pub(crate) fn language(&self) -> String {
        self.0.tag()
    }

    /// What markup is filled with.
    pub(crate) fn words(&self) -> &Words {
        &self.0
    }

    /// A text of this language.
    pub(crate) fn text(&self, text: Text) -> String {
        self::text(&self.0, text as u32)
    }

    /// A text of this language with a name filled in.
    pub(crate) fn fill(&self, text: Text, name: &str, value: &str) -> String {
        fill(&self.0, text as u32, name, value, "", "")
    }

    /// A text of this language with a day and a time filled in.
    pub(crate) fn fill_day(&self, text: Text, day: &str, time: &str) -> String {
        fill(&self.0, text as u32, "day", day, "time", time)
    }

    /// A text of this language about a number of things, and how far away the nearest is.
    pub(crate) fn fill_count(&self, text: Text, count: usize, distance: &str) -> String {
        fill_count(&self.0, text as u32, count as u32, "distance", distance)
    }

    /// A distance: metres rounded to ten, from one kilometre on kilometres with one decimal.
    pub(crate) fn distance(&self, metres: u32) -> String {
        let (unit, value, decimals) = match metres {
            0..=9 => ("meter", f64::from(metres), 0),
            10..=994 => ("meter", f64::from((metres + 5) / 10 * 10), 0),
            995..=99_949 => ("kilometer", f64::from(metres) / 1000.0, 1),
            _ => ("kilometer", f64::from(metres) / 1000.0, 0),
        };
        format_number(&self.0, unit, decimals, value)
    }

    /// Fills a list with the names of countries, by their codes with a space between, and chooses one.
    pub(crate) fn fill_countries(&self, list: &HtmlElement, codes: &str, chosen: &str) {
        fill_countries(&self.0, list, codes, chosen);
    }

    /// A time of the day.
    pub(crate) fn time(&self, minute: u16) -> String {
        format_date(&self.0, 0, f64::from(minute % 1440) * 60_000.0)
    }

    /// A day of the week, 0 = Monday.
    pub(crate) fn weekday(&self, weekday: u8) -> String {
        format_date(&self.0, 1, A_MONDAY + f64::from(weekday) * 86_400_000.0)
    }

    /// A date without its year, `days` after the day of `epoch_minute`.
    pub(crate) fn date(&self, epoch_minute: i64, days: u16) -> String {
        format_date(&self.0, 2, (epoch_minute as f64 + f64::from(days) * 1440.0) * 60_000.0)
    }
}

/// Minutes by which the clocks of a zone (a name of the IANA database that the browser knows) are ahead of UTC.
pub(crate) fn zone_offset(zone: &str, epoch_minutes: i64) -> i16 {
    offset_in_minutes(zone, epoch_minutes as f64 * 60_000.0)
}

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn italy() -> Locale {
        Locale::new("IT", None)
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
    fn a_count_has_its_form_and_all_its_digits() {
        let count = |count| italy().fill_count(Text::PointsFoundHere, count, "");
        assert_eq!(count(1), "1 pickup point in this area.");
        assert_eq!(count(7), "7 pickup points in this area.");
        assert_eq!(parts(&count(12_345), "").0, "12345");
        let found = italy().fill_count(Text::PointsFound, 2, "170 m");
        assert_eq!(found, "2 pickup points, the nearest 170 m away.");
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
        let america = Locale::new("US", None);
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
        let locale = italy();
        assert_eq!(locale.fill_day(Text::OpenUntilDay, "Saturday", "12:00"), "Open until Saturday 12:00");
        assert_eq!(locale.fill(Text::OpenUntilDay, "day", "Saturday"), "Open until Saturday ");
        assert_eq!(locale.fill(Text::OpenUntilDay, "other", "x"), "Open until  ");
        assert_eq!(
            locale.fill_day(Text::OpenUntilDay, "{time}", "$&"),
            "Open until {time} $&",
            "a value is no pattern"
        );
        assert_eq!(locale.fill(Text::Search, "time", "12:00"), "Search");
    }

    #[wasm_bindgen_test]
    fn a_country_that_nobody_knows_has_a_format_all_the_same() {
        for country in ["QQ", "ZZ", "XK"] {
            let locale = Locale::new(country, None);
            assert_eq!(parts(&locale.distance(170), "m"), ("170".to_owned(), true));
            assert!(locale.time(545).contains("9:05"));
        }
    }
}
