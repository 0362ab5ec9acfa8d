//! Languages: one catalogue of texts each, and dates, numbers and plurals by `Intl`.
//!
//! Knows nothing of the product's logic. English is in the module; any other language is a file that the element fetches
//! when it is wanted, complete by a test. `{name}` marks a place that [`fill`] or [`pieces`] puts a value into.

#[cfg(feature = "browser")]
mod context;
mod en;
#[cfg(feature = "browser")]
mod format;
mod texts;

#[cfg(feature = "browser")]
pub use context::{I18n, use_i18n};
pub use en::{ENGLISH, Texts};
#[cfg(feature = "browser")]
pub use format::Locale;
pub use texts::Plural;

/// A catalogue out of its strings, in the order of the English one; none when one is missing or too many.
///
/// It stays in memory, as texts are used everywhere: keep it, and make one of a language only once.
pub fn catalogue(strings: Vec<String>) -> Option<&'static Texts> {
    let strings = strings.into_iter().map(|text| &*text.leak()).collect();
    Some(Box::leak(Box::new(Texts::new(strings)?)))
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

    /// A language other than English, out of its file.
    struct Language {
        tag: String,
        /// The names of its texts in the order of the file, one for each form of a plural.
        names: Vec<String>,
        texts: &'static Texts,
    }

    /// All languages other than English: each is one file beside this one.
    fn languages() -> Vec<Language> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n");
        let paths = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        files.map(|path| language(&path)).collect()
    }

    fn language(path: &std::path::Path) -> Language {
        let file = std::fs::read_to_string(path).unwrap();
        let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&file).unwrap();
        let mut texts: Vec<_> = texts.into_iter().collect();
        texts.sort_by_key(|(name, _)| file.find(&format!("\n  \"{name}\":")));
        let (mut names, mut strings) = (Vec::new(), Vec::new());
        for (name, text) in texts {
            let forms = match &text {
                serde_json::Value::String(text) => vec![text.as_str()],
                plural => ["one", "few", "many", "other"].map(|form| plural[form].as_str().unwrap()).to_vec(),
            };
            names.extend(forms.iter().map(|_| name.clone()));
            strings.extend(forms.into_iter().map(str::to_owned));
        }
        let tag = path.file_stem().unwrap().to_string_lossy().into_owned();
        Language { tag, names, texts: catalogue(strings).expect("as many strings as the catalogue has") }
    }

    #[test]
    fn every_language_has_every_text_in_the_order_of_the_catalogue() {
        let languages = languages();
        for Language { tag, names, .. } in &languages {
            assert_eq!(names, en::NAMES, "{tag}");
        }
        let polish = languages.iter().find(|language| language.tag == "pl").unwrap().texts;
        assert_eq!(polish.new_application(), "Nowa aplikacja");
        assert_eq!(polish.count_applications().many, "{n} aplikacji");
    }

    #[test]
    fn a_catalogue_with_too_few_or_too_many_strings_is_none() {
        let strings = vec![String::from("x"); ENGLISH.all().len()];
        assert!(catalogue(strings[1..].to_vec()).is_none());
        assert!(catalogue([strings.clone(), vec![String::new()]].concat()).is_none());
        assert!(catalogue(strings).is_some());
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
    fn every_language_fills_the_same_places_as_english() {
        let english = places(&ENGLISH);
        for Language { tag, texts, .. } in languages() {
            for (index, (left, right)) in english.iter().zip(&places(texts)).enumerate() {
                assert_eq!(left, right, "{tag}: {:?} / {:?}", ENGLISH.all()[index], texts.all()[index]);
            }
        }
        assert!(english.len() > 100);
    }

    #[test]
    fn no_text_is_empty_or_breaks_the_rules_of_the_copy() {
        for text in ENGLISH.all().into_iter().chain(languages().into_iter().flat_map(|language| language.texts.all())) {
            assert!(!text.is_empty());
            for word in ["!", "lease ", "oops", "successfully", "null"] {
                assert!(!text.contains(word), "{text}");
            }
        }
    }
}
