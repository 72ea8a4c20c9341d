use super::Viewport;
use crate::mercator::World;
use crate::{Bounds, LngLat, Size, math};

impl Viewport {
    /// The closest view, no closer than `max_zoom`, that shows all `points` at least `padding` pixels from its edges.
    /// `None` without points; one point, or all at one coordinate, is shown at `max_zoom`.
    ///
    /// It takes the short way round: points on both sides of the antimeridian are neighbours. That is the shortest way
    /// for all points that fit into half the world. Padding takes at most a quarter of a side at each end, so that it
    /// never leaves a small map nothing to show. Only [`MIN_ZOOM`](crate::MIN_ZOOM) can keep points out of view.
    #[must_use]
    pub fn fit(points: impl Iterator<Item = LngLat>, size: Size, padding: f64, max_zoom: f64) -> Option<Self> {
        let mut extent: Option<(World, World)> = None;
        let mut first = 0.0;
        for point in points {
            let World { x, y } = World::of(point);
            let (least, greatest) = extent.get_or_insert_with(|| {
                first = x;
                (World { x, y }, World { x, y })
            });
            let x = x - math::round(x - first);
            *least = World { x: least.x.min(x), y: least.y.min(y) };
            *greatest = World { x: greatest.x.max(x), y: greatest.y.max(y) };
        }
        let (least, greatest) = extent?;
        Some(Self::fit_extent(least, greatest, size, padding, max_zoom))
    }

    /// The closest view, no closer than `max_zoom`, that shows all of `bounds`, with `padding` as in [`Viewport::fit`].
    ///
    /// It takes the longitudes as they are, unwrapped, so that also a view of more than half the world comes back:
    /// without padding, the [`Viewport::bounds`] of a view, fitted to its size, give the same view up to rounding, as
    /// long as the view did not reach beyond the northern or southern edge of the map.
    #[must_use]
    pub fn fit_bounds(bounds: &Bounds, size: Size, padding: f64, max_zoom: f64) -> Self {
        let (south_west, north_east) = (World::of(bounds.south_west), World::of(bounds.north_east));
        let width = (bounds.north_east.longitude - bounds.south_west.longitude) / 360.0;
        let least = World { x: south_west.x, y: north_east.y };
        let greatest = World { x: south_west.x + width, y: south_west.y };
        Self::fit_extent(least, greatest, size, padding, max_zoom)
    }

    fn fit_extent(least: World, greatest: World, size: Size, padding: f64, max_zoom: f64) -> Self {
        let center = World { x: (least.x + greatest.x) / 2.0, y: (least.y + greatest.y) / 2.0 };
        let closest = Self::around(center, max_zoom, size);
        let zoom = |side: f64, extent: f64| {
            if extent > 0.0 {
                let room = side - 2.0 * math::clamp(padding, 0.0, side / 4.0);
                math::log2(room / (extent * super::TILE_SIZE))
            } else {
                closest.zoom
            }
        };
        let across = zoom(closest.size.width, greatest.x - least.x);
        let down = zoom(closest.size.height, greatest.y - least.y);
        let nearest = if across < down { across } else { down };
        closest.with_zoom(math::clamp(nearest, super::MIN_ZOOM, closest.zoom))
    }
}
