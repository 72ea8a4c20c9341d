use crate::support::Client;

#[tokio::test]
async fn tiles_are_pictures_that_need_no_keys() {
    let client = Client::new().as_(None);
    for path in
        ["/tiles/14/8704/5971", "/tiles/14/8704/5971.webp", "/tiles/14/8704/5971@2x", "/tiles/14/8704/5971@2x.webp"]
    {
        let answer = client.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/webp"), "{path}");
        assert!(answer.bytes.starts_with(b"RIFF") && answer.bytes[8..12] == *b"WEBP");
        assert_eq!(answer.header("cache-control"), "public, max-age=86400");
    }
}

#[tokio::test]
async fn where_the_map_ends_a_tile_is_empty_and_what_is_no_tile_is_not_found() {
    let client = Client::new();
    // North Africa at the smallest scale that shows Europe alone, a place far from Florence, and a scale beyond the map's.
    for path in ["/tiles/4/8/7", "/tiles/4/8/9@2x", "/tiles/8/0/0", "/tiles/17/69632/47744"] {
        let answer = client.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.bytes.len()), (204, 0), "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=86400");
    }
    for path in ["/tiles/14/8704/x", "/tiles/99/0/0", "/tiles/14/-1/0", "/tiles/4/16/0", "/tiles/0/0/1", "/tiles/4/8"] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn every_sign_that_points_name_is_there() {
    let client = Client::new();
    let mut seen = 0;
    for (country, address) in [("IT", "Firenze"), ("NL", "Eindhoven"), ("DE", "Berlin"), ("PL", "Warszawa")] {
        for point in client.near(country, address, &[("limit", "200")]).await.results() {
            for field in ["icon_url", "logo_url"] {
                let Some(url) = point["carrier"][field].as_str() else { continue };
                let path = url.strip_prefix("http://sandbox.example:8082").unwrap();
                let answer = client.get(path).await;
                assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "image/svg+xml"), "{url}");
                assert!(answer.bytes.starts_with(b"<svg"));
                assert_eq!(answer.header("x-content-type-options"), "nosniff");
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
    assert_eq!(client.get("/carriers/acme.svg").await.status, 404);
    assert_eq!(client.get("/carriers/..%2f..%2fCargo.toml").await.status, 404);
}
