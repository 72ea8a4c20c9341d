//! Files with secrets: replaced as a whole, so that whoever reads one finds the one before or the next one, also after a
//! power cut; new ones are for their owner only.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::Path;

/// What only the owner may do.
const OWNER_ONLY: u32 = 0o600;

/// Whether others than the owner may do anything with it.
pub(crate) fn is_exposed(metadata: &Metadata) -> bool {
    metadata.permissions().mode() & 0o077 != 0
}

/// Puts `content` in the place of what `path` holds, for its owner only.
pub(crate) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    put(path, content, None)
}

/// The same, and leaves owner and permissions to those who had them.
pub(crate) fn replace_in_place(path: &Path, content: &[u8]) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(before) => put(path, content, Some(&before)),
        Err(error) if error.kind() == ErrorKind::NotFound => put(path, content, None),
        Err(error) => Err(error),
    }
}

fn put(path: &Path, content: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let name = path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "it has no name"))?;
    let mut next_name = name.to_owned();
    next_name.push(".next");
    let next = path.with_file_name(next_name);
    // One that was left behind may belong to somebody else by now.
    match std::fs::remove_file(&next) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(&next)?;
    let mode = match like {
        Some(before) => {
            let own = file.metadata()?;
            if (own.uid(), own.gid()) != (before.uid(), before.gid()) {
                fchown(&file, Some(before.uid()), Some(before.gid()))?;
            }
            before.permissions().mode() & 0o777
        }
        None => OWNER_ONLY,
    };
    file.set_permissions(Permissions::from_mode(mode))?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&next, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_its_owners_and_another_keeps_its_readers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        replace_in_place(&path, b"one").unwrap();
        assert_eq!((mode(), std::fs::read(&path).unwrap()), (0o600, b"one".to_vec()));
        std::fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        assert!(is_exposed(&std::fs::metadata(&path).unwrap()));
        replace_in_place(&path, b"two").unwrap();
        assert_eq!((mode(), std::fs::read(&path).unwrap()), (0o640, b"two".to_vec()));
        replace(&path, b"three").unwrap();
        assert_eq!(mode(), 0o600);
    }
}
