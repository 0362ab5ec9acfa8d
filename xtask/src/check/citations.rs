//! Comments cite documents that readers have: those of this repository, by their path from the root.

use std::collections::BTreeSet;

use super::finding::Finding;

/// Checks every file but documents, whose links are checked by themselves, and the checks, which have examples.
pub fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let names: BTreeSet<&str> = sources.iter().map(|(name, _)| name.as_str()).collect();
    let mut findings = Vec::new();
    for (name, text) in
        sources.iter().filter(|(name, _)| !name.ends_with(".md") && !name.starts_with("xtask/src/check/"))
    {
        for (index, line) in text.lines().enumerate() {
            for document in documents(line).filter(|document| !is_there(&names, name, document)) {
                let text = format!("cites {document}, which is not in the repository");
                findings.push(Finding { file: name.clone(), line: index + 1, text });
            }
        }
    }
    findings
}

/// The names of documents in a line.
fn documents(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split(|next: char| !next.is_ascii_alphanumeric() && !matches!(next, '.' | '_' | '-' | '/' | '*'));
    let words = words.map(|word| word.trim_end_matches('.').trim_start_matches("./"));
    words.filter(|word| word.len() > 3 && word.ends_with(".md") && !word.contains('*'))
}

/// Whether the document is there, from the root or from the folder of the file that cites it.
fn is_there(names: &BTreeSet<&str>, from: &str, document: &str) -> bool {
    let beside = from.rsplit_once('/').map(|(folder, _)| format!("{folder}/{document}"));
    names.contains(document) || beside.is_some_and(|path| names.contains(path.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> usize {
        let sources = [(name, text), ("README.md", ""), ("docs/rules.md", ""), ("tests/e2e/README.md", "")];
        check(&sources.map(|(name, text)| (name.to_owned(), text.to_owned()))).len()
    }

    #[test]
    fn a_document_of_the_repository_may_be_cited_by_its_path() {
        assert_eq!(found("src/a.rs", "// README.md, and rule 7 of docs/rules.md.\n"), 0);
        assert_eq!(found("tests/e2e/a.ts", "// See ./README.md"), 0);
    }

    #[test]
    fn a_document_that_is_elsewhere_or_nowhere_is_found() {
        assert_eq!(found("src/a.rs", "// rules.md\n// rule 3 of security.md, shared/design/house.md\n"), 3);
        assert_eq!(found("README.md", "docs/none.md"), 0, "that is a matter of links");
        assert_eq!(found("src/a.rs", "every *.md, or the ending .md"), 0);
    }
}
