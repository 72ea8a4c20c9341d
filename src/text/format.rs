use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::Text;

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
        self.format_number(&[], number as f64)
    }

    /// A distance: metres rounded to ten, from one kilometre on kilometres with one decimal.
    pub(crate) fn distance(&self, metres: u32) -> String {
        let (unit, value, decimals) = match metres {
            0..=994 => ("meter", f64::from((metres + 5) / 10 * 10), 0.0),
            995..=99_949 => ("kilometer", f64::from(metres) / 1000.0, 1.0),
            _ => ("kilometer", f64::from(metres) / 1000.0, 0.0),
        };
        let value = if metres < 10 { f64::from(metres) } else { value };
        let options = [("style", "unit".into()), ("unit", unit.into()), ("maximumFractionDigits", decimals.into())];
        self.format_number(&options, value)
    }

    /// A time of the day.
    pub(crate) fn time(&self, minute: u16) -> String {
        let options = [("hour", "2-digit"), ("minute", "2-digit")];
        self.format_date(&options, f64::from(minute % 1440) * 60_000.0)
    }

    /// A day of the week, 0 = Monday.
    pub(crate) fn weekday(&self, weekday: u8) -> String {
        self.format_date(&[("weekday", "long")], A_MONDAY + f64::from(weekday) * 86_400_000.0)
    }

    /// A date without its year, `days` after the day of `epoch_minute`.
    pub(crate) fn date(&self, epoch_minute: i64, days: u16) -> String {
        let options = [("day", "numeric"), ("month", "long")];
        self.format_date(&options, (epoch_minute as f64 + f64::from(days) * 1440.0) * 60_000.0)
    }

    fn format_date(&self, options: &[(&str, &str)], milliseconds: f64) -> String {
        let utc = [("timeZone", JsValue::from("UTC"))];
        let options = options.iter().map(|(key, value)| (*key, JsValue::from(*value))).chain(utc);
        let formatter = Intl::DateTimeFormat::new(&self.locales(), &object(options));
        let date = Date::new(&milliseconds.into());
        formatter.format().call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    fn format_number(&self, options: &[(&str, JsValue)], number: f64) -> String {
        let formatter = Intl::NumberFormat::new(&self.locales(), &object(options.iter().cloned()));
        let text = formatter.format().call1(&JsValue::UNDEFINED, &number.into());
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    fn locales(&self) -> Array {
        Array::of1(&self.tag.as_str().into())
    }
}

fn object<'a>(fields: impl Iterator<Item = (&'a str, JsValue)>) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    object
}
