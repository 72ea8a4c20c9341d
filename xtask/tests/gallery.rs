//! docs/gallery.md against the demo's gallery: every state has its heading and its pictures.

use std::fs;
use std::path::Path;

#[test]
fn every_state_of_the_gallery_has_its_pictures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let (states, page) = (read("demo/gallery-states.js"), read("docs/gallery.md"));
    let ids: Vec<_> =
        states.lines().filter_map(|line| line.trim().strip_prefix("id: \"")?.strip_suffix("\",")).collect();
    assert!(ids.len() > 30, "{ids:?}");
    for id in &ids {
        for look in ["light", "dark", "rtl"] {
            let picture = format!("images/gallery/{id}-{look}.webp");
            assert!(page.contains(&format!("({picture})")), "docs/gallery.md lacks {picture}: cargo xtask screenshots");
            assert!(root.join("docs").join(&picture).is_file(), "docs/{picture} is missing: cargo xtask screenshots");
        }
    }
    let pictures = fs::read_dir(root.join("docs/images/gallery")).unwrap().count();
    assert_eq!(pictures, 3 * ids.len(), "a picture of a state that is no more");
}
