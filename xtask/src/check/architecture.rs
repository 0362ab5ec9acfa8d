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

/// The paths that a text names in code spans and in drawings (fenced blocks of no language or of `text`), with their line.
fn paths(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut fence: Option<bool> = None;
    let mut branch: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(["", "text"].contains(&language.trim())) };
            branch.clear();
        } else if fence == Some(true) {
            paths.extend(drawn(line, &mut branch).into_iter().map(|path| (index + 1, path)));
        } else if fence.is_none() {
            let spans = line.split('`').skip(1).step_by(2);
            let named = spans.flat_map(str::split_whitespace).filter(|word| is_path(word));
            paths.extend(named.map(|word| (index + 1, word.trim_end_matches('/').to_owned())));
        }
    }
    paths
}

/// The paths in a line of a drawing. What the line begins with is in the folders of `branch`: those that lines before it began
/// with, further to the left. What follows is text, whose paths are whole.
fn drawn(line: &str, branch: &mut Vec<(usize, String)>) -> Vec<String> {
    let strokes = |character: char| character.is_whitespace() || "│├└─".contains(character);
    let begin = line.trim_start_matches(strokes);
    let indent = line.chars().count() - begin.chars().count();
    branch.retain(|(outer, _)| *outer < indent);
    let mut paths = Vec::new();
    for (place, word) in begin.split_whitespace().enumerate() {
        let word = word.trim_matches(|character: char| "()[]{}`\",;:".contains(character)).trim_end_matches('.');
        if !is_path(word) {
            continue;
        }
        let folders = branch.iter().filter(|_| place == 0).map(|(_, folder)| folder.as_str());
        let path: String = folders.chain([word]).collect();
        paths.push(path.trim_end_matches('/').to_owned());
        if place == 0 && word.ends_with('/') {
            branch.push((indent, word.to_owned()));
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

    fn named(text: &str) -> Vec<String> {
        paths(text).into_iter().map(|(_, path)| path).collect()
    }

    #[test]
    fn paths_are_read_from_spans() {
        assert_eq!(named("See `src/api` and `crate::api`, `/o/token/`, `main.rs`."), ["src/api", "main.rs"]);
        assert_eq!(named("Run `nginx -c deploy/nginx.conf`, and no more/or less."), ["deploy/nginx.conf"]);
    }

    #[test]
    fn paths_are_read_from_trees_with_and_without_a_language() {
        let tree = "src/\n  lib.rs   the map\n  api/     types\n    wire.rs\nserver/\n```\n```sh\nls src/none\n```";
        for fence in ["```\n", "```text\n"] {
            let text = [fence, tree].concat();
            assert_eq!(named(&text), ["src", "src/lib.rs", "src/api", "src/api/wire.rs", "server"], "{fence}");
        }
    }

    #[test]
    fn every_path_of_a_drawn_line_is_read() {
        let text = "```text\npage/form.rs   sends (page/environment.rs), by api/client.rs.\n └ api/\n    └ created.rs   POST /o/apps/: and/…\n ← list/row.rs: shows\n```";
        let read = ["page/form.rs", "page/environment.rs", "api/client.rs", "api", "api/created.rs"];
        assert_eq!(named(text)[..5], read);
        assert_eq!(named(text)[5..], ["list/row.rs"]);
    }

    #[test]
    fn a_drawn_path_that_does_not_exist_is_reported() {
        let root = std::env::temp_dir().join(format!("architecture-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join(FILE), "# A\n```text\na.rs  calls (page/gone.rs)\n```\n").unwrap();
        let findings = check(&root, &["src/page/a.rs".to_owned()]);
        fs::remove_dir_all(&root).unwrap();
        let text = "page/gone.rs does not exist".to_owned();
        assert_eq!(findings, [Finding { file: FILE.to_owned(), line: 3, text }]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(paths("a\n`b/c`"), [(2, "b/c".to_owned())]);
    }
}
