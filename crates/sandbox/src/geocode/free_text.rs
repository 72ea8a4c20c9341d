//! Understands an address typed on one line.

use std::ops::Range;

use super::Geocoder;
use super::evidence::Evidence;
use crate::country::canonical;
use crate::florence::TOWN;
use crate::gazetteer::native;
use crate::text::normalise;

/// Names of streets and towns have up to this many words.
const MAX_WORDS: usize = 8;

/// What is known of the words of an address.
pub(super) fn read(geocoder: &Geocoder<'_>, text: &str) -> Evidence {
    let normalised = expand(&normalise(text));
    let mut words: Vec<&str> = normalised.split(' ').filter(|word| !word.is_empty()).collect();
    drop_country(geocoder, &mut words);
    let mut used = vec![false; words.len()];
    let postal_code = find_postal_code(geocoder, &words).map(|(range, code)| {
        used[range].fill(true);
        code
    });
    let street = find_street(geocoder, &words, &used);
    let town = find_town(geocoder, &words, &used, street.as_ref().map(|(range, _)| range));
    // A street of Florence counts unless the address names another town.
    let street = street.filter(|_| town.as_ref().is_none_or(|(_, town)| town == TOWN));
    for range in [street.as_ref().map(|(range, _)| range), town.as_ref().map(|(range, _)| range)].into_iter().flatten()
    {
        used[range.clone()].fill(true);
    }
    if street.is_some() || town.as_ref().is_some_and(|(_, town)| town == TOWN) {
        explain_florence(&words, &mut used, street.is_some());
    }
    Evidence {
        street: street.map(|(_, street)| street),
        postal_code,
        town: town.map(|(_, town)| town),
        province: Some(words.join(" ")).filter(|words| !words.is_empty()),
        // A province is matched by the whole text, so there is nothing left of it then either.
        unexplained: used.contains(&false) && used.contains(&true),
    }
}

/// Whether a word can be a house number: `20`, `20r`, and the `b` of `44/b`.
pub(super) fn is_house_number(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.len() <= 5 && digits.len() <= 1 && !(word.len() == 1 && word == "e")
}

/// Writes out what Italians shorten.
pub(super) fn expand(normalised: &str) -> String {
    const SHORT: [(&str, &str); 9] = [
        ("v le ", "viale "),
        ("p zza ", "piazza "),
        ("p za ", "piazza "),
        ("pza ", "piazza "),
        ("p le ", "piazzale "),
        ("c so ", "corso "),
        ("b go ", "borgo "),
        ("l no ", "lungarno "),
        ("v ", "via "),
    ];
    let cut = |(short, long): &(&str, &str)| normalised.strip_prefix(short).map(|rest| format!("{long}{rest}"));
    SHORT.iter().find_map(cut).unwrap_or_else(|| normalised.to_owned())
}

fn drop_country(geocoder: &Geocoder<'_>, words: &mut Vec<&str>) {
    for name in geocoder.country.names {
        let name: Vec<&str> = name.split(' ').collect();
        if words.len() > name.len() && words.ends_with(&name) {
            words.truncate(words.len() - name.len());
            return;
        }
    }
}

/// The last postal code that exists: house numbers come before it.
fn find_postal_code(geocoder: &Geocoder<'_>, words: &[&str]) -> Option<(Range<usize>, String)> {
    let exists = |code: &String| {
        geocoder.gazetteer.has_code(code)
            || geocoder.florence.is_some_and(|florence| florence.postal_code(code).is_some())
    };
    (1..=words.len()).rev().find_map(|end| {
        (end.saturating_sub(3)..end).find_map(|start| {
            let code = canonical(geocoder.country.code, &words[start..end].concat().to_uppercase()).filter(exists)?;
            Some((start..end, code))
        })
    })
}

/// The longest street of Florence.
fn find_street(geocoder: &Geocoder<'_>, words: &[&str], used: &[bool]) -> Option<(Range<usize>, String)> {
    let florence = geocoder.florence?;
    longest(words, used, |range, name| florence.street(name, None).map(|_| (range, name.to_owned())))
}

/// The last name of a town, unless it is part of a street of Florence or stands before a house number, as the name of
/// a street does.
fn find_town(
    geocoder: &Geocoder<'_>,
    words: &[&str],
    used: &[bool],
    street: Option<&Range<usize>>,
) -> Option<(Range<usize>, String)> {
    let free = |range: &Range<usize>| range.clone().all(|index| !used[index]);
    let in_street =
        |range: &Range<usize>| street.is_some_and(|street| street.start < range.end && range.start < street.end);
    let names_street = |range: &Range<usize>| {
        let next = words.get(range.end).filter(|_| !used[range.end]);
        next.is_some_and(|word| is_house_number(word) && word.starts_with(|c: char| c.is_ascii_digit()))
    };
    (1..=words.len()).rev().find_map(|end| {
        (end.saturating_sub(MAX_WORDS)..end).find_map(|start| {
            let range = start..end;
            if !free(&range) || in_street(&range) || names_street(&range) {
                return None;
            }
            let name = words[range.clone()].join(" ");
            let name = native(&name);
            geocoder.gazetteer.has_name(name).then(|| (range, name.to_owned()))
        })
    })
}

fn longest<T>(words: &[&str], used: &[bool], find: impl Fn(Range<usize>, &str) -> Option<T>) -> Option<T> {
    (1..=MAX_WORDS.min(words.len())).rev().find_map(|length| {
        (0..=words.len() - length).find_map(|start| {
            let range = start..start + length;
            if used[range.clone()].contains(&true) {
                return None;
            }
            find(range.clone(), &words[range].join(" "))
        })
    })
}

/// Marks what Florentine addresses have besides: the province's sign `FI`, and house numbers beside a street.
fn explain_florence(words: &[&str], used: &mut [bool], street: bool) {
    for (word, used) in words.iter().zip(used) {
        *used |= *word == "fi" || *word == TOWN || *word == "snc" || (street && is_house_number(word));
    }
}
