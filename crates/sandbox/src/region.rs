//! The places and points of one country.

use std::borrow::Cow;
use std::collections::HashMap;

use service_points::Position;

use crate::carriers::{self, Network};
use crate::country::Country;
use crate::florence::Florence;
use crate::gazetteer::Gazetteer;
use crate::generate::{self, Number, Site};
use crate::geocode::Geocoder;
use crate::point::Point;

/// A country with everything in it.
#[derive(Debug)]
pub(crate) struct Region {
    country: &'static Country,
    /// Index of the country, as ids have it.
    index: u32,
    gazetteer: Gazetteer,
    florence: Option<Florence>,
    networks: Vec<Network>,
    sites: HashMap<u32, Site>,
    real: HashMap<i64, Point>,
    candidates: Vec<Candidate>,
}

/// What a search looks at.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) id: i64,
    pub(crate) position: Position,
    pub(crate) carrier: Cow<'static, str>,
    pub(crate) shop_type: Option<Cow<'static, str>>,
    pub(crate) general: Option<Cow<'static, str>>,
    pub(crate) is_expired: bool,
}

impl Region {
    /// Reads a country's tables and invents its points: some tenths of a second for the largest.
    pub(crate) fn load(index: u32, country: &'static Country) -> Self {
        let gazetteer = Gazetteer::load(country);
        let florence = (country.code == "IT").then(Florence::load);
        let networks = carriers::networks(country.code);
        let real = real_points(country.code);
        let kept_free = florence.as_ref().and_then(|_| Florence::area());
        let mut candidates: Vec<Candidate> = real.iter().filter_map(Candidate::of_point).collect();
        let mut sites = HashMap::new();
        for site in generate::sites(&gazetteer, kept_free) {
            let Some(row) = gazetteer.rows.get(site.row as usize) else { continue };
            sites.insert(site.row, site);
            for point in 0..site.points {
                let number = Number { country: index, row: site.row, index: point };
                let Some((draft, _)) = generate::draft(country, &networks, row, site, point) else { continue };
                let second = generate::second(country, &networks, row, number, &draft);
                let second = second.map(|(second, _)| (number.second(), second));
                let drafts = [(number, draft)].into_iter().chain(second);
                let free = |draft: &generate::Draft| !kept_free.is_some_and(|area| area.contains(&draft.position));
                let drafts = drafts.filter(|(_, draft)| free(draft));
                candidates.extend(drafts.map(|(number, draft)| Candidate::of_draft(number, &draft)));
            }
        }
        let real = real.into_iter().map(|point| (point.id, point)).collect();
        Self { country, index, gazetteer, florence, networks, sites, real, candidates }
    }

    /// Every point, in no order that means anything.
    pub(crate) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The point of that id.
    pub(crate) fn point(&self, id: i64) -> Option<Point> {
        if let Some(point) = self.real.get(&id) {
            return Some(point.clone());
        }
        let number = Number::of_id(id).filter(|number| number.country == self.index)?;
        let site = *self.sites.get(&number.row).filter(|site| number.first().index < site.points)?;
        let point = generate::point(self.country, &self.networks, &self.gazetteer, site, number)?;
        let kept_free = self.florence.as_ref().and_then(|_| Florence::area());
        let inside = kept_free.zip(point.coordinates()).is_some_and(|(area, position)| area.contains(&position));
        (!inside).then_some(point)
    }

    /// The points to which carriers give this identifier; two carriers may give the same.
    pub(crate) fn by_carrier_id(&self, identifier: &str) -> Vec<Point> {
        let real = self.real.values().filter(|point| point.carrier_service_point_id == identifier).cloned();
        let invented = self.networks.iter().filter_map(|network| {
            let number = Number::of_carrier(self.index, network.numbering, identifier)?;
            self.point(number.id())
                .filter(|point| point.carrier.code == network.carrier.code)
                .filter(|point| point.carrier_service_point_id == identifier)
        });
        real.chain(invented).collect()
    }

    /// Codes of the carriers with points here: those of the sandbox's integration.
    pub(crate) fn has_carrier(&self, code: &str) -> bool {
        self.networks.iter().any(|network| network.carrier.code == code)
    }

    /// Finds addresses here.
    pub(crate) fn geocoder(&self) -> Geocoder<'_> {
        Geocoder { country: self.country, gazetteer: &self.gazetteer, florence: self.florence.as_ref() }
    }
}

impl Candidate {
    fn of_draft(number: Number, draft: &generate::Draft) -> Self {
        Self {
            id: number.id(),
            position: draft.position,
            carrier: Cow::Borrowed(draft.network.carrier.code),
            shop_type: draft.kind.shop_type.map(Cow::Borrowed),
            general: draft.kind.general.map(Cow::Borrowed),
            is_expired: draft.is_expired,
        }
    }

    pub(crate) fn of_point(point: &Point) -> Option<Self> {
        Some(Self {
            id: point.id,
            position: point.coordinates()?,
            carrier: Cow::Owned(point.carrier.code.clone()),
            shop_type: point.carrier_shop_type.clone().map(Cow::Owned),
            general: point.general_shop_type.clone().map(Cow::Owned),
            is_expired: point.is_expired,
        })
    }
}

/// The points of Florence, and the two of the API's own examples, which stand in Eindhoven.
fn real_points(country: &str) -> Vec<Point> {
    let lines = match country {
        "IT" => include_str!("../data/florence/points.jsonl"),
        "NL" => include_str!("../data/documented.jsonl"),
        _ => "",
    };
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
