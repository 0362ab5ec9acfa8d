//! Guessing passwords, and sign-ins that come all at once or in the middle of something else.

use oauth_apps_server::{
    secrets::Secret,
    store::{PasswordChange, VerifiedPassword},
};

use crate::{
    flow::{Browser, PASSWORD, form_token, request},
    running::{Answer, Running},
};

/// Asserts the sign-in page that says to wait.
#[track_caller]
fn assert_held_back(answer: &Answer) {
    assert_eq!(answer.status, 429, "{}", answer.text);
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&seconds), "{seconds}");
    assert!(answer.text.contains("There were too many attempts.") && answer.text.contains("name=\"password\""));
}

#[tokio::test]
async fn a_password_that_is_guessed_often_by_strangers_has_to_wait_even_when_it_is_right_and_no_other_name_does() {
    let server = Running::start().await;
    server.person("ana").await;
    server.person("ben").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    for name in ["ana", "nobody"] {
        for _ in 0..10 {
            assert_eq!(browser.try_sign_in(&path, name, "wrong").await.status, 403);
        }
        assert_held_back(&browser.try_sign_in(&path, name, "wrong").await);
        // Another browser, and spaces around the name, change nothing.
        assert_held_back(&Browser::new(&server).try_sign_in(&path, &format!(" {name} "), PASSWORD).await);
    }
    assert_eq!(Browser::new(&server).try_sign_in(&path, "ben", PASSWORD).await.status, 303);
    tokio::time::sleep(std::time::Duration::from_millis(5_100)).await;
    assert_eq!(browser.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
    // The right password forgets the wrong ones.
    let mut again = Browser::new(&server);
    for _ in 0..10 {
        assert_eq!(again.try_sign_in(&path, "ana", "wrong").await.status, 403);
    }
}

/// A password that changes while it is looked at.
#[tokio::test]
async fn a_sign_in_with_the_password_from_before_starts_nothing() {
    let server = Running::start().await;
    server.person("ana").await;
    let (user, hash) = server.store.user_with_password("ana").await.unwrap().unwrap();
    let hash = hash.unwrap();
    let verified = VerifiedPassword { user, hash: &hash };
    let [before, one, two] = ["before", "one", "two"].map(|text| Secret::new(text.into()).hash());
    assert!(server.store.start_session(one, before, verified, 60).await.unwrap());
    assert!(server.store.session_user(one).await.unwrap().is_some());
    server.store.set_password(user, "another hash", PasswordChange::RevokeGrants).await.unwrap();
    assert!(!server.store.start_session(two, before, verified, 60).await.unwrap());
    for session in [one, two] {
        assert!(server.store.session_user(session).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn of_many_sign_ins_at_once_some_are_told_to_wait_instead_of_queueing_for_ever() {
    let server = std::sync::Arc::new(Running::start().await);
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    let token = form_token(&browser.get(&path).await);
    let tasks: Vec<_> = (0..40)
        .map(|index| {
            let (server, path, token) = (server.clone(), path.clone(), token.clone());
            let cookie = browser.cookie.clone();
            tokio::spawn(async move {
                let name = format!("name {index}");
                let fields =
                    [("action", "sign-in"), ("form_token", &token), ("username", &name), ("password", "wrong")];
                Browser { cookie, ..Browser::new(&server) }.post(&path, &fields).await
            })
        })
        .collect();
    let (mut looked_at, mut held_back) = (0, 0);
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status == 403 {
            looked_at += 1;
        } else {
            held_back += 1;
            assert_held_back(&answer);
        }
    }
    assert!(looked_at >= 16 && held_back > 0, "{looked_at} {held_back}");
    assert_eq!(browser.try_sign_in(&path, "ana", PASSWORD).await.status, 303, "and then there is room again");
}
