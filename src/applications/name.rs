//! Names that can't be trusted to look like what they are: hidden characters become visible, and whether a person
//! could type a name is decided here. Pure.

/// A stretch of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Shown as it is.
    Plain(&'a str),
    /// Shown as its code point: it would be invisible, or would reorder what stands around it.
    Hidden(char),
}

/// Splits a name at its hidden characters, in logical order: never reordered, never dropped.
pub fn segments(name: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut start = 0;
    for (at, character) in name.char_indices() {
        if is_hidden(character, name.get(..at).unwrap_or_default()) {
            if start < at {
                segments.push(Segment::Plain(name.get(start..at).unwrap_or_default()));
            }
            segments.push(Segment::Hidden(character));
            start = at + character.len_utf8();
        }
    }
    if start < name.len() {
        segments.push(Segment::Plain(name.get(start..).unwrap_or_default()));
    }
    segments
}

/// The code point of a hidden character: `U+202E`.
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// A name as plain text, with each hidden character as its code point.
pub fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for part in segments(name) {
        match part {
            Segment::Plain(words) => text.push_str(words),
            Segment::Hidden(character) => {
                text.push('‹');
                text.push_str(&code_point(character));
                text.push('›');
            }
        }
    }
    text
}

/// Whether a person can type this and see that it is right: at most 64 characters, none hidden, and no space that
/// the eye can't count.
pub fn can_be_typed(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 64
        && name.trim() == name
        && !name.as_bytes().windows(2).any(|pair| pair == b"  ")
        && !name.chars().any(|c| is_hidden(c, "") || c == '\u{200D}' || (c != ' ' && c.is_whitespace()))
}

/// Control, format, bidirectional and invisible characters. A zero-width joiner between two emoji is part of one
/// picture and stays; so does a variation selector behind a character that has something to vary.
fn is_hidden(character: char, before: &str) -> bool {
    match character {
        '\u{200D}' => !before.chars().next_back().is_some_and(|c| c > '\u{2000}' && !is_hidden(c, "")),
        '\u{FE00}'..='\u{FE0F}' => before.is_empty(),
        _ => character.is_control() || is_invisible(character),
    }
}

/// What nobody sees, or what turns the text around it: format, bidirectional and filling characters.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hidden_characters_become_visible_in_logical_order() {
        assert_eq!(plain("Billing \u{202e}IPA"), "Billing ‹U+202E›IPA");
        assert_eq!(plain("a\u{200b}b\0c\nd"), "a‹U+200B›b‹U+0000›c‹U+000A›d");
        assert_eq!(plain("\u{e0041}"), "‹U+E0041›");
    }

    #[test]
    fn what_people_write_is_left_alone() {
        for name in ["Production API", "Łódź ąęć", "日本語", "تطبيق", "👩‍👩‍👧 family", "❤️ heart", "e\u{301}"]
        {
            assert_eq!(plain(name), name);
        }
    }

    #[test]
    fn a_name_is_to_be_typed_only_where_a_person_could() {
        for name in ["Staging API", "Łódź", "a", &"x".repeat(64)] {
            assert!(can_be_typed(name), "{name}");
        }
        for name in ["", " ", " a", "a  b", "a\u{200b}", "a\nb", "\u{202e}abc", "a\u{a0}b", "👩‍👧", &"x".repeat(65)]
        {
            assert!(!can_be_typed(name), "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_hold_every_character_once(name in any::<String>()) {
            let joined: String = segments(&name).into_iter().map(|part| match part {
                Segment::Plain(words) => words.to_owned(),
                Segment::Hidden(character) => character.to_string(),
            }).collect();
            prop_assert_eq!(joined, name);
        }
    }
}
