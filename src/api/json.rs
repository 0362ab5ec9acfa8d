//! Reads JSON (RFC 8259) one member at a time, so that a wrong type spoils only itself; and writes strings.
//!
//! Members are kept as raw text: numbers stay exact, and nothing is taken apart that nobody asks for. Nesting costs a
//! byte a level and no stack. It is written by hand since `serde_json` brings the conversion of floating point numbers
//! and its tables into the module: more code than the rest of this folder.

use std::borrow::Cow;

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
    if !raw.as_bytes().contains(&b'\\') {
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

/// Goes over a text once; `None` is what is no JSON.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Reads an array or an object, each item by `item`, to the end of the text.
    fn items(&mut self, open: u8, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let close = closing(open);
        self.mark(open)?;
        if self.mark(close).is_none() {
            loop {
                item(self)?;
                if self.mark(close).is_some() {
                    break;
                }
                self.mark(b',')?;
            }
        }
        self.end()
    }

    /// Passes a value and gives its raw text.
    fn value(&mut self) -> Option<&'a str> {
        self.space();
        let start = self.at;
        // What closes the arrays and objects around this place.
        let mut around = Vec::new();
        loop {
            self.space();
            match self.peek()? {
                open @ (b'{' | b'[') => {
                    self.at += 1;
                    let close = closing(open);
                    if self.mark(close).is_none() {
                        around.push(close);
                        self.name_in(close)?;
                        continue;
                    }
                }
                b'"' => _ = self.string()?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.number()?,
            }
            // A value has ended, and perhaps what is around it.
            loop {
                let Some(close) = around.last().copied() else {
                    return self.text.get(start..self.at);
                };
                if self.mark(close).is_none() {
                    self.mark(b',')?;
                    self.name_in(close)?;
                    break;
                }
                around.pop();
            }
        }
    }

    /// Passes a member's name where the value to come is in an object.
    fn name_in(&mut self, close: u8) -> Option<()> {
        if close == b'}' { self.name().map(drop) } else { Some(()) }
    }

    /// Passes a member's name with its colon, and gives the inside of the string.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.string()?;
        self.mark(b':')?;
        Some(name)
    }

    /// Passes a string, and gives what is between its quotes: escapes are right, and there is no control character.
    fn string(&mut self) -> Option<&'a str> {
        self.mark(b'"')?;
        let start = self.at;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return self.text.get(start..self.at - 1),
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let kind = self.peek()?;
        self.at += 1;
        if kind == b'u' {
            for _ in 0..4 {
                self.peek().filter(u8::is_ascii_hexdigit)?;
                self.at += 1;
            }
            return Some(());
        }
        br#""\/bfnrt"#.contains(&kind).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        self.takes(b'-');
        if !self.takes(b'0') {
            self.digits()?;
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let _ = self.takes(b'-') || self.takes(b'+');
            self.digits()?;
        }
        Some(())
    }

    /// Passes one digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        word.bytes().all(|byte| self.takes(byte)).then_some(())
    }

    /// Passes white space and then this byte.
    fn mark(&mut self, byte: u8) -> Option<()> {
        self.space();
        self.takes(byte).then_some(())
    }

    fn end(&mut self) -> Option<()> {
        self.space();
        self.peek().is_none().then_some(())
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

fn closing(open: u8) -> u8 {
    if open == b'{' { b'}' } else { b']' }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
