//! Turns the pages of `GET /o/apps/` into applications. [`ListDecoder`] is the one way from an answer to rows: whoever lists
//! needs neither the shapes of pages nor those of entries.
//!
//! Rows are read while their page comes in, and nobody keeps all of its text. Pure. Which page comes next is said here, and
//! asked for elsewhere. Nothing here panics, whatever the input.

use std::borrow::Cow;

use serde_json::value::RawValue;
use table::{Elements, Keys, Sink};

use super::entry::Entry;
use super::error::Error;
use super::json::{Object, elements, is_value, read};
use super::loose::Count;
use super::model::Application;
use super::reply::Reply;
use super::rows::{Listing, Rows};
use super::time::http_date;

/// A list while its pages come in.
#[derive(Default)]
pub struct ListDecoder {
    page: Elements,
    rows: PageRows,
    /// How many rows the pages brought that have come to their end.
    loaded: usize,
    total: Option<u64>,
    ids: Ids,
    /// When the last page was written, by the server's clock.
    date: Option<f64>,
}

/// The rows, and what was seen of the page that comes in.
#[derive(Default)]
struct PageRows {
    rows: Rows,
    /// Whether it holds what is no UTF-8.
    is_garbled: bool,
}

/// The ids of a list.
#[derive(Default)]
struct Ids {
    seen: Keys,
    /// How many rows have none.
    without: u32,
}

impl Sink for PageRows {
    fn is_list(&self, name: &[u8]) -> bool {
        let is_escaped = || {
            let json = ["{\"", &String::from_utf8_lossy(name), "\":0}"].concat();
            Object::parse(&json).is_some_and(|object| object.last("results").is_some())
        };
        name == b"results" || name.contains(&b'\\') && is_escaped()
    }

    fn element(&mut self, json: &[u8]) -> bool {
        let text = str::from_utf8(json).map_or_else(|_| String::from_utf8_lossy(json), Cow::Borrowed);
        // A copy was only made where something had to be put in the place of what is no UTF-8.
        self.is_garbled |= matches!(text, Cow::Owned(_));
        Entry::parse(&text).is_some_and(|entry| {
            self.rows.push(entry.row());
            true
        })
    }
}

impl ListDecoder {
    /// Another page begins. What came of one that did not come to its end goes.
    pub fn begin(&mut self) {
        self.rows.rows.truncate(self.loaded);
        self.rows.is_garbled = false;
        self.page = Elements::default();
    }

    /// Takes what came of the body of an answer.
    pub fn take(&mut self, bytes: &[u8]) {
        self.page.take(bytes, &mut self.rows);
    }

    /// Adds a page in either shape: a bare array, or `{"count", "next", "results"}`. Gives the URL of the next page,
    /// which is empty when the server wrote something else than a string. Adds nothing on an error. `reply` is the answer
    /// without its body, which was given to [`ListDecoder::take`].
    ///
    /// A row that an earlier page had already, with the same name and client ID, is the same one: it was pushed down
    /// by a creation between the two requests.
    ///
    /// Where there is no list, there are no rows: some servers write `null` for a list without any, leave it out of a page
    /// that counts none, or answer with 204.
    ///
    /// # Errors
    /// [`Error::NotData`] for a page for people, [`Error::Unexpected`] for JSON that is no list, and what else
    /// [`Reply::fault`] finds.
    pub fn end(&mut self, mut reply: Reply) -> Result<Option<String>, Error> {
        reply.body = std::mem::take(&mut self.page).finish();
        let read = self.read(&reply);
        if read.is_err() {
            self.begin();
        }
        read
    }

    /// Adds a whole page at once.
    ///
    /// # Errors
    /// As [`ListDecoder::end`].
    pub fn add(&mut self, reply: &Reply) -> Result<Option<String>, Error> {
        self.begin();
        self.take(&reply.body);
        self.end(reply.clone())
    }

