//! Turns the pages of `GET /o/apps/` into applications. [`ListDecoder`] is the one way from an answer to rows: whoever lists
//! needs neither the shapes of pages nor those of entries.
//!
//! Pure. Which page comes next is said here, and asked for elsewhere. Nothing here panics, whatever the input.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::entry::application;
use super::error::Error;
use super::json::{Object, elements, is_value, read};
use super::loose::Count;
use super::model::{Application, Defect, Listing, RowKey};
use super::reply::Reply;
use super::time::http_date;

/// A list while its pages come in.
#[derive(Default)]
pub struct ListDecoder {
    applications: Vec<Application>,
    total: Option<u64>,
    /// Where each id came first, by the key of that row.
    seen: HashMap<RowKey, usize>,
    /// How many rows have the id of a row, itself included; counted where it came first.
    alike: Vec<u32>,
    /// When the last page was written, by the server's clock.
    date: Option<f64>,
}

impl ListDecoder {
    /// Adds a page in either shape: a bare array, or `{"count", "next", "results"}`. Gives the URL of the next page,
    /// which is empty when the server wrote something else than a string. Adds nothing on an error.
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
    pub fn add(&mut self, reply: &Reply) -> Result<Option<String>, Error> {
        let body = reply.data()?;
        let (entries, total, next) = match body.as_bytes().first() {
            None if matches!(reply.status, 204 | 205) => (Vec::new(), None, None),
            Some(b'[') => (elements(&body).ok_or_else(|| reply.fault())?, None, None),
            Some(b'{') => parts(&Object::parse(&body).ok_or_else(|| reply.fault())?)?,
            _ if &*body == "null" => (Vec::new(), None, None),
            _ if is_value(&body) => return Err(Error::Unexpected),
            _ => return Err(reply.fault()),
        };
        self.date = reply.date.as_deref().and_then(http_date).or(self.date);
        let earlier = self.applications.len();
        self.applications.reserve(entries.len());
        for json in entries {
            self.push(application(json.get()), earlier);
        }
        self.total = total.or(self.total);
        Ok(next)
    }

    /// How many rows there are so far.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.applications.len()
    }

    /// How many rows there are in all, as the server said last.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The rows from the place `start` on.
    #[must_use]
    pub fn from(&self, start: usize) -> &[Application] {
        self.applications.get(start..).unwrap_or_default()
    }

    /// Whether the server's own count is reached.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.total.is_some_and(|total| self.loaded() as u64 >= total)
    }

    /// Ends the list.
    #[must_use]
    pub fn listing(self, rest: Option<Error>) -> Listing {
        Listing { applications: self.applications, total: self.total, rest, date: self.date }
    }

    fn push(&mut self, mut row: Application, earlier: usize) {
        let here = self.applications.len();
        let first = *self.seen.entry(row.key).or_insert(here);
        self.alike.push(0);
        let Some(count) = self.alike.get_mut(first) else { return };
        if let Some(other) = self.applications.get_mut(first).filter(|other| other.id.is_some()) {
            if first < earlier && other.client_id == row.client_id && other.name == row.name {
                self.alike.pop();
                return;
            }
            if *count == 1 {
                flag_duplicate(other);
            }
            flag_duplicate(&mut row);
        }
        row.key = RowKey::new(row.id, *count);
        *count += 1;
        self.applications.push(row);
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

fn flag_duplicate(row: &mut Application) {
    // What comes before it is the lack of an id.
    row.defects.insert(0, Defect::DuplicateId);
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
