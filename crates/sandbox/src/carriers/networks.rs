//! Which carriers have places in which country.

use super::{Kind, Premises, carrier};
use crate::carriers::Carrier;

/// A carrier's places in one country.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    pub(crate) carrier: &'static Carrier,
    pub(crate) kinds: &'static [Kind],
    /// How the carrier numbers its points: `#` stands for our number.
    pub(crate) numbering: &'static str,
    /// How many of the country's points are this carrier's, in relation to the others.
    pub(crate) share: usize,
}

struct Row {
    country: &'static str,
    carrier: &'static str,
    share: usize,
    numbering: &'static str,
    kinds: &'static [Kind],
}

const fn kind(
    shop_type: Option<&'static str>,
    general: Option<&'static str>,
    premises: Premises,
    share: usize,
) -> Kind {
    Kind { shop_type, general, premises, share }
}

const fn shop(shop_type: &'static str, share: usize) -> Kind {
    kind(Some(shop_type), Some("servicepoint"), Premises::Shop, share)
}

const fn locker(shop_type: &'static str, share: usize) -> Kind {
    kind(Some(shop_type), Some("locker"), Premises::Locker, share)
}

const fn post_office(shop_type: &'static str, share: usize) -> Kind {
    kind(Some(shop_type), Some("post_office"), Premises::PostOffice, share)
}

const fn depot(shop_type: &'static str, share: usize) -> Kind {
    kind(Some(shop_type), Some("carrier_depot"), Premises::Depot, share)
}

static DHL: &[Kind] = &[shop("parcelshop", 8), locker("parcellocker", 3), depot("depot", 1)];
static DHL_DE: &[Kind] = &[shop("parcelshop", 4), post_office("postfiliale", 3), locker("packstation", 5)];
static DPD: &[Kind] = &[shop("100", 10), locker("400", 3), depot("500", 1)];
static UPS: &[Kind] = &[
    kind(None, Some("servicepoint"), Premises::Shop, 6),
    kind(None, Some("locker"), Premises::Locker, 2),
    kind(None, None, Premises::Shop, 1),
];
static POSTNL: &[Kind] = &[shop("PARCEL_SHOP", 6), locker("PBA", 4), post_office("PKN", 1)];
static BPOST: &[Kind] = &[shop("2", 4), post_office("1", 3), locker("4", 4)];
static MONDIAL: &[Kind] = &[shop("24R", 6), locker("APM", 4), kind(Some("24L"), None, Premises::Shop, 1)];
static COLISSIMO: &[Kind] = &[shop("A2P", 4), post_office("BPR", 4), locker("PCS", 1)];
static POST: &[Kind] = &[shop("partner", 4), post_office("branch", 3), locker("station", 3)];
static POST_ONLY: &[Kind] = &[post_office("post_office", 6), locker("locker", 3)];
static LOCKERS: &[Kind] = &[locker("parcel_locker", 9), shop("pop", 2)];
static SHOPS: &[Kind] = &[shop("ParcelShop", 8), locker("ParcelLocker", 2)];
static SHOPS_ONLY: &[Kind] = &[shop("parcelshop", 1)];

const fn row(
    country: &'static str,
    carrier: &'static str,
    share: usize,
    numbering: &'static str,
    kinds: &'static [Kind],
) -> Row {
    Row { country, carrier, share, numbering, kinds }
}

