//! Time zones of service points: which zones a country has, which of them an offset speaks for, and the one date format
//! of the API. What the clocks of a zone show is for the shell to ask of the browser.

mod timestamp;

pub use timestamp::{Timestamp, parse_rfc3339};

/// The zones of a country that differ today, the one where most people live first, as names of the IANA database. None
/// for a country that is not in the table, or anything but two capital letters.
///
/// Zones whose clocks have agreed for years (Madeira's with Lisbon's) are left out, since they would give the same
/// answer, and so are remote islands and outposts.
pub fn zones(country_code: &str) -> impl Iterator<Item = &'static str> {
    let of_country = |line: &'static str| {
        let mut words = line.split(' ');
        (words.next() == Some(country_code)).then_some(words)
    };
    COUNTRIES.split('\n').find_map(of_country).into_iter().flatten()
}

/// Which zone a point is in: the first whose offset equals `offset_minutes`, which is the offset of the point's own
/// `next_open_at`. Each candidate is the index of a zone in [`zones`] and that zone's offset at that very instant. The
/// country's default, 0, where none agrees.
#[must_use]
pub fn choose(candidates: &[(usize, i16)], offset_minutes: i16) -> usize {
    candidates.iter().find(|(_, offset)| *offset == offset_minutes).map_or(0, |(zone, _)| *zone)
}

/// ISO 3166-1 alpha-2 and its zones, a country a line: one text is smaller in the wasm than a table of slices. From
/// `zone.tab` of the IANA database; Kosovo, which has no code there, keeps the clocks of Belgrade. `Europe/Kiev`
/// is the spelling that older browsers know as well.
const COUNTRIES: &str = "\
AD Europe/Andorra
AE Asia/Dubai
AL Europe/Tirane
AM Asia/Yerevan
AR America/Argentina/Buenos_Aires
AT Europe/Vienna
AU Australia/Sydney Australia/Brisbane Australia/Adelaide Australia/Darwin Australia/Perth
AX Europe/Mariehamn
AZ Asia/Baku
BA Europe/Sarajevo
BE Europe/Brussels
BG Europe/Sofia
BR America/Sao_Paulo America/Manaus America/Rio_Branco
BY Europe/Minsk
CA America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/Regina America/St_Johns America/Whitehorse
CH Europe/Zurich
CL America/Santiago America/Punta_Arenas
CN Asia/Shanghai
CO America/Bogota
CY Asia/Nicosia
CZ Europe/Prague
DE Europe/Berlin
DK Europe/Copenhagen
EE Europe/Tallinn
EG Africa/Cairo
ES Europe/Madrid Atlantic/Canary
FI Europe/Helsinki
FO Atlantic/Faroe
FR Europe/Paris
GB Europe/London
GE Asia/Tbilisi
GF America/Cayenne
GG Europe/Guernsey
GI Europe/Gibraltar
GL America/Nuuk
GP America/Guadeloupe
GR Europe/Athens
HK Asia/Hong_Kong
HR Europe/Zagreb
HU Europe/Budapest
ID Asia/Jakarta Asia/Makassar Asia/Jayapura
IE Europe/Dublin
IL Asia/Jerusalem
IM Europe/Isle_of_Man
IN Asia/Kolkata
IS Atlantic/Reykjavik
IT Europe/Rome
JE Europe/Jersey
JP Asia/Tokyo
KR Asia/Seoul
KZ Asia/Almaty
LI Europe/Vaduz
LT Europe/Vilnius
LU Europe/Luxembourg
LV Europe/Riga
MA Africa/Casablanca
MC Europe/Monaco
MD Europe/Chisinau
ME Europe/Podgorica
MK Europe/Skopje
MQ America/Martinique
MT Europe/Malta
MX America/Mexico_City America/Tijuana America/Hermosillo America/Cancun
MY Asia/Kuala_Lumpur
NL Europe/Amsterdam
NO Europe/Oslo
NZ Pacific/Auckland
PE America/Lima
PH Asia/Manila
PL Europe/Warsaw
PR America/Puerto_Rico
PT Europe/Lisbon Atlantic/Azores
RE Indian/Reunion
RO Europe/Bucharest
RS Europe/Belgrade
RU Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk Europe/Samara Europe/Kaliningrad Asia/Omsk Asia/Irkutsk Asia/Yakutsk Asia/Vladivostok Asia/Magadan Asia/Kamchatka
SA Asia/Riyadh
SE Europe/Stockholm
SG Asia/Singapore
SI Europe/Ljubljana
SK Europe/Bratislava
SM Europe/San_Marino
TH Asia/Bangkok
TN Africa/Tunis
TR Europe/Istanbul
TW Asia/Taipei
UA Europe/Kiev
US America/New_York America/Chicago America/Los_Angeles America/Denver America/Phoenix America/Anchorage Pacific/Honolulu
VA Europe/Vatican
VN Asia/Ho_Chi_Minh
XK Europe/Belgrade
YT Indian/Mayotte
ZA Africa/Johannesburg";

#[cfg(test)]
mod tests {
    use super::*;

    fn list(country_code: &str) -> Vec<&'static str> {
        zones(country_code).collect()
    }

    #[test]
    fn a_country_has_its_zones_the_default_first() {
        assert_eq!(list("NL"), ["Europe/Amsterdam"]);
        assert_eq!(list("ES"), ["Europe/Madrid", "Atlantic/Canary"]);
        assert_eq!(list("AD"), ["Europe/Andorra"]);
        assert_eq!(list("ZA"), ["Africa/Johannesburg"]);
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
        let codes: Vec<_> = COUNTRIES.lines().map(|line| &line[..2]).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "sorted, no country twice");
        for line in COUNTRIES.lines() {
            let names: Vec<_> = line[2..].split(' ').skip(1).collect();
            assert!(!names.is_empty(), "{line}");
            for name in names {
                let sound = |part: &str| part.len() > 2 && part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
                assert!(name.contains('/') && name.split('/').all(sound), "{line}");
            }
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
