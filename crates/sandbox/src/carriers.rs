//! The carriers that the sandbox knows, and the kinds of place that each has.
//!
//! Codes are those that Sendcloud's hosted picker and the demo data use; the shop types are of the form each carrier
//! writes. What a real integration sees may differ.

mod networks;

pub(crate) use networks::{Network, networks};

/// A carrier.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Carrier {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) picture: Picture,
}

/// What there is to show for a carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// A square sign and a wide one.
    Both,
    /// The square sign of a parcel, as for every carrier without its own.
    Default,
}

/// A kind of place that a carrier has, and how often among its places.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) shop_type: Option<&'static str>,
    pub(crate) general: Option<&'static str>,
    pub(crate) premises: Premises,
    pub(crate) share: usize,
}

/// What stands there, which decides names and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Premises {
    Shop,
    Locker,
    PostOffice,
    Depot,
}

impl Carrier {
    /// Path of the square sign.
    pub(crate) fn icon_path(&self) -> String {
        match self.picture {
            Picture::Both => format!("/carriers/{}.svg", self.code),
            Picture::Default => "/carriers/default.svg".to_owned(),
        }
    }

    /// Path of the wide sign.
    pub(crate) fn logo_path(&self) -> Option<String> {
        (self.picture == Picture::Both).then(|| format!("/carriers/{}-logo.svg", self.code))
    }
}

const fn both(code: &'static str, name: &'static str) -> Carrier {
    Carrier { code, name, picture: Picture::Both }
}

const fn plain(code: &'static str, name: &'static str) -> Carrier {
    Carrier { code, name, picture: Picture::Default }
}

/// Every carrier, ordered by code.
static CARRIERS: [Carrier; 31] = [
    plain("an_post", "An Post"),
    both("bpost", "bpost"),
    both("brt", "BRT"),
    plain("chronopost", "Chronopost"),
    both("colissimo", "Colissimo"),
    both("correos", "Correos"),
    plain("ctt", "CTT"),
    both("dhl", "DHL"),
    both("dpd", "DPD"),
    both("fedex", "FedEx"),
    plain("gls_at", "GLS Austria"),
    plain("gls_de", "GLS Germany"),
    plain("gls_dk", "GLS Denmark"),
    plain("gls_es", "GLS Spain"),
    both("gls_it", "GLS Italy"),
    plain("gls_nl", "GLS Netherlands"),
    plain("hermes_de", "Hermes"),
    plain("hermes_gb", "Evri"),
    plain("homerr", "Homerr"),
    plain("inpost_gb", "InPost UK"),
    both("inpost_it", "InPost Italy"),
    plain("inpost_pl", "InPost"),
    both("mondial_relay", "Mondial Relay"),
    plain("poczta_polska", "Poczta Polska"),
    plain("postat", "Österreichische Post"),
    both("poste_italiane", "Poste Italiane"),
    plain("postnord", "PostNord"),
    both("postnl", "PostNL"),
    plain("royal_mail", "Royal Mail"),
    plain("seur", "SEUR"),
    both("ups", "UPS"),
];

/// Codes that carriers go by no longer, and the code that answers carry instead.
const SUPERSEDED: [(&str, &str); 4] =
    [("dhl_de", "dhl"), ("dpd_fr", "dpd"), ("dpd_gb", "dpd"), ("correos_express", "correos")];

/// The carrier with this code.
pub(crate) fn carrier(code: &str) -> Option<&'static Carrier> {
    CARRIERS.iter().find(|carrier| carrier.code == code)
}

/// The code under which points answer to the code asked for; `None` when no carrier has ever had it.
pub(crate) fn current_code(asked: &str) -> Option<&'static str> {
    let current = SUPERSEDED.iter().find(|(old, _)| *old == asked).map_or(asked, |(_, new)| new);
    carrier(current).map(|carrier| carrier.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_superseded_ones_lead_to_their_successors() {
        assert_eq!(current_code("postnl"), Some("postnl"));
        assert_eq!(current_code("dhl_de"), Some("dhl"));
        assert_eq!(current_code("acme"), None);
        assert!(SUPERSEDED.iter().all(|(old, new)| carrier(old).is_none() && carrier(new).is_some()));
        let mut codes: Vec<_> = CARRIERS.iter().map(|carrier| carrier.code).collect();
        codes.dedup();
        assert_eq!(codes.len(), CARRIERS.len());
    }
}
