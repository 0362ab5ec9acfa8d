//! Lists of more applications than one piece has: whole, in order, and read while they are sent.

use std::time::Duration;

use oauth_apps_server::store::{Draft, PIECE};
use reqwest::Method;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    flow::pair_in,
    running::{Answer, Running},
};

/// A server whose user has so many applications, her client included, and that client's token.
async fn with_applications(count: usize, draft: impl Fn(i64) -> Draft) -> (Running, String) {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let ana = server.store.ensure_user("ana").await.unwrap();
    server.store.seed_applications(ana, ["", ""], i64::try_from(count).unwrap(), draft).await.unwrap();
    (server, token)
}

fn ids(answer: &Answer) -> Vec<i64> {
    answer.json().as_array().unwrap().iter().map(|application| application["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_list_of_whatever_length_is_whole_and_in_order() {
    for count in [1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 50] {
        let (server, token) = with_applications(count, |at| Draft::confidential(format!("Application {at}"))).await;
        let answer = server.get("/o/apps/", &token).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"), "{count}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let expected: Vec<i64> = (1..=i64::try_from(count).unwrap()).collect();
        assert_eq!(ids(&answer), expected, "{count}");
        // Who knows its length says it.
        assert_eq!(answer.header("content-length") == answer.text.len().to_string(), count < PIECE, "{count}");
    }
}

#[tokio::test]
async fn a_database_in_memory_is_listed_too_and_no_other_one() {
    let (one, other) = (Running::start_in_memory().await, Running::start_in_memory().await);
    let token = one.session_user("ana").await;
    one.client("ana").await;
    assert_eq!(ids(&one.get("/o/apps/", &token).await), [1, 2]);
    other.get("/o/apps/", &token).await.assert_envelope(401, "invalid_token");
}

#[tokio::test]
async fn who_has_no_application_gets_an_empty_list() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", "read write").await;
    let (token, _) = pair_in(&server.redeem(&client, &code).await);
    assert_eq!(server.get("/o/apps/", &token).await.text, "[]");
}

/// The last one is deleted while the answer is on its way, which is longer than what sockets take.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_is_read_while_it_is_sent_and_a_client_that_reads_slowly_is_in_nobodys_way() {
    const COUNT: usize = 12_000;
    let (server, token) = with_applications(COUNT, |_| Draft::public("🧾".repeat(255))).await;
    let ana = server.store.ensure_user("ana").await.unwrap();
    let other = server.session_user("ben").await;
    let ask = async || server.request(Method::GET, "/o/apps/").bearer_auth(&token).send().await.unwrap();
    let mut slow = Vec::new();
    for _ in 0..4 {
        let mut response = ask().await;
        let first = response.chunk().await.unwrap().unwrap();
        slow.push((first.to_vec(), response));
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let quick = tokio::time::timeout(Duration::from_secs(5), server.get("/o/apps/", &other)).await;
    assert_eq!(ids(&quick.expect("slow clients are waited for")).len(), 1);
    let last = i64::try_from(COUNT).unwrap();
    assert!(server.store.delete_application(ana, last).await.unwrap());
    for (mut body, mut response) in slow {
        while let Some(chunk) = response.chunk().await.unwrap() {
            body.extend_from_slice(&chunk);
        }
        let applications: Vec<serde_json::Value> = serde_json::from_slice(&body).unwrap();
        assert_eq!(applications.len(), COUNT - 1, "the last one was read before the first ones were sent");
        assert!(applications.iter().all(|application| application["id"] != last));
    }
}

/// A list that cannot be read to its end must not look like a shorter one.
#[tokio::test]
async fn what_cannot_be_read_ends_the_answer_or_the_connection() {
    for (broken, in_first_piece) in [(PIECE / 2, true), (PIECE + 50, false)] {
        let (server, token) = with_applications(2 * PIECE, |_| Draft::confidential("a".into())).await;
        let file = server.folder.path().join("applications.sqlite");
        let mut database = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap();
        sqlx::query("UPDATE applications SET client_secret = x'00' WHERE id = ?")
            .bind(i64::try_from(broken).unwrap())
            .execute(&mut database)
            .await
            .unwrap();
        let response = server.request(Method::GET, "/o/apps/").bearer_auth(&token).send().await.unwrap();
        assert_eq!(response.status().as_u16(), if in_first_piece { 500 } else { 200 });
        assert_eq!(response.text().await.is_ok(), in_first_piece, "the connection breaks off");
    }
}
