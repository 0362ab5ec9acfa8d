//! The typed client of `/o/apps/`: who asks whom, and the calls that change something. Reading the list is in
//! [`pages`](super::pages).
//!
//! A creation or a deletion is sent once. Keeps no list and no state but its token.

use std::sync::Arc;

use js_sys::Function;
use serde::Serialize;
use zeroize::Zeroizing;

use super::cancel::Cancel;
use super::created::created;
use super::endpoints::Endpoints;
use super::error::Error;
use super::model::{AppId, Created, Deleted};
use super::problem::says_not_found;
use super::secret::SecretText;
use super::transport::{Call, error_of};

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

/// The body of a creation.
#[derive(Serialize)]
struct NewApplication<'a> {
    name: &'a str,
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

    /// `POST /o/apps/`, once.
    ///
    /// # Errors
    /// See [`Error::outcome_unknown`] for whether the application may exist all the same.
    pub async fn create(&self, name: &str, cancel: &Cancel) -> Result<Created, Error> {
        // A text is always JSON.
        let body = serde_json::to_string(&NewApplication { name }).unwrap_or_default();
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
            Err(error_of(&reply))
        }
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
