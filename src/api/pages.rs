//! Reads the list: page by page, each with its repeats, or all of it at once.
//!
//! Only `GET`: it is tried again where that may help.

use super::cancel::Cancel;
use super::client::Client;
use super::error::{Error, NextPage};
use super::list::ListDecoder;
use super::model::{AppId, Application, RowKey};
use super::origin::origin_of;
use super::retry;
use super::rows::Listing;
use super::timer::wait;

/// The most pages that are read of one list.
const PAGES: usize = 1_000;

/// What a list call is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The server asked to wait, or an answer broke off: seconds left until the next try. Counts down to 1.
    Waiting {
        /// Seconds left.
        seconds: u32,
    },
    /// A page has come.
    Page {
        /// Rows so far.
        loaded: usize,
        /// Rows in all, where the server says so.
        total: Option<u64>,
    },
}

/// A list on its way. It keeps the rows that came, to know those that come again.
#[derive(Default)]
pub struct Pages {
    rows: ListDecoder,
    /// Where the last page begins in `rows`.
    start: usize,
    next: Next,
    visited: Vec<String>,
}

/// What comes next.
#[derive(Default)]
enum Next {
    #[default]
    First,
    At(String),
    End,
    /// The server named a next page that cannot be asked for.
    Refused(NextPage),
}

impl Client {
    /// `GET /o/apps/`, all pages; a broken answer, a 429 and a 503 are tried again twice.
    ///
    /// # Errors
    /// When the first page fails, and on a cancel or a 401 whatever the page. Another failure of a later page is
    /// [`Listing::rest`], and the rows that came are kept.
    pub async fn list(&self, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Result<Listing, Error> {
        let mut pages = Pages::default();
        loop {
            match pages.next(self, cancel, progress).await {
                Ok(true) => {}
                Ok(false) => {
                    let rest = pages.shortfall();
                    return Ok(pages.listing(rest));
                }
                Err(error) if pages.is_empty() || error == Error::Cancelled || error.wants_token() => {
                    return Err(error);
                }
                Err(error) => return Ok(pages.listing(Some(error))),
            }
        }
    }

    /// Whether the list is whole and has no application with this id. Not where it could not be read.
    pub async fn lacks(&self, id: AppId, cancel: &Cancel) -> bool {
        let listing = self.list(cancel, &|_| {}).await;
        listing.is_ok_and(|listing| {
            listing.rest.is_none() && listing.applications.find(RowKey::new(Some(id), 0)).is_none()
        })
    }
}

impl Pages {
    /// `GET` of the next page; false where there is none. A broken answer, a 429 and a 503 are tried again twice. After an
    /// error the same page can be asked for again, with another token too.
    ///
    /// # Errors
    /// When the page fails, and [`Error::NextPage`] when the next one can't be asked for.
    pub async fn next(&mut self, client: &Client, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Result<bool, Error> {
        let url = match &self.next {
            Next::First => client.endpoints().apps.clone(),
            Next::At(url) => url.clone(),
            Next::End => return Ok(false),
            Next::Refused(why) => return Err(Error::NextPage(why.clone())),
        };
        self.start = self.rows.loaded();
        let next = self.page(client, &url, cancel, progress).await?;
        progress(Progress::Page { loaded: self.rows.loaded(), total: self.rows.total() });
        let named = next.as_deref().map(|next| follow(client, &url, next));
        self.visited.push(url);
        self.next = match named {
            None => Next::End,
            Some(Ok(next)) if self.visited.len() < PAGES && !self.visited.contains(&next) => Next::At(next),
            // A repeated page after the last row is a habit of some servers, and loses nothing.
            Some(Ok(_)) if self.rows.complete() => Next::End,
            Some(Ok(next)) if self.visited.contains(&next) => Next::Refused(NextPage::Repeated),
            Some(Ok(_)) => Next::Refused(NextPage::TooMany),
            Some(Err(why)) => Next::Refused(why),
        };
        Ok(true)
    }

    /// The rows of the page that came last, without those that an earlier one had.
    pub fn last(&self) -> impl Iterator<Item = Application> {
        self.rows.from(self.start)
    }

    /// How many rows there are in all, where the server says so.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.rows.total()
    }

    /// Whether no page has come.
    pub(super) fn is_empty(&self) -> bool {
        self.visited.is_empty()
    }

    /// Why the list may not be whole though it has ended.
    pub(super) fn shortfall(&self) -> Option<Error> {
        let counted = self.rows.total().is_some();
        (counted && !self.rows.complete()).then_some(Error::NextPage(NextPage::Missing))
    }

    /// Ends the list.
    pub(super) fn listing(self, rest: Option<Error>) -> Listing {
        self.rows.listing(rest)
    }

    /// One page, with its repeats. Gives the URL of the next.
    async fn page(
        &mut self,
        client: &Client,
        url: &str,
        cancel: &Cancel,
        progress: &dyn Fn(Progress),
    ) -> Result<Option<String>, Error> {
        let authorization = client.authorization();
        let call = client.call("GET", url, &authorization);
        let mut failures = 0;
        loop {
            self.rows.begin();
            let error = match call.stream(cancel, &mut |bytes| self.rows.take(bytes)).await {
                Ok(reply) => match self.rows.end(*reply) {
                    Ok(next) => return Ok(next),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            let Some(seconds) = retry::pause(&error, failures) else {
                return Err(error);
            };
            failures += 1;
            wait(seconds, cancel, &|seconds| progress(Progress::Waiting { seconds })).await?;
        }
    }
}

/// The absolute URL of the next page, when it has the API's origin (and so neither user nor password).
fn follow(client: &Client, url: &str, next: &str) -> Result<String, NextPage> {
    let next = web_sys::Url::new_with_base(next, url).map_err(|_| NextPage::Unreadable)?;
    next.set_hash("");
    let (named, href) = (next.origin(), next.href());
    if next.username().is_empty() && next.password().is_empty() && origin_of(&href) == client.endpoints().origin() {
        Ok(href)
    } else {
        // A scheme without hosts has the origin `null`.
        Err(NextPage::Elsewhere { origin: if named == "null" { next.protocol() } else { named } })
    }
}
