//! Words for what an application is, in the list as in its details.

use crate::api::{Application, ClientSecret, ClientType};
use crate::applications::name::plain;
use crate::i18n::I18n;

/// What stands in the place of a secret that cannot be shown.
pub fn no_secret(i18n: I18n, application: &Application) -> Option<&'static str> {
    let t = i18n.t;
    match (&application.secret, &application.client_type) {
        (ClientSecret::Usable(_), _) => None,
        (ClientSecret::Hashed, _) => Some(t.hashed_secret()),
        (ClientSecret::Missing, ClientType::Public) => Some(t.no_secret()),
        (ClientSecret::Missing, _) => Some(t.secret_not_available()),
    }
}

/// The words for a client type; a newer one is shown as the server wrote it.
pub fn type_words(i18n: I18n, client_type: &ClientType) -> String {
    match client_type {
        ClientType::Confidential => i18n.t.confidential().to_owned(),
        ClientType::Public => i18n.t.public().to_owned(),
        ClientType::Other(word) => plain(word),
    }
}
