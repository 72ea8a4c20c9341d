use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderValue, header};

/// How a body may be written (RFC 9110, section 8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Identity,
    /// `gzip`
    Gzip,
    /// `br`
    Brotli,
}

/// A shorter body is not worth it.
const SHORTEST: usize = 1024;
/// What 50 KB of JSON cost a millisecond or two at.
const BROTLI_QUALITY: u32 = 4;
const BROTLI_WINDOW: u32 = 20;
const BUFFER: usize = 16 * 1024;

impl Encoding {
    /// The best one that a client accepts for a body of that length.
    pub(crate) fn of(headers: &HeaderMap, length: usize) -> Self {
        if length < SHORTEST {
            return Self::Identity;
        }
        let accepted = |name: &str| {
            headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok()).any(|line| {
                line.split(',').any(|part| {
                    let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
                    let weight =
                        weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
                    coding.trim().eq_ignore_ascii_case(name) && weight.is_some_and(|weight| weight > 0.0)
                })
            })
        };
        match () {
            () if accepted("br") => Self::Brotli,
            () if accepted("gzip") => Self::Gzip,
            () => Self::Identity,
        }
    }

    /// `Content-Encoding`, unless there is none.
    pub(crate) const fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Brotli => Some(HeaderValue::from_static("br")),
        }
    }

    /// The body in this encoding. Writing to memory does not fail; if it did, `None` leaves the body as it is.
    pub(crate) fn encode(self, body: &Bytes) -> Option<Bytes> {
        match self {
            Self::Identity => None,
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
                encoder.write_all(body).ok()?;
                encoder.finish().ok().map(Bytes::from)
            }
            Self::Brotli => {
                let written = Vec::with_capacity(body.len() / 4);
                let mut encoder = brotli::CompressorWriter::new(written, BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
                encoder.write_all(body).ok()?;
                encoder.flush().ok()?;
                Some(encoder.into_inner().into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn of(accepted: &'static str, length: usize) -> Encoding {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        Encoding::of(&headers, length)
    }

    #[test]
    fn a_client_gets_the_best_that_it_accepts() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("GZIP;q=0.5, br;q=0", Encoding::Gzip),
            ("br;q=0.0, gzip;q=0", Encoding::Identity),
            ("br;q=x", Encoding::Identity),
            ("*", Encoding::Identity),
            ("identity", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            assert_eq!(of(accepted, SHORTEST), expected, "{accepted}");
        }
        assert_eq!(of("br", SHORTEST - 1), Encoding::Identity);
        assert_eq!(Encoding::of(&HeaderMap::new(), SHORTEST), Encoding::Identity);
    }

    #[test]
    fn what_is_encoded_can_be_read_back() {
        let body = Bytes::from("service point ".repeat(1000));
        let mut text = Vec::new();
        let gzip = Encoding::Gzip.encode(&body).unwrap();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
        let brotli = Encoding::Brotli.encode(&body).unwrap();
        text.clear();
        brotli::Decompressor::new(&brotli[..], BUFFER).read_to_end(&mut text).unwrap();
        assert_eq!(text, body);
        assert!(gzip.len() < 500 && brotli.len() < 500);
    }
}
