//! Chooses the rows of a country's table around which points stand.

use std::collections::{HashMap, HashSet};

use service_points::{BoundingBox, Position};

use crate::gazetteer::{Gazetteer, Row, city_of};
use crate::random::Random;

/// A row with points around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// Index of the row.
    pub(crate) row: u32,
    /// How many points.
    pub(crate) points: u32,
    /// How far around, in metres.
    pub(crate) spread: f64,
}

/// At most this many codes that share one spot have points: Copenhagen has 268 there.
const CODES_A_SPOT: u32 = 24;
/// Places with this many rows of one name are towns.
const TOWN_ROWS: usize = 5;

/// Sites that keep a distance from each other, so that a town gets about as many points as a real one: one for each
/// postal code, where it is known best, then some villages without a code of their own. None inside `but`.
pub(crate) fn sites(gazetteer: &Gazetteer, but: Option<BoundingBox>) -> Vec<Site> {
    let rows = &gazetteer.rows;
    let mut in_town: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        *in_town.entry(city_of(&row.place)).or_default() += 1;
    }
    let mains = mains(rows);
    let mut codes_at: HashMap<Spot, u32> = HashMap::new();
    for main in &mains {
        *codes_at.entry(spot(rows[*main].position)).or_default() += 1;
    }
    let mut taken = Taken::default();
    let mut sites = Vec::with_capacity(mains.len());
    let is_main: HashSet<usize> = mains.iter().copied().collect();
    let villages = (0..rows.len()).filter(|index| !is_main.contains(index)).map(|index| (index, false));
    for (index, main) in mains.iter().map(|index| (*index, true)).chain(villages) {
        let row = &rows[index];
        if but.is_some_and(|area| area.contains(&row.position)) {
            continue;
        }
        let mut random = Random::seeded(&row.postal_code, Random::seeded(&row.place, 1).next());
        let codes = codes_at.get(&spot(row.position)).copied().unwrap_or(1);
        let crowded = random.chance(1.0 - f64::from(CODES_A_SPOT) / f64::from(codes.max(CODES_A_SPOT)));
        if crowded || !taken.take(row.position, if main { 1_000.0 } else { 2_500.0 }) {
            continue;
        }
        let town = in_town.get(city_of(&row.place)).is_some_and(|rows| *rows >= TOWN_ROWS);
        let most = if !main {
            1
        } else if town {
            4
        } else {
            2
        };
        let near = if main && town { 850.0 } else { 450.0 };
        let spread = (near * f64::from(codes).sqrt()).min(5_000.0);
        sites.push(Site { row: index as u32, points: 1 + random.below(most) as u32, spread });
    }
    sites
}

/// For each code, the row whose spot is shared with the fewest others. Rows of one code stand together.
fn mains(rows: &[Row]) -> Vec<usize> {
    let mut mains = Vec::new();
    let mut start = 0;
    for group in rows.chunk_by(|a, b| a.postal_code == b.postal_code) {
        mains.extend((start..start + group.len()).min_by_key(|index| rows[*index].crowd));
        start += group.len();
    }
    mains
}

/// A position in thousandths of a degree, the precision of the tables.
type Spot = (i32, i32);

fn spot(position: Position) -> Spot {
    let whole = |degrees: f64| (degrees * 1000.0).round() as i32;
    (whole(position.latitude()), whole(position.longitude()))
}

/// Where sites already are.
#[derive(Default)]
struct Taken(HashMap<Spot, Vec<Position>>);

impl Taken {
    /// Side of a cell in thousandths of a degree: at 60° north still wider than the largest distance kept.
    const CELL: i32 = 50;

    /// Takes a position unless another one, not the very same, is nearer than `metres`.
    fn take(&mut self, position: Position, metres: f64) -> bool {
        let (y, x) = spot(position);
        let (y, x) = (y.div_euclid(Self::CELL), x.div_euclid(Self::CELL));
        // At most four cells can hold a neighbour, but nine are simpler to name.
        let cells = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (y + dy, x + dx)));
        let mut near = cells.filter_map(|cell| self.0.get(&cell)).flatten();
        let free = near.all(|other| *other == position || roughly(*other, position) >= metres);
        if free {
            let cell = self.0.entry((y, x)).or_default();
            if !cell.contains(&position) {
                cell.push(position);
            }
        }
        free
    }
}

/// Metres between places a few kilometres apart, without the cost of the exact distance.
fn roughly(a: Position, b: Position) -> f64 {
    let north = (a.latitude() - b.latitude()) * 111_195.0;
    let east = (a.longitude() - b.longitude()) * 111_195.0 * a.latitude().to_radians().cos();
    north.hypot(east)
}
