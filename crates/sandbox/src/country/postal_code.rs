//! Brings a postal code, as people type it, into the form that the tables have.

/// The form of the table, from a code without spaces and signs, in capitals. `None` when a code of this country cannot
/// look like this. Whether the code exists is another question.
pub(crate) fn canonical(country: &str, typed: &str) -> Option<String> {
    let typed = without_prefix(country, typed);
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let only_digits = digits == typed.len();
    let letters = &typed[digits..];
    match country {
        "NL" => {
            let legal = letters.is_empty() || (letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_uppercase()));
            (digits == 4 && legal).then(|| typed[..4].to_owned())
        }
        "BE" | "AT" | "DK" => (only_digits && digits == 4).then(|| typed.to_owned()),
        "LU" => (only_digits && digits == 4).then(|| format!("L-{typed}")),
        "DE" | "FR" | "ES" | "IT" => (only_digits && digits == 5).then(|| typed.to_owned()),
        "PL" => (only_digits && digits == 5).then(|| format!("{}-{}", &typed[..2], &typed[2..])),
        "PT" => (only_digits && (digits == 4 || digits == 7)).then(|| typed[..4].to_owned()),
        "SE" => (only_digits && digits == 5).then(|| format!("{} {}", &typed[..3], &typed[3..])),
        "GB" => outward(typed),
        "IE" => {
            let legal = typed.is_ascii()
                && (typed.len() == 3 || typed.len() == 7)
                && typed.starts_with(|c: char| c.is_ascii_uppercase())
                && typed.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
            legal.then(|| typed[..3].to_owned())
        }
        _ => None,
    }
}

/// People write the country before the number: `D-10178`, `NL-5611`, `L-1111`.
fn without_prefix<'a>(country: &str, typed: &'a str) -> &'a str {
    let prefixes: &[&str] = match country {
        "BE" => &["BE", "B"],
        "LU" => &["LU", "L"],
        "DE" => &["DE", "D"],
        "AT" => &["AT", "A"],
        "FR" => &["FR", "F"],
        "ES" => &["ES", "E"],
        "IT" => &["IT", "I"],
        "SE" => &["SE", "S"],
        "NL" => &["NL"],
        "DK" => &["DK"],
        "PL" => &["PL"],
        "PT" => &["PT"],
        _ => &[],
    };
    let cut = |prefix: &&str| typed.strip_prefix(*prefix).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    prefixes.iter().find_map(cut).unwrap_or(typed)
}

/// The first half of a British code: `SW1A` of `SW1A1AA`, and of `SW1A`.
fn outward(typed: &str) -> Option<String> {
    let half = |text: &str| {
        let legal = (2..=4).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && text.bytes().any(|b| b.is_ascii_digit());
        legal.then(|| text.to_owned())
    };
    let inward = |text: &str| {
        matches!(text.as_bytes(), [digit, first, second]
            if digit.is_ascii_digit() && first.is_ascii_uppercase() && second.is_ascii_uppercase())
    };
    match typed.len().checked_sub(3).and_then(|at| typed.split_at_checked(at)) {
        Some((front, back)) if inward(back) && typed.len() >= 5 => half(front),
        _ => half(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_understood_as_people_type_them() {
        for (country, typed, code) in [
            ("NL", "5611EM", Some("5611")),
            ("NL", "5611", Some("5611")),
            ("NL", "5611E", None),
            ("BE", "B2000", Some("2000")),
            ("LU", "1111", Some("L-1111")),
            ("LU", "L1111", Some("L-1111")),
            ("DE", "D10178", Some("10178")),
            ("DE", "1017", None),
            ("PL", "00002", Some("00-002")),
            ("PT", "1200195", Some("1200")),
            ("PT", "1200", Some("1200")),
            ("SE", "10005", Some("100 05")),
            ("GB", "SW1A1AA", Some("SW1A")),
            ("GB", "M11AE", Some("M1")),
            ("GB", "AB10", Some("AB10")),
            ("GB", "LONDON", None),
            ("IE", "D02X285", Some("D02")),
            ("IE", "D02", Some("D02")),
            ("FR", "69001", Some("69001")),
            ("FR", "٦٩٠٠١", None),
            ("GB", "É1é", None),
            ("US", "90210", None),
            ("NL", "", None),
        ] {
            assert_eq!(canonical(country, typed).as_deref(), code, "{country} {typed}");
        }
    }
}
