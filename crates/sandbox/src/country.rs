//! The countries that the sandbox has places in.

mod postal_code;

pub(crate) use postal_code::canonical;

/// A country with postal codes.
#[derive(Debug)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    /// Name in its own language, which ends a formatted address.
    pub(crate) name: &'static str,
    /// What people write at the end of an address, normalised.
    pub(crate) names: &'static [&'static str],
    /// Language of the invented names.
    pub(crate) language: Language,
    /// Its postal codes: a gzipped table with the columns `country_code`, `postal_code`, `place_name`, `admin1`,
    /// `latitude`, `longitude`.
    pub(crate) table: &'static [u8],
}

/// A language of invented names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Danish,
    Dutch,
    English,
    French,
    German,
    Italian,
    Polish,
    Portuguese,
    Spanish,
    Swedish,
}

macro_rules! country {
    ($code:literal, $name:literal, $language:ident, $names:expr) => {
        Country {
            code: $code,
            name: $name,
            names: &$names,
            language: Language::$language,
            table: include_bytes!(concat!("../data/postal-codes/", $code, ".csv.gz")),
        }
    };
}

/// Every country. The order is part of the ids of generated points: a new one goes to the end.
pub(crate) static COUNTRIES: [Country; 14] = [
    country!("NL", "Nederland", Dutch, ["nederland", "netherlands", "the netherlands", "holland"]),
    country!("BE", "België", Dutch, ["belgie", "belgique", "belgien", "belgium"]),
    country!("LU", "Luxembourg", French, ["letzebuerg"]),
    country!("DE", "Deutschland", German, ["deutschland", "germany"]),
    country!("AT", "Österreich", German, ["osterreich", "oesterreich", "austria"]),
    country!("FR", "France", French, ["france"]),
    country!("ES", "España", Spanish, ["espana", "spain"]),
    country!("IT", "Italia", Italian, ["italia", "italy"]),
    country!("PL", "Polska", Polish, ["polska", "poland"]),
    country!("PT", "Portugal", Portuguese, ["portugal"]),
    country!(
        "GB",
        "United Kingdom",
        English,
        ["united kingdom", "uk", "great britain", "england", "scotland", "wales", "northern ireland"]
    ),
    country!("IE", "Ireland", English, ["ireland", "eire"]),
    country!("DK", "Danmark", Danish, ["danmark", "denmark"]),
    country!("SE", "Sverige", Swedish, ["sverige", "sweden"]),
];
