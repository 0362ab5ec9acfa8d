//! A change that comes between what a request reads and what it writes: the later one has the last word.

use std::time::Duration;

use oauth_apps_server::{
    passwords,
    secrets::{Key, Secret},
    store::{Location, PasswordChange, Store, UserId},
};
use reqwest::Method;
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    flow::{ALL, Browser, PASSWORD, form_token, parameter, request},
    running::{Answer, Registered, Running, send},
};

/// A server with somebody who is signed in at it, and what can happen to them.
struct Scene {
    server: Running,
    ana: UserId,
    owner: UserId,
    page: Registered,
    service: Registered,
    path: String,
    cookie: String,
    form_token: String,
}

impl Scene {
    async fn new() -> Self {
        let server = Running::start().await;
        server.person("ana").await;
        let (page, service) = (server.page_client().await, server.client("ana").await);
        // Known beforehand: each question that makes sure of a user waits in the queue, too.
        let [ana, owner] = ["ana", "owner"].map(|name| server.store.ensure_user(name));
        let (ana, owner) = (ana.await.unwrap(), owner.await.unwrap());
        let path = request(&page, &[]);
        let mut browser = Browser::new(&server);
        browser.try_sign_in(&path, "ana", PASSWORD).await;
        let form_token = form_token(&browser.get(&path).await);
        let cookie = browser.cookie;
        Self { server, ana, owner, page, service, path, cookie, form_token }
    }

    async fn database(&self) -> SqliteConnection {
        let file = self.server.folder.path().join("applications.sqlite");
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap()
    }

    /// Sends a request whose reads come before the change and whose writes come after it.
    async fn around(&self, change: impl Future<Output = ()>, request: impl Future<Output = Answer>) -> Answer {
        let mut lock = self.database().await;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut lock).await.unwrap();
        // Writers queue in the order in which they come.
        let request = async {
            tokio::time::sleep(Duration::from_millis(150)).await;
            request.await
        };
        let release = async {
            tokio::time::sleep(Duration::from_millis(600)).await;
            sqlx::query("COMMIT").execute(&mut lock).await.unwrap();
        };
        tokio::join!(change, request, release).1
    }

    async fn new_password(&self) {
        self.server.store.set_password(self.ana, "another hash", PasswordChange::RevokeGrants).await.unwrap();
    }

    async fn delete(&self, client: &Registered) {
        let user = if client.id == self.page.id { self.owner } else { self.ana };
        assert!(self.server.store.delete_application(user, client.id).await.unwrap());
    }

    async fn revoke(&self, client: &Registered, token: &str) {
        let fields = [("token", token), ("client_id", &client.client_id), ("client_secret", &client.secret)];
        let fields = if client.secret.is_empty() { &fields[..2] } else { &fields };
        let answer = send(self.server.request(Method::POST, "/o/revoke_token/").form(fields)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    async fn allow(&self) -> Answer {
        let request = self.server.request(Method::POST, &self.path).header("cookie", &self.cookie);
        send(request.form(&[("action", "allow"), ("form_token", &*self.form_token)])).await
    }

    async fn create(&self, token: &str) -> Answer {
        self.server.create(token, &json!({"name": "Too late"})).await
    }

    async fn assert_nothing_was_granted(&self) {
        assert_eq!(self.server.store.count_grants().await.unwrap(), [0; 3]);
        assert_eq!(self.server.store.count_active_tokens().await.unwrap(), 0);
    }
}

/// security rule 34
#[tokio::test]
async fn a_consent_counts_only_while_its_sign_in_session_client_and_redirect_uri_are_there() {
    let scene = Scene::new().await;
    let answer = scene.around(scene.new_password(), scene.allow()).await;
    assert!(answer.status == 200 && answer.text.contains("<h1>Sign in</h1>"), "{}", answer.text);
    scene.assert_nothing_was_granted().await;

    let scene = Scene::new().await;
    let session = Secret::new(scene.cookie.split('=').nth(1).unwrap().to_owned()).hash();
    let switch = async { scene.server.store.end_session(session).await.unwrap() };
    let answer = scene.around(switch, scene.allow()).await;
    assert!(answer.status == 200 && answer.text.contains("<h1>Sign in</h1>"), "{}", answer.text);
    scene.assert_nothing_was_granted().await;

    let scene = Scene::new().await;
    let answer = scene.around(scene.delete(&scene.page), scene.allow()).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""));
    scene.assert_nothing_was_granted().await;

    let scene = Scene::new().await;
    let elsewhere = ["https://app.example/elsewhere".parse().unwrap()];
    let moved = async { scene.server.store.set_redirect_uris(scene.page.id, &elsewhere).await.unwrap() };
    let answer = scene.around(moved, scene.allow()).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""));
    scene.assert_nothing_was_granted().await;
}

/// security rule 34
#[tokio::test]
async fn a_password_that_was_right_starts_nothing_once_there_is_another() {
    let scene = Scene::new().await;
    let mut browser = Browser::new(&scene.server);
    let answer = scene.around(scene.new_password(), browser.try_sign_in(&scene.path, "ana", PASSWORD)).await;
    assert_eq!(answer.status, 403, "{}", answer.text);
    assert!(browser.get(&scene.path).await.text.contains("<h1>Sign in</h1>"));
}

