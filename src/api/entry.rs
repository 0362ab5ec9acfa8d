//! Reads one entry of the list, however odd it is. A wrong type flags the entry and no more.
//!
//! Pure.

use serde::Deserialize;

use super::json::{Lenient, LossyText, Text, is_value, object};
use super::loose::Uris;
use super::model::{AppId, Application, ClientType, Defect, RowKey};
use super::secret::ClientSecret;
use super::time::rfc3339;

/// An entry of the list (docs/requirements/contract.md, "Applications").
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry<'a> {
    id: Lenient<AppId>,
    #[serde(borrow)]
    name: Lenient<LossyText<'a>>,
    client_id: Lenient<String>,
    client_secret: Lenient<String>,
    client_type: Lenient<String>,
    #[serde(borrow)]
    created: Lenient<Text<'a>>,
    #[serde(borrow)]
    updated: Lenient<Text<'a>>,
    authorization_grant_type: Lenient<String>,
    redirect_uris: Lenient<Uris>,
    skip_authorization: Lenient<bool>,
}

/// Reads one entry; its key follows when its place in the list is known. None where it is no JSON.
pub(super) fn application(json: &str) -> Option<Application> {
    let entry = object::<Entry<'_>>(json);
    let mut defects = Vec::new();
    let is_object = entry.is_some();
    if !is_object {
        if !is_value(json) {
            return None;
        }
        defects.push(Defect::Entry);
    }
    let mut flag = |defect| {
        if is_object {
            defects.push(defect);
        }
    };
    let entry = entry.unwrap_or_default();

    let id = entry.id.ok();
    if id.is_none() {
        flag(Defect::Id);
    }
    let name = entry.name.ok();
    if name.is_none() {
        flag(Defect::Name);
    }
    let client_id = entry.client_id.ok().unwrap_or_default();
    if client_id.is_empty() {
        flag(Defect::ClientId);
    }
    let client_type = match entry.client_type {
        Lenient::Is(kind) if kind == "confidential" => ClientType::Confidential,
        Lenient::Is(kind) if kind == "public" => ClientType::Public,
        Lenient::Is(kind) => ClientType::Other(kind),
        Lenient::Absent | Lenient::Null => ClientType::Other(String::new()),
        Lenient::Wrong => {
            flag(Defect::ClientType);
            ClientType::Other(String::new())
        }
    };
    let secret = match entry.client_secret {
        Lenient::Is(secret) if is_whole(&secret) => ClientSecret::from_text(secret),
        Lenient::Absent | Lenient::Null => ClientSecret::Missing,
        Lenient::Is(_) | Lenient::Wrong => {
            flag(Defect::Secret);
            ClientSecret::Missing
        }
    };
    let moment = |text: Lenient<Text<'_>>| rfc3339(&text.ok()?.0);
    Some(Application {
        id,
        key: RowKey::new(id, 0),
        name: name.map(|name| name.0.into_owned()).unwrap_or_default(),
        client_id,
        client_type,
        secret,
        created: moment(entry.created),
        updated: moment(entry.updated),
        grant_type: entry.authorization_grant_type.ok().filter(|kind| !kind.is_empty()),
        redirect_uris: entry.redirect_uris.ok().map(|Uris(uris)| uris).unwrap_or_default(),
        skip_authorization: entry.skip_authorization.ok(),
        defects,
    })
}

/// Whether a secret came as it was sent: not through another character set.
pub(super) fn is_whole(secret: &str) -> bool {
    secret.is_ascii() || secret.chars().all(|character| character != char::REPLACEMENT_CHARACTER)
}
