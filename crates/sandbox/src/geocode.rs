//! Turns an address into a place: by street in Florence, by postal code, town or province elsewhere.

mod evidence;
mod free_text;
mod structured;

use service_points::{GeocodingStatus, Position, Precision, ReferencePoint};

use crate::country::Country;
use crate::florence::{Florence, TOWN};
use crate::gazetteer::{Gazetteer, Row, city_of};
use crate::text::normalise;
use evidence::Evidence;

/// A place that an address led to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    pub(crate) position: Position,
    pub(crate) status: GeocodingStatus,
    pub(crate) precision: Precision,
    pub(crate) formatted_address: String,
}

/// Finds addresses in one country.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Geocoder<'a> {
    pub(crate) country: &'static Country,
    pub(crate) gazetteer: &'a Gazetteer,
    /// Streets, in the country that has them.
    pub(crate) florence: Option<&'a Florence>,
}

impl Geocoder<'_> {
    /// The place of a reference point given as an address; `None` when it is not found, or was no address.
    pub(crate) fn find(&self, reference: &ReferencePoint) -> Option<Match> {
        match reference {
            ReferencePoint::Address(text) => self.resolve(&free_text::read(self, text)),
            ReferencePoint::Structured(address) => self.resolve(&structured::read(self, address)),
            ReferencePoint::Position(_) => None,
        }
    }

    fn resolve(&self, evidence: &Evidence) -> Option<Match> {
        self.in_florence(evidence)
            .or_else(|| self.by_postal_code(evidence))
            .or_else(|| self.by_town(evidence))
            .or_else(|| self.by_province(evidence))
    }

    fn in_florence(&self, evidence: &Evidence) -> Option<Match> {
        let florence = self.florence?;
        let of_florence = |code: &&str| florence.postal_code(code).is_some();
        let code = evidence.postal_code.as_deref().filter(of_florence);
        let elsewhere = evidence.postal_code.is_some() != code.is_some();
        let other_town = evidence.town.as_deref().is_some_and(|town| town != TOWN);
        if elsewhere || (other_town && code.is_none()) {
            return None;
        }
        let country = self.country.name;
        let all = evidence.status(other_town);
        if let Some(street) = evidence.street.as_deref().and_then(|street| florence.street(street, code)) {
            let formatted = format!("{}, {} Firenze FI, {country}", street.name, street.postal_code);
            return Some(Match::new(street.position, all, Precision::Street, formatted));
        }
        if let Some(code) = code {
            let formatted = format!("{code} Firenze FI, {country}");
            return Some(Match::new(florence.postal_code(code)?, all, Precision::PostalCode, formatted));
        }
        evidence.town.as_ref()?;
        Some(Match::new(Florence::centre()?, all, Precision::City, format!("Firenze FI, {country}")))
    }

    fn by_postal_code(&self, evidence: &Evidence) -> Option<Match> {
        let code = evidence.postal_code.as_deref()?;
        let (row, town_fits) = self.gazetteer.of_code(code, evidence.town.as_deref())?;
        let status = evidence.status(evidence.town.is_some() && !town_fits);
        let formatted = format!("{code}, {}", self.town_and_province(row));
        Some(Match::new(row.position, status, Precision::PostalCode, formatted))
    }

    fn by_town(&self, evidence: &Evidence) -> Option<Match> {
        let (row, middle) = self.gazetteer.of_name(evidence.town.as_deref()?)?;
        Some(Match::new(middle, evidence.status(false), Precision::City, self.town_and_province(row)))
    }

    fn by_province(&self, evidence: &Evidence) -> Option<Match> {
        let (name, middle) = self.gazetteer.of_admin(evidence.province.as_deref()?)?;
        let formatted = format!("{name}, {}", self.country.name);
        Some(Match::new(middle, evidence.status(false), Precision::Region, formatted))
    }

    fn town_and_province(&self, row: &Row) -> String {
        let (town, province) = (city_of(&row.place), self.gazetteer.admin(row));
        if normalise(town) == normalise(province) {
            format!("{town}, {}", self.country.name)
        } else {
            format!("{town}, {province}, {}", self.country.name)
        }
    }
}

impl Match {
    fn new(position: Position, status: GeocodingStatus, precision: Precision, formatted_address: String) -> Self {
        Self { position, status, precision, formatted_address }
    }
}

#[cfg(test)]
mod tests;
