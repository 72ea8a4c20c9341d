use std::io::{self, Read as _, Write as _};

use bytes::Bytes;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
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

/// What 50 KB of JSON cost a millisecond or two at.
const BROTLI_QUALITY: u32 = 4;
/// A quarter of a megabyte, as long as most answers; the encoder takes several times as much while it works.
const BROTLI_WINDOW: u32 = 18;
/// What a file is compressed with that is read once and sent often; the last two qualities take ten times as long.
const BROTLI_QUALITY_ONCE: u32 = 9;
const BROTLI_WINDOW_ONCE: u32 = 22;
const BUFFER: usize = 16 * 1024;

impl Encoding {
    /// A shorter body is not worth it.
    pub(crate) const SHORTEST: usize = 1024;

    /// The best one that a client accepts for a body of that length.
    pub(crate) fn of(headers: &HeaderMap, length: usize) -> Self {
        if length < Self::SHORTEST {
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
        self.encode_at(body, Compression::default(), BROTLI_QUALITY, BROTLI_WINDOW)
    }

    /// The same, taking more time to make it shorter.
    pub(crate) fn encode_well(self, body: &Bytes) -> Option<Bytes> {
        self.encode_at(body, Compression::best(), BROTLI_QUALITY_ONCE, BROTLI_WINDOW_ONCE)
    }

    fn encode_at(self, body: &Bytes, gzip: Compression, quality: u32, window: u32) -> Option<Bytes> {
        match self {
            Self::Identity => None,
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), gzip);
                encoder.write_all(body).ok()?;
                encoder.finish().ok().map(Bytes::from)
            }
            Self::Brotli => {
                let written = Vec::with_capacity(body.len() / 4);
                let mut encoder = brotli::CompressorWriter::new(written, BUFFER, quality, window);
                encoder.write_all(body).ok()?;
                encoder.flush().ok()?;
                Some(encoder.into_inner().into())
            }
        }
    }

    /// Whether `encoded` is `body` in this encoding.
    pub(crate) fn decodes_to(self, encoded: &[u8], body: &[u8]) -> bool {
        let decoded = |reader: &mut dyn io::Read| {
            let mut decoded = Vec::with_capacity(body.len());
            // One byte more than there should be tells that there is more.
            reader.take(body.len() as u64 + 1).read_to_end(&mut decoded).is_ok() && decoded == body
        };
        match self {
            Self::Identity => encoded == body,
            Self::Gzip => decoded(&mut MultiGzDecoder::new(encoded)),
            Self::Brotli => decoded(&mut brotli::Decompressor::new(encoded, BUFFER)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORTEST: usize = Encoding::SHORTEST;

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
        for encoding in [Encoding::Gzip, Encoding::Brotli] {
            for encoded in [encoding.encode(&body).unwrap(), encoding.encode_well(&body).unwrap()] {
                assert!(encoded.len() < 500, "{encoding:?}");
                assert!(encoding.decodes_to(&encoded, &body), "{encoding:?}");
                for other in [&body[..body.len() - 1], &[&body[..], b"x"].concat(), b""] {
                    assert!(!encoding.decodes_to(&encoded, other), "{encoding:?}");
                }
                assert!(!encoding.decodes_to(&encoded[..encoded.len() / 2], &body), "{encoding:?}");
            }
            assert!(!encoding.decodes_to(b"no such thing", &body), "{encoding:?}");
        }
    }
}
