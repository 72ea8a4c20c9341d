use bytes::Bytes;

/// An icon that may be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub kind: Kind,
    /// The file.
    pub bytes: Bytes,
}

/// The two kinds of icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `image/svg+xml`
    Svg,
    /// `image/png`
    Png,
}

impl Kind {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }
}

impl Picture {
    /// Tells what a file is by its content, whatever its host calls it; `None` for anything that is no icon.
    #[must_use]
    pub fn sniff(bytes: Bytes) -> Option<Self> {
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Kind::Png
        } else if str::from_utf8(&bytes).is_ok_and(is_svg) {
            Kind::Svg
        } else {
            return None;
        };
        Some(Self { kind, bytes })
    }
}

/// Whether the root element is `svg`. An inner document type, which could define entities, is not accepted.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!DOCTYPE svg") {
            ">"
        } else {
            break;
        };
        let Some((prologue, after)) = rest.split_once(end) else { return false };
        if prologue.contains('[') && end == ">" {
            return false;
        }
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|after| after.starts_with([' ', '\t', '\r', '\n', '>', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &'static [u8]) -> Option<Kind> {
        Picture::sniff(Bytes::from_static(bytes)).map(|picture| picture.kind)
    }

    #[test]
    fn icons_are_told_by_their_content() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n...."), Some(Kind::Png));
        let svgs: [&'static [u8]; 6] = [
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<svg>",
            b"\xef\xbb\xbf  <svg/>",
            b"<?xml version=\"1.0\"?>\n<!-- drawn > by hand -->\n<svg\nwidth='1'/>",
            b"<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\"><svg></svg>",
            b"<?xml version='1.0'?><?xml-stylesheet href='x'?><svg />",
        ];
        for svg in svgs {
            assert_eq!(kind(svg), Some(Kind::Svg), "{}", String::from_utf8_lossy(svg));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let bad: [&'static [u8]; 9] = [
            b"",
            b"<html><svg/></html>",
            b"<!DOCTYPE html><svg/>",
            b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            b"<svgx/>",
            b"<!-- <svg/>",
            b"\xff\xd8\xff\xe0JFIF",
            b"<svg \xff/>",
            b"\x89PNG",
        ];
        for bytes in bad {
            assert_eq!(kind(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
