//! The version of a package that Cargo.lock settles on.

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// The one version of `package` in the text of a Cargo.lock.
///
/// # Errors
/// When the text is no lock file, or holds the package not at all or in several versions.
pub(crate) fn version_of(lock: &str, package: &str) -> Result<String> {
    let lock: Lock = toml::from_str(lock).context("Cargo.lock is not a lock file")?;
    let mut versions = lock.package.into_iter().filter(|entry| entry.name == package).map(|entry| entry.version);
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version),
        (None, _) => bail!("Cargo.lock holds no {package}"),
        (Some(first), Some(second)) => bail!("Cargo.lock holds {package} twice: {first} and {second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::version_of;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        [[package]]
        name = "syn"
        version = "1.0.0"
        [[package]]
        name = "syn"
        version = "2.0.0"
    "#;

    #[test]
    fn reads_the_version() {
        assert_eq!(version_of(LOCK, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn names_what_is_missing_or_double() {
        assert_eq!(version_of(LOCK, "leptos").unwrap_err().to_string(), "Cargo.lock holds no leptos");
        assert_eq!(version_of(LOCK, "syn").unwrap_err().to_string(), "Cargo.lock holds syn twice: 1.0.0 and 2.0.0");
    }
}
