//! What a server in front of dist/ must do (security rules 9 to 13). Each check stands alone.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::http::{Answer, get, post, raw};
use crate::server::Client;

type Named = (&'static str, Result<()>);

/// Files in the folder of the page that nobody may see.
pub const HIDDEN: [&str; 3] = [".env", "assets/.env", "assets/.git/config"];

const POLICY: [&str; 10] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
];

/// Checks the server at `base`, which serves `page` and the API that `api` serves directly.
pub fn all(base: &str, api: &str, page: &Path, client: &Client) -> Vec<Named> {
    vec![
        ("every_document_has_the_security_headers", documents_are_dressed(base)),
        ("the_headers_are_those_of_the_reference_server", headers_agree(base, api)),
        ("every_asset_that_the_page_names_is_there", assets_load(base, page)),
        ("assets_are_kept_and_documents_are_asked_for_again", caching(base, page)),
        ("precompressed_files_are_used", compression(base, page)),
        ("a_missing_file_is_a_404_and_never_the_page", missing(base)),
        ("a_folder_is_never_listed", listing(base)),
        ("a_hidden_file_is_not_there_however_its_name_is_written", hidden(base)),
        ("a_token_is_issued_and_applications_are_listed", proxy(base, client)),
        ("an_error_of_the_api_keeps_its_envelope", api_error(base)),
        ("people_reach_the_metadata_and_the_sign_in_pages", sign_in(base)),
    ]
}

fn documents_are_dressed(base: &str) -> Result<()> {
    for path in ["/", "/index.html", "/missing", "/missing.js", "/oauth-apps-0123456789abcdef.wasm"] {
        let answer = get(&format!("{base}{path}"), &[])?;
        let policy = answer.header("content-security-policy");
        let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
        for directive in POLICY {
            ensure!(directives.contains(&directive), "{path}: no {directive} in the policy: {policy}");
        }
        ensure!(!policy.contains("'unsafe-"), "{path}: an unsafe policy: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            ensure!(answer.header(name) == value, "{path}: {name} is {:?}", answer.header(name));
        }
        ensure!(answer.header("strict-transport-security").contains("max-age="), "{path}: no HSTS");
        ensure!(answer.header("permissions-policy").contains("camera=()"), "{path}: no permissions-policy");
    }
    Ok(())
}

fn headers_agree(base: &str, api: &str) -> Result<()> {
    let (front, reference) = (get(&format!("{base}/"), &[])?, get(&format!("{api}/"), &[])?);
    for name in [
        "content-security-policy",
        "permissions-policy",
        "cross-origin-opener-policy",
        "x-content-type-options",
        "referrer-policy",
        "content-type",
        "cache-control",
    ] {
        let (front, reference) = (front.header(name), reference.header(name));
        // The type of HTML may name its encoding.
        let same = front == reference || (name == "content-type" && is_html(&front) && is_html(&reference));
        ensure!(same, "{name}: here {front:?}, there {reference:?}");
    }
    Ok(())
}

fn assets_load(base: &str, page: &Path) -> Result<()> {
    let names = asset_names(page)?;
    ensure!(names.len() == 3, "index.html names {names:?} instead of a script, a stylesheet and a wasm");
    for name in names {
        let answer = get(&format!("{base}/{name}"), &[])?;
        ensure!(answer.status == 200, "{name}: {}", answer.status);
        ensure!(answer.body == fs::read(page.join(&name))?, "{name}: other bytes than in dist/");
        let expected = match name.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            _ => "application/wasm",
        };
        let kind = answer.header("content-type");
        ensure!(kind.split(';').next() == Some(expected), "{name}: served as {kind}");
    }
    Ok(())
}

fn caching(base: &str, page: &Path) -> Result<()> {
    for name in asset_names(page)? {
        let cache = get(&format!("{base}/{name}"), &[])?.header("cache-control");
        ensure!(cache == "public, max-age=31536000, immutable", "{name}: {cache:?}");
    }
    for path in ["/", "/index.html", "/oauth-apps-0123456789abcdef.js"] {
        let cache = get(&format!("{base}{path}"), &[])?.header("cache-control");
        ensure!(cache == "no-cache", "{path}: {cache:?}");
    }
    Ok(())
}

fn compression(base: &str, page: &Path) -> Result<()> {
    for name in asset_names(page)? {
        let answer = get(&format!("{base}/{name}"), &[("accept-encoding", "gzip")])?;
        ensure!(answer.header("content-encoding") == "gzip", "{name}: not compressed");
        ensure!(answer.body == fs::read(page.join(format!("{name}.gz")))?, "{name}: not the file of dist/");
        ensure!(answer.header("vary").to_lowercase().contains("accept-encoding"), "{name}: no Vary");
    }
    let index = get(&format!("{base}/"), &[("accept-encoding", "gzip, br")])?;
    ensure!(index.header("content-encoding").is_empty(), "index.html is meant to be edited, not precompressed");
    Ok(())
}

fn missing(base: &str) -> Result<()> {
    for path in ["/missing", "/missing.js", "/oauth-apps-0123456789abcdef.wasm", "/sign-in/callback", "/.git/config"] {
        let answer = get(&format!("{base}{path}"), &[])?;
        ensure!(answer.status == 404, "{path}: {}", answer.status);
        ensure!(!text(&answer).contains("<oauth-apps"), "{path}: the page instead of an error");
    }
    Ok(())
}

fn listing(base: &str) -> Result<()> {
    // There is no folder in dist/ but its root, under whatever name.
    for path in ["/./", "//", "/%2e/"] {
        let answer = get(&format!("{base}{path}"), &[])?;
        ensure!(!text(&answer).contains(".wasm.br"), "{path}: lists files");
    }
    Ok(())
}

