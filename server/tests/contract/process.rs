//! The program itself: its command line, its log and its end.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::running::{Answer, send};

/// The program with a clean environment.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oauth-apps-server"));
    command.env_clear();
    command
}

pub fn in_folder(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program();
    command.args(arguments).arg("--database").arg(folder.join("a.sqlite"));
    command.arg("--key-file").arg(folder.join("key"));
    command
}

pub fn succeed(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Asserts exit code 2 and one line on standard error that contains `part`.
#[track_caller]
pub fn assert_refused(output: &Output, part: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.starts_with("error: ") && error.contains(part), "{error}");
    assert!(output.stdout.is_empty());
}

/// A server process; killed if the test fails before it has stopped.
pub struct Serving {
    child: Child,
    pub base: String,
    pub http: reqwest::Client,
}

impl Serving {
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = in_folder(folder, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let base = line.trim().strip_prefix("Listening on ").unwrap().to_owned();
        Self {
            child,
            base,
            http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.http.get(format!("{}{path}", self.base))).await
    }

    /// Sends SIGTERM, waits for the end and answers the exit code and the log.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let told = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (status.code(), log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Fails when it has ended already, which is fine.
        let _ = self.child.kill();
    }
}

#[test]
fn help_names_every_flag_and_variable() {
    let output = program().arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    let words = [
        "serve",
        "seed",
        "user",
        "development-client",
        "openapi",
        "--database",
        "--key-file",
        "--create-key",
        "--page",
        "OAUTH_APPS_LISTEN",
        "OAUTH_APPS_DATABASE",
        "OAUTH_APPS_KEY",
        "OAUTH_APPS_KEY_FILE",
        "OAUTH_APPS_CORS_ORIGINS",
        "OAUTH_APPS_API_ORIGINS",
        "OAUTH_APPS_PAGE",
        "OAUTH_APPS_TOKEN_LIFETIME",
        "OAUTH_APPS_REFRESH_TOKEN_LIFETIME",
        "OAUTH_APPS_CODE_LIFETIME",
        "OAUTH_APPS_SESSION_LIFETIME",
        "OAUTH_APPS_ISSUER",
        "OAUTH_APPS_LIST_WITH_READ",
        "OAUTH_APPS_HTTPS",
        "OAUTH_APPS_TRUSTED_PROXIES",
        "OAUTH_APPS_MAX_CONNECTIONS",
        "OAUTH_APPS_HEADER_TIMEOUT",
        "OAUTH_APPS_REQUEST_TIMEOUT",
        "OAUTH_APPS_LOG",
    ];
    for word in words {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn a_wrong_configuration_is_one_line_and_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let run = |arguments: &[&str]| in_folder(path, arguments).output().unwrap();
    assert_refused(&run(&["serve"]), "--create-key");
    assert_refused(&program().args(["--database", ":memory:"]).output().unwrap(), "no key");
    fs::write(path.join("key"), "short").unwrap();
    assert_refused(&run(&["serve"]), "32 bytes in base64");
    fs::remove_file(path.join("key")).unwrap();
    succeed(&mut in_folder(path, &["development-client", "--create-key"]));
    for (arguments, part) in [
        (["--listen", "nowhere"], "--listen"),
        (["--listen", "192.0.2.1:1"], "cannot listen on"),
        (["--cors-origin", "*"], "give an origin"),
        (["--api-origin", "https://a.example/path"], "give an origin"),
        (["--token-lifetime", "0"], "1..=86400"),
        (["--refresh-token-lifetime", "31536001"], "0..=31536000"),
        (["--code-lifetime", "61"], "1..=60"),
        (["--session-lifetime", "0"], "1..=604800"),
        (["--issuer", "https://a.example/"], "give an origin"),
        (["--trusted-proxy", "proxy.example"], "give an address"),
        (["--max-connections", "0"], "1..=10000"),
        (["--header-timeout", "301"], "1..=300"),
        (["--request-timeout", "0"], "1..=600"),
        (["--page", "/nonexistent"], "index.html"),
        (["--log", "a=b=c"], "--log"),
        (["--log-format", "xml"], "--log-format"),
    ] {
        assert_refused(&run(&["serve", arguments[0], arguments[1]]), part);
    }
    assert_refused(&in_folder(path, &[]).env("OAUTH_APPS_LISTEN", "nowhere").output().unwrap(), "--listen");
    assert_refused(&in_folder(path, &[]).env("OAUTH_APPS_KEY", "x").output().unwrap(), "not by both");
    assert_refused(&program().arg("--nonsense").output().unwrap(), "--nonsense");
    assert_refused(&run(&["seed", "--user", " "]), "--user");
    fs::remove_file(path.join("key")).unwrap();
    assert_refused(&run(&["seed", "--create-key"]), "the key that it was created with");
}

#[cfg(unix)]
#[test]
fn a_created_key_is_readable_by_its_owner_alone_and_never_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
    let key = folder.path().join("key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&key).unwrap();
    succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
    assert_eq!(fs::read(&key).unwrap(), before);
}

#[test]
fn the_development_client_is_made_once_and_is_never_a_constant() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let show = |folder: &Path| succeed(&mut in_folder(folder, &["development-client", "--create-key"]));
    let first = show(one.path());
    assert_eq!(first["user"], "development");
    assert_eq!(show(one.path()), first);
    let other = show(two.path());
    assert_ne!(other["client_id"], first["client_id"]);
    assert_ne!(other["client_secret"], first["client_secret"]);
}

