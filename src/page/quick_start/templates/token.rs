// cargo add serde_json
// cargo add reqwest@0.12 --no-default-features \
//   --features blocking,json,rustls-tls
use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    let secret = env::var("CLIENT_SECRET")?;
    let token: serde_json::Value = reqwest::blocking::Client::new()
        .post("{{token_url}}")
        .form(&[
            ("grant_type", "client_credentials"),
            ("client_id", "{{client_id}}"),
            ("client_secret", &secret),
            ("scope", "read write"),
        ])
        .send()?
        .error_for_status()?
        .json()?;
    println!("A token for {} seconds.", token["expires_in"]);
    Ok(())
}