fn hidden(base: &str) -> Result<()> {
    for path in [
        "/.env",
        "/%2eenv",
        "/%252eenv",
        "/assets/.env",
        "/assets%2f.env",
        "/assets%2F.env",
        "/assets%2f%2eenv",
        "/assets%252f.env",
        "/assets//.env",
        "/assets/./.env",
        "/assets/x/../.env",
        "/assets/x%2f..%2f.env",
        "/assets%2F.git%2fconfig",
        "/assets/.git/config",
        "/assets/.git/",
        "/assets%5c.env",
        "/assets/..%5c.env",
        "/assets/.env%00",
        "/assets/%c0%aeenv",
        "/o/%2e%2e/.env",
        "/o/..%2f.env",
        "/o/../assets%2f.env",
        "/.well-known/..%2f.env",
    ] {
        // Written by hand: a client library would tidy the path first.
        let answer = raw(base, path)?;
        // nginx and Caddy refuse some of them before they look for a file.
        let refused = ["HTTP/1.1 404", "HTTP/1.1 400"].iter().any(|status| answer.starts_with(status));
        ensure!(refused && !answer.contains("hidden"), "{path}: {answer}");
    }
    Ok(())
}

/// Checks that plain HTTP at `port` leads to the name of the file alone, whatever is asked.
///
/// # Errors
/// When it does not.
pub fn redirect(port: u16) -> Result<()> {
    let base = format!("http://127.0.0.1:{port}");
    for path in ["/", "/o/authorize/?a=b%20c", "//evil.example/", "/.env"] {
        for host in ["oauth-apps.example.com", "evil.example"] {
            let answer = get(&format!("{base}{path}"), &[("host", host)])?;
            ensure!(answer.status == 301, "{path}: {}", answer.status);
            let place = answer.header("location");
            ensure!(place == format!("https://oauth-apps.example.com{path}"), "{path} leads to {place}");
            ensure!(answer.header("strict-transport-security").is_empty(), "HSTS without HTTPS");
        }
    }
    let answer = post(&format!("{base}/o/token/"), "grant_type=client_credentials")?;
    ensure!(answer.status == 301, "a form is answered {}: browsers would send it on", answer.status);
    Ok(())
}

fn proxy(base: &str, client: &Client) -> Result<()> {
    let form = format!("grant_type=client_credentials&client_id={}&client_secret={}", client.id, client.secret);
    let answer = post(&format!("{base}/o/token/"), &form)?;
    ensure!(answer.status == 200, "no token: {} {}", answer.status, text(&answer));
    ensure!(answer.header("cache-control") == "no-store", "cache-control: {:?}", answer.header("cache-control"));
    let token: serde_json::Value = serde_json::from_slice(&answer.body)?;
    let token = token.get("access_token").and_then(|token| token.as_str()).context("no access_token")?;
    let answer = get(&format!("{base}/o/apps/"), &[("authorization", &format!("Bearer {token}"))])?;
    ensure!(answer.status == 200, "no list: {} {}", answer.status, text(&answer));
    ensure!(text(&answer).contains(&client.id), "the list lacks the client: {}", text(&answer));
    ensure!(answer.header("cache-control") == "no-store", "cache-control: {:?}", answer.header("cache-control"));
    ensure!(answer.header("x-content-type-options") == "nosniff", "nosniff must be there, once");
    Ok(())
}

fn api_error(base: &str) -> Result<()> {
    let answer = get(&format!("{base}/o/apps/"), &[])?;
    ensure!(answer.status == 401, "{}", answer.status);
    ensure!(answer.header("www-authenticate").starts_with("Bearer"), "no challenge");
    serde_json::from_slice::<serde_json::Value>(&answer.body).context("not JSON")?;
    Ok(())
}

fn sign_in(base: &str) -> Result<()> {
    let metadata = get(&format!("{base}/.well-known/oauth-authorization-server"), &[])?;
    ensure!(metadata.status == 200, "the metadata answers {}", metadata.status);
    let json: serde_json::Value = serde_json::from_slice(&metadata.body).context("the metadata is no JSON")?;
    // The page refuses the metadata of another issuer (RFC 8414 section 3.3).
    ensure!(json.get("issuer").and_then(|issuer| issuer.as_str()) == Some(base), "another issuer: {json}");
    ensure!(json.get("authorization_endpoint").is_some(), "odd metadata: {json}");
    let hsts = metadata.header("strict-transport-security");
    ensure!(hsts == "max-age=63072000", "HSTS must be there, once: {hsts}");
    // Without parameters it is a page that says so.
    let page = get(&format!("{base}/o/authorize/"), &[])?;
    ensure!(page.status == 400 && is_html(&page.header("content-type")), "the page answers {}", page.status);
    let policy = page.header("content-security-policy");
    ensure!(policy.contains("style-src 'sha256-") && !policy.contains("form-action 'none'"), "not its own: {policy}");
    ensure!(page.header("cross-origin-opener-policy") == "same-origin", "the opener policy must be there, once");
    let document = get(&format!("{base}/"), &[])?.header("permissions-policy");
    ensure!(page.header("permissions-policy") == document, "another permissions-policy than the page's");
    ensure!(page.header("cache-control") == "no-store", "cache-control: {:?}", page.header("cache-control"));
    Ok(())
}

/// The files that `index.html` names in `href` and `src`.
fn asset_names(page: &Path) -> Result<Vec<String>> {
    let index = fs::read_to_string(page.join("index.html"))?;
    let values = index.split(['"', '\'']).filter_map(|value| value.strip_prefix("./"));
    Ok(values.filter(|value| value.starts_with("oauth-apps-")).map(str::to_owned).collect())
}

fn is_html(kind: &str) -> bool {
    kind.split(';').next() == Some("text/html")
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}
