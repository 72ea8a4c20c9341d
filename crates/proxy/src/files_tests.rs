use std::fs;
use std::os::unix::fs::symlink;

use super::*;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn names(files: &Files) -> Vec<&str> {
    let mut names: Vec<_> = files.0.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[test]
fn all_that_a_request_can_name_is_served_and_nothing_else() {
    let folder = folder(&[
        ("register.js", b"1"),
        ("0.1.0/register.js", b"2"),
        ("0.1.0/languages/nl.json", b"[]"),
        (".env", b"secret"),
        (".git/config", b"secret"),
        ("0.1.0/.htaccess", b"secret"),
        ("a b.js", b"3"),
        ("\u{e9}.js", b"4"),
    ]);
    let files = Files::read(folder.path()).unwrap();
    assert_eq!(names(&files), ["0.1.0/languages/nl.json", "0.1.0/register.js", "register.js"]);
    assert_eq!(files.get("0.1.0/register.js").unwrap().content(Encoding::Identity).1, "2");
    for path in ["", "/register.js", "0.1.0", "0.1.0/", "0.1.0/../register.js", "./register.js", "REGISTER.JS"] {
        assert!(files.get(path).is_none(), "{path}");
    }
}

#[test]
fn links_lead_anywhere_inside_and_nowhere_outside() {
    let outside = folder(&[("secret", b"secret")]);
    let inside = folder(&[("0.1.0/register.js", b"1")]);
    symlink("0.1.0", inside.path().join("latest")).unwrap();
    symlink("0.1.0/register.js", inside.path().join("register.js")).unwrap();
    let files = Files::read(inside.path()).unwrap();
    assert_eq!(names(&files), ["0.1.0/register.js", "latest/register.js", "register.js"]);

    for target in [outside.path().to_owned(), outside.path().join("secret"), "/etc/passwd".into(), "../..".into()] {
        let link = inside.path().join("0.1.0/link");
        symlink(&target, &link).unwrap();
        let error = Files::read(inside.path()).unwrap_err();
        assert!(matches!(&error, FilesError::Outside(path) if path.ends_with("link")), "{target:?}: {error}");
        fs::remove_file(link).unwrap();
        // What it leads to changes nothing when the link itself cannot be named.
        symlink(&target, inside.path().join(".link")).unwrap();
        assert!(Files::read(inside.path()).is_ok());
        fs::remove_file(inside.path().join(".link")).unwrap();
    }
}

#[test]
fn a_folder_that_never_ends_is_refused() {
    let folder = folder(&[("register.js", b"1")]);
    symlink(".", folder.path().join("again")).unwrap();
    assert_eq!(Files::read(folder.path()).unwrap_err(), FilesError::TooMuch(folder.path().to_owned()));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder(&[("register.js", b"1")]);
    for missing in ["no-such-folder", "register.js"] {
        let error = Files::read(&folder.path().join(missing)).unwrap_err();
        assert!(error.to_string().contains(missing), "{error}");
    }
}

#[test]
fn what_lies_there_compressed_is_taken_and_what_does_not_is_compressed() {
    let script = Bytes::from("export const picker = 1;\n".repeat(200));
    let brotli = Encoding::Brotli.encode(&script).unwrap();
    let folder = folder(&[
        ("given.js", &script),
        ("given.js.br", &brotli),
        ("made.js", &script),
        ("short.js", b"1"),
        ("picture.png", &script),
        ("alone.br", b"x"),
    ]);
    let files = Files::read(folder.path()).unwrap();
    assert_eq!(names(&files), ["alone.br", "given.js", "made.js", "picture.png", "short.js"]);
    let content = |name: &str, encoding| files.get(name).unwrap().content(encoding);
    assert_eq!(content("given.js", Encoding::Brotli), (Encoding::Brotli, &brotli));
    for (name, encoding) in [("given.js", Encoding::Gzip), ("made.js", Encoding::Gzip), ("made.js", Encoding::Brotli)] {
        let (as_what, encoded) = content(name, encoding);
        assert!(as_what == encoding && encoding.decodes_to(encoded, &script), "{name} {encoding:?}");
    }
    for name in ["short.js", "picture.png", "alone.br"] {
        assert_eq!(content(name, Encoding::Brotli).0, Encoding::Identity, "{name}");
    }
    assert_eq!(content("given.js", Encoding::Identity), (Encoding::Identity, &script));
}

#[test]
fn a_compressed_file_of_another_day_is_refused() {
    for (ending, encoding) in [("gz", Encoding::Gzip), ("br", Encoding::Brotli)] {
        let old = encoding.encode(&Bytes::from_static(b"old")).unwrap();
        let name = format!("register.js.{ending}");
        let folder = folder(&[("register.js", b"new"), (&name, &old)]);
        assert_eq!(Files::read(folder.path()).unwrap_err(), FilesError::NotTheSame(folder.path().join(name)));
    }
}

#[test]
fn only_paths_with_a_version_are_for_ever() {
    let paths =
        ["0.1.0/a.js", "picker/12.0.3/x/a.js", "1.0.0-rc.1/a.js", "a.js", "1.0/a.js", "1.0.0.js", "v/1..0/a.js"];
    let contents: Vec<_> = paths.iter().map(|path| (*path, &b"1"[..])).collect();
    let folder = folder(&contents);
    let files = Files::read(folder.path()).unwrap();
    let versioned: Vec<_> = paths.iter().filter(|path| files.get(path).unwrap().versioned).collect();
    assert_eq!(versioned, [&"0.1.0/a.js", &"picker/12.0.3/x/a.js", &"1.0.0-rc.1/a.js"]);
}
