/// The media type that a file's name stands for; browsers refuse a module or wasm of another one, and nothing is guessed
/// from the content (`X-Content-Type-Options: nosniff`).
pub(super) fn media_type(name: &str) -> &'static str {
    match ending(name) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Whether compression makes it shorter: pictures and fonts are compressed already.
pub(super) fn is_compressible(name: &str) -> bool {
    matches!(ending(name), "js" | "mjs" | "wasm" | "json" | "map" | "css" | "html" | "txt" | "md" | "ts" | "svg")
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
