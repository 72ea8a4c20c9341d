use std::collections::HashMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::FilesError;

const MOST_FILES: usize = 2000;
const MOST_BYTES: u64 = 64_000_000;

/// Every file of a folder by its path below it, with slashes.
pub(super) fn read(folder: &Path) -> Result<HashMap<String, Bytes>, FilesError> {
    let root = folder.canonicalize().map_err(unreadable(folder))?;
    let mut reading = Reading { folder, root, contents: HashMap::new(), bytes: 0 };
    reading.folder(&reading.root.clone(), "")?;
    Ok(reading.contents)
}

struct Reading<'a> {
    /// As configured, for messages.
    folder: &'a Path,
    /// The same without links: nothing outside of it is read.
    root: PathBuf,
    contents: HashMap<String, Bytes>,
    bytes: u64,
}

impl Reading<'_> {
    fn folder(&mut self, place: &Path, prefix: &str) -> Result<(), FilesError> {
        for entry in fs::read_dir(place).map_err(unreadable(place))? {
            let entry = entry.map_err(unreadable(place))?;
            let Some(name) = entry.file_name().to_str().filter(|name| is_plain(name)).map(str::to_owned) else {
                tracing::debug!(name = ?entry.file_name(), "a file that no request can name is left out");
                continue;
            };
            let shown = entry.path();
            let place = shown.canonicalize().map_err(unreadable(&shown))?;
            if !place.starts_with(&self.root) {
                return Err(FilesError::Outside(shown));
            }
            let path = [prefix, &name].concat();
            if place.is_dir() {
                // A link to a folder above itself would never end.
                if path.split('/').count() > 16 {
                    return Err(FilesError::TooMuch(self.folder.to_owned()));
                }
                self.folder(&place, &[&path, "/"].concat())?;
            } else if place.is_file() {
                self.file(&place, path)?;
            } else {
                // A device may have no end, and a pipe no beginning.
                return Err(unreadable(&shown)(io::Error::other("it is neither a file nor a folder")));
            }
        }
        Ok(())
    }

    fn file(&mut self, place: &Path, path: String) -> Result<(), FilesError> {
        let left = MOST_BYTES - self.bytes;
        let mut content = Vec::new();
        let file = fs::File::open(place).map_err(unreadable(place))?;
        file.take(left + 1).read_to_end(&mut content).map_err(unreadable(place))?;
        let length = content.len() as u64;
        if length > left || self.contents.len() == MOST_FILES {
            return Err(FilesError::TooMuch(self.folder.to_owned()));
        }
        self.bytes += length;
        self.contents.insert(path, content.into());
        Ok(())
    }
}

/// Names that stand in a request's path as they are. Those with a dot at their beginning are not meant for others.
fn is_plain(name: &str) -> bool {
    !name.starts_with('.') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> FilesError {
    let path = path.to_owned();
    move |error| FilesError::Unreadable { path, error: error.to_string() }
}
