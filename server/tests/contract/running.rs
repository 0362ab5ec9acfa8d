//! A server on a free port with its own database, and what the tests ask of it. Asserts nothing of the contract.

use std::net::SocketAddr;

use oauth_apps_server::{
    AppState,
    config::Settings,
    issuer::Issuer,
    redirect_uri::RedirectUri,
    router,
    secrets::Key,
    store::{Application, Draft, Location, Store},
};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde_json::Value;
use tempfile::TempDir;

/// A running server. It ends with the test.
pub struct Running {
    pub base: String,
    pub store: Store,
    pub http: Client,
    pub folder: TempDir,
}

/// A client of a user, with its secret in clear.
#[derive(Clone)]
pub struct Registered {
    pub id: i64,
    pub client_id: String,
    pub secret: String,
}

/// An answer read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Running {
    pub async fn start() -> Self {
        Self::start_with(Settings::default()).await
    }

    pub async fn start_with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
        let file = folder.path().join("applications.sqlite");
        let store = Store::open(&Location::File(file), key).await.unwrap();
        Self::serving(store, folder, settings).await
    }

    /// A server whose database is in memory.
    pub async fn start_in_memory() -> Self {
        let key = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
        let store = Store::open(&Location::Memory, key).await.unwrap();
        Self::serving(store, tempfile::tempdir().unwrap(), Settings::default()).await
    }

    /// A server with other settings on the same database.
    pub async fn again_with(self, settings: Settings) -> Self {
        Self::serving(self.store, self.folder, settings).await
    }

    async fn serving(store: Store, folder: TempDir, settings: Settings) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let base = format!("http://{address}");
        let issuer = match settings.issuer {
            Issuer::Given(origin) => Issuer::Given(origin),
            Issuer::Listening(_) => Issuer::Listening(address),
        };
        let state = AppState::new(store.clone(), Settings { issuer, ..settings });
        let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        let http = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { base, store, http, folder }
    }

    /// A confidential client of that user.
    pub async fn client(&self, user: &str) -> Registered {
        let user = self.store.ensure_user(user).await.unwrap();
        let made = self.store.create_application(user, Draft::confidential("Client".into())).await.unwrap();
        registered(made)
    }

    /// A public client of that user.
    pub async fn public_client(&self, user: &str) -> Registered {
        self.code_client(user, Draft::public("Public".into()), &[]).await
    }

    /// A client of that user with these redirect URIs.
    pub async fn code_client(&self, user: &str, draft: Draft, redirect_uris: &[&str]) -> Registered {
        let user = self.store.ensure_user(user).await.unwrap();
        let made = self.store.create_application(user, draft).await.unwrap();
        let uris: Vec<RedirectUri> = redirect_uris.iter().map(|uri| uri.parse().unwrap()).collect();
        self.store.set_redirect_uris(made.id, &uris).await.unwrap();
        registered(made)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        send(self.request(Method::GET, path).bearer_auth(token)).await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        send(self.request(Method::DELETE, path).bearer_auth(token)).await
    }

    pub async fn create(&self, token: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, "/o/apps/").bearer_auth(token).json(body)).await
    }

    /// Posts a form with the client's credentials by Basic.
    pub async fn form(&self, path: &str, client: &Registered, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).basic_auth(&client.client_id, Some(&client.secret));
        send(request.form(fields)).await
    }

    /// A token of that client with these scopes.
    pub async fn token(&self, client: &Registered, scope: &str) -> String {
        let fields = [("grant_type", "client_credentials"), ("scope", scope)];
        let answer = self.form("/o/token/", client, &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A token with both scopes for a new client of that user.
    pub async fn session_user(&self, user: &str) -> String {
        self.token(&self.client(user).await, "read write").await
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts the envelope with that status and code, and nothing beside it.
    #[track_caller]
    pub fn assert_envelope(&self, status: u16, code: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let body = self.json();
        assert_eq!(body.as_object().unwrap().len(), 1, "{}", self.text);
        let error = body["error"].as_object().unwrap();
        assert_eq!(error.len(), 3, "{}", self.text);
        assert_eq!(error["code"], code, "{}", self.text);
        assert!(!error["message"].as_str().unwrap().is_empty());
        assert!(error["details"].is_object());
        assert_eq!(self.header("content-type"), "application/json");
    }

    /// Asserts an error of RFC 6749 section 5.2.
    #[track_caller]
    pub fn assert_oauth_error(&self, status: u16, error: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.json()["error"], error, "{}", self.text);
        let description = self.json()["error_description"].as_str().unwrap().to_owned();
        // The characters that RFC 6749 section 5.2 allows.
        assert!(description.bytes().all(|byte| matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E)));
        assert_eq!(self.header("cache-control"), "no-store");
        assert_eq!(self.header("pragma"), "no-cache");
        if status == 401 {
            assert!(self.header("www-authenticate").starts_with("Basic realm="));
        }
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    read(request.send().await.unwrap()).await
}

pub async fn read(response: Response) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, text: response.text().await.unwrap() }
}

fn registered(application: Application) -> Registered {
    Registered {
        id: application.id,
        client_id: application.client_id,
        secret: application.client_secret.map(|secret| secret.expose().to_owned()).unwrap_or_default(),
    }
}
