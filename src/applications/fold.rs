//! Folds text, so that what people take for the same letters is the same text: compatibility forms (full width,
//! ligatures) are taken apart, accents and invisible characters dropped, case folded in full (`ß` is `ss`, a final sigma
//! a sigma). Letters that Unicode does not take apart though people type them without their stroke or as two are folded
//! too: `ł` is `l`, `ø` is `o`, `đ` and `ð` are `d`, `ħ` is `h`, `ŧ` is `t`, `þ` is `th`, `æ` is `ae`, `œ` is `oe`.
//!
//! The browser has the tables of Unicode: they need not be in the module too.

use table::Lines;

use super::name::is_invisible;

/// Folds a text.
pub fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { letters(&unaccented(text)) }
}

/// Many texts, folded with one call of the browser for all that need it: a call for each is what would take time.
pub struct FoldedTexts {
    /// What came of those that are not ASCII, in their order. None where one of them held what stands between two.
    folded: Option<String>,
    /// Where the next one begins.
    at: usize,
}

/// Stands between two texts.
const BETWEEN: char = '\u{FFFF}';

impl FoldedTexts {
    /// Folds texts.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut joined = String::new();
        let mut count = 0;
        for text in texts.filter(|text| !text.is_ascii()) {
            joined.push_str(text);
            joined.push(BETWEEN);
            count += 1;
        }
        let folded = if joined.is_empty() { joined } else { letters(&unaccented(&joined)) };
        let is_whole = folded.chars().filter(|character| *character == BETWEEN).count() == count;
        Self { folded: is_whole.then_some(folded), at: 0 }
    }

    /// Adds the next of these texts to a line. Gives how many bytes it has there.
    pub fn push(&mut self, text: &str, line: &mut Lines) -> usize {
        if text.is_ascii() {
            line.push_lowercase(text);
            return text.len();
        }
        let Some(folded) = &self.folded else {
            let folded = fold(text);
            line.push(&folded);
            return folded.len();
        };
        let folded = folded.get(self.at..).and_then(|rest| rest.split(BETWEEN).next()).unwrap_or_default();
        line.push(folded);
        self.at += folded.len() + BETWEEN.len_utf8();
        folded.len()
    }
}

/// What is left to do once marks are gone and case is folded.
fn letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'ς' => folded.push('σ'),
            'ß' => folded.push_str("ss"),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'þ' => folded.push_str("th"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            _ if is_invisible(character) => {}
            _ => folded.push(character),
        }
    }
    folded
}

/// Takes compatibility forms apart, drops marks and folds case. Upper case first: it has both sigmas and both i in one.
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
fn unaccented(text: &str) -> String {
    use js_sys::{JsString, RegExp};

    thread_local! {
        static MARKS: RegExp = RegExp::new(r"\p{M}+", "gu");
    }
    let apart = JsString::from(text).normalize("NFKD");
    MARKS.with(|marks| apart.replace_by_pattern(marks, "")).to_upper_case().to_lower_case().into()
}

#[cfg(all(not(target_arch = "wasm32"), test))]
fn unaccented(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    text.nfkd().filter(|character| !is_combining_mark(*character)).collect::<String>().to_uppercase().to_lowercase()
}

/// Nobody searches without a browser, but for tests.
#[cfg(all(not(all(feature = "browser", target_arch = "wasm32")), not(all(not(target_arch = "wasm32"), test))))]
fn unaccented(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FoldedTexts, fold};
    use table::Lines;

    #[test]
    fn what_people_take_for_the_same_letters_is_the_same_text() {
        for (kind, one, other) in [
            ("case", "Staging", "sTAGING"),
            ("composed and decomposed", "Zażółć", "Zaz\u{307}o\u{301}łc\u{301}"),
            ("accents", "Crème brûlée", "creme brulee"),
            ("two marks in another order", "a\u{323}\u{307}", "a\u{307}\u{323}"),
            ("final sigma", "ΟΔΟΣ", "οδος"),
            ("final sigma within", "οδοσ", "ΟΔΟς"),
            ("dotted I", "İSTANBUL", "istanbul"),
            ("dotless i", "ISPARTA", "ısparta"),
            ("full width", "ＡＰＩ　１", "api 1"),
            ("half width", "ｶﾞｲﾄﾞ", "ガイド"),
            ("ligatures", "oﬃce ﬁle", "OFFICE FILE"),
            ("circled and styled", "① 𝓐𝓟𝓘 ²", "1 api 2"),
            ("sharp s", "Straße STRAẞE", "STRASSE strasse"),
            ("strokes", "Łódź Øre Đuro Ħal", "lodz ore duro hal"),
            ("two letters in one", "Æon œuvre þing", "aeon oeuvre thing"),
            ("compatibility signs", "K Å µ ſ", "k a μ s"),
            ("Hangul", "한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
            ("invisible", "Stag\u{200b}ing\u{ad} A\u{200d}PI", "staging api"),
            ("variation selectors", "❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(fold(one), fold(other), "{kind}");
        }
        assert_ne!(fold("a"), fold("b"));
        assert_ne!(fold("日"), fold("本"));
    }

    /// Each text, folded with all others.
    fn fold_all(texts: &[&str]) -> Vec<String> {
        let mut folded = FoldedTexts::new(texts.iter().copied());
        let one = |text: &&str| {
            let mut line = Lines::with_capacity(1, 0);
            let length = folded.push(text, &mut line);
            line.end();
            assert_eq!(line.get(0).len(), length);
            String::from_utf8(line.get(0).to_vec()).unwrap()
        };
        texts.iter().map(one).collect()
    }

    proptest! {
        #[test]
        fn many_are_folded_as_each_is(texts in prop::collection::vec(any::<String>(), 0..8)) {
            let each: Vec<String> = texts.iter().map(|text| fold(text)).collect();
            prop_assert_eq!(fold_all(&texts.iter().map(String::as_str).collect::<Vec<_>>()), each);
        }

        #[test]
        fn what_is_folded_stays(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }

    #[test]
    fn a_text_with_the_separator_in_it_shifts_no_other() {
        let texts = ["é\u{ffff}x", "É", "plain", "ü"];
        assert_eq!(fold_all(&texts), ["e\u{ffff}x", "e", "plain", "u"]);
    }
}
