use crate::Position;
use crate::math;

/// The longest diagonal that the API accepts, in metres.
pub const MAX_DIAGONAL_METRES: f64 = 50_000.0;

/// What a clamped box aims at, in metres of haversine. A geodesic may be 0.44 % longer than the haversine between the
/// same corners, and nobody says which of the two the API measures: 49.7 km stays below the limit in both.
const AIM_METRES: f64 = 49_700.0;

/// The largest latitude that a web-mercator map shows; a box never reaches beyond it.
const MERCATOR_LIMIT: f64 = 85.051_128;

/// A box on the map whose diagonal the API accepts: south-west below and left of north-east, never across ±180°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    north_east: Position,
    south_west: Position,
}

/// Why two corners are no bounding box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BoundingBoxError {
    /// The diagonal, in metres of haversine, is over [`MAX_DIAGONAL_METRES`].
    TooLarge(f64),
    /// North-east is south or west of south-west.
    Inverted,
}

/// What a map shows, in degrees; longitudes are unwrapped, so that `east >= west` even across the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Centre of the picture, which on a mercator map is not the mean of north and south.
    pub center: (f64, f64),
    /// Northern edge.
    pub north: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Western edge.
    pub west: f64,
    /// Width of the picture divided by its height.
    pub aspect: f64,
}

impl BoundingBox {
    /// Refuses corners in the wrong order and a diagonal over 50 km (haversine).
    pub fn new(north_east: Position, south_west: Position) -> Result<Self, BoundingBoxError> {
        if north_east.latitude() < south_west.latitude() || north_east.longitude() < south_west.longitude() {
            return Err(BoundingBoxError::Inverted);
        }
        let found = Self { north_east, south_west };
        let diagonal = found.diagonal();
        if diagonal > MAX_DIAGONAL_METRES { Err(BoundingBoxError::TooLarge(diagonal)) } else { Ok(found) }
    }

    /// The box that a map shows, or, when that is too large, the largest one with the same centre and aspect whose
    /// diagonal stays under the limit. The flag says whether it had to shrink. A box is cut at ±180° on the side of
    /// its centre. `None` when the view holds no place at all: a number that is not finite, an empty view.
    #[must_use]
    pub fn from_view(view: &View) -> Option<(Self, bool)> {
        let whole = cut(view.center, [view.north, view.east, view.south, view.west])?;
        if whole.diagonal() <= AIM_METRES {
            return Some((whole, false));
        }
        // One degree of longitude is cos(latitude) as long as one of latitude, on the ground as on the picture.
        let shrink = math::cos(view.center.0.to_radians()).max(1e-3);
        let around = |half_height: f64| {
            let half_width = half_height * view.aspect / shrink;
            let (latitude, longitude) = view.center;
            let edges =
                [latitude + half_height, longitude + half_width, latitude - half_height, longitude - half_width];
            cut(view.center, edges).filter(|candidate| candidate.diagonal() <= AIM_METRES)
        };
        // Half of 49.7 km is 0.2235 degrees of latitude, so the answer lies between nothing and a quarter degree.
        let (mut fits, mut too_large) = (0.0, 0.25);
        for _ in 0..32 {
            let middle = (fits + too_large) / 2.0;
            if around(middle).is_some() { fits = middle } else { too_large = middle }
        }
        around(fits).map(|clamped| (clamped, true))
    }

    /// The box between these edges, in degrees, or the largest one with the same centre and proportions that the API accepts;
    /// the flag and `None` are those of [`BoundingBox::from_view`], and so are longitudes across the antimeridian.
    #[must_use]
    pub fn from_edges(north: f64, east: f64, south: f64, west: f64) -> Option<(Self, bool)> {
        let center = ((north + south) / 2.0, (east + west) / 2.0);
        let aspect = (east - west) / (north - south) * math::cos(center.0.to_radians());
        Self::from_view(&View { center, north, east, south, west, aspect })
    }

    /// The north-east corner.
    #[must_use]
    pub const fn north_east(&self) -> Position {
        self.north_east
    }

    /// The south-west corner.
    #[must_use]
    pub const fn south_west(&self) -> Position {
        self.south_west
    }

    /// Length of the diagonal in metres (haversine). A box wider than half the globe counts as half the globe, since its
    /// corners come near each other again behind it.
    #[must_use]
    pub fn diagonal(&self) -> f64 {
        let half_round = self.north_east.longitude() - 180.0;
        let west = self.south_west.longitude().max(half_round);
        let corner = Position::new(self.south_west.latitude(), west).unwrap_or(self.south_west);
        self.north_east.distance_to(&corner)
    }

    /// Whether a place lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, place: &Position) -> bool {
        (self.south_west.latitude()..=self.north_east.latitude()).contains(&place.latitude())
            && (self.south_west.longitude()..=self.north_east.longitude()).contains(&place.longitude())
    }
}

