//! The OpenAPI document.

use crate::running::{Running, send};

#[tokio::test]
async fn the_committed_document_is_the_one_that_the_code_makes_and_serves() {
    let made = oauth_apps_server::document().to_pretty_json().unwrap() + "\n";
    let committed = include_str!("../../openapi.json");
    assert!(made == committed, "run: cargo run -p oauth-apps-server -- openapi > server/openapi.json");
    let server = Running::start().await;
    let served = send(server.request(reqwest::Method::GET, "/openapi.json")).await;
    assert_eq!(served.status, 200);
    assert_eq!(served.json(), serde_json::from_str::<serde_json::Value>(committed).unwrap());
}

#[test]
fn the_document_names_every_operation_of_the_contract() {
    let document = serde_json::to_value(oauth_apps_server::document()).unwrap();
    let operations = [
        ("/o/apps/", "get", "200"),
        ("/o/apps/", "post", "201"),
        ("/o/apps/{id}/", "delete", "204"),
        ("/o/token/", "post", "200"),
        ("/o/revoke_token/", "post", "200"),
        ("/o/introspect/", "post", "200"),
        ("/.well-known/oauth-authorization-server", "get", "200"),
        ("/healthz", "get", "200"),
    ];
    for (path, method, status) in operations {
        assert!(document["paths"][path][method]["responses"][status].is_object(), "{method} {path} {status}");
    }
    assert_eq!(document["paths"].as_object().unwrap().len(), 7);
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = serde_json::to_value(oauth_apps_server::document()).unwrap();
    let text = document.to_string();
    let names: Vec<&str> =
        text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.len() > 20);
    for name in names {
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}
