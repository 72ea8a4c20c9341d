//! Time zones of service points: which zones a country has, which of them an offset speaks for, and the one date format
//! of the API. What the clocks of a zone show is for the shell to ask of the browser.

mod timestamp;

pub use timestamp::{Timestamp, parse_rfc3339};

/// The zones of a country that differ today, the one where most people live first, as names of the IANA database. None
/// for a country that is not in the table, or anything but two capital letters.
///
/// A zone stands for all whose clocks agree with its own: Amsterdam's are Berlin's. Remote islands and outposts are left out.
pub fn zones(country_code: &str) -> impl Iterator<Item = &'static str> {
    COUNTRIES.split('\n').filter_map(move |line| {
        let mut words = line.split(' ');
        let zone = words.next();
        zone.filter(|_| words.any(|code| code == country_code))
    })
}

/// Which zone a point is in: the first whose offset equals `offset_minutes`, which is the offset of the point's own
/// `next_open_at`. Each candidate is the index of a zone in [`zones`] and that zone's offset at that very instant. The
/// country's default, 0, where none agrees.
#[must_use]
pub fn choose(candidates: &[(usize, i16)], offset_minutes: i16) -> usize {
    candidates.iter().find(|(_, offset)| *offset == offset_minutes).map_or(0, |(zone, _)| *zone)
}

/// Zones, a line each, with the countries (ISO 3166-1 alpha-2) whose clocks agree with theirs from 2026 on; a country's default
/// before its other ones. One text is smaller in the wasm than a table of slices, and half as long as one by countries. From
/// `zone.tab` and the rules of the IANA database 2026a; Kosovo, which has no code there, keeps the clocks of Berlin.
const COUNTRIES: &str = "\
Europe/Berlin AD AL AT BA BE CH CZ DE DK ES FR GI HR HU IT LI LU MC ME MK MT NL NO PL RS SE SI SK SM VA XK
Australia/Sydney AU
Europe/Athens AX BG CY EE FI GR LT LV RO UA
Europe/Istanbul BY RU SA TR YT
America/New_York CA US
America/Santiago CL
America/Sao_Paulo AR BR CL GF
America/Puerto_Rico BR GP MQ PR
Africa/Cairo EG
Europe/London ES FO GB GG IE IM JE PT
America/Nuuk GL
Asia/Jerusalem IL
Asia/Kolkata IN
Atlantic/Reykjavik IS
Asia/Almaty KZ RU
Asia/Bangkok ID RU TH VN
Asia/Dubai AE AM AZ GE RE RU
Africa/Casablanca MA
Europe/Chisinau MD
Pacific/Auckland NZ
Atlantic/Azores PT
Africa/Johannesburg RU ZA
Asia/Omsk RU
Africa/Tunis TN
Australia/Brisbane AU RU
Australia/Adelaide AU
Australia/Darwin AU
Asia/Singapore AU CN HK ID MY PH RU SG TW
Asia/Tokyo ID JP KR RU
Asia/Magadan RU
Asia/Kamchatka RU
America/Regina CA MX
America/Bogota BR CO MX PE
America/Vancouver CA MX US
America/Edmonton CA US
America/Winnipeg CA US
America/Halifax CA
America/St_Johns CA
America/Whitehorse CA MX US
America/Anchorage US
Pacific/Honolulu US";

#[cfg(test)]
mod tests {
    use super::*;

    fn list(country_code: &str) -> Vec<&'static str> {
        zones(country_code).collect()
    }

    #[test]
    fn a_country_has_its_zones_the_default_first() {
        assert_eq!(list("NL"), ["Europe/Berlin"], "clocks agree");
        assert_eq!(list("ES"), ["Europe/Berlin", "Europe/London"], "those of the Canaries are London's");
        assert_eq!(list("PT"), ["Europe/London", "Atlantic/Azores"]);
        assert_eq!(list("ZA"), ["Africa/Johannesburg"]);
        assert_eq!(list("MX")[0], "America/Regina", "Mexico City's");
        assert_eq!(list("US")[0], "America/New_York");
    }

    #[test]
    fn anything_else_has_none() {
        for text in ["", "nl", "N", "NLD", "QQ", "Europe/Rome", "NL Europe/Amsterdam", "\n", " "] {
            assert_eq!(list(text), [""; 0], "{text:?}");
        }
    }

    #[test]
    fn every_country_of_europe_is_there() {
        let europe = "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV \
                      MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA VA XK";
        for country in europe.split(' ') {
            assert!(zones(country).next().is_some(), "{country}");
        }
    }

    #[test]
    fn the_table_is_well_formed() {
        for line in COUNTRIES.lines() {
            let (name, codes) = line.split_once(' ').unwrap();
            let sound = |part: &str| part.len() > 2 && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
            assert!(name.contains('/') && name.split('/').all(sound), "{line}");
            let codes: Vec<_> = codes.split(' ').collect();
            assert!(codes.is_sorted_by(|a, b| a < b), "sorted, no country twice: {line}");
            assert!(codes.iter().all(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())), "{line}");
        }
    }

    #[test]
    fn the_offset_chooses_the_zone() {
        let spain_in_summer = [(0, 120), (1, 60)];
        assert_eq!(choose(&spain_in_summer, 60), 1);
        assert_eq!(choose(&spain_in_summer, 120), 0);
        assert_eq!(choose(&spain_in_summer, 0), 0, "an offset of nowhere in the country says nothing");
        assert_eq!(choose(&[(3, -420), (4, -420)], -420), 3, "of two that agree, the earlier one");
        assert_eq!(choose(&[(1, 60)], 60), 1, "a zone that the browser does not know is no candidate");
        assert_eq!(choose(&[], 60), 0);
    }
}
