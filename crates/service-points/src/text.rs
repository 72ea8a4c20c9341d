/// The longest text kept from an answer, in characters. Real names and streets stay far below it; ten thousand
/// combining marks do not.
const MAX_CHARACTERS: usize = 240;

/// Text as it may be shown: without control characters and without the marks that turn the direction of the text
/// around them, trimmed, and cut at a sane length.
pub(crate) fn displayable(text: &str) -> String {
    let harmful =
        |c: char| matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.trim().chars().filter(|c| !harmful(*c)).take(MAX_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_characters_are_dropped_and_length_is_bounded() {
        assert_eq!(displayable(" Caffè\0 \u{202e}dell’Orologio\u{2069}\n"), "Caffè dell’Orologio");
        assert_eq!(displayable(&"é\u{301}".repeat(10_000)).chars().count(), MAX_CHARACTERS);
        assert_eq!(displayable("<b>&amp;</b>"), "<b>&amp;</b>", "markup is text, and shown as such");
    }
}
