//! The rules for single files: how they open, how long they are, that they are finished.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::finding::Finding;
use super::tokens;
use crate::project::Project;
use crate::stamp::files;

const FOLDERS: [&str; 10] = [".cargo", ".ci", "crates", "deploy", "docs", "server", "src", "style", "tests", "xtask"];
const KINDS: [&str; 14] =
    ["rs", "js", "mjs", "ts", "tsx", "vue", "svelte", "css", "py", "sql", "html", "md", "toml", "conf"];
const LINES: usize = 400;

/// The files that people wrote: relative names with `/`, and texts.
///
/// # Errors
/// When one cannot be read.
pub fn sources(project: &Project) -> Result<Vec<(String, String)>> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        paths.extend(files(&project.root.join(folder))?);
    }
    for entry in fs::read_dir(&project.root)? {
        let entry = entry?.path();
        paths.extend(entry.is_file().then_some(entry));
    }
    let mut sources = Vec::new();
    for path in paths {
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        // Programs that the page shows: their readers know nothing of our rules.
        let shown = path.components().any(|folder| folder.as_os_str() == "templates");
        let generated = path.ends_with("Cargo.lock") || path.ends_with("package-lock.json");
        if (KINDS.contains(&extension.as_str()) || is_plain(&path)) && !generated && !shown {
            let name = path.strip_prefix(&project.root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            sources.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(sources)
}

/// Checks one file by itself.
pub fn check(name: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line, text: String| findings.push(Finding { file: name.to_owned(), line, text });
    let in_a_package = ["src/", "crates/", "server/", "xtask/"].iter().any(|folder| name.starts_with(folder));
    if in_a_package && name.ends_with(".rs") && !text.starts_with("//!") {
        find(1, "open with //!: what the file does and what it must not".to_owned());
    }
    let code =
        [".rs", ".js", ".mjs", ".ts", ".tsx", ".vue", ".svelte", ".css"].iter().any(|ending| name.ends_with(ending));
    let lines = text.lines().count();
    if code && lines > LINES {
        find(0, format!("{lines} lines: split the file, at most {LINES}"));
    }
    for (index, line) in text.lines().enumerate() {
        if let Some(mark) = unfinished(line) {
            find(index + 1, format!("unfinished ({mark}): finish it, or open an issue"));
        }
    }
    findings
}

/// Checks that a file of the server holds no SQL, unless it belongs to the store.
pub fn check_sql(name: &str, file: &syn::File) -> Vec<Finding> {
    let in_store = name.starts_with("server/src/store/") || name == "server/src/store.rs";
    if in_store || !name.starts_with("server/src/") {
        return Vec::new();
    }
    let texts = tokens::strings(file).into_iter().filter(|(_, text)| is_sql(text));
    let findings = texts.map(|(line, _)| Finding {
        file: name.to_owned(),
        line,
        text: "SQL: only server/src/store holds any".to_owned(),
    });
    findings.collect()
}

/// Checks a `Cargo.toml`: what is shipped is built from crates as they are published.
pub fn check_manifest(name: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[patch."));
    let findings = lines.map(|(index, _)| Finding {
        file: name.to_owned(),
        line: index + 1,
        text: "patches a crate: take it as it is published".to_owned(),
    });
    findings.collect()
}

/// The word in `line` that says that something is missing.
fn unfinished(line: &str) -> Option<&'static str> {
    // In two parts, so that this file has none.
    const MARKS: [&str; 5] =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK"), concat!("WI", "P")];
    let mut words = line.split(|character: char| !character.is_alphanumeric() && character != '_');
    words.find_map(|word| MARKS.into_iter().find(|mark| word == *mark))
}

/// Whether a string literal reads like a statement.
fn is_sql(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    match first {
        "SELECT" | "PRAGMA" | "WITH" | "UPDATE" => !second.is_empty(),
        "INSERT" | "REPLACE" => second == "INTO" || second == "OR",
        "DELETE" => second == "FROM",
        "CREATE" | "DROP" | "ALTER" => ["TABLE", "INDEX", "UNIQUE", "TRIGGER", "VIEW"].contains(&second),
        "BEGIN" => second.is_empty() || ["IMMEDIATE", "EXCLUSIVE", "TRANSACTION"].contains(&second),
        _ => false,
    }
}

fn is_plain(path: &Path) -> bool {
    path.extension().is_none() && fs::read(path).is_ok_and(|bytes| str::from_utf8(&bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [(usize, String); 0] = [];

    fn texts(name: &str, text: &str) -> Vec<(usize, String)> {
        check(name, text).into_iter().map(|finding| (finding.line, finding.text)).collect()
    }

    #[test]
    fn a_file_must_say_what_it_does() {
        assert_eq!(texts("src/a.rs", "//! Does it.\nfn a() {}"), NONE);
        assert_eq!(texts("src/a.rs", "fn a() {}").len(), 1);
        assert_eq!(texts("style/a.css", "a {}"), NONE);
    }

    #[test]
    fn a_long_file_must_be_split() {
        assert_eq!(texts("style/a.css", &"a\n".repeat(LINES)), NONE);
        assert_eq!(texts("style/a.css", &"a\n".repeat(LINES + 1)).len(), 1);
        assert_eq!(texts("README.md", &"a\n".repeat(LINES + 1)), NONE);
    }

    #[test]
    fn unfinished_marks_are_found_as_words() {
        assert_eq!(unfinished(concat!("// TO", "DO: this")), Some(concat!("TO", "DO")));
        assert_eq!(unfinished(concat!("let FIX", "MES = 1;")), None);
        assert_eq!(unfinished("wiped, hackney, mastodon"), None);
    }

    #[test]
    fn sql_stays_in_the_store() {
        let query = "//! SELECT name FROM users\nconst Q: &str = \"SELECT id FROM applications\";";
        let found = |name| syn::parse_str(query).map(|file| check_sql(name, &file).len()).ok();
        assert_eq!(found("server/src/store/list.rs"), Some(0));
        assert_eq!(found("server/src/http/list.rs"), Some(1));
        assert!(!is_sql("DELETE"));
        assert!(!is_sql("Select an application"));
    }

    #[test]
    fn crates_are_taken_as_they_are_published() {
        assert_eq!(check_manifest("Cargo.toml", "[dependencies]\na = \"1\"\n").len(), 0);
        assert_eq!(check_manifest("Cargo.toml", "\n[patch.crates-io]\na = { path = \"a\" }\n").len(), 1);
    }

    #[test]
    fn files_of_every_crate_say_what_they_do() {
        assert_eq!(texts("crates/view/src/lib.rs", "fn a() {}").len(), 1);
    }
}
