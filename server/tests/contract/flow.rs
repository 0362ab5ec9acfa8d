//! A person with a browser, and a client that sends them to sign in. Asserts nothing of the contract.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use oauth_apps_server::{
    passwords,
    scope::Scope,
    secrets::{Secret, TOKEN_LENGTH, TokenHash, random_text},
    store::{Draft, NewCode, PasswordChange, VerifiedPassword},
};
use reqwest::Method;
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use crate::running::{Answer, Registered, Running, send};

pub const PASSWORD: &str = "canary correct horse";
pub const CALLBACK: &str = "https://app.example/callback";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk-canary";
pub const ALL: &str = "read write offline_access";

/// Hashed once for all tests, since that is slow on purpose.
static HASH: OnceCell<String> = OnceCell::const_new();

pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The value of a parameter in the query of a URL, decoded.
pub fn parameter(url: &str, name: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The path of a good authorization request of that client, with parameters changed, added, or taken out by `None`.
pub fn request(client: &Registered, changes: &[(&str, Option<&str>)]) -> String {
    let challenge = challenge(VERIFIER);
    let mut parameters = vec![
        ("response_type", "code"),
        ("client_id", &client.client_id),
        ("redirect_uri", CALLBACK),
        ("scope", ALL),
        ("state", "some-state"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in changes {
        parameters.retain(|(kept, _)| kept != name);
        parameters.extend(value.map(|value| (*name, value)));
    }
    let mut url = reqwest::Url::parse("http://a/o/authorize/").unwrap();
    url.query_pairs_mut().extend_pairs(parameters);
    format!("{}?{}", url.path(), url.query().unwrap())
}

impl Running {
    /// Gives a user the [`PASSWORD`].
    pub async fn person(&self, name: &str) {
        let hash = HASH.get_or_init(async || passwords::hash(Secret::new(PASSWORD.into())).await.unwrap()).await;
        let user = self.store.ensure_user(name).await.unwrap();
        self.store.set_password(user, hash, PasswordChange::RevokeGrants).await.unwrap();
    }

    /// The page: a public client that sends people to [`CALLBACK`].
    pub async fn page_client(&self) -> Registered {
        self.code_client("owner", Draft::public("The page".into()), &[CALLBACK]).await
    }

    /// A code that this user allowed, without the pages.
    pub async fn code_of(&self, client: &Registered, user: &str, scope: &str) -> String {
        let code = random_text(TOKEN_LENGTH).unwrap();
        let session = self.session_of(user).await;
        let new = NewCode {
            code: code.hash(),
            session,
            application_id: client.id,
            scope: Scope::parse(scope).unwrap(),
            redirect_uri: CALLBACK,
            challenge: &challenge(VERIFIER),
            lifetime: 60,
        };
        self.store.create_code(new).await.unwrap().unwrap();
        self.store.end_session(session).await.unwrap();
        code.expose().to_owned()
    }

    /// A sign-in session of this user, who gets a password that nobody knows if there is none.
    pub async fn session_of(&self, name: &str) -> TokenHash {
        let user = self.store.ensure_user(name).await.unwrap();
        let (_, hash) = self.store.user_with_password(name).await.unwrap().unwrap();
        let hash = match hash {
            Some(hash) => hash,
            None => {
                self.store.set_password(user, "unknown", PasswordChange::KeepGrants).await.unwrap();
                "unknown".to_owned()
            }
        };
        let [session, before] = [(); 2].map(|()| random_text(TOKEN_LENGTH).unwrap().hash());
        assert!(self.store.start_session(session, before, VerifiedPassword { user, hash: &hash }, 60).await.unwrap());
        session
    }

    /// Posts a form to the token endpoint as a client: with its secret, or without if it is public.
    pub async fn ask_token(&self, client: &Registered, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        fields.push(("client_id", &client.client_id));
        if !client.secret.is_empty() {
            fields.push(("client_secret", &client.secret));
        }
        send(self.request(Method::POST, "/o/token/").form(&fields)).await
    }

    /// Redeems a code as it should be.
    pub async fn redeem(&self, client: &Registered, code: &str) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.ask_token(client, &fields).await
    }

    pub async fn refresh(&self, client: &Registered, refresh_token: &str) -> Answer {
        self.ask_token(client, &[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
    }

    /// The access and the refresh token of a sign-in with all scopes.
    pub async fn pair(&self, client: &Registered, user: &str) -> (String, String) {
        let code = self.code_of(client, user, ALL).await;
        pair_in(&self.redeem(client, &code).await)
    }
}

/// The access and the refresh token of an answer.
pub fn pair_in(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let text = |name: &str| answer.json()[name].as_str().unwrap_or_default().to_owned();
    (text("access_token"), text("refresh_token"))
}

/// A browser that keeps the cookies.
pub struct Browser<'a> {
    pub server: &'a Running,
    /// Of the sign-in session.
    pub cookie: String,
    /// Of a browser that has signed in before.
    pub known: String,
}

impl<'a> Browser<'a> {
    pub fn new(server: &'a Running) -> Self {
        Self { server, cookie: String::new(), known: String::new() }
    }

    /// What is left when the browser is closed.
    pub fn again(self) -> Self {
        Self { cookie: String::new(), ..self }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.server.request(Method::GET, path).header("cookie", self.cookies());
        self.keep(send(request).await)
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.server.request(Method::POST, path).header("cookie", self.cookies());
        self.keep(send(request.form(fields)).await)
    }

    /// Opens the page and sends its form with these fields.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = form_token(&self.get(path).await);
        let mut fields = fields.to_vec();
        fields.push(("form_token", &token));
        self.post(path, &fields).await
    }

    pub async fn try_sign_in(&mut self, path: &str, name: &str, password: &str) -> Answer {
        self.submit(path, &[("action", "sign-in"), ("username", name), ("password", password)]).await
    }

    /// Signs in, allows, and answers where the browser is sent.
    pub async fn allow(&mut self, path: &str, name: &str) -> String {
        assert_eq!(self.try_sign_in(path, name, PASSWORD).await.status, 303);
        let answer = self.submit(path, &[("action", "allow")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.header("location").to_owned()
    }

    fn cookies(&self) -> String {
        [&*self.cookie, &*self.known].into_iter().filter(|cookie| !cookie.is_empty()).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, answer: Answer) -> Answer {
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            let kept = if cookie.contains("-known=") { &mut self.known } else { &mut self.cookie };
            cookie.clone_into(kept);
        }
        answer
    }
}

/// The token in the form of a page.
pub fn form_token(page: &Answer) -> String {
    let rest = page.text.split("name=\"form_token\" value=\"").nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no form: {}", page.text)).to_owned()
}
