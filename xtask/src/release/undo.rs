//! Puts files back as they were, unless it is told that all went well.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;

/// Files as they were; those that were not there are taken away again.
pub(super) struct Undo(Vec<(PathBuf, Option<Vec<u8>>)>);

impl Undo {
    /// Keeps what these files are now.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn keep(workspace: &Workspace, files: impl Iterator<Item = PathBuf>) -> Result<Self> {
        let kept = files.map(|file| {
            let path = workspace.path(&file);
            match fs::read(&path) {
                Ok(bytes) => Ok((path, Some(bytes))),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok((path, None)),
                Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
            }
        });
        Ok(Self(kept.collect::<Result<_>>()?))
    }

    /// Everything went well.
    pub(super) fn forget(mut self) {
        self.0.clear();
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for (path, bytes) in &self.0 {
            let done = match bytes {
                Some(bytes) => fs::write(path, bytes),
                None => fs::remove_file(path).or_else(|error| match error.kind() {
                    ErrorKind::NotFound => Ok(()),
                    _ => Err(error),
                }),
            };
            if let Err(error) = done {
                eprintln!("error: {} is not as it was: {error}; `git restore` brings it back", path.display());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Undo;
    use crate::workspace::Workspace;

    #[test]
    fn what_fails_leaves_everything_as_it_was() {
        let folder = std::env::temp_dir().join(format!("spp-undo-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (old, new) = (folder.join("old"), folder.join("new"));
        fs::write(&old, "1").unwrap();
        // Absolute paths stay what they are beside the checkout's.
        let begin = || {
            let workspace = Workspace::find().unwrap();
            let undo = Undo::keep(&workspace, [old.clone(), new.clone()].into_iter()).unwrap();
            fs::write(&old, "2").unwrap();
            fs::write(&new, "2").unwrap();
            undo
        };
        drop(begin());
        assert_eq!((fs::read_to_string(&old).unwrap().as_str(), new.exists()), ("1", false));
        begin().forget();
        assert_eq!((fs::read_to_string(&old).unwrap().as_str(), new.exists()), ("2", true));
        fs::remove_dir_all(&folder).unwrap();
    }
}
