//! What must hold when codes and refresh tokens are used at once, or their application is deleted meanwhile.

use std::time::Duration;

use reqwest::StatusCode;

use crate::{
    flow::{ALL, Browser, PASSWORD, form_token, pair_in, parameter, request},
    running::{Answer, Running},
};

/// On a machine with much to do a delete might win each race: every tenth one comes late.
pub async fn late_now_and_then(round: u64) {
    if round % 10 == 5 {
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Asserts that one of the answers won, the others were refused, and that the reuse ended what the one was given.
async fn assert_one_winner(server: &Running, answers: [Answer; 4]) {
    let won: Vec<&Answer> = answers.iter().filter(|answer| answer.status == StatusCode::OK).collect();
    assert_eq!(won.len(), 1);
    for answer in answers.iter().filter(|answer| answer.status != StatusCode::OK) {
        answer.assert_oauth_error(400, "invalid_grant");
    }
    let (access, _) = pair_in(won[0]);
    server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
}

/// security rule 22
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_redemptions_of_a_code_one_wins_a_hundred_times() {
    let server = Running::start().await;
    let client = server.page_client().await;
    for _ in 0..100 {
        let code = server.code_of(&client, "ana", ALL).await;
        let redeem = || server.redeem(&client, &code);
        let answers = tokio::join!(redeem(), redeem(), redeem(), redeem());
        assert_one_winner(&server, answers.into()).await;
    }
    assert_eq!(server.store.count_active_tokens().await.unwrap(), 0);
}

/// security rule 23
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_parallel_uses_of_a_refresh_token_one_wins_a_hundred_times() {
    let server = Running::start().await;
    let client = server.page_client().await;
    for _ in 0..100 {
        let (_, refresh) = server.pair(&client, "ana").await;
        let use_it = || server.refresh(&client, &refresh);
        let answers = tokio::join!(use_it(), use_it(), use_it(), use_it());
        assert_one_winner(&server, answers.into()).await;
    }
    assert_eq!(server.store.count_active_tokens().await.unwrap(), 0);
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
}

/// security rule 25
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_races_of_delete_against_code_and_refresh_leave_no_live_token() {
    let server = Running::start().await;
    let owner = server.session_user("owner").await;
    let (mut issued, mut refused) = (0, 0);
    for round in 0..100_u64 {
        let client = server.page_client().await;
        let path = format!("/o/apps/{}/", client.id);
        let (access, refresh) = server.pair(&client, "ana").await;
        let codes = [server.code_of(&client, "ana", ALL).await, server.code_of(&client, "ana", ALL).await];
        // From "long before" to "long after" the delete, in steps.
        let wait = async |step: u64| tokio::time::sleep(Duration::from_micros(step * round % 7 * 400)).await;
        let redeem = async |code: &str, step| {
            wait(step).await;
            server.redeem(&client, code).await
        };
        let renew = async {
            wait(2).await;
            server.refresh(&client, &refresh).await
        };
        let delete = async {
            late_now_and_then(round).await;
            server.delete(&path, &owner).await
        };
        let (one, two, deleted, three) = tokio::join!(redeem(&codes[0], 1), redeem(&codes[1], 3), delete, renew);
        assert_eq!(deleted.status, 204);
        for answer in [one, two, three] {
            match answer.status {
                StatusCode::OK => {
                    issued += 1;
                    server.get("/o/apps/", &pair_in(&answer).0).await.assert_envelope(401, "invalid_token");
                }
                // Gone before the client was known, or after.
                StatusCode::UNAUTHORIZED => {
                    refused += 1;
                    answer.assert_oauth_error(401, "invalid_client");
                }
                _ => {
                    refused += 1;
                    answer.assert_oauth_error(400, "invalid_grant");
                }
            }
        }
        server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
    }
    assert_eq!(server.store.count_active_tokens().await.unwrap(), 1, "only the owner's token is left");
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
    assert!(issued > 0 && refused > 0, "no race: {issued} issued, {refused} refused");
}

/// security rule 25
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_races_of_allow_against_delete_leave_no_code_and_send_nobody_to_who_is_gone() {
    let server = Running::start().await;
    server.person("ana").await;
    let owner = server.session_user("owner").await;
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&request(&server.page_client().await, &[]), "ana", PASSWORD).await;
    let (mut allowed, mut refused) = (0, 0);
    for round in 0..100_u64 {
        let client = server.page_client().await;
        let path = request(&client, &[]);
        let token = form_token(&browser.get(&path).await);
        let deletion = format!("/o/apps/{}/", client.id);
        let delete = async {
            late_now_and_then(round).await;
            server.delete(&deletion, &owner).await
        };
        let fields = [("action", "allow"), ("form_token", token.as_str())];
        let allow = async {
            // From "long before" to "long after" the delete, in steps.
            tokio::time::sleep(Duration::from_micros(round % 7 * 400)).await;
            browser.post(&path, &fields).await
        };
        let (answer, deleted) = tokio::join!(allow, delete);
        assert_eq!(deleted.status, 204);
        if answer.status == StatusCode::SEE_OTHER {
            allowed += 1;
            let code = parameter(answer.header("location"), "code").unwrap();
            server.redeem(&client, &code).await.assert_oauth_error(401, "invalid_client");
        } else {
            refused += 1;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{}", answer.text);
        }
    }
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
    assert!(allowed > 0 && refused > 0, "no race: {allowed} allowed, {refused} refused");
}
