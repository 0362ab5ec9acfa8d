//! The grammar of JSON (RFC 8259), to the letter: passes what is right and stops at what is not.
//!
//! Nothing is decoded here. Nesting costs a byte a level and no stack.

/// Goes over a text once; `None` is what is no JSON.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Reads an array or an object, each item by `item`, to the end of the text.
    pub(super) fn items(&mut self, open: u8, item: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
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
    pub(super) fn value(&mut self) -> Option<&'a str> {
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
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let name = self.string()?;
        self.mark(b':')?;
        Some(name)
    }

    /// Passes a string, and gives what is between its quotes: escapes are right, and there is no control character.
    pub(super) fn string(&mut self) -> Option<&'a str> {
        self.mark(b'"')?;
        let start = self.at;
        loop {
            // Most of any list is the inside of strings: this is the one place where speed counts.
            let rest = self.text.as_bytes().get(self.at..)?;
            let Some(plain) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
                self.at = self.text.len();
                return None;
            };
            self.at += plain + 1;
            match rest.get(plain)? {
                b'"' => return self.text.get(start..self.at - 1),
                b'\\' => self.escape()?,
                _ => return None,
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

    pub(super) fn end(&mut self) -> Option<()> {
        self.space();
        self.peek().is_none().then_some(())
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
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
