//! Connections that keep a server busy with nothing (security rule 35), by raw sockets to the program itself.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::process::{Serving, in_folder, succeed};

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
const SLOW_BODY: &str = "POST /o/token/ HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\n\
    content-length: 50\r\n\r\ngrant";

fn serving(folder: &Path, arguments: &[&str]) -> Serving {
    succeed(&mut in_folder(folder, &["development-client", "--create-key"]));
    Serving::start(folder, arguments)
}

fn connect(serving: &Serving, text: &str) -> TcpStream {
    let address: SocketAddr = serving.base.trim_start_matches("http://").parse().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // One that was closed at once is seen when it is read.
    let _ = stream.write_all(text.as_bytes());
    stream
}

/// What comes until the server closes, and after how long.
fn rest(mut stream: &TcpStream) -> (String, Duration) {
    let (start, mut bytes) = (Instant::now(), Vec::new());
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}"),
    }
    (String::from_utf8_lossy(&bytes).into_owned(), start.elapsed())
}

/// Asks for the health on a connection of its own.
fn is_healthy(serving: &Serving) -> bool {
    let start = Instant::now();
    let stream = connect(serving, &HEALTH.replace("host: a", "host: a\r\nconnection: close"));
    let (answer, _) = rest(&stream);
    answer.starts_with("HTTP/1.1 200") && start.elapsed() < Duration::from_secs(5)
}

/// The first bytes of an answer.
fn status(mut stream: &TcpStream) -> String {
    let mut bytes = [0; 12];
    stream.read_exact(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_client_that_is_slow_with_a_request_or_between_two_is_let_go_after_the_configured_time() {
    let folder = tempfile::tempdir().unwrap();
    let serving = serving(folder.path(), &["--header-timeout", "2", "--request-timeout", "3"]);
    for (what, text, answer, seconds) in [
        ("nothing at all", "", "", 2),
        ("half a request line", "GET /heal", "", 2),
        ("half of the headers", "GET /healthz HTTP/1.1\r\nhost: a\r\nx-a: b", "", 2),
        ("idle after an answer", HEALTH, "HTTP/1.1 200", 2),
        ("half a line after an answer", &format!("{HEALTH}GET /heal"), "HTTP/1.1 200", 2),
        ("a body that stops", SLOW_BODY, "HTTP/1.1 408", 3),
    ] {
        let stream = connect(&serving, text);
        let (said, after) = rest(&stream);
        assert!(said.starts_with(answer) && said.is_empty() == answer.is_empty(), "{what}: {said}");
        let most = Duration::from_secs(seconds + 5);
        assert!(after > Duration::from_millis(seconds * 1_000 - 500) && after < most, "{what}: {after:?}");
    }
    // One that says a little all the time gets no more.
    let mut drip = connect(&serving, "GET /");
    let start = Instant::now();
    while drip.write_all(b"a").is_ok() {
        assert!(start.elapsed() < Duration::from_secs(10), "it goes on for ever");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(serving.stop().0, Some(0));
}

#[test]
fn hundreds_of_connections_that_say_half_of_something_keep_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let serving = serving(folder.path(), &["--max-connections", "50"]);
    for (what, text) in [
        ("nothing at all", ""),
        ("half a request line", "GET /heal"),
        ("idle after an answer", HEALTH),
        ("a body that stops", SLOW_BODY),
    ] {
        let held: Vec<TcpStream> = (0..250).map(|_| connect(&serving, text)).collect();
        std::thread::sleep(Duration::from_millis(500));
        for _ in 0..10 {
            assert!(is_healthy(&serving), "{what}");
        }
        // Those that waited longest made room.
        let (_, after) = rest(&held[0]);
        assert!(after < Duration::from_secs(2), "{what}: {after:?}");
    }
    let (code, log) = serving.stop();
    assert_eq!(code, Some(0));
    assert_eq!(log.matches("no place is left").count(), 1, "said once a minute at most");
}

#[test]
fn the_flags_for_connections_are_not_needed_to_withstand_hundreds() {
    let folder = tempfile::tempdir().unwrap();
    let serving = serving(folder.path(), &[]);
    let held: Vec<TcpStream> = (0..400).map(|_| connect(&serving, "GET /heal")).collect();
    for _ in 0..10 {
        assert!(is_healthy(&serving));
    }
    drop(held);
    assert!(is_healthy(&serving));
    assert_eq!(serving.stop().0, Some(0));
}

#[test]
fn a_request_under_way_keeps_its_place_while_others_come() {
    let folder = tempfile::tempdir().unwrap();
    let serving = serving(folder.path(), &["--max-connections", "20"]);
    let mut upload = connect(&serving, SLOW_BODY);
    for _ in 0..5 {
        drop((0..3).map(|_| connect(&serving, "GET /")).collect::<Vec<_>>());
    }
    upload.write_all("_type=client_credentials&client_id=unknown&xx".as_bytes()).unwrap();
    assert_eq!(status(&upload), "HTTP/1.1 401");
    // Used connections go on being used.
    let mut used = connect(&serving, "");
    for _ in 0..30 {
        used.write_all(HEALTH.as_bytes()).unwrap();
        let mut bytes = [0; 2_048];
        let count = used.read(&mut bytes).unwrap();
        assert!(bytes[..count].starts_with(b"HTTP/1.1 200"));
        drop(connect(&serving, "GET /"));
    }
    assert_eq!(serving.stop().0, Some(0));
}

/// A page with a file that no socket takes at once.
fn page() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(folder.path().join("large.js"), vec![b' '; 32_000_000]).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn an_answer_that_nobody_reads_does_not_wait_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let (_page, path) = page();
    let serving = serving(folder.path(), &["--request-timeout", "2", "--page", &path]);
    let stream = connect(&serving, "GET /large.js HTTP/1.1\r\nhost: a\r\n\r\n");
    std::thread::sleep(Duration::from_secs(6));
    let (said, after) = rest(&stream);
    assert!(said.starts_with("HTTP/1.1 200") && said.len() < 32_000_000, "all of it came: {}", said.len());
    assert!(after < Duration::from_secs(2), "{after:?}");
    assert_eq!(serving.stop().0, Some(0));
}

#[test]
fn headers_that_do_not_end_fill_no_memory() {
    let folder = tempfile::tempdir().unwrap();
    let serving = serving(folder.path(), &[]);
    let mut stream = connect(&serving, "GET / HTTP/1.1\r\nhost: a\r\nx-a: ");
    let part = [b'a'; 8_192];
    let sent = (0..1_000).take_while(|_| stream.write_all(&part).is_ok()).count();
    assert!(sent < 900, "8 MB of headers were taken");
    assert!(is_healthy(&serving));
    assert_eq!(serving.stop().0, Some(0));
}