static ROWS: &[Row] = &[
    row("NL", "postnl", 5, "#", POSTNL),
    row("NL", "dhl", 5, "8004-NL-#", DHL),
    row("NL", "dpd", 3, "NL1#", DPD),
    row("NL", "ups", 2, "U#", UPS),
    row("NL", "homerr", 1, "HM#", SHOPS_ONLY),
    row("NL", "gls_nl", 1, "528-#", SHOPS),
    row("BE", "bpost", 5, "#", BPOST),
    row("BE", "postnl", 3, "BE-#", POSTNL),
    row("BE", "mondial_relay", 3, "0#", MONDIAL),
    row("BE", "dhl", 2, "8005-BE-#", DHL),
    row("BE", "dpd", 2, "BE1#", DPD),
    row("BE", "ups", 2, "U#", UPS),
    row("LU", "mondial_relay", 3, "0#", MONDIAL),
    row("LU", "dpd", 2, "LU1#", DPD),
    row("LU", "dhl", 2, "8006-LU-#", DHL),
    row("LU", "ups", 2, "U#", UPS),
    row("DE", "dhl", 8, "8003-#", DHL_DE),
    row("DE", "hermes_de", 4, "#", SHOPS_ONLY),
    row("DE", "dpd", 3, "DE1#", DPD),
    row("DE", "gls_de", 2, "276-#", SHOPS),
    row("DE", "ups", 2, "U#", UPS),
    row("AT", "postat", 5, "#", POST),
    row("AT", "dpd", 3, "AT1#", DPD),
    row("AT", "gls_at", 2, "040-#", SHOPS),
    row("AT", "ups", 2, "U#", UPS),
    row("FR", "mondial_relay", 5, "0#", MONDIAL),
    row("FR", "colissimo", 4, "#", COLISSIMO),
    row("FR", "chronopost", 3, "C#", SHOPS_ONLY),
    row("FR", "dpd", 2, "P#", DPD),
    row("FR", "ups", 2, "U#", UPS),
    row("ES", "correos", 4, "#", POST_ONLY),
    row("ES", "seur", 3, "S#", SHOPS),
    row("ES", "mondial_relay", 3, "0#", MONDIAL),
    row("ES", "gls_es", 2, "724-#", SHOPS),
    row("ES", "ups", 2, "U#", UPS),
    row("IT", "poste_italiane", 5, "#", POST_ONLY),
    row("IT", "inpost_it", 5, "IT#", LOCKERS),
    row("IT", "brt", 3, "BRT#", DPD),
    row("IT", "gls_it", 2, "380-#", SHOPS),
    row("IT", "ups", 2, "U#", UPS),
    row("IT", "dhl", 2, "8012-IT-#", DHL),
    row("IT", "fedex", 1, "FX#", &[kind(Some("FEDEX_ONSITE"), None, Premises::Shop, 1)]),
    row("PL", "inpost_pl", 8, "PL#M", LOCKERS),
    row("PL", "poczta_polska", 3, "#", POST_ONLY),
    row("PL", "dpd", 3, "PL1#", DPD),
    row("PL", "dhl", 2, "8007-PL-#", DHL),
    row("PL", "ups", 1, "U#", UPS),
    row("PT", "ctt", 5, "#", POST),
    row("PT", "dpd", 3, "PT1#", DPD),
    row("PT", "mondial_relay", 2, "0#", MONDIAL),
    row("PT", "ups", 2, "U#", UPS),
    row("GB", "royal_mail", 4, "#", POST_ONLY),
    row("GB", "hermes_gb", 4, "EV#", SHOPS),
    row("GB", "inpost_gb", 4, "UK#", LOCKERS),
    row("GB", "dpd", 3, "GB1#", DPD),
    row("GB", "ups", 2, "U#", UPS),
    row("IE", "an_post", 4, "#", POST_ONLY),
    row("IE", "dpd", 3, "IE1#", DPD),
    row("IE", "ups", 2, "U#", UPS),
    row("DK", "postnord", 5, "#", POST),
    row("DK", "gls_dk", 4, "208-#", SHOPS),
    row("DK", "dhl", 2, "8008-DK-#", DHL),
    row("DK", "ups", 2, "U#", UPS),
    row("SE", "postnord", 5, "#", POST),
    row("SE", "dhl", 4, "8009-SE-#", DHL),
    row("SE", "ups", 2, "U#", UPS),
];

/// The networks of a country, which are also those of the sandbox's integration; none where it has no data.
pub(crate) fn networks(country: &str) -> Vec<Network> {
    let rows = ROWS.iter().filter(|row| row.country == country);
    rows.filter_map(|row| {
        let carrier = carrier(row.carrier)?;
        Some(Network { carrier, kinds: row.kinds, numbering: row.numbering, share: row.share })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::COUNTRIES;

    #[test]
    fn every_row_names_a_carrier_and_every_country_has_some() {
        let named: usize = COUNTRIES.iter().map(|country| networks(country.code).len()).sum();
        assert_eq!(named, ROWS.len());
        assert!(COUNTRIES.iter().all(|country| networks(country.code).len() >= 3));
        assert!(ROWS.iter().all(|row| row.numbering.matches('#').count() == 1));
    }
}
