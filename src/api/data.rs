//! What JavaScript is given by the typed client: the model in plain text and numbers. `data.d.ts` is made of these types,
//! their comments included.
//!
//! Pure, and one-way. The secrets in here are on their way to the caller who asked for them: no `Debug`.

use serde::Serialize;

use super::error_fields::{Act, ErrorFields};
use super::model::{self, ClientType, Defect};
use super::rows::Listing;
use super::secret::ClientSecret;
use super::time::to_rfc3339;

/// What is known of a client secret.
#[derive(Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Secret<'a> {
    /// In clear.
    Usable {
        /// The secret. Read it by its name: no log, no JSON and no copy of this object has it.
        value: &'a str,
    },
    /// The server has it as a hash, of no use to anybody.
    Hashed,
    /// The server gives none.
    Missing,
}

/// An OAuth 2.0 client (RFC 6749 section 2) as `GET /o/apps/` lists it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Application<'a> {
    /// Exact, whatever its size. `null` where the server's is no integer: such an application cannot be deleted.
    pub id: Option<String>,
    /// As the server sent it; empty where it cannot be read.
    pub name: &'a str,
    /// The client identifier (RFC 6749 section 2.2); empty where it cannot be read.
    pub client_id: &'a str,
    /// RFC 6749 section 2.1, or what the server wrote instead.
    #[cfg_attr(feature = "typescript", ts(type = "\"confidential\" | \"public\" | (string & {})"))]
    pub client_type: &'a str,
    /// The client secret, or why there is none.
    pub secret: Secret<'a>,
    /// When it was created: ISO 8601 in UTC.
    pub created: Option<String>,
    /// When it was changed last: ISO 8601 in UTC.
    pub updated: Option<String>,
    /// The grant that it may use, such as `"client-credentials"`.
    pub grant_type: Option<&'a str>,
    /// Its redirect URIs (RFC 6749 section 3.1.2).
    pub redirect_uris: &'a [String],
    /// Whether users are not asked for their consent.
    pub skip_authorization: Option<bool>,
    /// What is wrong with this entry of the list.
    pub defects: &'a [Defect],
}

/// All pages of a list.
#[derive(Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ApplicationList<'a> {
    /// In the server's order.
    pub applications: Vec<Application<'a>>,
    /// How many there are in all, where the server says so.
    pub total: Option<f64>,
    /// Why the list ends early; an `OAuthAppsError`. `null`: it is whole.
    pub rest: Option<ErrorFields>,
}

/// One page of a list.
#[derive(Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ApplicationPage<'a> {
    /// In the server's order, without those that an earlier page had.
    pub applications: Vec<Application<'a>>,
    /// How many there are in all, where the server says so.
    pub total: Option<f64>,
}

/// The answer to a creation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct CreatedApplication<'a> {
    /// Exact, whatever its size. `null` where the server's is no integer: look for the client ID in the list.
    pub id: Option<String>,
    /// The client identifier (RFC 6749 section 2.2); empty where the server left it out.
    pub client_id: &'a str,
    /// Its secret, perhaps for the only time.
    pub secret: Secret<'a>,
}

/// The two good ends of a deletion.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Deletion {
    /// There was no such application any more.
    pub already_deleted: bool,
}

/// An access token and what is known of it (RFC 6749 section 5.1).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TokenAnswer<'a> {
    /// The token, opaque. Read it by its name, as a secret.
    pub access_token: &'a str,
    /// What kind of token it is: no other is accepted.
    #[cfg_attr(feature = "typescript", ts(type = "\"Bearer\""))]
    pub token_type: &'static str,
    /// Its lifetime in seconds.
    pub expires_in: Option<f64>,
    /// The granted scopes, separated by spaces.
    pub scope: Option<&'a str>,
    /// What another token is had with (RFC 6749 section 6); most servers give none to client credentials. As a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refresh_token: Option<&'a str>,
}

impl<'a> From<&'a ClientSecret> for Secret<'a> {
    fn from(secret: &'a ClientSecret) -> Self {
        match secret {
            ClientSecret::Usable(secret) => Self::Usable { value: secret.expose() },
            ClientSecret::Hashed => Self::Hashed,
            ClientSecret::Missing => Self::Missing,
        }
    }
}

