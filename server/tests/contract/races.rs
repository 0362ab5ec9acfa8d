//! What must hold when two requests arrive at once.

use reqwest::StatusCode;

use crate::{code_races::late_now_and_then, running::Running};

/// security rule 25
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_races_of_delete_against_issue_leave_no_live_token() {
    let server = Running::start().await;
    let owner = server.session_user("ana").await;
    let grant = [("grant_type", "client_credentials")];
    let (mut issued, mut refused) = (0, 0);
    for round in 0..100_u32 {
        let client = server.client("ana").await;
        let path = format!("/o/apps/{}/", client.id);
        let issue = async |delay: u32| {
            // From "long before" to "long after" the delete, in steps.
            tokio::time::sleep(std::time::Duration::from_micros(u64::from(delay * round % 7) * 400)).await;
            server.form("/o/token/", &client, &grant).await
        };
        let delete = async {
            late_now_and_then(u64::from(round)).await;
            server.delete(&path, &owner).await
        };
        let (one, two, deleted, three) = tokio::join!(issue(1), issue(2), delete, issue(3));
        assert_eq!(deleted.status, 204);
        for answer in [one, two, three] {
            match answer.status {
                StatusCode::OK => {
                    issued += 1;
                    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
                    server.get("/o/apps/", &token).await.assert_envelope(401, "invalid_token");
                }
                _ => {
                    refused += 1;
                    answer.assert_oauth_error(401, "invalid_client");
                }
            }
        }
    }
    assert_eq!(server.store.count_active_tokens().await.unwrap(), 1, "only the owner's token is left");
    assert!(issued > 0 && refused > 0, "no race: {issued} issued, {refused} refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_many_parallel_deletes_succeeds() {
    let server = Running::start().await;
    let owner = server.session_user("ana").await;
    let path = format!("/o/apps/{}/", server.client("ana").await.id);
    let delete = || server.delete(&path, &owner);
    let answers: [_; 6] = tokio::join!(delete(), delete(), delete(), delete(), delete(), delete()).into();
    let mut statuses = answers.map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404, 404, 404, 404, 404]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_parallel_creates_all_succeed_with_different_ids() {
    let server = std::sync::Arc::new(Running::start().await);
    let token = server.session_user("ana").await;
    let tasks: Vec<_> = (0..50)
        .map(|index| {
            let (server, token) = (server.clone(), token.clone());
            tokio::spawn(async move { server.create(&token, &serde_json::json!({"name": format!("n{index}")})).await })
        })
        .collect();
    let mut ids = std::collections::BTreeSet::new();
    for task in tasks {
        let answer = task.await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.text);
        ids.insert(answer.json()["id"].as_i64().unwrap());
    }
    assert_eq!(ids.len(), 50);
}
