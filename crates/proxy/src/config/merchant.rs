use service_points::{CarrierCode, CountryCode, Limit};

use super::{Problems, Sources};
use crate::guard::MerchantLimits;
use crate::icons::is_code;

pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<MerchantLimits> {
    let mut countries = Vec::new();
    for text in sources.list("SPP_COUNTRIES") {
        match CountryCode::new(text).filter(|country| country.is_assigned()) {
            Some(country) => countries.push(country),
            None => problems.add("SPP_COUNTRIES", format!("{text:?} is no ISO 3166-1 code such as NL")),
        }
    }
    let mut carriers = Vec::new();
    for text in sources.list("SPP_CARRIERS") {
        match CarrierCode::new(text).filter(|code| is_code(code.as_str())) {
            Some(carrier) => carriers.push(carrier),
            None => problems.add("SPP_CARRIERS", format!("{text:?} is no carrier code such as postnl")),
        }
    }
    let most = sources.number("SPP_MAX_LIMIT", 1..=200, problems).and_then(Limit::new);
    Some(MerchantLimits { countries, carriers, most: most? })
}
