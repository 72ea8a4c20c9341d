use core::fmt;

/// An ISO 3166-1 alpha-2 country code, in capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

/// The officially assigned codes of ISO 3166-1, two letters each, in order.
const ASSIGNED: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIR\
ISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINL\
NONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTO\
TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

impl CountryCode {
    /// Two ASCII letters in either case; `None` otherwise. Whether the code is assigned is another question.
    ///
    /// ```
    /// const ITALY: service_points::CountryCode = service_points::CountryCode::new("IT").unwrap();
    /// ```
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
                Some(Self([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// Whether ISO 3166-1 assigns this code to a country. The API refuses others as `invalid_choice`.
    #[must_use]
    pub fn is_assigned(self) -> bool {
        ASSIGNED.as_bytes().as_chunks::<2>().0.contains(&self.0)
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_letters_and_known_ones_are_assigned() {
        assert_eq!(CountryCode::new("nl").map(|code| code.to_string()), Some("NL".to_owned()));
        for bad in ["", "N", "NLD", "N1", "é", "  "] {
            assert_eq!(CountryCode::new(bad), None, "{bad:?}");
        }
        assert_eq!(ASSIGNED.len(), 249 * 2);
        assert!(["NL", "IT", "GB", "ZW", "AD"].iter().all(|code| CountryCode::new(code).unwrap().is_assigned()));
        assert!(!["XX", "UK", "ZZ", "DA"].iter().any(|code| CountryCode::new(code).unwrap().is_assigned()));
    }
}
