//! `/o/apps/` line by line.

use serde_json::{Value, json};

use crate::running::Running;

#[tokio::test]
async fn the_list_is_an_array_of_applications_oldest_first() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    server.create(&token, &json!({"name": "Production API"})).await;
    server.create(&token, &json!({"name": "Development API"})).await;
    let answer = server.get("/o/apps/", &token).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    let list = answer.json();
    let names: Vec<&Value> = list.as_array().unwrap().iter().map(|application| &application["name"]).collect();
    assert_eq!(names, ["Client", "Production API", "Development API"]);
    let application = &list[1];
    assert!(application["id"].is_i64());
    assert!(!application["client_id"].as_str().unwrap().is_empty());
    assert!(!application["client_secret"].as_str().unwrap().is_empty());
    assert_eq!(application["client_type"], "confidential");
    assert_eq!(application["authorization_grant_type"], "client-credentials");
    let created = application["created"].as_str().unwrap();
    assert!(created.ends_with('Z') && created.len() == "2026-01-01T00:00:00Z".len(), "{created}");
}

#[tokio::test]
async fn a_public_application_is_listed_with_an_empty_secret() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    server.public_client("ana").await;
    let list = server.get("/o/apps/", &token).await.json();
    assert_eq!(list[1]["client_type"], "public");
    assert_eq!(list[1]["client_secret"], "");
}

#[tokio::test]
async fn creating_answers_201_with_exactly_id_client_id_and_client_secret() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let answer = server.create(&token, &json!({"name": "My New Application"})).await;
    assert_eq!(answer.status, 201);
    let body = answer.json();
    let mut fields: Vec<&String> = body.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(fields, ["client_id", "client_secret", "id"]);
    let list = server.get("/o/apps/", &token).await.json();
    for field in fields {
        assert_eq!(list[1][field], body[field], "the list and the creation differ in {field}");
    }
}

#[tokio::test]
async fn client_ids_and_secrets_are_long_and_never_the_same_twice() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let one = server.create(&token, &json!({"name": "Same"})).await.json();
    let two = server.create(&token, &json!({"name": "Same"})).await.json();
    for field in ["client_id", "client_secret"] {
        assert_ne!(one[field], two[field]);
        assert!(one[field].as_str().unwrap().len() >= 40);
    }
}

#[tokio::test]
async fn deleting_answers_204_without_a_body_and_then_404() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let id = server.create(&token, &json!({"name": "Old"})).await.json()["id"].clone();
    let answer = server.delete(&format!("/o/apps/{id}/"), &token).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.text, "");
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 1);
    let again = server.delete(&format!("/o/apps/{id}/"), &token).await;
    assert_eq!(again.status, 404);
    let expected = json!({"error": {"code": "not_found", "message": "Application not found", "details": {}}});
    assert_eq!(again.json(), expected);
}

#[tokio::test]
async fn an_id_that_is_no_integer_is_not_found() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for id in
        ["abc", "1.0", "1e0", "-1", "0", "99999999999999999999", "%00", "%ff", "1%20", "null", "9223372036854775807"]
    {
        let answer = server.delete(&format!("/o/apps/{id}/"), &token).await;
        answer.assert_envelope(404, "not_found");
        assert_eq!(answer.json()["error"]["message"], "Application not found");
    }
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 1);
}

/// One id, one way to write it.
#[tokio::test]
async fn an_id_that_the_list_would_write_otherwise_is_not_found() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let id = server.create(&token, &json!({"name": "Kept"})).await.json()["id"].as_i64().unwrap();
    let first = char::from(b'0' + u8::try_from(id % 10).unwrap());
    for other in [
        format!("+{id}"),
        format!("%2B{id}"),
        format!("-{id}"),
        format!("0{id}"),
        format!("00{id}"),
        format!("%20{id}"),
        format!("{id}%20"),
        format!("{id}%0a"),
        format!("{id}%00"),
        format!("{id}.0"),
        format!("{id}e0"),
        format!("0x{id}"),
        format!("{id}_"),
        format!("%3{first}"),
        format!("%EF%BC%9{first}"),
        format!("%D9%A{first}"),
        format!("{id}%2f"),
        format!("..%2fapps%2f{id}"),
        format!("{id};a=b"),
        (i128::from(id) + (1 << 64)).to_string(),
    ] {
        let answer = server.delete(&format!("/o/apps/{other}/"), &token).await;
        answer.assert_envelope(404, "not_found");
    }
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 2);
    assert_eq!(server.delete(&format!("/o/apps/{id}/?x=1"), &token).await.status, 204);
}

#[tokio::test]
async fn the_id_of_a_deleted_application_is_not_given_again() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let first = server.create(&token, &json!({"name": "a"})).await.json()["id"].as_i64().unwrap();
    server.delete(&format!("/o/apps/{first}/"), &token).await;
    let second = server.create(&token, &json!({"name": "b"})).await.json()["id"].as_i64().unwrap();
    assert!(second > first);
}

#[tokio::test]
async fn a_name_is_trimmed_and_else_kept_as_it_was_sent() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let names = [
        ("  Staging API \n", "Staging API"),
        ("x", "x"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE applications; --", "'; DROP TABLE applications; --"),
        ("\u{202e}evil\u{200d}", "\u{202e}evil\u{200d}"),
        ("👩‍💻 ü", "👩‍💻 ü"),
    ];
    for (sent, _) in names {
        assert_eq!(server.create(&token, &json!({"name": sent})).await.status, 201, "{sent}");
    }
    let list = server.get("/o/apps/", &token).await.json();
    for (index, (_, kept)) in names.iter().enumerate() {
        assert_eq!(list[index + 1]["name"], *kept);
    }
}

#[tokio::test]
async fn a_name_has_1_to_255_code_points_after_trimming() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for good in ["😀".repeat(255), format!("  {}  ", "a".repeat(255))] {
        assert_eq!(server.create(&token, &json!({"name": good})).await.status, 201);
    }
    for bad in [String::new(), "   \t\n".into(), "\u{3000}".into(), "😀".repeat(256), "a".repeat(256)] {
        let answer = server.create(&token, &json!({"name": bad})).await;
        answer.assert_envelope(422, "validation_error");
        assert_eq!(answer.json()["error"]["details"]["name"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_body_without_a_good_name_is_refused_with_details() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let bodies = [
        json!({}),
        json!([]),
        json!(null),
        json!("name"),
        json!(7),
        json!({"name": null}),
        json!({"name": 7}),
        json!({"name": ["a"]}),
        json!({"name": "a\u{0}b"}),
        json!({"name": "a\nb"}),
        json!({"name": "a\u{85}b"}),
        json!({"Name": "a"}),
    ];
    for body in bodies {
        let answer = server.create(&token, &body).await;
        answer.assert_envelope(422, "validation_error");
        assert!(answer.json()["error"]["details"]["name"][0].is_string(), "{body}");
    }
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let body = json!({"name": "a", "id": 77, "client_id": "mine", "client_secret": "mine", "user_id": 9});
    let created = server.create(&token, &body).await.json();
    assert_ne!(created["id"], 77);
    assert_ne!(created["client_id"], "mine");
    assert_ne!(created["client_secret"], "mine");
}
