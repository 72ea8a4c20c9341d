//! Licences of everything that is built in: each must allow shipping under MIT or Apache-2.0.

use spdx::{Expression, LicenseReq, ParseMode};

use super::metadata::{Metadata, Package};

/// Licences without conditions on our own code. The CDLA covers data: the root certificates.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
];

/// Every package whose licence is missing, unreadable, or not among the allowed ones.
pub(crate) fn complaints(metadata: &Metadata) -> Vec<String> {
    metadata.packages.iter().filter_map(complaint).collect()
}

fn complaint(package: &Package) -> Option<String> {
    let subject = format!("{} {}", package.name, package.version);
    let Some(licence) = &package.license else {
        return Some(format!("{subject} names no licence"));
    };
    match Expression::parse_mode(licence, ParseMode::LAX) {
        Err(_) => Some(format!("{subject} has a licence that cannot be read: {licence}")),
        Ok(expression) if expression.evaluate(is_allowed) => None,
        Ok(_) => Some(format!("{subject} is under {licence}, which is not among the allowed ones")),
    }
}

/// An exception only ever adds to what a licence permits.
fn is_allowed(requirement: &LicenseReq) -> bool {
    requirement.license.id().is_some_and(|id| ALLOWED.contains(&id.name))
}

#[cfg(test)]
mod tests {
    use super::{Metadata, Package, complaint, complaints};
    use crate::workspace::Workspace;

    fn package(license: Option<&str>) -> Package {
        let name = "crate".to_owned();
        Package { id: name.clone(), name, version: "1.0.0".into(), license: license.map(Into::into), publish: None }
    }

    #[test]
    fn one_allowed_alternative_is_enough_and_every_part_counts() {
        for fine in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "Apache-2.0 WITH LLVM-exception", "MIT AND Unicode-3.0"]
        {
            assert_eq!(complaint(&package(Some(fine))), None, "{fine}");
        }
        for not in ["GPL-3.0", "MIT AND GPL-3.0", "Proprietary!"] {
            assert!(complaint(&package(Some(not))).is_some(), "{not}");
        }
        assert_eq!(complaint(&package(None)).unwrap(), "crate 1.0.0 names no licence");
    }

    #[test]
    fn everything_built_in_is_allowed() {
        let metadata = Metadata::read(&Workspace::find().unwrap()).unwrap();
        assert_eq!(complaints(&metadata), Vec::<String>::new());
    }
}
