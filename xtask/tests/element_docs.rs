//! Holds `docs/attributes.md`, `docs/errors.md` and `docs/theming.md` against the code that they describe: nothing may be
//! missing on a page, and nothing may stand there that the code does not have.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Names = BTreeSet<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

/// The part of a text behind `start` and before `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// The words in back quotes.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// The rows of the tables under a heading, down to the next heading of any level, as cells, without the tables' heads.
fn rows<'a>(page: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).expect(heading);
    let section = rest.split("\n#").next().unwrap();
    let lines: Vec<&str> = section.lines().collect();
    let is_row = |index: usize, line: &str| {
        let head = lines.get(index + 1).is_some_and(|next| next.starts_with("|---"));
        line.starts_with('|') && !line.starts_with("|---") && !head
    };
    let found = lines.iter().enumerate().filter(|(index, line)| is_row(*index, line));
    let cells = |line: &'a str| line.trim_matches('|').split('|').map(str::trim).collect();
    let rows: Vec<_> = found.map(|(_, line)| cells(line)).collect();
    assert!(rows.len() > 1, "nothing under {heading}");
    rows
}

/// The first word in back quotes of each row.
fn firsts(page: &str, heading: &str) -> Names {
    let names: Vec<String> = rows(page, heading).iter().map(|row| quoted(row[0]).next().expect(row[0])).collect();
    let set: Names = names.iter().cloned().collect();
    assert_eq!(set.len(), names.len(), "something stands twice under {heading}");
    set
}

/// Attributes with their properties, of one of the lists of `attributes.js`. A property is written as properties are.
fn table(element: &str, name: &str) -> BTreeMap<String, String> {
    let list = between(element, &format!("const {name} = reflected("), ");");
    let words = list.split(['"', ' ', '+', ',', '\n']).filter(|word| !word.is_empty());
    let property = |attribute: &str| {
        let mut words = attribute.split('-');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |property, word| property + &word[..1].to_uppercase() + &word[1..])
    };
    words.map(|attribute| (attribute.to_owned(), property(attribute))).collect()
}

