use service_points::{CarrierCode, CarrierScope, CountryCode, Limit, QueryError, Search};
use thiserror::Error;

use crate::error::ProxyError;

/// What the merchant lets be asked for, out of what the API answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantLimits {
    /// Countries; empty for all.
    pub countries: Vec<CountryCode>,
    /// Carriers; empty for all.
    pub carriers: Vec<CarrierCode>,
    /// Points in an answer.
    pub most: Limit,
}

/// A search that the API would answer and the merchant does not want.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotAllowed {
    /// Of another country.
    #[error("This shop does not search for service points in {}; the operator lists countries in SPP_COUNTRIES", .0.as_str())]
    Country(CountryCode),
    /// Of another carrier.
    #[error("This shop does not search for service points of {}; the operator lists carriers in SPP_CARRIERS", .0.as_str())]
    Carrier(CarrierCode),
    /// Of whatever carriers the integration has.
    #[error("This shop searches for service points of named carriers only; the operator lists them in SPP_CARRIERS")]
    AnyCarrier,
}

impl NotAllowed {
    /// The parameter to blame.
    #[must_use]
    pub const fn parameter(&self) -> &'static str {
        match self {
            Self::Country(_) => "country_code",
            Self::Carrier(_) => "carrier_code",
            Self::AnyCarrier => "use_integration_carriers",
        }
    }

    /// The stable word for it.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Country(_) => "country_not_allowed",
            Self::Carrier(_) | Self::AnyCarrier => "carrier_not_allowed",
        }
    }
}

impl MerchantLimits {
    /// Lets a search pass that stays within the limits. One that does not say how many points it wants gets no more
    /// than the most.
    ///
    /// # Errors
    /// When it does not stay within them.
    pub(crate) fn admit(&self, mut search: Search) -> Result<Search, ProxyError> {
        if !self.countries.is_empty() && !self.countries.contains(&search.country) {
            return Err(NotAllowed::Country(search.country).into());
        }
        if !self.carriers.is_empty() {
            match &search.carriers {
                CarrierScope::Integration => return Err(NotAllowed::AnyCarrier.into()),
                CarrierScope::Codes(codes) => {
                    if let Some(code) = codes.as_slice().iter().find(|code| !self.carriers.contains(code)) {
                        return Err(NotAllowed::Carrier(code.clone()).into());
                    }
                }
            }
        }
        let most = self.most.get();
        match search.limit {
            Some(limit) if limit.get() > most => {
                let detail = format!("Input should be less than or equal to {most}");
                return Err(ProxyError::Query(QueryError { code: "invalid", parameter: Some("limit"), detail }));
            }
            None if Limit::DEFAULT.get() > most => search.limit = Some(self.most),
            Some(_) | None => {}
        }
        Ok(search)
    }
}
