//! Reads one entry of the list, however odd it is. A wrong type flags the entry and no more.
//!
//! Nothing is copied that stands in the answer as it is: an entry is packed from where it stands ([`Rows`](super::rows::Rows)).
//! Pure.

use zeroize::Zeroizing;

use super::json::{Lenient, Object, Text, is_value, read};
use super::loose::Uris;
use super::model::{AppId, Defect, Defects};
use super::others::Others;
use super::rows::Row;
use super::secret_forms::Form;
use super::time::rfc3339;

/// An entry of the list (docs/requirements/contract.md, "Applications").
#[derive(Default)]
pub(super) struct Entry<'a> {
    id: Lenient<AppId>,
    name: Lenient<Text<'a>>,
    client_id: Lenient<Text<'a>>,
    client_secret: Lenient<Zeroizing<Text<'a>>>,
    client_type: Lenient<Text<'a>>,
    created: Lenient<Text<'a>>,
    updated: Lenient<Text<'a>>,
    authorization_grant_type: Lenient<Text<'a>>,
    redirect_uris: Lenient<Uris>,
    skip_authorization: Lenient<bool>,
    /// What nothing is known of, as [`Others`] has it.
    others: Zeroizing<String>,
    /// Whether it is no object at all.
    is_other: bool,
}

impl<'a> Entry<'a> {
    /// Reads one entry. None where it is no JSON.
    pub(super) fn parse(json: &'a str) -> Option<Self> {
        let Some(object) = Object::parse(json) else {
            return is_value(json).then(|| Self { is_other: true, ..Self::default() });
        };
        let mut entry = Self::default();
        for (name, json) in object.members() {
            match name {
                "id" => entry.id = Lenient::of(json, read),
                "name" => entry.name = Lenient::of(json, Text::lossy),
                "client_id" => entry.client_id = Lenient::of(json, Text::of),
                "client_secret" => entry.client_secret = Lenient::of(json, |json| Text::of(json).map(Zeroizing::new)),
                "client_type" => entry.client_type = Lenient::of(json, Text::of),
                "created" => entry.created = Lenient::of(json, Text::of),
                "updated" => entry.updated = Lenient::of(json, Text::of),
                "authorization_grant_type" => entry.authorization_grant_type = Lenient::of(json, Text::of),
                "redirect_uris" => entry.redirect_uris = Lenient::of(json, read),
                "skip_authorization" => entry.skip_authorization = Lenient::of(json, read),
                _ => Others::push(&mut entry.others, name, json.get()),
            }
        }
        Some(entry)
    }

    /// What the list keeps of it.
    pub(super) fn row(&self) -> Row<'_> {
        let secret = self.client_secret.get().map(|secret| secret.as_str()).filter(|secret| is_whole(secret));
        let (id, name, client_id) = (self.id.get(), self.name.get(), text(&self.client_id));
        let moment = |text: &Lenient<Text<'_>>| rfc3339(text.get()?.as_str());
        let mut defects = Defects::default();
        for (defect, is_there) in [
            (Defect::Entry, self.is_other),
            (Defect::Id, id.is_none()),
            (Defect::Name, name.is_none()),
            (Defect::ClientId, client_id.is_empty()),
            (Defect::ClientType, matches!(self.client_type, Lenient::Wrong)),
            (Defect::Secret, secret.is_none() && matches!(self.client_secret, Lenient::Is(_) | Lenient::Wrong)),
        ] {
            // What is no object has no members that could be wrong.
            defects.set(defect, is_there && self.is_other == (defect == Defect::Entry));
        }
        Row {
            id: id.map_or("", AppId::as_str),
            name: name.map_or("", Text::as_str),
            client_id,
            client_type: text(&self.client_type),
            form: secret.map_or(Form::Nothing, Form::of),
            secret: secret.unwrap_or_default(),
            created: moment(&self.created),
            updated: moment(&self.updated),
            grant_type: text(&self.authorization_grant_type),
            redirect_uris: self.redirect_uris.get().map_or(&[], |Uris(uris)| uris),
            skip_authorization: self.skip_authorization.get().copied(),
            others: &self.others,
            defects,
        }
    }
}

/// A text; empty where there is none.
fn text<'a>(member: &'a Lenient<Text<'_>>) -> &'a str {
    member.get().map_or("", Text::as_str)
}

/// Whether a secret came as it was sent: not through another character set.
pub(super) fn is_whole(secret: &str) -> bool {
    secret.is_ascii() || secret.chars().all(|character| character != char::REPLACEMENT_CHARACTER)
}