#[tokio::test]
async fn seeding_fills_the_account_up_to_the_number() {
    let folder = tempfile::tempdir().unwrap();
    let client = succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
    let seed = |count: &str| {
        succeed(&mut in_folder(folder.path(), &["seed", "--user", "development", "--applications", count]))
    };
    assert_eq!(seed("30"), json!({"user": "development", "created": 30, "applications": 30}));
    assert_eq!(seed("30"), json!({"user": "development", "created": 0, "applications": 30}));
    assert_eq!(seed("40"), json!({"user": "development", "created": 10, "applications": 40}));
    let serving = Serving::start(folder.path(), &[]);
    let list = list_as(&serving, &client).await.json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 41);
    assert_eq!(list[1]["name"], "Production API");
    assert!(list.iter().any(|application| application["client_type"] == "public"));
    assert_eq!(serving.stop().0, Some(0));
}

async fn list_as(serving: &Serving, client: &Value) -> Answer {
    let token = token_for(serving, client).await;
    send(serving.http.get(format!("{}/o/apps/", serving.base)).bearer_auth(token)).await
}

async fn token_for(serving: &Serving, client: &Value) -> String {
    let request = serving
        .http
        .post(format!("{}/o/token/", serving.base))
        .basic_auth(client["client_id"].as_str().unwrap(), client["client_secret"].as_str())
        .form(&[("grant_type", "client_credentials")]);
    send(request).await.json()["access_token"].as_str().unwrap().to_owned()
}

/// security rules 26 and 27
#[tokio::test]
async fn a_trace_log_holds_no_secret_no_token_and_no_forged_line() {
    for format in ["text", "json"] {
        let folder = tempfile::tempdir().unwrap();
        let client = succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
        let serving = Serving::start(folder.path(), &["--log", "trace", "--log-format", format]);
        let token = token_for(&serving, &client).await;
        let url = format!("{}/o/apps/", serving.base);
        let create = |body: Value| send(serving.http.post(&url).bearer_auth(&token).json(&body));
        let created = create(json!({"name": "canary-name"})).await.json();
        create(json!({"name": "x\r\n2026-01-01T00:00:00Z ERROR forged-line"})).await;
        list_as(&serving, &client).await;
        for path in ["/%0d%0aforged-line", "/o/apps/%0aforged-line/", "/o/apps/?access_token=canary-query"] {
            serving.get(path).await;
        }
        send(serving.http.get(&url).bearer_auth("canary-bearer").header("x-request-id", "a b forged-line")).await;
        let form = [
            ("token", token.as_str()),
            ("client_id", client["client_id"].as_str().unwrap()),
            ("client_secret", "canary-secret"),
        ];
        send(serving.http.post(format!("{}/o/revoke_token/", serving.base)).form(&form)).await;
        let (code, log) = serving.stop();
        assert_eq!(code, Some(0));
        assert!(log.contains("application created") && log.contains("DEBUG"), "the log is too quiet to prove anything");
        assert!(log.contains("INSERT INTO applications"), "the log of the database is missing");
        let key = fs::read_to_string(folder.path().join("key")).unwrap();
        let secrets = [
            token.as_str(),
            client["client_secret"].as_str().unwrap(),
            created["client_secret"].as_str().unwrap(),
            key.trim(),
            "canary",
        ];
        for secret in secrets {
            assert!(!log.contains(secret), "the log holds {secret}");
        }
        for line in log.lines() {
            let whole = if format == "json" { line.starts_with("{\"timestamp\"") } else { line.starts_with("20") };
            assert!(whole, "a line that the server did not start: {line}");
            // The path is the only thing of the caller's that is logged, quoted and still encoded.
            assert!(!line.contains("forged-line") || line.contains("aforged-line"), "{line}");
            assert!(!line.contains("ERROR forged"), "{line}");
        }
    }
}

#[tokio::test]
async fn the_server_finishes_requests_under_way_and_exits_0_when_told_to_stop() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let folder = tempfile::tempdir().unwrap();
    let client = succeed(&mut in_folder(folder.path(), &["development-client", "--create-key"]));
    let serving = Serving::start(folder.path(), &[]);
    let token = token_for(&serving, &client).await;
    let address = serving.base.trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /o/apps/ HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\n\
        content-type: application/json\r\ncontent-length: 12\r\n\r\n{{\"name\""
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let stopping = tokio::task::spawn_blocking(move || serving.stop());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err(), "still taking connections");
    stream.write_all(b":\"a\"}").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert_eq!(stopping.await.unwrap().0, Some(0));
}
