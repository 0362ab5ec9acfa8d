//! Cuts a list in JSON into its elements while it comes in, so that nobody keeps all of its text.
//!
//! It finds where an element ends, and decodes nothing: brackets are counted, strings are passed. Whether an element is JSON
//! is what the one that it is given to says. What is left of the text is JSON if and only if the whole was, since each element
//! has become its number in it: whoever reads it knows what else there is, where the list was, and what was wrong.

use zeroize::Zeroizing;

/// Where the elements go.
pub trait Sink {
    /// Whether a list that stands under this name in an object is the one. The name is as it is written, between its quotes.
    fn is_list(&self, name: &[u8]) -> bool;

    /// Takes an element. `false` where it is no JSON: the rest of the text is kept as it is then.
    fn element(&mut self, json: &[u8]) -> bool;
}

/// A byte order mark, which may come before the text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A list on its way: an array, or an object with one.
#[derive(Default)]
pub struct Elements {
    place: Place,
    /// Brackets that are open within the value that is passed.
    depth: usize,
    is_text: bool,
    is_escaped: bool,
    /// Whether the list stands in an object.
    is_nested: bool,
    /// The name of the member that is passed.
    name: Vec<u8>,
    /// What came of an element whose end has not come yet.
    begun: Zeroizing<Vec<u8>>,
    left: Zeroizing<Vec<u8>>,
    count: usize,
}

/// What comes next.
#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Start,
    /// Something that is not taken apart.
    Other,
    /// Between two members of the object.
    Members,
    /// In the name of a member.
    Name,
    /// Behind a name.
    Colon,
    /// In a member that is no list.
    Member,
    /// Between two elements of a list.
    List,
    Element,
}

impl Elements {
    /// Takes what came of the text, and gives on the elements that are whole now.
    pub fn take(&mut self, bytes: &[u8], sink: &mut impl Sink) {
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = match self.place {
                Place::Element => self.element(rest, sink),
                Place::Member => self.member(rest),
                Place::Other => {
                    append(&mut self.left, rest);
                    return;
                }
                Place::List if !matches!(first, b',' | b']') && !first.is_ascii_whitespace() => {
                    self.place = Place::Element;
                    rest
                }
                Place::Colon if !matches!(first, b':' | b'[') && !first.is_ascii_whitespace() => {
                    self.place = Place::Member;
                    rest
                }
                _ => {
                    self.step(*first, sink);
                    append(&mut self.left, &[*first]);
                    after
                }
            };
        }
    }

    /// What is left of the text, with a number from 0 in the place of each element that was given on.
    #[must_use]
    pub fn finish(mut self) -> Zeroizing<Vec<u8>> {
        append(&mut self.left, &self.begun);
        self.left
    }

    /// A single byte between what is longer.
    fn step(&mut self, byte: u8, sink: &impl Sink) {
        self.place = match (self.place, byte) {
            (Place::Start, b'[') => Place::List,
            (Place::Start, b'{') => Place::Members,
            (Place::Start, _) if byte.is_ascii_whitespace() => Place::Start,
            (Place::Start, _) if MARK.strip_prefix(&**self.left).is_some_and(|rest| rest.first() == Some(&byte)) => {
                Place::Start
            }
            (Place::Members, b'"') => {
                self.name.clear();
                Place::Name
            }
            (Place::Members, b',') => Place::Members,
            (Place::Members, _) if byte.is_ascii_whitespace() => Place::Members,
            (Place::Name, b'"') if !self.is_escaped => Place::Colon,
            (Place::Name, _) => {
                self.is_escaped = byte == b'\\' && !self.is_escaped;
                self.name.push(byte);
                Place::Name
            }
            (Place::Colon, b'[') if sink.is_list(&self.name) => {
                self.is_nested = true;
                Place::List
            }
            (Place::Colon, b'[') => {
                self.depth = 1;
                Place::Member
            }
            (Place::Colon, _) => Place::Colon,
            (Place::List, b']') if self.is_nested => Place::Members,
            (Place::List, byte) if byte != b']' => Place::List,
            _ => Place::Other,
        };
    }

    fn element<'a>(&mut self, bytes: &'a [u8], sink: &mut impl Sink) -> &'a [u8] {
        let Some((json, rest)) = self.end(bytes, b']') else {
            append(&mut self.begun, bytes);
            return &[];
        };
        let is_json = if self.begun.is_empty() {
            sink.element(json)
        } else {
            append(&mut self.begun, json);
            sink.element(&self.begun)
        };
        let number = self.count.to_string();
        let kept = match (is_json, self.begun.is_empty()) {
            (true, _) => number.as_bytes(),
            (false, true) => json,
            (false, false) => &self.begun,
        };
        append(&mut self.left, kept);
        self.begun = Zeroizing::default();
        self.count += 1;
        self.place = if is_json { Place::List } else { Place::Other };
        rest
    }

    fn member<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (member, rest) = self.end(bytes, b'}').unwrap_or((bytes, &[]));
        append(&mut self.left, member);
        if !rest.is_empty() {
            self.place = Place::Members;
        }
        rest
    }

    /// The rest of a value, and what comes from its end on: a comma, or what closes the value around it.
    fn end<'a>(&mut self, bytes: &'a [u8], close: u8) -> Option<(&'a [u8], &'a [u8])> {
        let mut at = 0;
        while let Some(rest @ [byte, ..]) = bytes.get(at..) {
            if self.is_escaped {
                self.is_escaped = false;
                at += 1;
            } else if self.is_text {
                at += quote(rest)?;
                if bytes.get(at) == Some(&b'"') {
                    self.is_text = false;
                } else {
                    self.is_escaped = true;
                }
                at += 1;
            } else {
                match byte {
                    b'"' => self.is_text = true,
                    b'{' | b'[' => self.depth += 1,
                    b',' if self.depth == 0 => return bytes.split_at_checked(at),
                    b'}' | b']' if self.depth == 0 && *byte == close => return bytes.split_at_checked(at),
                    // One that closes nothing is for serde to refuse.
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                at += 1;
            }
        }
        None
    }
}

/// Where the next quote or backslash is.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn quote(bytes: &[u8]) -> Option<usize> {
    let ends = |byte: u8| byte == b'"' || byte == b'\\';
    let (blocks, rest) = bytes.as_chunks::<16>();
    let whole = blocks.iter().take_while(|block| !block.iter().fold(false, |is, byte| is | ends(*byte))).count();
    let from = whole * 16;
    let rest = if whole < blocks.len() { bytes.get(from..)? } else { rest };
    Some(from + rest.iter().position(|byte| ends(*byte))?)
}

/// Makes a text longer, and wipes what it was copied from: it may hold secrets.
fn append(text: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    let wanted = text.len() + more.len();
    if wanted > text.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(wanted.max(2 * text.capacity()).max(64)));
        larger.extend_from_slice(text);
        *text = larger;
    }
    text.extend_from_slice(more);
}

#[cfg(test)]
#[path = "elements_tests.rs"]
mod tests;
