//! What of an application is another than it was. Pure.

use crate::api::{Application, Other};

/// A field of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// `name`
    Name,
    /// `client_id`
    ClientId,
    /// `client_secret`
    Secret,
    /// `client_type`
    ClientType,
    /// `authorization_grant_type`
    GrantType,
    /// `redirect_uris`
    RedirectUris,
    /// `skip_authorization`
    SkipAuthorization,
    /// `created`
    Created,
    /// `updated`
    Updated,
    /// One that nothing is known of, by its name.
    Other(String),
}

/// The fields that two states of an application have differently.
pub fn changes(before: &Application, now: &Application) -> Vec<Field> {
    let known = [
        (Field::Name, before.name != now.name),
        (Field::ClientId, before.client_id != now.client_id),
        (Field::Secret, before.secret != now.secret),
        (Field::ClientType, before.client_type != now.client_type),
        (Field::GrantType, before.grant_type != now.grant_type),
        (Field::RedirectUris, before.redirect_uris != now.redirect_uris),
        (Field::SkipAuthorization, before.skip_authorization != now.skip_authorization),
        (Field::Created, before.created != now.created),
        (Field::Updated, before.updated != now.updated),
    ];
    let mut fields: Vec<Field> = known.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect();
    if before.others != now.others {
        let before = before.others.list();
        let other = |other: Other| (!before.contains(&other)).then_some(Field::Other(other.name));
        fields.extend(now.others.list().into_iter().filter_map(other));
    }
    fields
}
