//! Turns a refusal into a [`Problem`], whichever shape of docs/requirements/contract.md, "Errors", it has.
//!
//! Keeps no HTML and no plain text: a proxy wrote those. What is kept is short and without control characters.

use serde_json::value::RawValue;

use super::error::Problem;
use super::json::{Object, elements, raw_value, read};
use super::reply::Reply;
use super::retry;

/// The longest text that is kept, in characters.
const LONGEST: usize = 500;
/// The most messages of one field, and the most fields.
const MOST: usize = 50;
/// How deep messages may nest.
const DEEPEST: u8 = 5;

/// Reads any answer of 4xx or 5xx; `now` is in milliseconds since 1970.
#[must_use]
pub fn problem(reply: &Reply, now: f64) -> Problem {
    let mut problem = Problem { status: reply.status, ..Problem::default() };
    let mut named_scope = None;
    if !reply.is_page() {
        let body = reply.text();
        if let Some(members) = Object::parse(&body) {
            read_members(&mut problem, &members);
            named_scope = members.read("scope");
        } else if let Some(json) = raw_value(&body) {
            problem.message = join(messages(json));
        }
    }
    let header = reply.request_id.as_deref().and_then(clean);
    problem.request_id = header.or(problem.request_id);
    let wait = reply.retry_after.as_deref();
    problem.retry_after = wait.and_then(|wait| retry::retry_after(wait, reply.date.as_deref(), now));
    if let Some(challenge) = &reply.www_authenticate {
        let parameter = |name| clean(parameter(challenge, name)?);
        named_scope = parameter("scope").or(named_scope);
        problem.code = problem.code.or_else(|| parameter("error"));
        problem.message = problem.message.or_else(|| parameter("error_description"));
    }
    if reply.status == 403 {
        let named = named_scope.as_deref().and_then(clean);
        problem.scope = named.or_else(|| scope_in(problem.message.as_deref()?));
    }
    problem
}

/// Whether the API itself says that there is no such application: by the code of the contract's envelope. A 404 alone, or
/// one with other words, may be a proxy's, a gateway's or a framework's, and tells nothing.
#[must_use]
pub fn says_not_found(reply: &Reply) -> bool {
    let code = || Object::parse(&reply.text())?.read::<Object<'_>>("error")?.read::<String>("code");
    matches!(reply.status, 404 | 410) && reply.broken.is_none() && code().as_deref() == Some("not_found")
}

fn read_members(problem: &mut Problem, members: &Object<'_>) {
    const KNOWN: [&str; 9] =
        ["error", "code", "error_description", "message", "msg", "detail", "details", "errors", "title"];
    let envelope = members.read::<Object<'_>>("error");
    let inner = envelope.as_ref().unwrap_or(members);
    // `error` is a word to the OAuth endpoints, and perhaps a sentence to an older version.
    let error = members.read::<String>("error");
    let (word, sentence) = match error {
        Some(error) if is_word(&error) => (Some(error), None),
        error => (None, error),
    };
    problem.code = word.or_else(|| inner.read("code").filter(|code: &String| is_word(code)));
    problem.message = ["error_description", "message", "msg", "detail"]
        .iter()
        .find_map(|name| inner.read::<String>(name))
        .or(sentence)
        .or_else(|| inner.read("title"))
        .as_deref()
        .and_then(clean);
    let request_id = inner.read::<String>("request_id").or_else(|| members.read("request_id"));
    problem.request_id = request_id.as_deref().and_then(clean);

    let details = ["details", "errors", "detail"].iter().find_map(|name| {
        let json = inner.get(name).or_else(|| members.get(name))?;
        read::<String>(json).is_none().then_some(json)
    });
    if let Some(json) = details {
        match Object::parse(json.get()) {
            Some(details) => add_fields(problem, &details),
            None => add_field(problem, "", messages(json)),
        }
    } else if !KNOWN.iter().any(|name| members.get(name).is_some()) {
        add_fields(problem, members);
    }
}

fn add_fields(problem: &mut Problem, members: &Object<'_>) {
    for (name, json) in members.members().take(MOST) {
        match name {
            "request_id" | "status" | "status_code" => {}
            // What Django calls the whole form.
            "non_field_errors" | "__all__" => add_field(problem, "", messages(json)),
            name => {
                if let Some(name) = clean(name) {
                    add_field(problem, &name, messages(json));
                }
            }
        }
    }
}

