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

/// Places that would cover each other's markers: one or more, in the order they came in.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The places.
    pub places: Vec<Place>,
    first: World,
}

/// Puts places together that would cover each other's markers. Each place is in one cluster; clusters are in the order of
/// their first places.
///
/// What counts is where places lie in the world, and the whole zoom below `zoom`: a pan changes nothing, and neither does
/// a pinch until it reaches the next whole zoom. Seen at a zoom of that level, a cluster's places lie within 44 pixels of
/// its first one, across and down, and the first places of two clusters do not.
#[must_use]
pub fn clusters(places: &[Place], zoom: f64) -> Vec<Cluster> {
    let near = APART / (TILE_SIZE * math::exp2(math::clamp(zoom, MIN_ZOOM, MAX_ZOOM).floor()));
    let mut clusters: Vec<Cluster> = Vec::new();
    for place in places {
        let at = World::of(place.at);
        let is_near = |cluster: &&mut Cluster| {
            let east = at.x - cluster.first.x;
            (east - math::round(east)).abs() < near && (at.y - cluster.first.y).abs() < near
        };
        match clusters.iter_mut().find(is_near) {
            Some(cluster) => cluster.places.push(*place),
            None => clusters.push(Cluster { places: vec![*place], first: at }),
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
        let places: Vec<LngLat> = cluster.iter().map(|place| place.at).collect();
        // Padding of a quarter, the most there is: around them one still sees where one is.
        let fitted = Self::fit(places.into_iter(), self.size(), f64::INFINITY, MAX_ZOOM)?;
        let zoom = math::clamp(fitted.zoom(), level, level + 1.0);
        Some(fitted.with_zoom(zoom.max(self.zoom() + 1.0)))
    }
}
