//! Cleans a pasted access token, and says why one can't be used. Never parses a token: it is opaque.

use crate::api::SecretText;

/// Why a pasted text is not an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteFault {
    /// Nothing was pasted.
    Empty,
    /// A character that RFC 6750 section 2.1 does not allow; [`shown`] names it.
    Character(char),
    /// A word before the token, as in another authentication scheme's header: `Basic …`.
    Scheme(String),
}

/// Takes the token out of what was pasted: white space around and line breaks within, quotes, a leading
/// `Authorization:` and `Bearer`.
///
/// # Errors
/// [`PasteFault`] when what is left is empty or not of the form `b64token` (RFC 6750 section 2.1).
pub fn clean(pasted: &str) -> Result<SecretText, PasteFault> {
    let mut text = unquote(pasted);
    if let Some(rest) = strip_word(text, "authorization:") {
        text = unquote(rest);
    }
    if let Some(rest) = strip_word(text, "bearer") {
        text = unquote(rest);
    }
    if let Some((word, _)) = text.split_once(char::is_whitespace)
        && ["basic", "digest", "dpop", "token", "negotiate"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
    {
        return Err(PasteFault::Scheme(word.to_owned()));
    }
    // A terminal or a mail may have broken the line; a browser makes a space of that in a field.
    let token: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let token = token.as_str();
    if token.is_empty() {
        return Err(PasteFault::Empty);
    }
    let body = token.trim_end_matches('=');
    match body.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '+' | '/'))) {
        Some(character) => Err(PasteFault::Character(character)),
        None if body.is_empty() => Err(PasteFault::Character('=')),
        None => Ok(SecretText::new(token.to_owned())),
    }
}

/// Takes off white space and one pair of quotes, as often as there are any.
fn unquote(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let bare = text.trim_matches(['"', '\'', '`', '“', '”', '‘', '’', ',']).trim();
        if bare == text {
            return text;
        }
        text = bare;
    }
}

/// Takes off a leading word, whatever its case, when white space, a quote or its own colon ends it.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    let ends = word.ends_with(':') || rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':');
    (head.eq_ignore_ascii_case(word) && ends).then(|| rest.trim_start_matches(':'))
}

/// A character as it looks, or as `U+200B` when it can't be seen.
#[must_use]
pub fn shown(character: char) -> String {
    if character.is_ascii_graphic() || (!character.is_ascii() && is_alphanumeric(character)) {
        ["“", character.encode_utf8(&mut [0; 4]), "”"].concat()
    } else if character == ' ' {
        "U+0020".into()
    } else {
        format!("U+{:04X}", u32::from(character))
    }
}

/// The browser has the tables of Unicode: they need not be in the module too.
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
fn is_alphanumeric(character: char) -> bool {
    js_sys::RegExp::new(r"[\p{Alphabetic}\p{N}]", "u").test(character.encode_utf8(&mut [0; 4]))
}

#[cfg(not(all(feature = "browser", target_arch = "wasm32")))]
fn is_alphanumeric(character: char) -> bool {
    character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(text: &str) -> Result<String, PasteFault> {
        clean(text).map(|token| token.expose().to_owned())
    }

    #[test]
    fn what_comes_with_a_pasted_token_is_taken_off() {
        for pasted in [
            "abc.DEF-1_2~3+4/5==",
            "  abc.DEF-1_2~3+4/5==\n",
            "Bearer abc.DEF-1_2~3+4/5==",
            "bearer\tabc.DEF-1_2~3+4/5==",
            "\"abc.DEF-1_2~3+4/5==\",",
            "'Bearer abc.DEF-1_2~3+4/5=='",
            "Authorization: Bearer abc.DEF-1_2~3+4/5==",
            "“abc.DEF-1_2~3+4/5==”",
            "abc.DEF-1_2\r\n~3+4/5==",
            "abc.DEF-1_2 ~3+4/5==",
        ] {
            assert_eq!(cleaned(pasted).as_deref(), Ok("abc.DEF-1_2~3+4/5=="), "{pasted:?}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused_with_its_reason() {
        assert_eq!(cleaned("   "), Err(PasteFault::Empty));
        assert_eq!(cleaned("Bearer "), Err(PasteFault::Empty));
        assert_eq!(cleaned("token abcdef"), Err(PasteFault::Scheme("token".into())));
        for (pasted, name) in [
            ("abc1\u{a0}def", "U+00A0"),
            ("abc\u{200b}def", "U+200B"),
            ("abcédef", "“é”"),
            ("a=b", "“=”"),
            ("==", "“=”"),
        ] {
            match cleaned(pasted) {
                Err(PasteFault::Character(character)) => assert_eq!(shown(character), name),
                other => panic!("{pasted:?}: {other:?}"),
            }
        }
        assert_eq!(cleaned("Basic dXNlcjpwYXNz"), Err(PasteFault::Scheme("Basic".into())));
    }

    #[test]
    fn a_token_that_begins_like_a_scheme_is_kept_whole() {
        assert_eq!(cleaned("bearerlike123").as_deref(), Ok("bearerlike123"));
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_passes_is_a_b64token(text in ".*") {
            if let Ok(token) = clean(&text) {
                prop_assert!(token.expose().bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b)));
            }
        }
    }
}
