//! `GET /tiles/{z}/{x}/{y}`: the map of Florence, and a small-scale one of Europe and the world.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::answer;
use crate::pmtiles::{Archive, is_tile};

static MAP: Archive = Archive::new(include_bytes!("../../data/florence/basemap.pmtiles"));
static MAP_AT_DOUBLE_RESOLUTION: Archive = Archive::new(include_bytes!("../../data/florence/basemap@2x.pmtiles"));

/// A tile; `y` may end in `@2x` and in `.webp`. Where there is none at double resolution, the single one is the answer.
///
/// Where the archives end, the answer is 204: a map then enlarges what it has of a smaller scale, as it does after a 404,
/// but browsers complain of nothing in their console. 404 is for what is no tile at all.
pub(crate) async fn tile(Path((z, x, y)): Path<(String, String, String)>) -> Response {
    let Some(tile) = Tile::read(&z, &x, &y) else {
        return answer::refusal(404, Some("not_found"), "There is no such tile.");
    };
    let lasting = (header::CACHE_CONTROL, "public, max-age=86400");
    match tile.picture() {
        Some(bytes) => ([(header::CONTENT_TYPE, "image/webp"), lasting], bytes).into_response(),
        None => (StatusCode::NO_CONTENT, [lasting]).into_response(),
    }
}

/// A tile of the world, whether there is a picture of it or not.
#[derive(Clone, Copy, Debug)]
struct Tile {
    zoom: u8,
    x: u32,
    y: u32,
    double: bool,
}

impl Tile {
    fn read(z: &str, x: &str, y: &str) -> Option<Self> {
        let y = y.strip_suffix(".webp").unwrap_or(y);
        let (y, double) = y.strip_suffix("@2x").map_or((y, false), |y| (y, true));
        let (zoom, x, y) = (z.parse().ok()?, x.parse().ok()?, y.parse().ok()?);
        is_tile(zoom, x, y).then_some(Self { zoom, x, y, double })
    }

    fn picture(self) -> Option<&'static [u8]> {
        let sharp = if self.double { MAP_AT_DOUBLE_RESOLUTION.tile(self.zoom, self.x, self.y) } else { None };
        sharp.or_else(|| MAP.tile(self.zoom, self.x, self.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(z: &str, x: &str, y: &str) -> Option<&'static [u8]> {
        Tile::read(z, x, y)?.picture()
    }

    #[test]
    fn the_map_has_the_tiles_that_its_notes_name() {
        assert!(picture("0", "0", "0").is_some_and(|bytes| bytes.starts_with(b"RIFF")));
        // 43.7731 N, 11.2558 E at zoom 14.
        let (single, double) = (picture("14", "8704", "5971"), picture("14", "8704", "5971@2x.webp"));
        assert!(single.is_some() && double.is_some() && single != double);
        assert_eq!(picture("14", "8704", "5971.webp"), single);
        assert_eq!(picture("7", "68", "46@2x"), picture("7", "68", "46"), "no double resolution there");
        for none in [("8", "0", "0"), ("17", "69632", "47744"), ("0", "1", "0"), ("-1", "0", "0"), ("14", "8704", "x")]
        {
            assert_eq!(picture(none.0, none.1, none.2), None, "{none:?}");
        }
    }

    #[test]
    fn every_tile_of_the_world_at_small_scale_is_there() {
        let mut count = 0;
        for zoom in 0..=16_u8 {
            let side = 1_u32 << zoom;
            let (columns, rows) = if zoom <= 3 { (0..side, 0..side) } else { (0..0, 0..0) };
            count += columns
                .flat_map(|x| rows.clone().map(move |y| (x, y)))
                .filter(|(x, y)| MAP.tile(zoom, *x, *y).is_some())
                .count();
        }
        assert_eq!(count, 85);
    }
}
