use std::mem;

use memchr::memchr3;

/// Reads the heads of requests along with the server, and spoils what two servers could read differently: a line that
/// does not end with CR and LF, and a NUL (RFC 9112, section 2.2, lets a server take a lone LF for a line's end, and a
/// server in front may not).
///
/// A spoilt byte becomes NUL, which no head may hold, so that the server itself refuses the request and ends the
/// connection. Bodies are left alone.
#[derive(Debug, Default)]
pub(super) struct Lines {
    place: Place,
    /// The beginning of the current line.
    line: Vec<u8>,
    /// Whether the byte before was a CR.
    after_cr: bool,
    /// Whether the current head has a line.
    begun: bool,
    /// `Content-Length` of the current head.
    length: u64,
}

#[derive(Debug, Default)]
enum Place {
    #[default]
    Head,
    Body {
        left: u64,
    },
    Spoilt,
}

/// As much of a line as `Content-Length` and its number need.
const KEPT: usize = 64;

impl Lines {
    /// Goes on with what has just been read.
    pub(super) fn check(&mut self, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            let done = match self.place {
                Place::Body { left } => self.skip(left, bytes.len()),
                Place::Head => self.head(bytes),
                Place::Spoilt => {
                    bytes.fill(0);
                    return;
                }
            };
            bytes = &mut bytes[done..];
        }
    }

    fn skip(&mut self, left: u64, available: usize) -> usize {
        let here = usize::try_from(left).unwrap_or(usize::MAX).min(available);
        let left = left - here as u64;
        self.place = if left == 0 { Place::Head } else { Place::Body { left } };
        here
    }

    /// Reads on to the end of the head, or of the bytes; gives how many that were.
    fn head(&mut self, bytes: &mut [u8]) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            if mem::take(&mut self.after_cr) {
                if bytes[at] != b'\n' {
                    return self.spoil(bytes, at);
                }
                at += 1;
                self.end_line();
                if !matches!(self.place, Place::Head) {
                    return at;
                }
                continue;
            }
            let rest = &bytes[at..];
            let plain = memchr3(b'\r', b'\n', 0, rest).unwrap_or(rest.len());
            self.line.extend_from_slice(&rest[..plain.min(KEPT.saturating_sub(self.line.len()))]);
            at += plain;
            match bytes.get(at) {
                None => break,
                Some(b'\r') => self.after_cr = true,
                Some(_) => return self.spoil(bytes, at),
            }
            at += 1;
        }
        bytes.len()
    }

    fn spoil(&mut self, bytes: &mut [u8], at: usize) -> usize {
        bytes[at] = 0;
        self.place = Place::Spoilt;
        at + 1
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            // An empty line before the first one is none (RFC 9112, section 2.2).
            if mem::take(&mut self.begun) {
                let left = mem::take(&mut self.length);
                self.place = if left == 0 { Place::Head } else { Place::Body { left } };
            }
            return;
        }
        self.begun = true;
        if let Some(length) = content_length(&self.line) {
            self.length = length;
        }
        self.line.clear();
    }
}

fn content_length(line: &[u8]) -> Option<u64> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = line.split_at(colon);
    let digits = value[1..].trim_ascii();
    let is_length = name.eq_ignore_ascii_case(b"content-length") && digits.iter().all(u8::is_ascii_digit);
    is_length.then(|| str::from_utf8(digits).ok()?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text that arrives in pieces of every size.
    fn passed(text: &str) -> String {
        let whole = in_pieces(text, text.len());
        for size in 1..text.len() {
            assert_eq!(in_pieces(text, size), whole, "{size}");
        }
        whole
    }

    fn in_pieces(text: &str, size: usize) -> String {
        let (mut lines, mut bytes) = (Lines::default(), text.as_bytes().to_vec());
        bytes.chunks_mut(size).for_each(|piece| lines.check(piece));
        String::from_utf8(bytes).unwrap().replace('\0', "#")
    }

    #[test]
    fn requests_with_proper_lines_stay_as_they_are() {
        for text in [
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "\r\n\r\nGET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nX: \r\n\r\n",
            "POST / HTTP/1.1\r\nCONTENT-length:  4 \r\n\r\n\n\r\0xGET / HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n\n\r\nGET / HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(passed(text), text.replace('\0', "#"));
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_spoilt_with_all_that_follows() {
        for (text, good) in [
            ("GET / HTTP/1.1\nHost: x\r\n\r\n", "GET / HTTP/1.1"),
            ("GET / HTTP/1.1\r\nA: b\nContent-Length: 3\r\n\r\nabc", "GET / HTTP/1.1\r\nA: b"),
            ("GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r"),
            ("GET / HTTP/1.1\r\n\nGET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n"),
            ("GET / HTTP/1.1\r\n\r\r\n", "GET / HTTP/1.1\r\n\r"),
            ("GET /\0 HTTP/1.1\r\n\r\n", "GET /"),
            ("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx\nGET", "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"),
            ("POST / HTTP/1.1\r\nContent-Length: +9\r\n\r\n\n", "POST / HTTP/1.1\r\nContent-Length: +9\r\n\r\n"),
        ] {
            let passed = passed(text);
            assert_eq!((passed.trim_end_matches('#'), passed.len()), (good, text.len()));
        }
    }
}
