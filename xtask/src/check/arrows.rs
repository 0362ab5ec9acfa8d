//! The arrows between the rooms of `src/`, and what only one room may touch.

use super::finding::Finding;
use super::tokens::{self, Token};

/// What each room may name: main → embed → page → {applications → session, ui, i18n} → api. Building blocks may show
/// texts, and know nothing else. The client is an artifact without a page.
const ARROWS: [(&str, &[&str]); 9] = [
    ("main", &["embed"]),
    ("client", &["embed", "session", "api"]),
    ("embed", &["page", "applications", "session", "ui", "i18n", "api"]),
    ("page", &["applications", "session", "ui", "i18n", "api"]),
    ("applications", &["session", "api"]),
    ("session", &["api"]),
    ("ui", &["i18n"]),
    ("i18n", &["api"]),
    ("api", &[]),
];

/// Rooms that show nothing: they are tested without a browser.
const WITHOUT_VIEWS: [&str; 2] = ["applications", "session"];
/// Rooms that know no framework.
const WITHOUT_LEPTOS: [&str; 1] = ["api"];

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
const DOM: [&str; 6] = ["Document", "DocumentFragment", "Element", "Node", "NodeRef", "ShadowRoot"];
const LEPTOS: [&str; 5] = ["leptos", "reactive_graph", "tachys", "any_spawner", "erased_view"];

/// Checks the file `name` of `src/`, or of a crate of ours; others have no arrows.
pub fn check(name: &str, file: &syn::File) -> Vec<Finding> {
    let tokens = tokens::of(file);
    let mut findings = Vec::new();
    let mut find = |line, text| findings.push(Finding { file: name.to_owned(), line, text });
    let room = match name.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) {
        Some("lib") => return Vec::new(),
        Some(path) => {
            let room = path.split('/').next().unwrap_or_default();
            let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == room) else {
                let advice = "give it its arrows in xtask/src/check/arrows.rs and ARCHITECTURE.md";
                find(0, format!("{room} is no room: {advice}"));
                return findings;
            };
            for (line, to) in named_rooms(&tokens, depth(path)) {
                if to != room && ARROWS.iter().any(|(known, _)| *known == to) && !allowed.contains(&to.as_str()) {
                    let arrows = "main → embed → page → {applications → session, ui, i18n} → api";
                    find(line, format!("{room} must not name {to} ({arrows})"));
                }
            }
            room
        }
        // What a crate of ours may know is in its Cargo.toml; it touches what the rooms may not touch just as little.
        None if name.starts_with("crates/") => "",
        None => return findings,
    };
    for (index, Token { line, text }) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1).map_or("", |token| token.text.as_str());
        if let Some(text) = touches(room, text, next) {
            find(*line, text);
        }
    }
    findings
}

/// What a name touches that the room may not touch.
fn touches(room: &str, name: &str, next: &str) -> Option<String> {
    if room != "api" && HTTP.contains(&name) {
        return Some(format!("{name}: only api does HTTP"));
    }
    // Leptos has a `Storage`, too, which crates of ours may name.
    let is_storage = STORAGE.contains(&name) && !(room.is_empty() && name == "Storage");
    if room != "session" && is_storage {
        return Some(format!("{name}: only session touches web storage"));
    }
    if WITHOUT_LEPTOS.contains(&room) && LEPTOS.contains(&name) {
        return Some(format!("{name}: {room} knows no framework"));
    }
    let is_view = name == "view" && next == "!" || name == "component" && next == "]";
    let is_dom = DOM.contains(&name) || name.starts_with("Html") && name.ends_with("Element");
    (WITHOUT_VIEWS.contains(&room) && (is_view || is_dom)).then(|| format!("{name}: {room} shows nothing"))
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
fn named_rooms(tokens: &[Token], depth: usize) -> Vec<(usize, String)> {
    let at = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
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
            rooms.extend(tokens.get(next).map(|token| (token.line, token.text.clone())));
        }
    }
    rooms
}

