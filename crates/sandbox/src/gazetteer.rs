//! The postal codes and places of one country.

mod names;
mod read;

use std::collections::{BTreeSet, HashMap};

use service_points::Position;

use crate::country::Country;
use crate::text::normalise;

use names::keys;
pub(crate) use names::{city_of, native};

/// One postal code in one place.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) postal_code: Box<str>,
    pub(crate) place: Box<str>,
    /// Index into the names of provinces.
    admin: u16,
    pub(crate) position: Position,
    /// How many rows share this very spot: the fewer, the better it is known.
    pub(crate) crowd: u32,
}

/// All postal codes of a country, and ways to find them.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    pub(crate) rows: Vec<Row>,
    admins: Vec<String>,
    by_code: HashMap<Box<str>, Vec<u32>>,
    by_name: HashMap<String, Vec<u32>>,
}

/// Rows of one name that lie together count as one town.
const TOWN_METRES: f64 = 25_000.0;

impl Gazetteer {
    /// Reads the country's table. Rows that cannot be read are left out.
    pub(crate) fn load(country: &Country) -> Self {
        let (rows, admins) = read::rows(country.table);
        let mut by_code: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        let mut previous: (&str, Vec<String>) = ("", Vec::new());
        for (index, row) in (0..).zip(&rows) {
            by_code.entry(row.postal_code.clone()).or_default().push(index);
            if previous.0 != &*row.place {
                previous = (&row.place, keys(&row.place));
            }
            // A place without a name would be found by an address without a town.
            for key in previous.1.iter().filter(|key| !key.is_empty()) {
                by_name.entry(key.clone()).or_default().push(index);
            }
        }
        Self { rows, admins, by_code, by_name }
    }

    /// Name of a row's province.
    pub(crate) fn admin(&self, row: &Row) -> &str {
        self.admins.get(usize::from(row.admin)).map_or("", String::as_str)
    }

    /// Whether the code exists.
    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// Whether a town or village goes by this normalised name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The best known spot of a code; of the rows of a town of that name, when there is one among them. The flag says
    /// whether there is.
    pub(crate) fn of_code(&self, code: &str, town: Option<&str>) -> Option<(&Row, bool)> {
        let indexes = self.by_code.get(code)?;
        let rows = || indexes.iter().filter_map(|index| self.rows.get(*index as usize));
        let named = town.and_then(|town| {
            rows().filter(|row| keys(&row.place).iter().any(|key| key == town)).min_by_key(|row| row.crowd)
        });
        named.map(|row| (row, true)).or_else(|| rows().min_by_key(|row| row.crowd).map(|row| (row, false)))
    }

    /// A row of the largest town of that name, and the town's middle.
    pub(crate) fn of_name(&self, name: &str) -> Option<(&Row, Position)> {
        let mut left: Vec<&Row> = self.by_name.get(name)?.iter().filter_map(|i| self.rows.get(*i as usize)).collect();
        let mut largest: Vec<&Row> = Vec::new();
        while let Some(first) = left.first().copied() {
            let near = |row: &Row| row.position.distance_to(&first.position) <= TOWN_METRES;
            let (town, others): (Vec<&Row>, Vec<&Row>) = left.into_iter().partition(|row| near(row));
            let codes = |town: &[&Row]| town.iter().map(|row| &*row.postal_code).collect::<BTreeSet<_>>().len();
            if codes(&town) > codes(&largest) {
                largest = town;
            }
            left = others;
        }
        let middle = median(&largest)?;
        let exact = largest.iter().find(|row| normalise(&row.place) == name);
        exact.or(largest.first()).map(|row| (*row, middle))
    }

    /// The middle of a province, and its name.
    pub(crate) fn of_admin(&self, name: &str) -> Option<(&str, Position)> {
        let admin = self.admins.iter().position(|admin| normalise(admin) == name)?;
        let rows: Vec<&Row> = self.rows.iter().filter(|row| usize::from(row.admin) == admin).collect();
        Some((&self.admins[admin], median(&rows)?))
    }
}

/// The median of the latitudes and that of the longitudes: one row far off does not move it.
fn median(rows: &[&Row]) -> Option<Position> {
    let middle = |coordinate: fn(&Position) -> f64| {
        let mut all: Vec<f64> = rows.iter().map(|row| coordinate(&row.position)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    Position::new(middle(Position::latitude)?, middle(Position::longitude)?).ok()
}

#[cfg(test)]
mod tests;
