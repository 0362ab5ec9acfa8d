//! Reads Rust just enough to tell names, paths and string literals from comments. Knows nothing of types.

/// What a file holds besides comments.
#[derive(Debug, Default)]
pub struct Source {
    /// String literals without their escapes resolved, and the line that they begin on.
    pub strings: Vec<(usize, String)>,
    /// Names, `::`, braces, commas and other marks, one each, with their line.
    pub tokens: Vec<(usize, String)>,
}

impl Source {
    /// Reads `text`. What is not valid Rust is read as well as it goes.
    pub fn read(text: &str) -> Self {
        let mut source = Self::default();
        let mut rest = text;
        let mut line = 1;
        while let Some(first) = rest.chars().next() {
            let size = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                block_comment(rest)
            } else if let Some((literal, size)) = string(rest) {
                source.strings.push((line, literal.to_owned()));
                size
            } else if first == '\'' {
                character_or_lifetime(rest)
            } else if first.is_alphanumeric() || first == '_' {
                let size = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
                source.tokens.push((line, rest[..size].to_owned()));
                size
            } else if rest.starts_with("::") {
                source.tokens.push((line, "::".to_owned()));
                2
            } else {
                if !first.is_whitespace() {
                    source.tokens.push((line, first.to_string()));
                }
                first.len_utf8()
            };
            line += rest[..size].matches('\n').count();
            rest = &rest[size..];
        }
        source
    }
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The literal at the start of `text` and its size with prefix and quotes.
fn string(text: &str) -> Option<(&str, usize)> {
    let prefix = text.find(['"', '#'])?;
    if !["", "b", "c", "r", "br", "cr"].contains(&&text[..prefix]) {
        return None;
    }
    if !text[..prefix].ends_with('r') {
        let body = text[prefix..].strip_prefix('"')?;
        let mut escaped = false;
        let end = body.find(|character| {
            let found = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            found
        });
        let end = end.unwrap_or(body.len());
        return Some((&body[..end], (prefix + 1 + end + 1).min(text.len())));
    }
    let hashes = text[prefix..].chars().take_while(|character| *character == '#').count();
    let body = text[prefix + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close).unwrap_or(body.len());
    Some((&body[..end], (prefix + hashes + 1 + end + close.len()).min(text.len())))
}

fn character_or_lifetime(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => text[3.min(text.len())..].find('\'').map_or(text.len(), |at| at + 4),
        Some((_, _)) => match characters.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        Source::read(text).tokens.into_iter().map(|(_, token)| token).collect()
    }

    #[test]
    fn comments_and_literals_are_no_names() {
        let text = "a /* b /* c */ d */ e // f\n'g' '\\'' '\\u{1F600}' \"h \\\" i\" r#\"j \" k\"# b\"l\" m";
        assert_eq!(names(text), ["a", "e", "m"]);
    }

    #[test]
    fn lifetimes_and_raw_names_are_not_literals() {
        assert_eq!(names("&'a str r#type rows"), ["&", "a", "str", "r", "#", "type", "rows"]);
    }

    #[test]
    fn strings_know_their_line() {
        let strings = Source::read("a\n\"b\nc\"\nr\"d\"").strings;
        assert_eq!(strings, [(2, "b\nc".to_owned()), (4, "d".to_owned())]);
    }
}
