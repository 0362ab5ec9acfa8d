//! What has expired works no longer, and is deleted when the next of its kind is made.

use oauth_apps_server::config::Settings;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    flow::{ALL, Browser, PASSWORD, pair_in, request},
    running::Running,
};

const TABLES: [&str; 5] = ["sessions", "grants", "codes", "refresh_tokens", "tokens"];

/// The database, beside the server.
async fn database(server: &Running) -> SqliteConnection {
    let file = server.folder.path().join("applications.sqlite");
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap()
}

/// How many rows there are, expired or not, in the order of [`TABLES`].
async fn rows(database: &mut SqliteConnection) -> [i64; 5] {
    sqlx::query_as(
        "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM grants), (SELECT count(*) FROM codes), \
         (SELECT count(*) FROM refresh_tokens), (SELECT count(*) FROM tokens)",
    )
    .fetch_one(database)
    .await
    .map(|(a, b, c, d, e)| [a, b, c, d, e])
    .unwrap()
}

/// Lets the time of everything that is there run out.
async fn expire(database: &mut SqliteConnection) {
    for table in TABLES {
        let statement = sqlx::AssertSqlSafe(format!("UPDATE {table} SET expires = unixepoch()"));
        sqlx::query(statement).execute(&mut *database).await.unwrap();
    }
}

#[tokio::test]
async fn a_sign_in_ends_after_its_lifetime_whatever_the_browser_keeps() {
    let server = Running::start_with(Settings { session_lifetime: 3, ..Settings::default() }).await;
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    assert!(browser.get(&path).await.text.contains("<h1>Allow access?</h1>"));
    tokio::time::sleep(std::time::Duration::from_millis(3_100)).await;
    assert!(browser.get(&path).await.text.contains("<h1>Sign in</h1>"));
    let answer = browser.submit(&path, &[("action", "allow")]).await;
    assert!(answer.status == 200 && answer.text.contains("<h1>Sign in</h1>"), "{}", answer.text);
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
}

#[tokio::test]
async fn what_has_expired_is_deleted_when_the_next_is_made() {
    let server = Running::start().await;
    server.person("ana").await;
    let mut database = database(&server).await;
    let (page, service) = (server.page_client().await, server.client("ana").await);
    let path = request(&page, &[]);
    Browser::new(&server).try_sign_in(&path, "ana", PASSWORD).await;
    let (access, refresh) = server.pair(&page, "ana").await;
    let own = server.token(&service, "read").await;
    assert_eq!(rows(&mut database).await, [1, 1, 1, 1, 2]);
    expire(&mut database).await;
    for token in [&access, &own] {
        server.get("/o/apps/", token).await.assert_envelope(401, "invalid_token");
    }
    server.refresh(&page, &refresh).await.assert_oauth_error(400, "invalid_grant");
    // A sign-in deletes the sessions.
    Browser::new(&server).try_sign_in(&path, "ana", PASSWORD).await;
    assert_eq!(rows(&mut database).await, [1, 1, 1, 1, 2]);
    // A code deletes the grants with all that was issued from them.
    let code = server.code_of(&page, "ana", ALL).await;
    assert_eq!(rows(&mut database).await, [1, 1, 1, 0, 1]);
    // A token deletes the tokens: one of a code, and one of client credentials.
    pair_in(&server.redeem(&page, &code).await);
    assert_eq!(rows(&mut database).await, [1, 1, 1, 1, 1]);
    expire(&mut database).await;
    server.token(&service, "read").await;
    assert_eq!(rows(&mut database).await, [1, 1, 1, 1, 1]);
    // One that lives is left alone.
    server.token(&service, "read").await;
    server.code_of(&page, "ana", ALL).await;
    Browser::new(&server).try_sign_in(&path, "ana", PASSWORD).await;
    assert_eq!(rows(&mut database).await, [1, 1, 1, 0, 2]);
}
