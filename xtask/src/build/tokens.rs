//! The style sheet that the package publishes: the public custom properties with what they are when a shop sets none.
//!
//! It is made from the sheet of the shadow root, `style/tokens.css`, so the two cannot differ.

use anyhow::{Result, bail};

const HEAD: &str = "\
/* The custom properties of <service-point-picker>, as they are unless you set them: in a rule for the element, before or
   after this sheet. A shop needs the sheet only to see them, or to give the same look to what is in the element's own text. */
";

/// The element's name, where the sheet of its shadow root says `:host`.
const ELEMENT: &str = "service-point-picker";

/// Rewrites the tokens of the shadow root for the page around it.
///
/// # Errors
/// When a rule of the sheet is about anything but the host.
pub(super) fn published(tokens: &str) -> Result<String> {
    let mut sheet = HEAD.to_owned();
    for line in tokens.lines().filter(|line| !line.trim_start().starts_with("/*")) {
        let text = line.trim();
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some((_, set)) = text.split_once(": var(") {
            // `--ink: var(--spp-ink, #14171f);`
            let Some((name, value)) = set.strip_suffix(");").and_then(|set| set.split_once(", ")) else {
                bail!("a token without a value: {text}");
            };
            sheet.push_str(&format!("{indent}{name}: {value};\n"));
        } else if text.starts_with(":host") {
            sheet.push_str(&format!("{indent}{}\n", selector(text)));
        } else if text.starts_with("@media") || text == "}" {
            sheet.push_str(&format!("{line}\n"));
        } else if !text.starts_with("--") {
            // What remains are properties of the picker's own, with no public name.
            bail!("style/tokens.css holds more than tokens of the host: {text}");
        }
    }
    Ok(sheet)
}

/// `:host(:not([theme="light"])) {` becomes `:where(service-point-picker:not([theme="light"])) {`, which yields to every rule
/// of the shop.
fn selector(host: &str) -> String {
    let rest = host.trim_start_matches(":host").trim_end_matches(" {");
    let conditions = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
    format!(":where({ELEMENT}{conditions}) {{")
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn tokens_move_from_the_shadow_root_to_the_page() {
        let tokens = "/* Tokens. */\n:host {\n  --ink: var(--spp-ink, #123);\n  --shadow: 0 1px 2px #0003, 0 6px 9px #0002;\n}\n\
            @media (prefers-color-scheme: dark) {\n  :host(:not([theme=\"light\"])) {\n    --ink: var(--spp-ink, #eee);\n  }\n}\n";
        let sheet = published(tokens).unwrap();
        let rules = sheet.split_once("*/\n").unwrap().1;
        assert_eq!(
            rules,
            ":where(service-point-picker) {\n  --spp-ink: #123;\n}\n\
             @media (prefers-color-scheme: dark) {\n  :where(service-point-picker:not([theme=\"light\"])) {\n    --spp-ink: #eee;\n  }\n}\n"
        );
    }

    #[test]
    fn what_is_no_token_is_refused() {
        assert!(published(".row {\n}\n").unwrap_err().to_string().contains(".row"));
        assert!(published(":host {\n  --ink: var(--spp-ink);\n}\n").is_err());
    }
}
