//! The typed client of `/o/apps/`: list, create, delete.
//!
//! Only reading is tried again; a creation or a deletion is sent once. Keeps no list and no state but its token.

use std::sync::Arc;

use js_sys::JSON;
use zeroize::Zeroizing;

use super::cancel::Cancel;
use super::decode::{Rows, created};
use super::endpoints::{Endpoints, origin_of};
use super::error::Error;
use super::model::{AppId, Created, Deleted, Listing};
use super::retry;
use super::secret::SecretText;
use super::transport::{Call, refusal, wait};
use super::wire::NewApplication;

/// The most pages that are read of one list.
const PAGES: usize = 1_000;

/// How long a call may take, its body included, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For each page of a list. Default 60,000.
    pub read: u32,
    /// For a creation or a deletion. Default 30,000.
    pub write: u32,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { read: 60_000, write: 30_000 }
    }
}

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

/// The applications of one user, seen through one token.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    endpoints: Endpoints,
    token: SecretText,
    timeouts: Timeouts,
}

impl Client {
    /// A client for one deployment and one token.
    #[must_use]
    pub fn new(endpoints: Endpoints, token: SecretText, timeouts: Timeouts) -> Self {
        Self(Arc::new(Inner { endpoints, token, timeouts }))
    }

    /// The addresses that this client talks to.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.0.endpoints
    }

    /// `GET /o/apps/`, all pages; a broken answer, a 429 and a 503 are tried again twice.
    ///
    /// # Errors
    /// When the first page fails, and on a cancel or a 401 whatever the page. Another failure of a later page is
    /// [`Listing::rest`], and the rows that came are kept.
    pub async fn list(&self, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Result<Listing, Error> {
        let mut rows = Rows::default();
        let mut url = self.0.endpoints.apps.clone();
        let mut visited = Vec::new();
        while visited.len() < PAGES {
            let next = match self.page(&url, &mut rows, cancel, progress).await {
                Ok(next) => next,
                Err(error) if visited.is_empty() || error == Error::Cancelled || error.status() == Some(401) => {
                    return Err(error);
                }
                Err(error) => return Ok(rows.listing(Some(error))),
            };
            progress(Progress::Page { loaded: rows.loaded(), total: rows.total() });
            let Some(next) = next else {
                return Ok(rows.listing(None));
            };
            visited.push(url.clone());
            match self.follow(&url, &next) {
                Some(next) if !visited.contains(&next) => url = next,
                // A repeated page after the last row is a habit of some servers, and loses nothing.
                Some(_) if rows.complete() => return Ok(rows.listing(None)),
                _ => break,
            }
        }
        Ok(rows.listing(Some(Error::Incomplete)))
    }

    /// `POST /o/apps/`, once.
    ///
    /// # Errors
    /// See [`Error::outcome_unknown`] for whether the application may exist all the same.
    pub async fn create(&self, name: &str, cancel: &Cancel) -> Result<Created, Error> {
        // A string in a struct is always JSON.
        let wish = serde_wasm_bindgen::to_value(&NewApplication { name: name.to_owned() });
        let body = wish.ok().and_then(|wish| JSON::stringify(&wish).ok()).map(String::from).unwrap_or_default();
        let authorization = self.authorization();
        let call = Call {
            method: "POST",
            url: &self.0.endpoints.apps,
            authorization: Some(&authorization),
            body: Some(("application/json", &body)),
            timeout: self.0.timeouts.write,
            keepalive: false,
        };
        let reply = call.send(cancel).await?;
        created(&reply)
    }

    /// `DELETE /o/apps/{id}/`, once. Any 2xx is a success, whatever its body, unless that is a page.
    ///
    /// # Errors
    /// Any other answer but the API's own 404, which is [`Deleted::Already`]. A 404 that came as a page or as plain
    /// text is a proxy's, and says nothing about the application.
    pub async fn delete(&self, id: AppId, cancel: &Cancel) -> Result<Deleted, Error> {
        let url = [&*self.0.endpoints.apps, &id.to_string(), "/"].concat();
        let authorization = self.authorization();
        let call = Call {
            method: "DELETE",
            url: &url,
            authorization: Some(&authorization),
            body: None,
            timeout: self.0.timeouts.write,
            keepalive: false,
        };
        let reply = call.reply(cancel).await?;
        if reply.succeeded() && reply.is_page() {
            Err(Error::NotData { status: reply.status })
        } else if reply.succeeded() {
            Ok(Deleted::Now)
        } else if reply.status == 404 && reply.broken.is_none() && reply.is_data() {
            Ok(Deleted::Already)
        } else {
            Err(refusal(&reply))
        }
    }

    /// One page, with its repeats. Gives the URL of the next.
    async fn page(
        &self,
        url: &str,
        rows: &mut Rows,
        cancel: &Cancel,
        progress: &dyn Fn(Progress),
    ) -> Result<Option<String>, Error> {
        let authorization = self.authorization();
        let call = Call {
            method: "GET",
            url,
            authorization: Some(&authorization),
            body: None,
            timeout: self.0.timeouts.read,
            keepalive: false,
        };
        let mut failures = 0;
        loop {
            let error = match call.send(cancel).await.and_then(|reply| rows.add(&reply)) {
                Ok(next) => return Ok(next),
                Err(error) => error,
            };
            let Some(seconds) = retry::pause(&error, failures) else {
                return Err(error);
            };
            failures += 1;
            wait(seconds, cancel, &|seconds| progress(Progress::Waiting { seconds })).await?;
        }
    }

    /// The absolute URL of the next page, when it has the API's origin (and so neither user nor password).
    fn follow(&self, url: &str, next: &str) -> Option<String> {
        let next = web_sys::Url::new_with_base(next, url).ok()?;
        next.set_hash("");
        let next = next.href();
        (origin_of(&next) == self.0.endpoints.origin()).then_some(next)
    }

    fn authorization(&self) -> Zeroizing<String> {
        Zeroizing::new(["Bearer ", self.0.token.expose()].concat())
    }
}
