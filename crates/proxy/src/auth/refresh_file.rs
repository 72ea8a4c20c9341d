use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use super::source::is_token;
use crate::private_file;
use crate::secret::Secret;

/// The file with the refresh token. Only its owner may read it, and it is replaced as a whole: whoever reads it finds
/// the one before or the next one, also after a power cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshFile(PathBuf);

/// Why the file cannot be used. Its content is not among it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FileError {
    /// Nobody has logged in.
    #[error("there is no refresh token in {0:?} yet: run `service-point-proxy login`")]
    Missing(PathBuf),
    /// Others could read it.
    #[error("{0:?} can be read by others than its owner: log in again after `chmod 600`, since the token may be known")]
    Exposed(PathBuf),
    /// It cannot be read.
    #[error("cannot read {0:?}: {1}")]
    Unreadable(PathBuf, String),
    /// What it holds is no token.
    #[error("{0:?} holds no refresh token: run `service-point-proxy login` again")]
    NoToken(PathBuf),
    /// It cannot be written.
    #[error("cannot write {0:?}: {1}")]
    Unwritable(PathBuf, String),
}

impl RefreshFile {
    /// The file at a path, which need not exist yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The token.
    ///
    /// # Errors
    /// When there is none that may be used.
    pub fn read(&self) -> Result<Secret, FileError> {
        let path = || self.0.clone();
        let unreadable = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => FileError::Missing(path()),
            _ => FileError::Unreadable(path(), error.to_string()),
        };
        let file = File::open(&self.0).map_err(unreadable)?;
        if private_file::is_exposed(&file.metadata().map_err(unreadable)?) {
            return Err(FileError::Exposed(path()));
        }
        let text = Zeroizing::new(std::io::read_to_string(file).map_err(unreadable)?);
        let token = text.trim();
        if is_token(token) { Ok(Secret::new(token.to_owned())) } else { Err(FileError::NoToken(path())) }
    }

    /// Puts a token in the place of the one before.
    ///
    /// # Errors
    /// When it cannot be written; the one before is then still there.
    pub fn write(&self, token: &Secret) -> Result<(), FileError> {
        let line = Zeroizing::new([token.expose(), "\n"].concat());
        private_file::replace(&self.0, line.as_bytes())
            .map_err(|error| FileError::Unwritable(self.0.clone(), error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn a_token_is_replaced_as_a_whole_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = RefreshFile::new(folder.path().join("refresh-token"));
        assert_eq!(file.read().unwrap_err(), FileError::Missing(file.path().to_owned()));
        std::fs::write(folder.path().join("refresh-token.next"), "left behind").unwrap();
        for token in ["ory_rt_one.1", "ory_rt_two.2"] {
            file.write(&secret(token)).unwrap();
            assert_eq!(file.read().unwrap().expose(), token);
            let mode = std::fs::metadata(file.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn a_file_that_others_can_read_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let file = RefreshFile::new(folder.path().join("token"));
        file.write(&secret("ory_rt_one.1")).unwrap();
        for mode in [0o640, 0o604, 0o644, 0o620] {
            std::fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
            assert_eq!(file.read().unwrap_err(), FileError::Exposed(file.path().to_owned()), "{mode:o}");
        }
    }

    #[test]
    fn what_is_no_token_does_not_show() {
        let folder = tempfile::tempdir().unwrap();
        let file = RefreshFile::new(folder.path().join("token"));
        file.write(&secret("ory rt canary")).unwrap();
        let error = file.read().unwrap_err();
        assert_eq!(error, FileError::NoToken(file.path().to_owned()));
        assert!(!error.to_string().contains("canary"));
        let nowhere = RefreshFile::new(folder.path().join("missing/token"));
        let error = nowhere.write(&secret("canary")).unwrap_err();
        assert!(matches!(error, FileError::Unwritable(..)) && !error.to_string().contains("canary"), "{error}");
    }
}