/// The first name of each member of the group that opens at `open`.
fn group(tokens: &[Token], open: usize) -> Vec<(usize, String)> {
    let mut members = Vec::new();
    let mut depth = 0;
    for (index, Token { line, text }) in tokens.iter().enumerate().skip(open) {
        match text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && ["{", ","].contains(&tokens[index - 1].text.as_str()) => {
                members.push((*line, text.clone()));
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
    use std::path::Path;

    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(name: &str, text: &str) -> Vec<usize> {
        let file = syn::parse_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        check(name, &file).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn arrows_point_one_way() {
        assert_eq!(lines("src/page/list.rs", "use crate::{api::App, ui::{dialog, field}};"), NONE);
        assert_eq!(lines("src/page/list.rs", "use crate::{applications::list, session::Session};"), NONE);
        assert_eq!(lines("src/applications/list.rs", "use crate::session::Session;"), NONE);
        assert_eq!(lines("src/applications/list.rs", "use crate::{page, ui, i18n};"), [1, 1, 1]);
        assert_eq!(lines("src/session/store.rs", "use crate::applications::list;"), [1]);
        assert_eq!(lines("src/api/client.rs", "\nuse crate::session::Session;"), [2]);
        assert_eq!(lines("src/ui/dialog.rs", "use crate::{\n ui::field,\n api::App};"), [3]);
        assert_eq!(lines("src/session/store.rs", "fn f() { crate::i18n::text() }"), [1]);
        assert_eq!(lines("src/page/list.rs", "use crate::embed::mount;"), [1]);
        assert_eq!(lines("src/main.rs", "fn main() { oauth_apps::page::start() }"), [1]);
        assert_eq!(lines("src/client.rs", "use oauth_apps::api::Client;\nuse oauth_apps::{page, session};"), [2]);
        assert_eq!(lines("src/lib.rs", "pub mod api; pub use crate::embed::mount;"), NONE);
    }

    #[test]
    fn every_room_is_there() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
        for (room, allowed) in ARROWS {
            assert!(source.join(room).is_dir() || source.join(room).with_extension("rs").is_file(), "{room}");
            assert!(allowed.iter().all(|to| ARROWS.iter().any(|(known, _)| known == to)), "{room}");
        }
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
        let text = "//! crate::session\n/// crate::session\nconst A: &str = \"crate::session\";";
        assert_eq!(lines("src/api/client.rs", text), NONE);
    }

    #[test]
    fn only_api_does_http_and_only_session_stores() {
        let storage = "fn f() { window.session_storage(); }";
        assert_eq!(lines("src/api/client.rs", "use gloo_net::http::Request;"), NONE);
        assert_eq!(lines("src/page/list.rs", "use gloo_net::http::Request;"), [1]);
        assert_eq!(lines("crates/view/src/lib.rs", "use gloo_net::http::Request;"), [1]);
        assert_eq!(lines("src/session/store.rs", storage), NONE);
        assert_eq!(lines("src/embed/mount.rs", storage), [1]);
        assert_eq!(lines("crates/view/src/lib.rs", storage), [1]);
        assert_eq!(check_script("src/embed/js/a.js", "sessionStorage.clear()").len(), 1);
        assert!(check_script("src/embed/js/a.js", "return sessionStorage.getItem(key || \"a\") !== null;").is_empty());
    }

    #[test]
    fn operations_have_no_views_and_no_document_and_the_api_no_framework() {
        for bad in [
            "fn f() { view! { <p>\"a\"</p> } }",
            "#[component] fn F() {}",
            "use web_sys::Element;",
            "fn f(input: &web_sys::HtmlInputElement) {}",
        ] {
            assert_eq!(lines("src/applications/create.rs", bad), [1], "{bad}");
            assert_eq!(lines("src/session/store.rs", bad), [1], "{bad}");
            assert_eq!(lines("src/page/create.rs", bad), NONE, "{bad}");
        }
        assert_eq!(lines("src/applications/create.rs", "use leptos::prelude::RwSignal;"), NONE);
        assert_eq!(lines("src/api/client.rs", "use leptos::prelude::RwSignal;"), [1]);
    }

    #[test]
    fn a_new_room_needs_arrows() {
        assert_eq!(lines("src/helpers/text.rs", ""), [0]);
    }
}
