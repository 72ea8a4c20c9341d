//! Invents what stands on the door.

use super::words::Words;
use crate::carriers::{Carrier, Premises};
use crate::country::Language;
use crate::random::Random;

/// Name of the place. No real shop's: a word for its trade and the street or town.
pub(super) fn name(
    carrier: &Carrier,
    premises: Premises,
    words: &Words,
    street: &str,
    city: &str,
    random: &mut Random,
) -> String {
    let here = if random.chance(0.8) { street } else { city };
    let name = match premises {
        Premises::Shop => format!("{} {here}", random.pick(words.trades).copied().unwrap_or_default()),
        Premises::PostOffice => format!("{} {here}", words.post_office),
        Premises::Depot => format!("{} {} {city}", carrier.name, words.depot),
        Premises::Locker if carrier.code == "dhl" && words.language == Language::German => {
            format!("Packstation {}", 101 + random.below(899))
        }
        Premises::Locker => format!("{} {} {here}", carrier.name, words.locker),
    };
    if premises == Premises::Shop && random.chance(0.1) { name.to_uppercase() } else { name }
}

/// Street and house number as carriers state them: now and then in capitals, without a number, or with the number
/// inside the street.
pub(super) fn street_line(language: Language, street: &str, random: &mut Random) -> (String, String) {
    let highest = if random.chance(0.8) { 60 } else { 240 };
    let mut number = (1 + random.below(highest)).to_string();
    if random.chance(0.08) {
        number.push(if language == Language::English { 'A' } else { 'a' });
    }
    let street = if random.chance(0.1) { street.to_uppercase() } else { street.to_owned() };
    if random.chance(0.06) {
        let before = matches!(language, Language::English | Language::French);
        (if before { format!("{number} {street}") } else { format!("{street} {number}") }, String::new())
    } else if random.chance(0.03) {
        (street, String::new())
    } else {
        (street, number)
    }
}

/// The whole postal code where the tables have only its beginning.
pub(super) fn postal_code(country: &str, code: &str, random: &mut Random) -> String {
    // Letters that cannot be mistaken for others, as British and Irish codes prefer them.
    const LETTERS: [char; 14] = ['A', 'B', 'D', 'E', 'F', 'H', 'J', 'L', 'N', 'P', 'R', 'T', 'W', 'X'];
    let letter = |random: &mut Random| random.pick(&LETTERS).copied().unwrap_or('A');
    match country {
        "NL" => format!("{code} {}{}", letter(random), letter(random)),
        "GB" => {
            let (first, second) = (letter(random), letter(random));
            format!("{code} {}{first}{second}", 1 + random.below(9))
        }
        "IE" => {
            let (first, second) = (letter(random), letter(random));
            format!("{code} {first}{:02}{second}", random.below(100))
        }
        "PT" => format!("{code}-{:03}", 1 + random.below(600)),
        _ => code.to_owned(),
    }
}
