/// A carrier's code, such as `postnl`: not empty, and without the white space and commas that separate codes elsewhere.
///
/// Codes are joined by repeating the parameter; the API answers 400 to `carrier_code=a,b`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CarrierCode(String);

impl CarrierCode {
    /// `None` for an empty code, or one with white space, a comma or a control character.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let legal = |c: char| !(c == ',' || c.is_ascii_whitespace() || c.is_ascii_control());
        (!code.is_empty() && code.chars().all(legal)).then(|| Self(code.to_owned()))
    }

    /// The code as the API writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At least one carrier code, each once, in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierCodes(Vec<CarrierCode>);

impl CarrierCodes {
    /// `None` when there is no code at all.
    #[must_use]
    pub fn new(codes: Vec<CarrierCode>) -> Option<Self> {
        let mut unique: Vec<CarrierCode> = Vec::with_capacity(codes.len());
        for code in codes {
            if !unique.contains(&code) {
                unique.push(code);
            }
        }
        (!unique.is_empty()).then_some(Self(unique))
    }

    /// The codes.
    #[must_use]
    pub fn as_slice(&self) -> &[CarrierCode] {
        &self.0
    }
}

/// Whose service points are wanted. The API asks for exactly one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarrierScope {
    /// `carrier_code`, repeated.
    Codes(CarrierCodes),
    /// `use_integration_carriers=true`: those switched on in the merchant's integration.
    Integration,
}