#[test]
fn every_attribute_and_its_property_is_on_the_page_and_no_other() {
    let (given, attributes) = (read("pkg/given.js"), read("pkg/attributes.js"));
    let mut known = table(&attributes, "TEXTS");
    known.extend(table(&attributes, "FLAGS"));
    assert!(known.len() > 20, "attributes.js was not read: {known:?}");
    // This one is not reflected as it is: it is the choice.
    assert!(given.contains(r#"...Object.keys(FLAGS), "value"]"#));
    known.insert("value".to_owned(), "value".to_owned());
    assert!(read("style/tokens.css").contains(r#":host([theme="dark"])"#));

    let page = read("docs/attributes.md");
    let told = rows(&page, "## Attributes");
    let told: BTreeMap<String, String> =
        told.iter().map(|row| (quoted(row[0]).next().unwrap(), quoted(row[1]).next().unwrap_or_default())).collect();
    assert_eq!(told, known);
}

#[test]
fn every_property_and_method_is_on_the_page_and_no_other() {
    let element = read("pkg/element.js");
    let class = between(&element, "export class ServicePointPicker extends Base {", "\n}\n");
    let mut members = Names::new();
    for line in class.lines().filter_map(|line| line.strip_prefix("  ")) {
        // Members stand at the first level; what the browser calls ends in `Callback`.
        if !line.starts_with(|first: char| first.is_ascii_lowercase()) || line.starts_with("static ") {
            continue;
        }
        let line = line.trim_start_matches("async ");
        let name: String = line.trim_start_matches("get ").trim_start_matches("set ").to_owned();
        let name = &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let is_method = !line.starts_with("get ") && !line.starts_with("set ") && line.contains('(');
        if !name.is_empty() && !name.ends_with("Callback") {
            members.insert(format!("{name}{}", if is_method { "()" } else { "" }));
        }
    }
    // Those that every form field has are made by the list.
    assert!(class.contains("fieldMembers("));
    let attributes = read("pkg/attributes.js");
    let list = |name: &str| -> Vec<String> {
        let list = between(&attributes, &format!("const {name} = \""), "\"");
        list.split(' ').map(str::to_owned).collect()
    };
    members.insert(between(&attributes, "define(prototype, \"", "\"").to_owned());
    members.extend(list("SETTINGS"));
    members.extend(list("FIELD"));
    members.extend(list("VALIDATES").iter().map(|name| format!("{name}()")));
    // The attribute of that name has told of it.
    assert!(members.remove("value"), "element.js was not read: {members:?}");
    let page = read("docs/attributes.md");
    let without_arguments = |name: String| match name.split_once('(') {
        Some((name, _)) => format!("{name}()"),
        None => name,
    };
    let told: Names = firsts(&page, "## Properties and methods").into_iter().map(without_arguments).collect();
    assert_eq!(told, members);
}

#[test]
fn every_event_is_on_the_page_and_no_other() {
    let (element, seam) = (read("pkg/element.js"), read("src/element.rs"));
    let reports = between(&seam, "let (name, detail) = match what {", "};");
    let sent = reports.split("=> (\"").skip(1).chain(element.split("#emit(\"").skip(1));
    let mut known: Names = sent.map(|rest| format!("spp-{}", rest.split('"').next().unwrap())).collect();
    let native = element.split("new Event(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    known.extend(native);
    assert!(known.len() > 6, "{known:?}");
    assert_eq!(firsts(&read("docs/attributes.md"), "## Events"), known);
}

/// The keys of the object that a function of `browser.js` gives.
fn keys(script: &str, function: &str) -> Names {
    let body = between(between(script, &format!("export const {function} = ("), "\n});"), ") => ({\n", "\0");
    let key = |line: &str| line.split([':', ',']).next().unwrap().to_owned();
    // Of what is spread into it, a field that may be missing stands in braces.
    let spread = |line: &str| line.strip_prefix("...").map(|rest| rest.split("{ ").nth(1)?.split(" }").next().map(key));
    body.lines().map(str::trim).filter_map(|line| spread(line).unwrap_or_else(|| Some(key(line)))).collect()
}

#[test]
fn every_field_of_a_choice_is_on_the_page_and_no_other() {
    let script = read("src/browser.js").replace("\n});", "\0\n});");
    let mut known = keys(&script, "point");
    assert!(known.len() > 10, "{known:?}");
    known.extend(keys(&script, "selection"));
    assert_eq!(firsts(&read("docs/attributes.md"), "## The choice"), known);
}

#[test]
fn every_language_is_on_the_page_and_no_other() {
    let script = read("pkg/language.js");
    let mut known: Names = between(&script, "const LANGUAGES = \"", "\"").split(' ').map(str::to_owned).collect();
    known.insert("en".to_owned());
    let page = read("docs/attributes.md");
    let line = page.lines().find(|line| line.starts_with("`en` ")).unwrap();
    assert_eq!(quoted(line).collect::<Names>(), known);
}

#[test]
fn every_page_that_counts_the_languages_counts_them_right() {
    let element = read("pkg/language.js");
    // And English, which is in the module.
    let count = between(&element, "const LANGUAGES = \"", "\"").split(' ').count() + 1;
    let pages = [
        ("pkg/README.md", format!("{count} languages")),
        ("docs/accessibility.md", format!("{count} languages")),
        ("docs/migration.md", format!("[{count}](attributes.md#languages)")),
    ];
    let wrong: Vec<_> = pages.iter().filter(|(page, words)| !read(page).contains(words)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The sources of the picker that may name a code, without their tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !name.ends_with("tests") {
            found.push(path);
        }
    }
}

fn error_codes() -> Names {
    let word = |rest: &str| rest.split('"').next().unwrap().to_owned();
    let mut files = vec![root().join("pkg/element.js")];
    sources(&root().join("crates/picker-core/src"), &mut files);
    let mut codes = Names::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        codes.extend(text.split("code: \"").skip(1).map(word));
    }
    let failures = read("crates/picker-core/src/effect.rs");
    codes.extend(between(&failures, "match error {", "};").split("=> (\"").skip(1).map(word));
    let attributes = read("crates/picker-core/src/config/error.rs");
    codes.extend(attributes.split(": &str = \"").skip(1).map(word));
    codes
}

#[test]
fn every_error_code_is_on_the_page_and_no_other() {
    let known = error_codes();
    assert!(known.len() > 10, "{known:?}");
    assert_eq!(firsts(&read("docs/errors.md"), "## Which code, and what to do"), known);
}

#[test]
fn every_attribute_that_can_be_wrong_is_on_the_page_with_its_code() {
    let source = read("crates/picker-core/src/config/error.rs");
    let code = |constant: &str| between(&source, &format!("const {constant}: &str = \""), "\"").to_owned();
    let told = between(&source, "match self {", "\n    }\n");
    let mut known = BTreeSet::new();
    for constant in ["MISSING", "INVALID", "CONFLICT"] {
        for rest in told.split(constant).skip(1) {
            let attribute = rest.split('"').nth(1).unwrap();
            known.insert((code(constant), attribute.to_owned()));
        }
    }
    assert!(known.len() > 15, "{known:?}");
    let page = read("docs/errors.md");
    let rows = rows(&page, "## Attributes");
    let told: BTreeSet<(String, String)> =
        rows.iter().map(|row| (quoted(row[0]).next().unwrap(), quoted(row[1]).next().unwrap())).collect();
    assert_eq!(told, known);
}

#[test]
fn what_the_page_says_that_a_shopper_reads_is_what_the_picker_says() {
    let texts: serde_json::Value = serde_json::from_str(&read("src/text/languages/en.json")).unwrap();
    let texts: Names =
        texts.as_object().unwrap().values().filter_map(|text| text.as_str().map(str::to_owned)).collect();
    let page = read("docs/errors.md");
    let rows = rows(&page, "## Which code, and what to do");
    let said: Vec<&str> = rows.iter().filter_map(|row| row[1].strip_prefix('"')?.strip_suffix('"')).collect();
    assert!(said.len() > 7, "{said:?}");
    for sentence in said {
        assert!(texts.contains(sentence), "{sentence}");
    }
}

/// The public custom properties of a rule of the tokens' sheet, with their values.
fn tokens(rule: &str) -> BTreeMap<String, String> {
    let found = rule.split("var(").skip(1).map(|rest| rest.split_once(", ").unwrap());
    found.map(|(name, rest)| (name.to_owned(), rest.split_once(");").unwrap().0.to_owned())).collect()
}

#[test]
fn every_custom_property_is_on_the_page_with_its_values_and_no_other() {
    let sheet = read("style/tokens.css");
    let light = tokens(between(&sheet, ":host {", "\n}"));
    let dark = tokens(between(&sheet, ":host([theme=\"dark\"]) {", "\n}"));
    assert_eq!(dark, tokens(between(&sheet, ":host(:not([theme=\"light\"])) {", "\n  }")));
    assert!(light.len() > 10 && dark.keys().all(|name| light.contains_key(name)));
    let page = read("docs/theming.md");
    let mut known: Names = light.keys().cloned().collect();
    for row in rows(&page, "## Custom properties") {
        let name = quoted(row[0]).next().unwrap();
        if let Some(value) = light.get(&name) {
            assert_eq!(quoted(row[1]).next().as_ref(), Some(value), "{name}");
            assert_eq!(quoted(row[2]).next().as_ref(), Some(dark.get(&name).unwrap_or(value)), "{name}");
        }
    }
    // Two are no tokens: what they are by default is decided where they are used.
    for file in ["style/base.css", "style/picker.css", "style/map.css"] {
        let text = read(file);
        known.extend(text.split("var(--spp").skip(1).map(|rest| format!("--spp{}", rest.split(',').next().unwrap())));
    }
    assert_eq!(firsts(&page, "## Custom properties"), known);
}

#[test]
fn every_part_is_on_the_page_and_no_other() {
    let mut known = Names::new();
    for folder in ["src/views", "src/map"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            known.extend(text.split(" part=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    let element = read("pkg/element.js");
    known.extend(element.split("\"part\", \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    let dialog = read("pkg/dialog.js");
    let made = dialog.split("make(\"").skip(1).filter_map(|rest| rest.split('"').nth(2)).map(str::to_owned);
    known.extend(made);
    assert_eq!(firsts(&read("docs/theming.md"), "## Parts"), known);
}

#[test]
fn the_looks_on_the_page_are_those_that_the_demo_shows() {
    let (page, sheet) = (read("docs/theming.md"), read("demo/theming.css"));
    let examples: Vec<&str> = page.split("```css\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    // The last one is about the room that a page keeps, and not about looks.
    let (_, looks) = examples.split_last().unwrap();
    assert!(looks.len() > 3);
    for example in looks {
        assert!(sheet.contains(example), "not in demo/theming.css:\n{example}");
    }
}

/// Relative luminance of a colour such as `#14171f` or `#fff` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    let step = digits.len() / 3;
    let channel = |index: usize| {
        let part = &digits[index * step..(index + 1) * step];
        let value = f64::from(u8::from_str_radix(&part.repeat(2 / step), 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

#[test]
fn the_colours_have_the_contrast_that_the_page_promises() {
    let sheet = read("style/tokens.css");
    for scheme in [":host {", ":host([theme=\"dark\"]) {"] {
        let colours = tokens(between(&sheet, scheme, "\n}"));
        let contrast = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|name| luminance(&colours[&format!("--spp-{name}")]) + 0.05);
            one.max(other) / one.min(other)
        };
        for text in ["ink", "muted", "open", "closed", "accent"] {
            for ground in ["surface", "soft", "tint"] {
                assert!(contrast(text, ground) >= 4.5, "{scheme} {text} on {ground}");
            }
        }
        assert!(contrast("on-accent", "accent") >= 4.5 && contrast("ink", "warn") >= 4.5, "{scheme}");
        assert!(contrast("edge", "surface") >= 3.0, "{scheme}");
    }
}
