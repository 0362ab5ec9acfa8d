//! ARCHITECTURE.md must be short, and the paths that it names must exist: from the root, or as the end of a file's path.

use std::fs;
use std::path::Path;

use super::finding::Finding;

const FILE: &str = "ARCHITECTURE.md";
const LINES: usize = 150;
/// Made by commands or by those who deploy, so absent from a fresh checkout.
const GENERATED: [&str; 4] = ["dist", "pkg", "target", "config.json"];

/// Checks the file in the folder `root`, in which people wrote the files `names`.
pub fn check(root: &Path, names: &[String]) -> Vec<Finding> {
    let finding = |line, text| Finding { file: FILE.to_owned(), line, text };
    let Ok(text) = fs::read_to_string(root.join(FILE)) else {
        return vec![finding(0, "missing: bird's eye view, entry points, code map, invariants".to_owned())];
    };
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > LINES {
        findings.push(finding(0, format!("{lines} lines: at most {LINES}")));
    }
    for (line, path) in paths(&text) {
        let generated = GENERATED.contains(&path.split('/').next().unwrap_or_default());
        let end = format!("/{path}");
        if !generated && !root.join(&path).exists() && !names.iter().any(|name| name.ends_with(&end)) {
            findings.push(finding(line, format!("{path} does not exist")));
        }
    }
    findings
}

/// The paths that a text names in code spans and in trees (fenced blocks without a language), with their line.
fn paths(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut fence: Option<bool> = None;
    let mut branch: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(language.trim().is_empty()) };
            branch.clear();
        } else if fence == Some(true) {
            let indent = line.len() - line.trim_start().len();
            let name = line.split_whitespace().next().unwrap_or_default();
            branch.retain(|(outer, _)| *outer < indent);
            if is_path(name) {
                let path: String = branch.iter().map(|(_, folder)| folder.as_str()).chain([name]).collect();
                paths.push((index + 1, path.trim_end_matches('/').to_owned()));
                if name.ends_with('/') {
                    branch.push((indent, name.to_owned()));
                }
            }
        } else if fence.is_none() {
            let spans = line.split('`').skip(1).step_by(2);
            paths.extend(
                spans.filter(|span| is_path(span)).map(|span| (index + 1, span.trim_end_matches('/').to_owned())),
            );
        }
    }
    paths
}

/// Whether a word is a path of the project: has a folder or a known ending, and no placeholder.
fn is_path(word: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || "._-/".contains(character);
    let endings = [".rs", ".toml", ".md", ".html", ".css", ".js", ".json", ".lock"];
    let has_ending = endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending));
    !word.is_empty()
        && word.chars().all(plain)
        && !word.starts_with('/')
        && !word.starts_with('-')
        && (has_ending || word.contains('/'))
        && !word.ends_with("/…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_spans_and_trees() {
        let text = "See `src/api` and `crate::api`, `/o/token/`, `main.rs`.\n```\nsrc/\n  lib.rs   the map\n  api/     types\n    wire.rs\nserver/\n```\n```sh\nls src/none\n```";
        let named: Vec<String> = paths(text).into_iter().map(|(_, path)| path).collect();
        assert_eq!(named, ["src/api", "main.rs", "src", "src/lib.rs", "src/api", "src/api/wire.rs", "server"]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(paths("a\n`b/c`"), [(2, "b/c".to_owned())]);
    }
}