/// security rule 34
#[tokio::test]
async fn a_code_or_refresh_token_gives_nothing_after_a_new_password_a_deletion_or_a_revocation() {
    for what in ["code", "refresh token"] {
        for change in ["password", "deletion", "revocation"] {
            let scene = Scene::new().await;
            let code = scene.server.code_of(&scene.page, "ana", ALL).await;
            let (_, refresh) = scene.server.pair(&scene.page, "ana").await;
            let change = async {
                match (change, what) {
                    ("password", _) => scene.new_password().await,
                    ("revocation", "refresh token") => scene.revoke(&scene.page, &refresh).await,
                    _ => scene.delete(&scene.page).await,
                }
            };
            let use_it = async {
                match what {
                    "code" => scene.server.redeem(&scene.page, &code).await,
                    _ => scene.server.refresh(&scene.page, &refresh).await,
                }
            };
            let answer = scene.around(change, use_it).await;
            assert!([400, 401].contains(&answer.status.as_u16()), "{what}: {}", answer.text);
            assert_eq!(scene.server.store.count_active_tokens().await.unwrap(), 0, "{what}");
        }
    }
}

/// security rule 34
#[tokio::test]
async fn a_client_gets_no_token_by_credentials_that_are_gone_or_replaced() {
    let scene = Scene::new().await;
    let grant = [("grant_type", "client_credentials")];
    let mut lock = scene.database().await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut lock).await.unwrap();
    let replace = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let change = sqlx::query("UPDATE applications SET client_secret = x'00' WHERE id = ?").bind(scene.service.id);
        change.execute(&mut lock).await.unwrap();
        sqlx::query("COMMIT").execute(&mut lock).await.unwrap();
    };
    tokio::join!(scene.server.form("/o/token/", &scene.service, &grant), replace)
        .0
        .assert_oauth_error(401, "invalid_client");
    assert_eq!(scene.server.store.count_active_tokens().await.unwrap(), 0);

    let scene = Scene::new().await;
    let issue = scene.server.form("/o/token/", &scene.service, &grant);
    scene.around(scene.delete(&scene.service), issue).await.assert_oauth_error(401, "invalid_client");
    assert_eq!(scene.server.store.count_active_tokens().await.unwrap(), 0);
}

/// security rule 34
#[tokio::test]
async fn a_token_that_ends_meanwhile_creates_and_deletes_nothing() {
    for change in ["password", "deletion", "revocation"] {
        for action in ["create", "delete"] {
            let scene = Scene::new().await;
            let by_credentials = scene.server.token(&scene.service, "read write").await;
            let (by_code, _) = scene.server.pair(&scene.page, "ana").await;
            let (token, client) = match change {
                "password" => (by_code, &scene.page),
                _ => (by_credentials, &scene.service),
            };
            let target = scene.server.client("ana").await;
            let change = async {
                match change {
                    "password" => scene.new_password().await,
                    "deletion" => scene.delete(client).await,
                    _ => scene.revoke(client, &token).await,
                }
            };
            let act = async {
                match action {
                    "create" => scene.create(&token).await,
                    _ => scene.server.delete(&format!("/o/apps/{}/", target.id), &token).await,
                }
            };
            scene.around(change, act).await.assert_envelope(401, "invalid_token");
            let left = scene.server.store.applications(scene.ana).await.unwrap();
            assert!(left.iter().any(|application| application.id == target.id), "it was deleted");
            assert!(left.iter().all(|application| application.name != "Too late"), "it was created");
        }
    }
}

/// security rule 34: as the command `user` does it, from a process of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_stolen_session_does_meanwhile_nothing_of_it_outlives_a_new_password() {
    let hash = passwords::hash(Secret::new("another good password".into())).await.unwrap();
    for round in 0..10_u64 {
        let scene = Scene::new().await;
        let (server, path) = (&scene.server, &scene.path);
        let change = async {
            tokio::time::sleep(Duration::from_millis(10 + round * 7)).await;
            server.store.set_password(scene.ana, &hash, PasswordChange::RevokeGrants).await.unwrap();
        };
        let steal = async {
            let (mut codes, mut tokens) = (Vec::new(), Vec::new());
            loop {
                let answer = scene.allow().await;
                if answer.status != 303 {
                    return (codes, tokens);
                }
                let code = parameter(answer.header("location"), "code").unwrap();
                if codes.len() % 2 == 0 {
                    tokens.push(server.redeem(&scene.page, &code).await);
                }
                codes.push(code);
            }
        };
        let ((), (codes, tokens)) = tokio::join!(change, steal);
        assert!(!codes.is_empty(), "nothing was stolen at all");
        for code in &codes {
            server.redeem(&scene.page, code).await.assert_oauth_error(400, "invalid_grant");
        }
        for token in tokens.iter().filter(|token| token.status == 200) {
            let token = token.json()["access_token"].as_str().unwrap().to_owned();
            server.get("/o/apps/", &token).await.assert_envelope(401, "invalid_token");
        }
        assert_eq!(server.store.count_grants().await.unwrap(), [0; 3], "{path}");
    }
}

/// Two commands at once, each in a process of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_commands_make_at_once_is_there_once() {
    use oauth_apps_server::store::Draft;
    let folder = tempfile::tempdir().unwrap();
    let text = Key::generate_base64().unwrap();
    let file = Location::File(folder.path().join("a.sqlite"));
    let open = async || Store::open(&file, Key::from_base64(text.expose()).unwrap()).await.unwrap();
    let (one, two) = (open().await, open().await);
    let user = one.ensure_user("ana").await.unwrap();
    for round in 0..10 {
        let draft = || Draft::confidential(format!("Client {round}"));
        let (a, b) = tokio::join!(one.ensure_application(user, draft()), two.ensure_application(user, draft()));
        assert_eq!(a.unwrap().id, b.unwrap().id);
        let fill = async |store: &Store| {
            store
                .seed_applications(user, ["", ""], 3 * (round + 1), |index| Draft::confidential(format!("{index}")))
                .await
                .unwrap()
        };
        tokio::join!(fill(&one), fill(&two));
        let there = one.applications(user).await.unwrap().len();
        assert_eq!(there, usize::try_from(3 * (round + 1)).unwrap());
    }
}
