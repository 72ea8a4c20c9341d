use service_points::{Area, BoundingBox, Limit, Place, Position, Search};

/// A box that is a little larger than the one asked for, with its edges on a grid, so that a map that is moved a little
/// finds the same one again.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The search of the whole cell.
    pub(super) search: Search,
    /// The box asked for.
    pub(super) asked: BoundingBox,
    /// How many points were asked for.
    pub(super) limit: usize,
}

impl Cell {
    /// The cell around a search in a box. `None` for every other search, and where the cell would be larger than the API
    /// accepts.
    ///
    /// It is asked for `most` points: a cell with fewer has no point that is not in its answer.
    pub(super) fn around(search: &Search, most: Limit) -> Option<Self> {
        let asked = match &search.place {
            Place::Within(asked) | Place::Near(_, Area::Box(asked)) => *asked,
            Place::Near(_, Area::Closest | Area::Radius(_)) | Place::Country => return None,
        };
        let (north_east, south_west) = (asked.north_east(), asked.south_west());
        let (north, south) = widen(north_east.latitude(), south_west.latitude());
        let (east, west) = widen(north_east.longitude(), south_west.longitude());
        let whole = BoundingBox::new(Position::new(north, east).ok()?, Position::new(south, west).ok()?).ok()?;
        if whole.diagonal() > LONGEST_METRES {
            return None;
        }
        let place = match &search.place {
            Place::Near(reference, _) => Place::Near(reference.clone(), Area::Box(whole)),
            _ => Place::Within(whole),
        };
        let limit = search.limit.unwrap_or(Limit::DEFAULT);
        let most = if limit.get() > most.get() { limit } else { most };
        let search = Search { place, limit: Some(most), ..search.clone() };
        Some(Self { search, asked, limit: limit.get() as usize })
    }
}

/// The API accepts 50 km, and nobody says by which measure: geodesics are up to 0.56 % longer than this haversine.
const LONGEST_METRES: f64 = 49_700.0;
/// The smallest grid, in degrees: a few metres.
const FINEST: f64 = 0.0001;

/// Moves two edges outward onto a grid of a quarter to half their distance, so that at most twice as much lies between
/// them.
fn widen(high: f64, low: f64) -> (f64, f64) {
    let size = (high - low).max(4.0 * FINEST);
    let step = 2_f64.powf((size / 4.0).log2().ceil());
    let step = if step > size / 2.0 { step / 2.0 } else { step };
    ((high / step).ceil() * step, (low / step).floor() * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(place: &str) -> Search {
        Search::parse(&format!("country_code=NL&use_integration_carriers=true{place}")).unwrap()
    }

    fn boxed(south: f64, west: f64, height: f64, width: f64) -> Search {
        let (north, east) = (south + height, west + width);
        search(&format!("&ne_latitude={north}&ne_longitude={east}&sw_latitude={south}&sw_longitude={west}"))
    }

    fn whole(search: &Search) -> Option<BoundingBox> {
        match Cell::around(search, Limit::MAX)?.search.place {
            Place::Within(whole) | Place::Near(_, Area::Box(whole)) => Some(whole),
            _ => None,
        }
    }

    #[test]
    fn a_cell_holds_its_box_and_is_at_most_twice_as_wide() {
        for (south, west, height, width) in
            [(52.0, 4.3, 0.02, 0.03), (-33.91, 18.4, 0.1, 0.1), (52.37, -0.001, 0.003, 0.002), (52.0, 4.0, 0.0001, 0.2)]
        {
            let whole = whole(&boxed(south, west, height, width)).unwrap();
            let (ne, sw) = (whole.north_east(), whole.south_west());
            assert!(sw.latitude() <= south && ne.latitude() >= south + height - 1e-9);
            assert!(sw.longitude() <= west && ne.longitude() >= west + width - 1e-9);
            assert!(ne.latitude() - sw.latitude() <= 2.0 * height.max(0.0004) + 1e-9);
            assert!(ne.longitude() - sw.longitude() <= 2.0 * width.max(0.0004) + 1e-9);
        }
    }

    #[test]
    fn a_map_that_is_moved_a_little_finds_the_same_cell() {
        let first = whole(&boxed(52.001, 4.301, 0.02, 0.03)).unwrap();
        assert_eq!(whole(&boxed(52.0015, 4.3015, 0.02, 0.03)), Some(first));
        assert_ne!(whole(&boxed(52.1, 4.3, 0.02, 0.03)), Some(first));
    }

    #[test]
    fn only_boxes_have_cells_and_only_those_that_the_api_accepts() {
        for place in ["", "&address=x", "&latitude=52&longitude=4&radius=500"] {
            assert!(Cell::around(&search(place), Limit::MAX).is_none(), "{place}");
        }
        assert!(whole(&boxed(52.0, 4.3, 0.34, 0.34)).is_none(), "50 km are reached");
        assert!(whole(&boxed(52.0, 179.999, 0.01, 0.001)).is_none_or(|whole| whole.north_east().longitude() <= 180.0));
    }

    #[test]
    fn the_rest_of_the_search_stays() {
        let place = "&latitude=52&longitude=4&ne_latitude=52.02&ne_longitude=4.33&sw_latitude=52&sw_longitude=4.3&limit=20\
                     &general_shop_type=locker";
        let cell = Cell::around(&search(place), Limit::MAX).unwrap();
        assert_eq!((cell.limit, cell.search.limit), (20, Some(Limit::MAX)));
        let query = cell.search.to_query();
        assert!(query.contains("latitude=52.000000&longitude=4.000000") && query.contains("general_shop_type=locker"));
        assert_eq!(Cell::around(&search(place), Limit::new(10).unwrap()).unwrap().search.limit, Limit::new(20));
    }
}
