//! The typed client of `/o/apps/`: list, create, delete.
//!
//! Only reading is tried again; a creation or a deletion is sent once. Keeps no list and no state but its token.

use std::sync::Arc;

use js_sys::Function;
use zeroize::Zeroizing;

use super::cancel::Cancel;
use super::created::created;
use super::endpoints::Endpoints;
use super::error::Error;
use super::json::write_text;
use super::model::{AppId, Created, Deleted, Listing};
use super::pages::Pages;
use super::problem::says_not_found;
use super::secret::SecretText;
use super::transport::{Call, refusal};

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
    fetch: Option<Function>,
}

impl Client {
    /// A client for one deployment and one token. `fetch` is called for each request in place of the global one.
    #[must_use]
    pub fn new(endpoints: Endpoints, token: SecretText, timeouts: Timeouts, fetch: Option<Function>) -> Self {
        Self(Arc::new(Inner { endpoints, token, timeouts, fetch }))
    }

    /// The addresses that this client talks to.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.0.endpoints
    }

    /// The token that this client sends.
    #[must_use]
    pub fn token(&self) -> &SecretText {
        &self.0.token
    }

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

    /// `POST /o/apps/`, once.
    ///
    /// # Errors
    /// See [`Error::outcome_unknown`] for whether the application may exist all the same.
    pub async fn create(&self, name: &str, cancel: &Cancel) -> Result<Created, Error> {
        let mut body = "{\"name\":".to_owned();
        write_text(name, &mut body);
        body.push('}');
        let authorization = self.authorization();
        let call = Call {
            body: Some(("application/json", &body)),
            ..self.call("POST", &self.0.endpoints.apps, &authorization)
        };
        let reply = call.send(cancel).await?;
        created(&reply)
    }

    /// `DELETE /o/apps/{id}/`, once. Any 2xx is a success, whatever its body, unless that is a page.
    ///
    /// # Errors
    /// Any other answer but the API's own 404, which is [`Deleted::Already`]. Where another 404 or 410 comes, the list
    /// tells: see [`Error::may_be_absent`] and [`Client::lacks`].
    pub async fn delete(&self, id: AppId, cancel: &Cancel) -> Result<Deleted, Error> {
        let url = [&*self.0.endpoints.apps, id.as_str(), "/"].concat();
        let authorization = self.authorization();
        let call = self.call("DELETE", &url, &authorization);
        let reply = call.reply(cancel).await?;
        if reply.succeeded() && reply.is_page() {
            Err(Error::NotData { status: reply.status })
        } else if reply.succeeded() {
            Ok(Deleted::Now)
        } else if says_not_found(&reply) {
            Ok(Deleted::Already)
        } else {
            Err(refusal(&reply))
        }
    }

    /// Whether the list is whole and has no application with this id. Not where it could not be read.
    pub async fn lacks(&self, id: AppId, cancel: &Cancel) -> bool {
        let listing = self.list(cancel, &|_| {}).await;
        listing.is_ok_and(|listing| listing.rest.is_none() && listing.applications.iter().all(|app| app.id != Some(id)))
    }

    /// A request in the name of the user, without a body.
    pub(super) fn call<'a>(&'a self, method: &'a str, url: &'a str, authorization: &'a str) -> Call<'a> {
        let Timeouts { read, write } = self.0.timeouts;
        Call {
            method,
            url,
            authorization: Some(authorization),
            body: None,
            timeout: if method == "GET" { read } else { write },
            keepalive: false,
            fetch: self.0.fetch.as_ref(),
        }
    }

    pub(super) fn authorization(&self) -> Zeroizing<String> {
        Zeroizing::new(["Bearer ", self.0.token.expose()].concat())
    }
}
