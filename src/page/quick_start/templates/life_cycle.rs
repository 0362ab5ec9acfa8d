// cargo add serde_json
// cargo add reqwest@0.12 --no-default-features \
//   --features blocking,json,rustls-tls
use reqwest::blocking::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::{env, error::Error};

const API: &str = "{{apps_url}}";

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new();
    let secret = env::var("CLIENT_SECRET")?;

    // Get a token.
    let token = call(client.post("{{token_url}}").form(&[
        ("grant_type", "client_credentials"),
        ("client_id", "{{client_id}}"),
        ("client_secret", &secret),
        ("scope", "read write"),
    ]))?;
    let token = token["access_token"].as_str().ok_or("no token")?;

    // List all applications.
    let list = call(client.get(API).bearer_auth(token))?;
    let list = list.as_array().or(list["results"].as_array());
    println!("Found {}", list.map_or(0, Vec::len));

    // Create one. Its secret may come only once:
    // store it.
    let created = client.post(API).json(&json!({ "name": "Quick start" }));
    let created = call(created.bearer_auth(token))?;
    println!("Created {}", created["id"]);

    // Delete it. Its tokens stop working.
    let url = format!("{API}{}/", created["id"]);
    client.delete(url).bearer_auth(token).send()?.error_for_status()?;
    println!("Deleted {}", created["id"]);
    Ok(())
}

fn call(request: RequestBuilder) -> reqwest::Result<Value> {
    request.send()?.error_for_status()?.json()
}
