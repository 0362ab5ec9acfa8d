//! Languages: one catalogue of texts each, complete by construction, and dates, numbers and plurals by `Intl`.
//!
//! Knows nothing of the product's logic. A text is a field of [`Texts`], so that a language which lacks one does not
//! compile. `{name}` marks a place that [`fill`] or [`pieces`] puts a value into.

mod en;
#[cfg(feature = "browser")]
mod format;
mod pl;
mod texts;

#[cfg(feature = "browser")]
pub use format::Locale;
pub use texts::{Plural, Texts};

/// The catalogue for a language tag (BCP 47), English where there is none.
pub fn texts(tag: &str) -> &'static Texts {
    match tag.split(['-', '_']).next() {
        Some(language) if language.eq_ignore_ascii_case("pl") => &pl::TEXTS,
        _ => &en::TEXTS,
    }
}

/// A stretch of a text: words, or a named place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words to show as they are.
    Words(&'a str),
    /// The name between the braces.
    Place(&'a str),
}

/// Splits a text at its `{places}`.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let Some((place, tail)) = after.split_once('}') else {
            break;
        };
        if !words.is_empty() {
            found.push(Piece::Words(words));
        }
        found.push(Piece::Place(place));
        rest = tail;
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

/// Puts values into the `{places}` of a text. A place without a value stays empty.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Place(place) => {
                if let Some((_, value)) = values.iter().find(|(name, _)| *name == place) {
                    filled.push_str(value);
                }
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_and_its_value_is_not_read_as_a_place() {
        assert_eq!(fill("Delete “{name}”?", &[("name", "a{id}b")]), "Delete “a{id}b”?");
        assert_eq!(fill("{a} of {b}", &[("a", "1"), ("b", "2")]), "1 of 2");
        assert_eq!(fill("no places, one brace {", &[]), "no places, one brace {");
    }

    #[test]
    fn a_language_is_found_by_its_tag_and_english_is_the_rest() {
        assert_eq!(texts("pl-PL").new_application, pl::TEXTS.new_application);
        assert_eq!(texts("PL").new_application, pl::TEXTS.new_application);
        assert_eq!(texts("de").new_application, en::TEXTS.new_application);
        assert_eq!(texts("").new_application, en::TEXTS.new_application);
    }

    /// The places of every text, in order of their names, so that two languages can be compared.
    fn places(texts: &Texts) -> Vec<Vec<&'static str>> {
        texts
            .all()
            .into_iter()
            .map(|text| {
                let mut names: Vec<_> = pieces(text)
                    .into_iter()
                    .filter_map(|piece| if let Piece::Place(name) = piece { Some(name) } else { None })
                    .collect();
                names.sort_unstable();
                names
            })
            .collect()
    }

    #[test]
    fn polish_fills_the_same_places_as_english() {
        let (english, polish) = (places(&en::TEXTS), places(&pl::TEXTS));
        for (index, (left, right)) in english.iter().zip(&polish).enumerate() {
            assert_eq!(left, right, "{:?} / {:?}", en::TEXTS.all()[index], pl::TEXTS.all()[index]);
        }
        assert!(english.len() > 100);
    }

    #[test]
    fn no_text_is_empty_or_breaks_the_rules_of_the_copy() {
        for text in en::TEXTS.all().into_iter().chain(pl::TEXTS.all()) {
            assert!(!text.is_empty());
            for word in ["!", "lease ", "oops", "successfully", "null"] {
                assert!(!text.contains(word), "{text}");
            }
        }
    }
}