    /// Reads what is left of a page: in the place of each entry stands the number that it had in the page.
    fn read(&mut self, reply: &Reply) -> Result<Option<String>, Error> {
        let fault = || if self.rows.is_garbled { Error::Garbled } else { reply.fault() };
        let body = reply.data()?;
        let (entries, total, next) = match body.as_bytes().first() {
            None if matches!(reply.status, 204 | 205) => (Vec::new(), None, None),
            Some(b'[') => (elements(&body).ok_or_else(fault)?, None, None),
            Some(b'{') => parts(&Object::parse(&body).ok_or_else(fault)?)?,
            _ if &*body == "null" => (Vec::new(), None, None),
            _ if is_value(&body) => return Err(Error::Unexpected),
            _ => return Err(fault()),
        };
        self.date = reply.date.as_deref().and_then(http_date).or(self.date);
        self.total = total.or(self.total);
        let first = entries.first().and_then(|number| number.get().parse().ok()).unwrap_or(0);
        self.settle(first, entries.len());
        Ok(next)
    }

    /// How many rows there are so far.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.loaded
    }

    /// How many rows there are in all, as the server said last.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The rows from the place `start` on.
    pub fn from(&self, start: usize) -> impl Iterator<Item = Application> {
        (start..self.loaded).filter_map(|index| self.rows.rows.get(index))
    }

    /// Whether the server's own count is reached.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.total.is_some_and(|total| self.loaded as u64 >= total)
    }

    /// Ends the list.
    #[must_use]
    pub fn listing(mut self, rest: Option<Error>) -> Listing {
        self.begin();
        Listing { applications: self.rows.rows, total: self.total, rest, date: self.date }
    }

    /// The page has come to its end: `count` of its rows from `first` on are in its list. Each gets its key.
    fn settle(&mut self, first: usize, count: usize) {
        let rows = &mut self.rows.rows;
        let page = self.loaded + first..self.loaded + first + count;
        let known = |index: &usize| self.ids.knows(rows, *index);
        // Rows are only moved where some go, which is rare.
        if first > 0 || self.loaded > 0 && page.clone().any(|index| known(&index)) {
            let kept: Vec<_> = page.filter(|index| !known(index)).collect();
            rows.keep(self.loaded, &kept);
        } else {
            rows.truncate(page.end);
        }
        for index in self.loaded..rows.len() {
            self.ids.add(rows, index);
        }
        self.loaded = rows.len();
    }
}

impl Ids {
    /// Whether a row is one that an earlier page had.
    fn knows(&self, rows: &Rows, index: usize) -> bool {
        let id = rows.id_bytes(index);
        let first = || self.seen.first(id, &|index| rows.id_bytes(index));
        !id.is_empty() && first().is_some_and(|first| rows.names(first) == rows.names(index))
    }

    /// Counts a row among those of its id, and gives it its key.
    fn add(&mut self, rows: &mut Rows, index: usize) {
        if rows.id_bytes(index).is_empty() {
            rows.set_nth(index, self.without);
            self.without += 1;
            return;
        }
        let (first, nth) = self.seen.add(index, &|index| rows.id_bytes(index));
        if nth > 0 {
            rows.set_repeated(first);
            rows.set_repeated(index);
        }
        rows.set_nth(index, nth);
    }
}

/// The entries of a page, how many there are in all, and the URL of the next page.
type Parts<'a> = (Vec<&'a RawValue>, Option<u64>, Option<String>);

/// Reads a page of the list (docs/requirements/contract.md, "What varies in the list").
fn parts<'a>(page: &Object<'a>) -> Result<Parts<'a>, Error> {
    let total = page.read("count").map(|Count(count)| count);
    let entries = match page.last("results").map(RawValue::get) {
        Some("null") => Vec::new(),
        Some(list) => elements(list).ok_or(Error::Unexpected)?,
        None if total == Some(0) => Vec::new(),
        None => return Err(Error::Unexpected),
    };
    let next = match page.get("next").map(read::<String>) {
        // An empty string is the end to some servers, and a repeat to nobody.
        Some(Some(url)) => Some(url).filter(|url| !url.is_empty()),
        Some(None) => Some(String::new()),
        None => None,
    };
    Ok((entries, total, next))
}

/// Reads a whole list from one body, as if it had come with a 200; a page that names a next one ends early.
///
/// # Errors
/// As [`ListDecoder::add`].
pub fn decode_list(body: &[u8]) -> Result<Listing, Error> {
    let mut rows = ListDecoder::default();
    let next = rows.add(&Reply::new(200, body))?;
    Ok(rows.listing(next.map(|_| Error::Incomplete)))
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
