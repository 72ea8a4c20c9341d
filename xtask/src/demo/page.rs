//! The shop's pages: the checkout out of `index.html`, and the page that shows a received order.

use anyhow::{Context as _, Result, bail};

use super::services::Upstream;
use crate::workspace::Workspace;

/// What stands where `index.html` has the lines for trunk alone. Both files are asked for at once, not in a chain.
const EMBED: &str = r#"<link rel="preload" href="/pkg/picker_bg.wasm" as="fetch" type="application/wasm" crossorigin>
    <script type="module" src="/pkg/register.js"></script>"#;

/// The checkout.
#[derive(Debug)]
pub(crate) struct Page {
    html: String,
}

impl Page {
    /// Reads `index.html` and makes it the shop's page.
    ///
    /// # Errors
    /// When the file cannot be read or lacks a marked place.
    pub(crate) fn read(workspace: &Workspace, upstream: &Upstream) -> Result<Self> {
        let source = workspace.read("index.html")?;
        let html = replace(&source, "trunk", EMBED)?;
        let note = match upstream {
            Upstream::Sandbox => {
                "This shop is a demo, and nothing is sent. Names and places of Florence's shops are real; that they take \
                 parcels and when they open is invented, and so is every point elsewhere."
            }
            Upstream::Sendcloud => "This shop is a demo with real pickup points from Sendcloud. Nothing is sent.",
        };
        Ok(Self { html: replace(&html, "note", note)? })
    }

    /// The page's markup.
    pub(crate) fn html(&self) -> String {
        self.html.clone()
    }
}

/// Puts `text` where `source` has `<!-- name -->…<!-- /name -->`.
fn replace(source: &str, name: &str, text: &str) -> Result<String> {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let places = source.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
    let (before, after) = places.with_context(|| format!("index.html has no {open}…{close}"))?;
    if after.contains(&open) {
        bail!("index.html has {open} twice");
    }
    Ok(format!("{before}{text}{after}"))
}

/// The page that confirms an order: every field of the form as it arrived.
pub(crate) fn order(form: &[u8]) -> String {
    let rows: String = form_urlencoded::parse(form)
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(&name), escape(&value)))
        .collect();
    format!(
        r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Order received – Officina Carta</title>
<link rel="icon" href="/demo/favicon.svg">
<link rel="stylesheet" href="/demo/shop.css">
<main class="received">
<h1>Order received</h1>
<p>Thank you. These are the form fields that the shop received:</p>
<dl class="fields">
{rows}</dl>
<p><a href="/">Back to the checkout</a></p>
</main>
</html>
"#
    )
}

/// The content type of a file that the shop serves, by its name.
pub(crate) fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Page, Upstream, content_type, order, replace};
    use crate::workspace::Workspace;

    #[test]
    fn the_shop_loads_the_package_where_trunk_would_load_its_own() {
        let page = Page::read(&Workspace::find().unwrap(), &Upstream::Sandbox).unwrap();
        assert!(!page.html().contains("data-trunk"));
        assert_eq!(page.html().matches(r#"src="/pkg/register.js""#).count(), 1);
        assert!(page.html().contains("when they open is invented"));
    }

    #[test]
    fn a_missing_place_is_named() {
        let error = replace("<p>", "trunk", "").unwrap_err().to_string();
        assert_eq!(error, "index.html has no <!-- trunk -->…<!-- /trunk -->");
    }

    #[test]
    fn an_order_shows_its_fields_and_never_markup() {
        let page = order(b"service_point=42&contact=%3Cscript%3E%22%26");
        assert!(page.contains("<dt>service_point</dt><dd>42</dd>"), "{page}");
        assert!(page.contains("<dt>contact</dt><dd>&lt;script&gt;&quot;&amp;</dd>"), "{page}");
    }

    #[test]
    fn only_known_kinds_of_files_are_served() {
        assert_eq!(content_type("picker_bg.wasm"), Some("application/wasm"));
        assert_eq!(content_type("shop.toml"), None);
        assert_eq!(content_type("LICENSE"), None);
    }
}
