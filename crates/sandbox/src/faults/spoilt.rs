use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use futures_util::{Stream, StreamExt as _, stream};
use serde::{Deserialize, Serialize};

/// What can happen to a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Spoilt {
    /// Its first half, as if it were the whole.
    Truncated,
    /// Its first half, then the connection ends.
    Aborted,
    /// Its first half, and then nothing while the client waits.
    Stalled,
    /// A page of HTML with status 200.
    Html,
    /// A text of the type that JSON has, but no JSON.
    NoJson,
    /// Five megabytes of white space behind it.
    Oversized,
    /// White space behind it that never ends.
    Endless,
    /// Nothing.
    Empty,
    /// The connection is reset before a byte is answered.
    Reset,
}

const PADDING: usize = 5_000_000;
const PAGE: &str = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>";

impl Spoilt {
    /// The answer that stands in the place of the true one, whatever that is.
    pub(super) fn instead(self) -> Option<Response> {
        (self == Self::Html).then(|| (StatusCode::OK, Html(PAGE)).into_response())
    }

    /// What becomes of a whole body, in pieces.
    pub(super) fn pieces(self, whole: Bytes) -> Pieces {
        let half = whole.slice(..whole.len() / 2);
        // What was written before is only sent when the next piece lets wait.
        let error = stream::once(async {
            tokio::task::yield_now().await;
            Err(io::Error::other("switched on by a fault"))
        });
        let spaces = || Bytes::from(vec![b' '; 64 << 10]);
        match self {
            Self::Truncated => just(half),
            Self::Aborted => just(half).chain(error).boxed(),
            Self::Stalled => just(half).chain(stream::pending()).boxed(),
            Self::NoJson => just(Bytes::from_static(b"upstream connect error or disconnect/reset before headers")),
            Self::Oversized => stream::iter([Ok(whole), Ok(Bytes::from(vec![b' '; PADDING]))]).boxed(),
            Self::Endless => just(whole).chain(stream::repeat_with(move || Ok(spaces()))).boxed(),
            Self::Reset => error.boxed(),
            Self::Html => just(whole),
            Self::Empty => stream::empty().boxed(),
        }
    }
}

/// A body on its way.
pub(super) type Pieces = stream::BoxStream<'static, io::Result<Bytes>>;

/// A body in one piece.
pub(super) fn just(whole: Bytes) -> Pieces {
    stream::iter([Ok(whole)]).boxed()
}

/// How a body drips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drip {
    /// Size of a piece.
    pub(super) bytes: usize,
    /// Milliseconds before each piece.
    pub(super) every_ms: u64,
}

impl Drip {
    /// The same bytes, slowly.
    pub(super) fn slow(self, pieces: Pieces) -> Body {
        let small = pieces.flat_map(move |piece| stream::iter(self.cut(piece)));
        Body::from_stream(self.paced(small))
    }

    fn cut(self, piece: io::Result<Bytes>) -> Vec<io::Result<Bytes>> {
        match piece {
            Ok(piece) => {
                let starts = (0..piece.len()).step_by(self.bytes.max(1));
                starts.map(|start| Ok(piece.slice(start..piece.len().min(start + self.bytes.max(1))))).collect()
            }
            Err(error) => vec![Err(error)],
        }
    }

    fn paced(
        self,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        pieces.then(move |piece| async move {
            tokio::time::sleep(Duration::from_millis(self.every_ms)).await;
            piece
        })
    }
}
