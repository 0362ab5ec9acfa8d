//! Reads JSON (RFC 8259) one member at a time, so that a wrong type spoils only itself; and writes strings.
//!
//! Members are kept as raw text: numbers stay exact, and nothing is taken apart that nobody asks for. The grammar is in
//! [`scan`](super::scan). Both are written by hand since `serde_json` brings the conversion of floating point numbers
//! and its tables into the module: more code than the rest of this folder.

use std::borrow::Cow;

use super::error::Error;
use super::scan::Scan;

/// The members of an object, in order.
pub(crate) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    /// The members when `json` is an object. A lone surrogate in a name becomes U+FFFD.
    pub(crate) fn read(json: &'a str) -> Option<Self> {
        let mut members = Vec::new();
        Scan::new(json).items(b'{', &mut |scan| {
            let name = scan.name()?;
            members.push((unescaped(name).0, scan.value()?));
            Some(())
        })?;
        Some(Self(members))
    }

    /// The members up to the place where `json` stops being an object. What has an end of its own is whole; a number that
    /// comes last may not be.
    pub(super) fn up_to_fault(json: &'a str) -> Self {
        let mut members = Vec::new();
        let _ = Scan::new(json).items(b'{', &mut |scan| {
            let name = scan.name()?;
            members.push((unescaped(name).0, scan.value()?));
            Some(())
        });
        Self(members)
    }

    /// Whether there is such a member, `null` included.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// A member's raw JSON; none for `null`. The last of several wins, as in JavaScript.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let (_, json) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(*json).filter(|json| *json != "null")
    }

    /// A member that is a string.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }
}

/// The elements' raw JSON when `json` is an array.
pub(super) fn elements(json: &str) -> Option<Vec<&str>> {
    let mut elements = Vec::new();
    Scan::new(json).items(b'[', &mut |scan| {
        elements.push(scan.value()?);
        Some(())
    })?;
    Some(elements)
}

/// Whether `json` is one value, whichever.
pub(super) fn is_value(json: &str) -> bool {
    let mut scan = Scan::new(json);
    scan.value().and_then(|_| scan.end()).is_some()
}

/// The value that `text` begins with, whatever comes behind it.
pub(super) fn first_value(text: &str) -> Option<&str> {
    Scan::new(text).value()
}

/// What keeps a text from being JSON: it ends too early, or it is something else.
pub(super) fn fault(text: &str) -> Error {
    let mut scan = Scan::new(text);
    if scan.value().is_none() && scan.is_at_end() { Error::Incomplete } else { Error::Malformed }
}

/// The string when `json` is one that holds only whole characters.
pub(crate) fn text(json: &str) -> Option<String> {
    let (text, whole) = string(json)?;
    whole.then_some(text)
}

/// The string when `json` is one; a lone surrogate becomes U+FFFD, as it would in a text node.
pub(super) fn lossy_text(json: &str) -> Option<String> {
    Some(string(json)?.0)
}

/// Appends a text as a JSON string.
pub(crate) fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => to.extend(['\\', character]),
            '\0'..='\u{1f}' => {
                to.push_str(if character < '\u{10}' { "\\u000" } else { "\\u001" });
                to.extend(char::from_digit(u32::from(character) & 15, 16));
            }
            _ => to.push(character),
        }
    }
    to.push('"');
}

fn string(json: &str) -> Option<(String, bool)> {
    let mut scan = Scan::new(json);
    let raw = scan.string()?;
    scan.end()?;
    let (text, whole) = unescaped(raw);
    Some((text.into_owned(), whole))
}

/// What the inside of a valid string says, and whether that is whole characters: no lone surrogate.
fn unescaped(raw: &str) -> (Cow<'_, str>, bool) {
    if !raw.bytes().any(|byte| byte == b'\\') {
        return (Cow::Borrowed(raw), true);
    }
    let mut text = String::with_capacity(raw.len());
    let mut whole = true;
    let mut rest = raw.chars();
    while let Some(character) = rest.next() {
        text.push(match character {
            '\\' => match rest.next() {
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('u') => char::from_u32(code_point(&mut rest)).unwrap_or_else(|| {
                    whole = false;
                    char::REPLACEMENT_CHARACTER
                }),
                escaped => escaped.unwrap_or_default(),
            },
            _ => character,
        });
    }
    (Cow::Owned(text), whole)
}

/// What follows `\u`: a code unit of UTF-16, or a pair of them in two escapes.
fn code_point(rest: &mut std::str::Chars<'_>) -> u32 {
    let first = code_unit(rest);
    if first >> 10 == 0xd800 >> 10 {
        let mut ahead = rest.clone();
        if ahead.next() == Some('\\') && ahead.next() == Some('u') {
            let second = code_unit(&mut ahead);
            if second >> 10 == 0xdc00 >> 10 {
                *rest = ahead;
                return 0x1_0000 + ((first & 0x3ff) << 10 | second & 0x3ff);
            }
        }
    }
    first
}

fn code_unit(rest: &mut std::str::Chars<'_>) -> u32 {
    let digits = rest.take(4).filter_map(|digit| digit.to_digit(16));
    digits.fold(0, |unit, digit| unit << 4 | digit)
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
