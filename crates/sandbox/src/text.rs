//! Makes texts comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, every run of other signs one space: `Via dell'Oriuolo` is `via dell oriuolo`. Letters
/// that Unicode does not take apart are written as people without them type them: `København` is `kobenhavn`.
pub(crate) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| push(&mut out, c.to_ascii_lowercase()));
    } else {
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None => push(&mut out, c),
            }
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push(out: &mut String, c: char) {
    if c.is_alphanumeric() {
        out.push(c);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_equals_what_the_tables_say() {
        for (typed, plain) in [
            ("Via dell'Oriuolo", "via dell oriuolo"),
            ("  VIA   ROMANA, ", "via romana"),
            ("København Ø", "kobenhavn o"),
            ("Łódź", "lodz"),
            ("Hauptstraße", "hauptstrasse"),
            ("Straße", "strasse"),
            ("'s-Gravenhage", "s gravenhage"),
            ("", ""),
            (" -- ", ""),
        ] {
            assert_eq!(normalise(typed), plain, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_normalised_stays_as_it_is(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once.as_str());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
