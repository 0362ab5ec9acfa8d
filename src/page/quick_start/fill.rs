//! Puts values into a program: what they hold stays a text of its language, whatever it is. Pure.

/// How a text is written in a language. The quotes themselves stand in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Between `'` in a POSIX shell, where nothing has a meaning but `'`.
    Shell,
    /// Between `'` in PowerShell, where nothing has a meaning but `'`.
    PowerShell,
    /// Between `"` where `\` escapes: JavaScript, Python, Rust, Go.
    Escaped,
    /// Between `"` in YAML, in a workflow of GitHub, which evaluates what is in `${{ }}`.
    Workflow,
}

/// Whether a program can hold a client ID: as OAuth has them, printable ASCII (RFC 6749 appendix A.1).
pub fn is_client_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Puts `values` in the place of their `{{names}}`. They are printable ASCII, as client IDs and URLs are.
pub fn fill(program: &str, quoting: Quoting, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(program.len() + 256);
    let mut rest = program;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let known =
            values.iter().find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix("}}")?)));
        match known {
            Some((value, after)) => {
                quote(&mut filled, quoting, value);
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn quote(filled: &mut String, quoting: Quoting, value: &str) {
    for (at, character) in value.char_indices() {
        match (quoting, character) {
            (Quoting::Shell, '\'') => filled.push_str("'\\''"),
            (Quoting::PowerShell, '\'') => filled.push_str("''"),
            (Quoting::Escaped | Quoting::Workflow, '"' | '\\') => filled.extend(['\\', character]),
            // An expression that is the dollar sign.
            (Quoting::Workflow, '$') if value.get(at..).is_some_and(|rest| rest.starts_with("${{")) => {
                filled.push_str("${{ '$' }}");
            }
            _ => filled.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(program: &str, quoting: Quoting, value: &str) -> String {
        fill(program, quoting, &[("id", value), ("url", "u")])
    }

    #[test]
    fn a_value_stays_one_text_in_every_language() {
        let hostile = r#"a'b"c\d$(e)`f`${g}${{h}}#{i}%j"#;
        for (program, quoting, expected) in [
            ("'{{id}}'", Quoting::Shell, r#"'a'\''b"c\d$(e)`f`${g}${{h}}#{i}%j'"#),
            ("'{{id}}'", Quoting::PowerShell, r#"'a''b"c\d$(e)`f`${g}${{h}}#{i}%j'"#),
            ("\"{{id}}\"", Quoting::Escaped, r#""a'b\"c\\d$(e)`f`${g}${{h}}#{i}%j""#),
            ("\"{{id}}\"", Quoting::Workflow, r#""a'b\"c\\d$(e)`f`${g}${{ '$' }}{{h}}#{i}%j""#),
        ] {
            assert_eq!(filled(program, quoting, hostile), expected);
        }
    }

    #[test]
    fn a_value_is_not_read_as_a_place_and_what_is_no_place_stays() {
        assert_eq!(
            filled("{{id}} {{url}} ${{ secrets.X }} {{", Quoting::Shell, "{{url}}"),
            "{{url}} u ${{ secrets.X }} {{"
        );
    }

    #[test]
    fn client_ids_are_printable_ascii() {
        assert!(is_client_id("aB3$ '\"\\~"));
        for odd in ["", "a\nb", "ż", "a\u{7f}", "\u{202e}"] {
            assert!(!is_client_id(odd), "{odd:?}");
        }
    }
}