impl<'a> From<&'a model::Application> for Application<'a> {
    fn from(row: &'a model::Application) -> Self {
        Self {
            id: row.id.map(|id| id.as_str().to_owned()),
            name: &row.name,
            client_id: &row.client_id,
            client_type: match &row.client_type {
                ClientType::Confidential => "confidential",
                ClientType::Public => "public",
                ClientType::Other(other) => other,
            },
            secret: (&row.secret).into(),
            created: row.created.map(to_rfc3339),
            updated: row.updated.map(to_rfc3339),
            grant_type: row.grant_type.as_deref(),
            redirect_uris: &row.redirect_uris,
            skip_authorization: row.skip_authorization,
            defects: &row.defects,
        }
    }
}

impl<'a> ApplicationList<'a> {
    /// What a list call brought, and its rows.
    pub fn new(listing: &'a Listing, rows: &'a [model::Application]) -> Self {
        Self {
            applications: rows.iter().map(Application::from).collect(),
            total: listing.total.map(|total| total as f64),
            rest: listing.rest.as_ref().map(|error| ErrorFields::of(error, Act::Read)),
        }
    }
}

impl<'a> From<&'a model::Created> for CreatedApplication<'a> {
    fn from(created: &'a model::Created) -> Self {
        Self {
            id: created.id.map(|id| id.as_str().to_owned()),
            client_id: &created.client_id,
            secret: (&created.secret).into(),
        }
    }
}

impl<'a> From<&'a model::Grant> for TokenAnswer<'a> {
    fn from(grant: &'a model::Grant) -> Self {
        Self {
            access_token: grant.token.expose(),
            token_type: "Bearer",
            expires_in: grant.expires_in.map(|seconds| seconds as f64),
            scope: grant.scope.as_deref(),
            refresh_token: grant.refresh.as_ref().map(|token| token.expose()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::{Application, ApplicationList, CreatedApplication, TokenAnswer};
    use crate::api::created::created;
    use crate::api::grant::grant;
    use crate::api::list::decode_list;
    use crate::api::reply::Reply;

    #[test]
    fn an_application_keeps_its_exact_id_and_says_what_its_secret_is() {
        let body = br#"[{"id": 90071992547409931234, "name": "A", "client_id": "a", "client_type": "public",
            "client_secret": "s3cret", "created": "2024-05-01T12:20:30+02:00", "redirect_uris": "https://a https://b"},
            {"id": "x", "name": 1, "client_id": "b", "client_secret": "pbkdf2_sha256$1$a$b", "client_type": "odd"}]"#;
        let listing = decode_list(body).unwrap();
        let rows: Vec<_> = listing.applications.iter().collect();
        let list = to_value(ApplicationList::new(&listing, &rows)).unwrap();
        assert_eq!(list["total"], json!(null));
        assert_eq!(list["rest"], json!(null));
        assert_eq!(
            list["applications"][0],
            json!({
                "id": "90071992547409931234", "name": "A", "clientId": "a", "clientType": "public",
                "secret": { "kind": "usable", "value": "s3cret" },
                "created": "2024-05-01T10:20:30.000Z", "updated": null, "grantType": null,
                "redirectUris": ["https://a", "https://b"], "skipAuthorization": null, "defects": [],
            })
        );
        let odd = to_value(Application::from(&rows[1])).unwrap();
        assert_eq!((&odd["id"], &odd["clientType"]), (&json!(null), &json!("odd")));
        assert_eq!(odd["secret"], json!({ "kind": "hashed" }));
        assert_eq!(odd["defects"], json!(["id", "name"]));
    }

    #[test]
    fn a_list_that_ends_early_says_why() {
        let listing = decode_list(br#"{"count": 5, "next": "https://a/?page=2", "results": []}"#).unwrap();
        let list = to_value(ApplicationList::new(&listing, &[])).unwrap();
        assert_eq!(list["total"], json!(5.0));
        assert_eq!(list["rest"]["code"], "incomplete");
    }

    #[test]
    fn the_answers_to_a_creation_and_to_a_token_request_are_in_camel_case() {
        let reply = Reply::new(201, br#"{"id": 7, "client_id": "c", "client_secret": "s"}"#);
        assert_eq!(
            to_value(CreatedApplication::from(&created(&reply).unwrap())).unwrap(),
            json!({ "id": "7", "clientId": "c", "secret": { "kind": "usable", "value": "s" } })
        );
        let reply = Reply::new(200, br#"{"access_token": "t", "expires_in": 60, "token_type": "bearer"}"#);
        assert_eq!(
            to_value(TokenAnswer::from(&grant(&reply).unwrap())).unwrap(),
            json!({ "accessToken": "t", "tokenType": "Bearer", "expiresIn": 60.0, "scope": null })
        );
    }
}
