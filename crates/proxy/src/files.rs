//! The picker's own files, so that one program can host all that a shop needs.

mod folder;
mod kind;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use http::HeaderValue;
use thiserror::Error;

use crate::answer::{Encoding, etag};
use kind::media_type;

/// Files of a folder, whole and in memory. A request names one of them or nothing: no part of a request ever becomes a
/// path of the file system.
#[derive(Debug, Default)]
pub struct Files(HashMap<String, File>);

/// A file, with what its answer says of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) media_type: &'static str,
    /// Of the content, whatever its encoding.
    pub(crate) etag: HeaderValue,
    /// Whether its path has a version, so that what is there stays as it is.
    pub(crate) versioned: bool,
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

/// Why a folder cannot be served.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FilesError {
    /// The system refuses.
    #[error("cannot read {path:?}: {error}")]
    Unreadable {
        /// File or folder.
        path: PathBuf,
        /// The system's word.
        error: String,
    },
    /// A symbolic link that leads elsewhere.
    #[error("{0:?} leads out of the folder")]
    Outside(PathBuf),
    /// The picker's files are less than a megabyte for each version.
    #[error("{0:?} holds more than 2000 files or 64 MB; it is meant for the picker's own")]
    TooMuch(PathBuf),
    /// A compressed file that is not the file beside it.
    #[error("{0:?} is not the compressed form of the file beside it; make it anew or remove it")]
    NotTheSame(PathBuf),
}

impl Files {
    /// Reads a folder with all below it, but for what begins with a dot and what has another sign in its name than
    /// letters, digits and `- . _ ~`. `x.br` and `x.gz` are `x` itself, compressed; without them it is compressed here.
    ///
    /// # Errors
    /// When anything of it cannot be served.
    pub fn read(folder: &Path) -> Result<Self, FilesError> {
        let mut contents = folder::read(folder)?;
        let mut names: Vec<String> = contents.keys().cloned().collect();
        // `x.js` comes before `x.js.br`, and takes it along.
        names.sort();
        let mut files = HashMap::new();
        for name in names {
            let Some(plain) = contents.remove(&name) else { continue };
            let mut encoded = |encoding: Encoding, ending: &str| {
                let Some(given) = contents.remove(&[name.as_str(), ending].concat()) else {
                    return Ok(compressed(encoding, &plain, &name));
                };
                match encoding.decodes_to(&given, &plain) {
                    true => Ok(Some(given)),
                    false => Err(FilesError::NotTheSame(folder.join([name.as_str(), ending].concat()))),
                }
            };
            let (gzip, brotli) = (encoded(Encoding::Gzip, ".gz")?, encoded(Encoding::Brotli, ".br")?);
            let versioned = name.rsplit_once('/').is_some_and(|(folder, _)| folder.split('/').any(is_version));
            let file = File { media_type: media_type(&name), etag: etag(&plain), versioned, plain, gzip, brotli };
            files.insert(name, file);
        }
        Ok(Self(files))
    }

    /// A file by its path below the folder, without a slash before it.
    pub(crate) fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl File {
    /// The content in an encoding, or as it is where that is no shorter.
    pub(crate) fn content(&self, encoding: Encoding) -> (Encoding, &Bytes) {
        let encoded = match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Brotli => self.brotli.as_ref(),
        };
        encoded.map_or((Encoding::Identity, &self.plain), |bytes| (encoding, bytes))
    }

    /// Bytes as it is.
    pub(crate) fn length(&self) -> usize {
        self.plain.len()
    }
}

fn compressed(encoding: Encoding, plain: &Bytes, name: &str) -> Option<Bytes> {
    let worth_it = plain.len() >= Encoding::SHORTEST && kind::is_compressible(name);
    worth_it.then(|| encoding.encode_well(plain))?.filter(|encoded| encoded.len() < plain.len())
}

/// `1.2.3`, perhaps with more after it (semver.org, 2.0.0).
fn is_version(segment: &str) -> bool {
    let core = segment.split(['-', '+']).next().unwrap_or_default();
    let numbers = core.split('.');
    numbers.clone().count() == 3 && numbers.clone().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// The files that are served now, which can be replaced by those of a later reading.
#[derive(Debug, Default)]
pub struct ServedFiles(RwLock<Arc<Files>>);

impl ServedFiles {
    /// These, to begin with.
    #[must_use]
    pub fn new(files: Files) -> Self {
        Self(RwLock::new(Arc::new(files)))
    }

    /// Those that count for a request that begins.
    pub(crate) fn current(&self) -> Arc<Files> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace(&self, files: Files) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(files);
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