/// Brings unwrapped edges into the world: longitudes turned so that the centre lies within ±180°, then cut there.
fn cut(center: (f64, f64), [north, east, south, west]: [f64; 4]) -> Option<BoundingBox> {
    let turns = ((center.1 + 180.0) / 360.0).floor() * 360.0;
    let longitude = |value: f64| (value - turns).clamp(-180.0, 180.0);
    let latitude = |value: f64| value.clamp(-MERCATOR_LIMIT, MERCATOR_LIMIT);
    let north_east = Position::new(latitude(north), longitude(east)).ok()?;
    let south_west = Position::new(latitude(south), longitude(west)).ok()?;
    let ordered = north_east.latitude() > south_west.latitude() && north_east.longitude() > south_west.longitude();
    ordered.then_some(BoundingBox { north_east, south_west })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    /// What a mercator picture of `width` x `height` px shows when a degree of longitude is `scale` px wide.
    fn view(latitude: f64, longitude: f64, width: f64, height: f64, scale: f64) -> View {
        let mercator = |latitude: f64| latitude.to_radians().tan().asinh().to_degrees();
        let inverse = |y: f64| y.to_radians().sinh().atan().to_degrees();
        let (half_x, half_y) = (width / scale / 2.0, height / scale / 2.0);
        View {
            center: (latitude, longitude),
            north: inverse(mercator(latitude) + half_y),
            south: inverse(mercator(latitude) - half_y),
            east: longitude + half_x,
            west: longitude - half_x,
            aspect: width / height,
        }
    }

    #[test]
    fn a_diagonal_over_50_km_is_refused() {
        assert!(BoundingBox::new(at(51.49, 5.57), at(51.38, 5.36)).is_ok());
        let refused = BoundingBox::new(at(52.0, 6.0), at(51.0, 5.0));
        assert!(matches!(refused, Err(BoundingBoxError::TooLarge(metres)) if metres > 100_000.0), "{refused:?}");
        assert_eq!(BoundingBox::new(at(51.0, 5.0), at(51.1, 4.9)), Err(BoundingBoxError::Inverted));
    }

    #[test]
    fn a_small_view_is_searched_as_it_is() {
        let shown = view(43.7731, 11.2558, 800.0, 600.0, 10_000.0);
        let (found, clamped) = BoundingBox::from_view(&shown).unwrap();
        assert!(!clamped);
        assert_eq!(found.north_east(), at(shown.north, shown.east));
        assert_eq!(found.south_west(), at(shown.south, shown.west));
    }

    #[test]
    fn a_box_is_cut_at_the_antimeridian_on_the_side_of_its_centre() {
        for longitude in [179.95, 179.95 - 360.0, 179.95 + 720.0] {
            let (found, _) = BoundingBox::from_view(&view(-16.5, longitude, 600.0, 600.0, 3000.0)).unwrap();
            assert_eq!(found.north_east().longitude(), 180.0, "{longitude}");
            assert!((found.south_west().longitude() - 179.85).abs() < 1e-9);
        }
        let (found, _) = BoundingBox::from_view(&view(-16.5, -179.95, 600.0, 600.0, 3000.0)).unwrap();
        assert_eq!(found.south_west().longitude(), -180.0);
    }

    #[test]
    fn edges_are_a_box_of_their_own_proportions() {
        let (found, clamped) = BoundingBox::from_edges(43.78, 11.265, 43.765, 11.245).unwrap();
        assert_eq!((found.north_east(), found.south_west(), clamped), (at(43.78, 11.265), at(43.765, 11.245), false));
        let (found, clamped) = BoundingBox::from_edges(45.0, 12.0, 42.0, 10.0).unwrap();
        let (north_east, south_west) = (found.north_east(), found.south_west());
        let (height, width) =
            (north_east.latitude() - south_west.latitude(), north_east.longitude() - south_west.longitude());
        assert!(clamped && (width / height - 2.0 / 3.0).abs() < 1e-6, "{width} by {height}");
        assert!((north_east.latitude() + south_west.latitude() - 87.0).abs() < 1e-6);
        let (found, _) = BoundingBox::from_edges(-16.0, -179.9, -16.1, -180.3).unwrap();
        assert_eq!(found.north_east(), at(-16.0, 180.0), "across the antimeridian, on the side of the centre");
        for [north, east, south, west] in
            [[43.0, 11.0, 43.0, 10.0], [43.0, 11.0, 44.0, 10.0], [f64::NAN, 1.0, 0.0, 0.0]]
        {
            assert_eq!(BoundingBox::from_edges(north, east, south, west), None);
        }
    }

    #[test]
    fn a_view_of_nothing_is_no_box() {
        let mut shown = view(43.0, 11.0, 800.0, 600.0, 100.0);
        shown.north = f64::NAN;
        assert_eq!(BoundingBox::from_view(&shown), None);
        assert_eq!(BoundingBox::from_view(&view(43.0, 11.0, 0.0, 0.0, 100.0)), None);
    }

    proptest! {
        #[test]
        fn a_clamped_box_keeps_centre_and_aspect_and_fills_the_limit(
            latitude in -60.0..72.0f64, longitude in -179.0..179.0f64,
            width in 200.0..2000.0f64, height in 200.0..2000.0f64, zoom in 0.0..9.0f64,
        ) {
            let shown = view(latitude, longitude, width, height, 256.0 * zoom.exp2() / 360.0);
            let Some((found, clamped)) = BoundingBox::from_view(&shown) else { return Err(TestCaseError::fail("no box")) };
            prop_assert!(found.diagonal() <= AIM_METRES);
            if clamped {
                prop_assert!(found.diagonal() >= 0.99 * AIM_METRES, "{}", found.diagonal());
                let (ne, sw) = (found.north_east(), found.south_west());
                prop_assert!(((ne.longitude() + sw.longitude()) / 2.0 - longitude).abs() < 1e-6);
                prop_assert!(((ne.latitude() + sw.latitude()) / 2.0 - latitude).abs() < 1e-6);
                let ratio = (ne.longitude() - sw.longitude()) * latitude.to_radians().cos()
                    / (ne.latitude() - sw.latitude());
                prop_assert!((ratio / shown.aspect - 1.0).abs() < 1e-6);
            }
        }
    }
}