fn add_field(problem: &mut Problem, name: &str, messages: Vec<String>) {
    if !messages.is_empty() {
        problem.fields.push((name.to_owned(), messages));
    }
}

/// Flattens whatever stands where a list of messages should.
fn messages(json: &RawValue) -> Vec<String> {
    let mut found = Vec::new();
    flatten(json, DEEPEST, "", &mut found);
    found
}

fn flatten(json: &RawValue, depth: u8, before: &str, found: &mut Vec<String>) {
    if depth == 0 || found.len() >= MOST {
        return;
    }
    let text = json.get();
    match text.as_bytes().first() {
        Some(b'"') => add_message(before, read::<String>(json).as_deref(), found),
        Some(b'[') => {
            for json in elements(text).unwrap_or_default().into_iter().take(MOST) {
                flatten(json, depth - 1, before, found);
            }
        }
        Some(b'{') => {
            let Some(members) = Object::parse(text) else {
                return;
            };
            // REST framework's full details and FastAPI's entries say it in one member.
            if let Some(message) = members.read::<String>("message").or_else(|| members.read("msg")) {
                add_message(before, Some(&message), found);
                return;
            }
            for (name, json) in members.members().take(MOST) {
                let Some(name) = clean(name) else { continue };
                flatten(json, depth - 1, &[before, &name, ": "].concat(), found);
            }
        }
        Some(b'n') | None => {}
        // A number or a truth value, as it is written.
        Some(_) => add_message(before, Some(text), found),
    }
}

fn add_message(before: &str, message: Option<&str>, found: &mut Vec<String>) {
    if let Some(message) = message.and_then(clean) {
        found.extend(clean(&[before, &message].concat()));
    }
}

fn join(messages: Vec<String>) -> Option<String> {
    clean(&joined(messages.iter().map(String::as_str)))
}

/// One line of at most [`LONGEST`] characters, without control characters and marks that turn the text around. None when
/// nothing is left.
#[must_use]
pub fn clean(text: &str) -> Option<String> {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
            length += 1;
        }
        for character in word.chars() {
            let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            if character.is_control() || turns {
                continue;
            }
            if length >= LONGEST - 1 {
                line.push('…');
                return Some(line);
            }
            line.push(character);
            length += 1;
        }
    }
    line.truncate(line.trim_end().len());
    (!line.is_empty()).then_some(line)
}

fn is_word(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'))
}

/// A parameter of a `WWW-Authenticate` challenge (RFC 6750 section 3), quoted or not.
fn parameter<'a>(challenge: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = challenge;
    loop {
        let (before, after) = rest.split_once('=')?;
        let before = before.trim_end();
        let start = before.bytes().rposition(|byte| b" ,\t\"".contains(&byte)).map_or(0, |at| at + 1);
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => until(quoted, b"\""),
            None => until(after, b" ,\t"),
        };
        if before.get(start..)?.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

/// A text up to one of these characters of ASCII, and what follows from there.
fn until<'a>(text: &'a str, ends: &[u8]) -> (&'a str, &'a str) {
    let end = text.bytes().take_while(|byte| !ends.contains(byte)).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The scopes that a sentence about scopes names: quoted, or by the contract's own two words.
fn scope_in(message: &str) -> Option<String> {
    if !message.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"scope")) {
        return None;
    }
    let split = |at: fn(char) -> bool| message.split(at);
    let quoted = split(|character| matches!(character, '"' | '\'' | '`')).skip(1).step_by(2);
    let mut scopes: Vec<&str> = quoted.flat_map(str::split_whitespace).filter(|word| is_word(word)).collect();
    // An apostrophe shifts the quotes: then whole phrases seem quoted.
    let apostrophes = message.bytes().filter(|byte| *byte == b'\'').count();
    if scopes.is_empty() || scopes.len() > 4 || apostrophes % 2 == 1 {
        let words = split(|character| !character.is_ascii_alphanumeric());
        scopes = words.filter(|word| matches!(*word, "read" | "write")).collect();
    }
    clean(&joined(scopes.into_iter()))
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for word in words {
        all.push_str(word);
        all.push(' ');
    }
    all
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;
