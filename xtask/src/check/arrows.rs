//! The arrows between the rooms of `src/`, and what only one room may touch.

use super::Finding;
use super::source::Source;

/// What each room may name: main → embed → apps → {ui, i18n, session} → api. Building blocks may show texts, and
/// know nothing else. The client is an artifact without a page.
const ARROWS: [(&str, &[&str]); 8] = [
    ("main", &["embed"]),
    ("client", &["embed", "session", "api"]),
    ("embed", &["apps", "ui", "i18n", "session", "api"]),
    ("apps", &["ui", "i18n", "session", "api"]),
    ("ui", &["i18n"]),
    ("i18n", &["api"]),
    ("session", &["api"]),
    ("api", &[]),
];

const HTTP: [&str; 7] = [
    "gloo_net",
    "fetch_with_str",
    "fetch_with_str_and_init",
    "fetch_with_request",
    "fetch_with_request_and_init",
    "XmlHttpRequest",
    "EventSource",
];
const STORAGE: [&str; 5] = ["local_storage", "session_storage", "Storage", "IdbFactory", "indexed_db"];
const SCRIPT_STORAGE: [&str; 4] = ["localStorage", "sessionStorage", "indexedDB", "document.cookie"];

/// Checks the file `name` of `src/`; others have no arrows.
pub fn check(name: &str, text: &str) -> Vec<Finding> {
    let Some(path) = name.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else {
        return Vec::new();
    };
    let room = path.split('/').next().unwrap_or_default();
    if path == "lib" {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut find = |line, text| findings.push(Finding { file: name.to_owned(), line, text });
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == room) else {
        find(0, format!("{room} is no room: give it its arrows in xtask/src/check/arrows.rs and ARCHITECTURE.md"));
        return findings;
    };
    let tokens = Source::read(text).tokens;
    for (line, to) in named_rooms(&tokens, depth(path)) {
        if to != room && ARROWS.iter().any(|(known, _)| *known == to) && !allowed.contains(&to.as_str()) {
            find(line, format!("{room} must not name {to} (main → embed → apps → {{ui, i18n, session}} → api)"));
        }
    }
    for (line, token) in &tokens {
        if room != "api" && HTTP.contains(&token.as_str()) {
            find(*line, format!("{token}: only api does HTTP"));
        }
        if room != "session" && STORAGE.contains(&token.as_str()) {
            find(*line, format!("{token}: only session touches web storage"));
        }
    }
    findings
}

/// Checks a script of `src/`: the facade has no business with storage, but to look whether a session is there: that
/// says which part of the module is needed first.
pub fn check_script(name: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    let found = lines.flat_map(|(index, line)| {
        let line = line.replace("return sessionStorage.getItem(key", "");
        SCRIPT_STORAGE.iter().filter(move |word| line.contains(**word)).map(move |word| Finding {
            file: name.to_owned(),
            line: index + 1,
            text: format!("{word}: only session touches web storage"),
        })
    });
    found.collect()
}

/// How many `super` lead from the file's module to the crate.
fn depth(path: &str) -> usize {
    let steps = path.split('/').count();
    if path == "main" || path == "client" {
        0
    } else if path.ends_with("/mod") {
        steps - 1
    } else {
        steps
    }
}

/// The names right after `crate::`, `oauth_apps::` or enough `super::`, in groups too, with their line.
fn named_rooms(tokens: &[(usize, String)], depth: usize) -> Vec<(usize, String)> {
    let at = |index: usize| tokens.get(index).map_or("", |(_, token)| token.as_str());
    let mut rooms = Vec::new();
    for start in 0..tokens.len() {
        if start > 0 && at(start - 1) == "::" {
            continue;
        }
        let mut next = start;
        if (at(start) == "crate" || at(start) == "oauth_apps") && at(start + 1) == "::" {
            next += 2;
        } else {
            while at(next) == "super" && at(next + 1) == "::" {
                next += 2;
            }
            if depth == 0 || next != start + 2 * depth {
                continue;
            }
        }
        if at(next) == "{" {
            rooms.extend(group(tokens, next));
        } else {
            rooms.extend(tokens.get(next).cloned());
        }
    }
    rooms
}

/// The first name of each member of the group that opens at `open`.
fn group(tokens: &[(usize, String)], open: usize) -> Vec<(usize, String)> {
    let mut members = Vec::new();
    let mut depth = 0;
    for (index, (line, token)) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && ["{", ","].contains(&tokens[index - 1].1.as_str()) => {
                members.push((*line, token.clone()));
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(name: &str, text: &str) -> Vec<usize> {
        check(name, text).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn arrows_point_one_way() {
        assert_eq!(lines("src/apps/list.rs", "use crate::{api::App, ui::{dialog, field}};"), NONE);
        assert_eq!(lines("src/api/client.rs", "\nuse crate::session::Session;"), [2]);
        assert_eq!(lines("src/ui/dialog.rs", "use crate::{\n ui::field,\n api::App};"), [3]);
        assert_eq!(lines("src/session/store.rs", "fn f() { crate::i18n::text() }"), [1]);
        assert_eq!(lines("src/main.rs", "fn main() { oauth_apps::apps::start() }"), [1]);
        assert_eq!(lines("src/client.rs", "use oauth_apps::api::Client;\nuse oauth_apps::{apps, session};"), [2]);
        assert_eq!(lines("src/lib.rs", "pub mod api; pub use crate::embed::mount;"), NONE);
    }

    #[test]
    fn a_way_around_through_super_is_seen() {
        assert_eq!(lines("src/ui/dialog.rs", "use super::field::Field;"), NONE);
        assert_eq!(lines("src/ui/dialog.rs", "use super::super::session::Session;"), [1]);
        assert_eq!(lines("src/ui.rs", "use super::session::Session;"), [1]);
        assert_eq!(lines("src/ui/mod.rs", "use super::{api, session};"), [1, 1]);
    }

    #[test]
    fn comments_are_no_arrows() {
        assert_eq!(lines("src/api/client.rs", "// crate::session\nlet a = \"crate::session\";"), NONE);
    }

    #[test]
    fn only_api_does_http_and_only_session_stores() {
        assert_eq!(lines("src/api/client.rs", "use gloo_net::http::Request;"), NONE);
        assert_eq!(lines("src/apps/list.rs", "use gloo_net::http::Request;"), [1]);
        assert_eq!(lines("src/session/store.rs", "window.session_storage()"), NONE);
        assert_eq!(lines("src/embed/mount.rs", "window.session_storage()"), [1]);
        assert_eq!(check_script("src/embed/js/a.js", "sessionStorage.clear()").len(), 1);
        assert!(check_script("src/embed/js/a.js", "return sessionStorage.getItem(key || \"a\") !== null;").is_empty());
    }

    #[test]
    fn a_new_room_needs_arrows() {
        assert_eq!(lines("src/helpers/text.rs", ""), [0]);
    }
}
