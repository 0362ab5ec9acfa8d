//! Turns the bodies of successful answers into the model, however odd they are.
//!
//! Each field is read on its own: a wrong type flags its row and no more. Nothing here panics, whatever the input.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

use super::credentials::from_base64url;
use super::error::Error;
use super::json::{Members, elements, is_value, lossy_text, text};
use super::model::{Application, ClientType, Defect, Grant, Listing, RowKey};
use super::reply::Reply;
use super::secret::{ClientSecret, SecretText};
use super::time::{http_date, rfc3339};

/// The rows of a list while its pages come in.
#[derive(Default)]
pub struct Rows {
    applications: Vec<Application>,
    total: Option<u64>,
    /// Where each id came first, by the key of that row.
    seen: HashMap<RowKey, usize, BuildHasherDefault<FxHasher>>,
    /// How many rows have the id of a row, itself included; counted where it came first.
    alike: Vec<u32>,
    /// When the last page was written, by the server's clock.
    date: Option<f64>,
}

impl Rows {
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
    /// [`Error::NotData`] for a page, [`Error::Unexpected`] for JSON that is no list, and what else [`Reply::fault`] finds.
    pub fn add(&mut self, reply: &Reply) -> Result<Option<String>, Error> {
        let body = reply.data()?;
        let (rows, total, next) = match body.as_bytes().first() {
            None if matches!(reply.status, 204 | 205) => (Vec::new(), None, None),
            Some(b'[') => (elements(&body).ok_or_else(|| reply.fault())?, None, None),
            Some(b'{') => {
                let page = Members::read(&body).ok_or_else(|| reply.fault())?;
                let total = page.get("count").and_then(|json| text(json).as_deref().unwrap_or(json).parse().ok());
                let rows = match page.get("results") {
                    Some(json) => elements(json).ok_or(Error::Unexpected)?,
                    None if page.has("results") || total == Some(0) => Vec::new(),
                    None => return Err(Error::Unexpected),
                };
                let next = page.get("next").map(|json| text(json).unwrap_or_default());
                // An empty string is the end to some servers, and a repeat to nobody.
                let next = next.filter(|_| page.get("next") != Some("\"\""));
                (rows, total, next)
            }
            _ if &*body == "null" => (Vec::new(), None, None),
            _ if is_value(&body) => return Err(Error::Unexpected),
            _ => return Err(reply.fault()),
        };
        self.date = reply.date.as_deref().and_then(http_date).or(self.date);
        let earlier = self.applications.len();
        self.applications.reserve(rows.len());
        for json in rows {
            self.push(application(json), earlier);
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

/// Reads a whole list from one body, as if it had come with a 200; a page that names a next one ends early.
///
/// # Errors
/// As [`Rows::add`].
pub fn decode_list(body: &[u8]) -> Result<Listing, Error> {
    let mut rows = Rows::default();
    let next = rows.add(&Reply::new(200, body))?;
    Ok(rows.listing(next.map(|_| Error::Incomplete)))
}

/// Reads a token answer (RFC 6749 section 5.1). `expires_in` may also be a string or a fraction.
///
/// # Errors
/// [`Error::Unexpected`] for an answer without a token, or for a token that is no bearer token of RFC 6750 section 2.1;
/// [`Error::NotData`] for a page, and what else [`Reply::fault`] finds.
pub fn grant(reply: &Reply) -> Result<Grant, Error> {
    let body = reply.data()?;
    let members =
        Members::read(&body).ok_or_else(|| if is_value(&body) { Error::Unexpected } else { reply.fault() })?;
    let kind = members.text("token_type");
    let secret = |name| {
        let text = members.text(name).map(SecretText::new);
        text.filter(|text| !text.expose().is_empty() && text.expose().bytes().all(|byte| byte.is_ascii_graphic()))
    };
    let token = secret("access_token");
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(Error::Unexpected);
    }
    let expires_in = members.get("expires_in").and_then(|json| {
        let text = text(json);
        let number = text.as_deref().unwrap_or(json);
        number.split_once('.').map_or(number, |(whole, _)| whole).parse().ok()
    });
    Ok(Grant {
        token: token.ok_or(Error::Unexpected)?,
        expires_in,
        scope: members.text("scope"),
        refresh: secret("refresh_token"),
        user: members.text("id_token").as_deref().and_then(who),
    })
}

/// The name in an ID token. Its signature is not checked: it came from the token endpoint itself (OpenID Connect Core
/// section 3.1.3.7, number 6), and nothing but a text on the screen depends on it.
fn who(id_token: &str) -> Option<String> {
    let claims = from_base64url(id_token.split('.').nth(1)?)?;
    let claims = String::from_utf8_lossy(&claims);
    let claims = Members::read(&claims)?;
    ["preferred_username", "email", "name"].iter().find_map(|name| claims.text(name).filter(|name| !name.is_empty()))
}

fn flag_duplicate(row: &mut Application) {
    // What comes before it is the lack of an id.
    row.defects.insert(0, Defect::DuplicateId);
}

/// Reads one entry of a list; the key follows when its place is known.
fn application(json: &str) -> Application {
    let mut defects = Vec::new();
    let members = Members::read(json).unwrap_or_else(|| {
        defects.push(Defect::Entry);
        Members(Vec::new())
    });
    let whole = defects.is_empty();
    let mut flag = |defect| {
        if whole {
            defects.push(defect);
        }
    };

    let id = members.get("id").and_then(|json| json.parse().ok());
    if id.is_none() {
        flag(Defect::Id);
    }
    let name = members.get("name").and_then(lossy_text);
    if name.is_none() {
        flag(Defect::Name);
    }
    let client_id = members.text("client_id").unwrap_or_default();
    if client_id.is_empty() {
        flag(Defect::ClientId);
    }
    let client_type = match members.get("client_type").map(text) {
        Some(None) => {
            flag(Defect::ClientType);
            ClientType::Other(String::new())
        }
        Some(Some(kind)) if kind == "confidential" => ClientType::Confidential,
        Some(Some(kind)) if kind == "public" => ClientType::Public,
        kind => ClientType::Other(kind.flatten().unwrap_or_default()),
    };
    let secret = match members.get("client_secret").map(text) {
        Some(Some(secret)) if is_whole(&secret) => ClientSecret::from_text(secret),
        Some(_) => {
            flag(Defect::Secret);
            ClientSecret::Missing
        }
        None => ClientSecret::Missing,
    };
    let moment = |name| rfc3339(&members.text(name)?);
    Application {
        id,
        key: RowKey::new(id, 0),
        name: name.unwrap_or_default(),
        client_id,
        client_type,
        secret,
        created: moment("created"),
        updated: moment("updated"),
        grant_type: members.text("authorization_grant_type").filter(|kind| !kind.is_empty()),
        redirect_uris: members.get("redirect_uris").map(redirect_uris).unwrap_or_default(),
        skip_authorization: members.get("skip_authorization").and_then(|json| json.parse().ok()),
        defects,
    }
}

/// Whether a secret came as it was sent: not through another character set.
pub(super) fn is_whole(secret: &str) -> bool {
    !secret.contains(char::REPLACEMENT_CHARACTER)
}

fn redirect_uris(json: &str) -> Vec<String> {
    if let Some(uris) = text(json) {
        return uris.split_whitespace().map(str::to_owned).collect();
    }
    elements(json).unwrap_or_default().into_iter().filter_map(text).filter(|uri| !uri.is_empty()).collect()
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
