/// Which attribute is wrong, and how. The element shows it, and reports it as `spp-error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each has its sentence below")]
pub enum ConfigError {
    EndpointMissing,
    EndpointInvalid,
    EndpointCredentials,
    EndpointConflict,
    ApiBaseMissing,
    ApiBaseInvalid,
    TokenEndpointMissing,
    TokenEndpointInvalid,
    CountryMissing,
    CountryInvalid,
    CountriesInvalid,
    CarriersConflict,
    CarriersMissing,
    CarriersInvalid,
    CarriersEmpty,
    StartConflict,
    PositionInvalid,
    PositionOutside,
    HouseNumberAlone,
    ShopTypesUnknown,
    RadiusInvalid,
    LimitInvalid,
    DirectionsInvalid,
    ValueInvalid,
}

const MISSING: &str = "attribute_missing";
const INVALID: &str = "attribute_invalid";
const CONFLICT: &str = "attributes_conflict";

impl ConfigError {
    /// Every error, in the order of their numbers: `error as usize` is the place here.
    pub const ALL: [Self; 24] = [
        Self::EndpointMissing,
        Self::EndpointInvalid,
        Self::EndpointCredentials,
        Self::EndpointConflict,
        Self::ApiBaseMissing,
        Self::ApiBaseInvalid,
        Self::TokenEndpointMissing,
        Self::TokenEndpointInvalid,
        Self::CountryMissing,
        Self::CountryInvalid,
        Self::CountriesInvalid,
        Self::CarriersConflict,
        Self::CarriersMissing,
        Self::CarriersInvalid,
        Self::CarriersEmpty,
        Self::StartConflict,
        Self::PositionInvalid,
        Self::PositionOutside,
        Self::HouseNumberAlone,
        Self::ShopTypesUnknown,
        Self::RadiusInvalid,
        Self::LimitInvalid,
        Self::DirectionsInvalid,
        Self::ValueInvalid,
    ];

    /// `attribute_missing`, `attribute_invalid` or `attributes_conflict`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.told().0
    }

    /// The attribute to mend.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        self.told().1
    }

    /// Sentence for the merchant's developer.
    #[must_use]
    pub const fn message(self) -> &'static str {
        self.told().2
    }

    const fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::EndpointMissing => {
                (MISSING, "endpoint", "Set endpoint to the address of your proxy, for example endpoint=\"/api\".")
            }
            Self::EndpointInvalid => {
                (INVALID, "endpoint", "endpoint is a path such as /api, or an http(s) URL without a query.")
            }
            Self::EndpointCredentials => {
                (INVALID, "endpoint", "endpoint must not carry credentials: every shopper would see them.")
            }
            Self::EndpointConflict => (CONFLICT, "endpoint", "Set either endpoint or api-base, not both."),
            Self::ApiBaseMissing => (MISSING, "api-base", "A token needs api-base, the address of the API it is for."),
            Self::ApiBaseInvalid => (INVALID, "api-base", "api-base is an http(s) URL without query and credentials."),
            Self::TokenEndpointMissing => (MISSING, "token-endpoint", "api-base needs token-endpoint, or getToken."),
            Self::TokenEndpointInvalid => {
                (INVALID, "token-endpoint", "token-endpoint is a path or an http(s) URL without query and credentials.")
            }
            Self::CountryMissing => {
                (MISSING, "country", "Set country to an ISO 3166-1 code, for example country=\"NL\".")
            }
            Self::CountryInvalid => (INVALID, "country", "country is a two-letter ISO 3166-1 code, such as NL."),
            Self::CountriesInvalid => {
                (INVALID, "countries", "countries are two-letter ISO 3166-1 codes separated by spaces.")
            }
            Self::CarriersConflict => {
                (CONFLICT, "carriers", "Set either carriers or use-integration-carriers, not both.")
            }
            Self::CarriersMissing => (
                MISSING,
                "carriers",
                "Set carriers to carrier codes separated by spaces, or set use-integration-carriers.",
            ),
            Self::CarriersInvalid => (INVALID, "carriers", "carriers are codes separated by spaces, without commas."),
            Self::CarriersEmpty => (MISSING, "carriers", "carriers names no carrier."),
            Self::StartConflict => (
                CONFLICT,
                "address",
                "Say where to start in one way: address, or street/house-number/postal-code/city, or latitude/longitude.",
            ),
            Self::PositionInvalid => (INVALID, "latitude", "latitude and longitude are two numbers, given together."),
            Self::PositionOutside => (INVALID, "latitude", "latitude is -90 to 90 degrees, longitude -180 to 180."),
            Self::HouseNumberAlone => (INVALID, "house-number", "house-number needs street or postal-code beside it."),
            Self::ShopTypesUnknown => {
                (INVALID, "shop-types", "shop-types knows servicepoint, locker, post_office and carrier_depot.")
            }
            Self::RadiusInvalid => (INVALID, "radius", "radius is a whole number of metres, 100 to 50000."),
            Self::LimitInvalid => (INVALID, "limit", "limit is a whole number, 1 to 200."),
            Self::DirectionsInvalid => {
                (INVALID, "directions", "directions is an https or geo URL with {latitude} and {longitude}.")
            }
            Self::ValueInvalid => (INVALID, "value", "value is the id of a service point: digits only."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConfigError;

    #[test]
    fn the_list_is_in_the_order_of_the_numbers() {
        for (number, error) in ConfigError::ALL.into_iter().enumerate() {
            assert_eq!(error as usize, number);
            assert!(error.message().contains(error.attribute()), "{error:?} names its attribute");
        }
    }
}
