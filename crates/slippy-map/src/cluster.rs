use crate::mercator::World;
use crate::viewport::TILE_SIZE;
use crate::{LngLat, MAX_ZOOM, MIN_ZOOM, Viewport, math};

/// Pixels that the first places of two clusters lie apart at a whole zoom, across or down: as wide as a marker, and some
/// air. At any other zoom it is more, up to twice as many.
const APART: f64 = 44.0;

/// A place to be marked on the map, under the number that the caller knows it by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The caller's number. Nothing here looks at it.
    pub key: usize,
    /// Where it is.
    pub at: LngLat,
}

/// Puts places together that would cover each other's markers. Each place is in one cluster, and every cluster has one or
/// more, in the order they came in; so are clusters, by their first places.
///
/// What counts is where places lie in the world, and the whole zoom below `zoom`: a pan changes nothing, and neither does
/// a pinch until it reaches the next whole zoom. Seen at a zoom of that level, a cluster's places lie within 44 pixels of
/// its first one, across and down, and the first places of two clusters do not.
#[must_use]
pub fn clusters(places: &[Place], zoom: f64) -> Vec<Vec<Place>> {
    let near = APART / (TILE_SIZE * math::exp2(math::clamp(zoom, MIN_ZOOM, MAX_ZOOM).floor()));
    let mut firsts: Vec<World> = Vec::new();
    let mut clusters: Vec<Vec<Place>> = Vec::new();
    for place in places {
        let at = World::of(place.at);
        let is_near = |first: &World| {
            let east = at.x - first.x;
            (east - math::round(east)).abs() < near && (at.y - first.y).abs() < near
        };
        let known = firsts.iter().position(is_near);
        match known.and_then(|index| clusters.get_mut(index)) {
            Some(cluster) => cluster.push(*place),
            None => {
                firsts.push(at);
                clusters.push(vec![*place]);
            }
        }
    }
    clusters
}

impl Viewport {
    /// A view in which a cluster's places have come apart: in its middle, one zoom level closer or more, and as much more
    /// as a good view of them asks for. `None` where [`MAX_ZOOM`] would still show them as one.
    #[must_use]
    pub fn opened(&self, cluster: &[Place]) -> Option<Self> {
        let mut level = self.zoom().floor();
        while clusters(cluster, level).len() < 2 {
            if level >= MAX_ZOOM {
                return None;
            }
            level += 1.0;
        }
        // Padding of a quarter, the most there is: around them one still sees where one is.
        let fitted = Self::fit(cluster.iter().map(|place| place.at), self.size(), f64::INFINITY, MAX_ZOOM)?;
        let zoom = math::clamp(fitted.zoom(), level, level + 1.0);
        let closer = self.zoom() + 1.0;
        Some(fitted.with_zoom(if zoom > closer { zoom } else { closer }))
    }
}
