use service_points::{
    CarrierCode, CarrierCodes, CarrierScope, CountryCode, Filters, Limit, Place, QueryError, Search, ServicePoint,
};
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
    /// Of a point that does not say its country.
    #[error("This shop uses service points of some countries only, and this one does not say its country")]
    NoCountry,
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
            Self::Country(_) | Self::NoCountry => "country_code",
            Self::Carrier(_) => "carrier_code",
            Self::AnyCarrier => "use_integration_carriers",
        }
    }

    /// The stable word for it.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Country(_) | Self::NoCountry => "country_not_allowed",
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

    /// Lets a point pass that somebody has chosen. A search comes back where it decides: the API may answer for one
    /// carrier with points of another, its successor or its network in that country, so a code that is not listed says
    /// little. The point passes if that search, of the listed carriers, finds it, and else is refused as said beside it.
    ///
    /// # Errors
    /// When it does not stay within the limits.
    pub(crate) fn admit_point(&self, point: &ServicePoint) -> Result<Option<(Search, NotAllowed)>, NotAllowed> {
        let country = CountryCode::new(&point.address.country_code);
        if !self.countries.is_empty() {
            let country = country.ok_or(NotAllowed::NoCountry)?;
            if !self.countries.contains(&country) {
                return Err(NotAllowed::Country(country));
            }
        }
        let Some(listed) = CarrierCodes::new(self.carriers.clone()) else { return Ok(None) };
        let code = CarrierCode::new(&point.carrier.code).ok_or(NotAllowed::AnyCarrier)?;
        if self.carriers.contains(&code) {
            return Ok(None);
        }
        let ids = vec![point.carrier_service_point_id.clone()];
        match country.filter(|country| country.is_assigned() && !ids[0].is_empty()) {
            Some(country) => {
                let search = Search {
                    country,
                    carriers: CarrierScope::Codes(listed),
                    place: Place::Country,
                    filters: Filters { carrier_service_point_ids: ids, ..Filters::default() },
                    limit: Some(self.most),
                };
                Ok(Some((search, NotAllowed::Carrier(code))))
            }
            None => Err(NotAllowed::Carrier(code)),
        }
    }
}
