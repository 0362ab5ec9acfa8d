//! Holds the tests against docs/requirements: each rule of security and each fault has a test that cites it, and nothing
//! cites a rule or a fault that is not there. Reads titles and comments alone, and runs no test.
//!
//! A rule is cited as "security rule" and its number, several as "security rules" and numbers; a fault by its name in
//! brackets after the word "fault" or "faults", as docs/requirements/faults.md says.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;

const RULES: &str = "docs/requirements/security.md";
const FAULTS: &str = "docs/requirements/faults.md";
/// What one of the two documents lists below this line has no test, each with the reason.
const UNTESTED: &str = "## Not tested";

/// A rule or a fault, by the words that cite it.
type Requirement = String;

/// Where a requirement is cited: the file, and the line counted from 1.
#[derive(Clone, Debug, PartialEq)]
struct Citation {
    requirement: Requirement,
    line: usize,
}

/// Checks all files, of which each is a name and a text.
pub fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (required, untested) = required(sources, &mut findings);
    let mut tested = BTreeSet::new();
    for (name, text) in sources.iter().filter(|(name, _)| is_read(name)) {
        for Citation { requirement, line } in citations(text) {
            if !required.contains_key(&requirement) {
                let text = format!("{requirement} is in neither {RULES} nor {FAULTS}");
                findings.push(Finding { file: name.clone(), line, text });
            } else if is_test(name, text, line) {
                tested.insert(requirement);
            }
        }
    }
    for (requirement, (file, line)) in &required {
        let text = match (tested.contains(requirement), untested.contains(requirement)) {
            (false, false) => format!("{requirement} has no test: write one, or say why below {UNTESTED:?}"),
            (true, true) => format!("{requirement} has a test: take it out of {UNTESTED:?}"),
            _ => continue,
        };
        findings.push(Finding { file: (*file).to_owned(), line: *line, text });
    }
    findings
}

/// Which tests cite what, a line for each requirement.
pub fn map(sources: &[(String, String)]) -> String {
    let (required, untested) = required(sources, &mut Vec::new());
    let mut tests: BTreeMap<Requirement, Vec<String>> = BTreeMap::new();
    for (name, text) in sources.iter().filter(|(name, _)| is_read(name)) {
        for Citation { requirement, line } in citations(text) {
            if is_test(name, text, line) {
                tests.entry(requirement).or_default().push(format!("{name}:{line}"));
            }
        }
    }
    let mut order: Vec<_> = required.iter().collect();
    order.sort_by_key(|(_, place)| **place);
    let mut text = String::new();
    for (requirement, _) in order {
        let places = tests.get(requirement).map_or_else(Vec::new, Clone::clone).join(", ");
        let places = if untested.contains(requirement) { "not tested, with a reason" } else { places.as_str() };
        text += &format!("{requirement}: {places}\n");
    }
    text
}

/// What the two documents require, with its place; and what they say is not tested.
fn required<'a>(
    sources: &'a [(String, String)],
    findings: &mut Vec<Finding>,
) -> (BTreeMap<Requirement, (&'a str, usize)>, BTreeSet<Requirement>) {
    let mut required = BTreeMap::new();
    let mut untested = BTreeSet::new();
    for (file, read) in [(RULES, rule as fn(&str) -> Option<Requirement>), (FAULTS, fault)] {
        let Some((name, text)) = sources.iter().find(|(name, _)| name == file) else {
            findings.push(Finding { file: file.to_owned(), line: 0, text: "missing".to_owned() });
            continue;
        };
        let mut is_tested = true;
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("## ") {
                is_tested = line != UNTESTED;
            }
            if !is_tested {
                untested.extend(line.strip_prefix("- ").and_then(read));
            } else if let Some(requirement) = read(line)
                && required.insert(requirement.clone(), (name.as_str(), index + 1)).is_some()
            {
                let text = format!("{requirement} is there twice");
                findings.push(Finding { file: name.clone(), line: index + 1, text });
            }
        }
    }
    (required, untested)
}

/// The rule that a line of the list begins: `7. Authorization code: …`.
fn rule(line: &str) -> Option<Requirement> {
    let (number, _) = line.split_once(". ")?;
    number.parse::<u16>().ok().map(|number| format!("security rule {number}"))
}

/// The fault that a row of a table, or an item of a list, begins with: `` | `slow` | … ``.
fn fault(line: &str) -> Option<Requirement> {
    let rest = line.strip_prefix("| `").or_else(|| line.strip_prefix('`'))?;
    let (name, _) = rest.split_once('`')?;
    is_name(name).then(|| format!("fault {name}"))
}

/// What `text` cites, in its order.
fn citations(text: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut add = |requirement| found.push(Citation { requirement, line: index + 1 });
        for (at, words) in line.match_indices("ecurity rule") {
            numbers(&line[at + words.len()..]).for_each(|number| add(format!("security rule {number}")));
        }
        for (at, words) in line.match_indices("(fault") {
            let rest = &line[at + words.len()..];
            let names =
                rest.strip_prefix("s ").or_else(|| rest.strip_prefix(' ')).and_then(|rest| rest.split_once(')'));
            let names = names.map_or("", |(names, _)| names).split([',', ';']).map(str::trim);
            names.filter(|name| is_name(name)).for_each(|name| add(format!("fault {name}")));
        }
    }
    found
}

/// The numbers of ` 7`, `s 7 and 8`, `s 9 to 13` or `s 1, 2 and 9 to 13` at the beginning of `text`.
fn numbers(text: &str) -> impl Iterator<Item = u16> {
    let mut found: Vec<u16> = Vec::new();
    let mut rest = text.strip_prefix('s').unwrap_or(text);
    loop {
        let joints = if found.is_empty() { &[" "][..] } else { &[" and ", " to ", ", "] };
        let Some(joint) = joints.iter().find(|joint| rest.starts_with(**joint)) else { break };
        let after = &rest[joint.len()..];
        let digits = after.find(|next: char| !next.is_ascii_digit()).unwrap_or(after.len());
        let Ok(number) = after[..digits].parse() else { break };
        let from = found.last().filter(|_| *joint == " to ").map_or(number, |last| last + 1);
        found.extend(from..=number);
        rest = &after[digits..];
    }
    found.into_iter()
}

/// Whether it is a name as faults have them; "security rule 37" among them is none.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether citations in the file count: this one has examples.
fn is_read(name: &str) -> bool {
    name != "xtask/src/check/requirements.rs" && !name.starts_with("docs/requirements/")
}

/// Whether a citation there is one of a test: in the title of a spec, or anywhere in what holds nothing but tests.
fn is_test(name: &str, text: &str, line: usize) -> bool {
    if name.starts_with("tests/e2e/specs/") {
        return text.lines().nth(line - 1).is_some_and(|line| !line.trim_start().starts_with("//"));
    }
    let whole = ["server/tests/", "tests/browser/", "xtask/src/test/deploy/"];
    if whole.iter().any(|folder| name.starts_with(folder)) || name.ends_with("tests.rs") {
        return true;
    }
    let begin = text.lines().position(|line| line.starts_with("mod tests {"));
    name.ends_with(".rs") && begin.is_some_and(|begin| begin < line)
}

#[cfg(test)]
mod tests {
    use super::{check, citations, map};

    const RULES: &str = "# Rules\n1. One\n2. Two\n3. Three\n\n## Not tested\n- 3. It cannot be.\n";
    const FAULTS: &str = "| fault | what |\n|---|---|\n| `slow` | … |\n| `lost-answer` | … |\n";

    fn sources(tests: &[(&str, &str)]) -> Vec<(String, String)> {
        let documents = [("docs/requirements/security.md", RULES), ("docs/requirements/faults.md", FAULTS)];
        documents.iter().chain(tests).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn found(tests: &[(&str, &str)]) -> Vec<String> {
        check(&sources(tests))
            .into_iter()
            .map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.text))
            .collect()
    }

    const ALL: (&str, &str) =
        ("tests/e2e/specs/a.spec.ts", "test(\"security rules 1 and 2 (faults slow, lost-answer)\"");

    #[test]
    fn what_has_a_test_each_or_a_reason_is_whole() {
        assert_eq!(found(&[ALL]), [""; 0]);
        assert!(map(&sources(&[ALL])).contains("security rule 2: tests/e2e/specs/a.spec.ts:1\n"));
    }

    #[test]
    fn a_rule_and_a_fault_without_a_test_are_found() {
        let found = found(&[("server/tests/a.rs", "/// security rule 2 (fault slow)")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found.iter().any(|text| text.starts_with("docs/requirements/security.md:2 security rule 1 has no test"))
        );
        assert!(
            found.iter().any(|text| text.starts_with("docs/requirements/faults.md:4 fault lost-answer has no test"))
        );
    }

    #[test]
    fn the_opening_of_a_spec_and_the_code_that_is_tested_are_no_tests() {
        let only_comments =
            [("tests/e2e/specs/a.spec.ts", "// security rule 1"), ("src/a.rs", "//! (fault slow)\nmod tests {\n}")];
        assert_eq!(found(&only_comments).len(), 4);
        let in_tests = [("src/a.rs", "mod tests {\n    // security rules 1 and 2 (faults slow, lost-answer)\n}")];
        assert_eq!(found(&in_tests), [""; 0]);
    }

    #[test]
    fn what_is_cited_and_is_not_there_is_found_everywhere() {
        let found = found(&[ALL, ("src/a.rs", "//! security rule 4\n// (fault fast)")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("src/a.rs:1 security rule 4 is in neither"));
        assert!(found[1].starts_with("src/a.rs:2 fault fast is in neither"));
    }

    #[test]
    fn what_is_said_to_have_no_test_has_none() {
        assert_eq!(found(&[ALL, ("tests/browser/a.rs", "/// security rule 3")]).len(), 1);
    }

    #[test]
    fn numbers_and_names_are_read_as_people_write_them() {
        let of = |text| citations(text).into_iter().map(|citation| citation.requirement).collect::<Vec<_>>();
        assert_eq!(of("Security rule 7: 30 seconds"), ["security rule 7"]);
        assert_eq!(
            of("(security rules 1, 9 to 11 and 13, as said)").join(" "),
            "security rule 1 security rule 9 security rule 10 security rule 11 security rule 13"
        );
        assert_eq!(of("(fault slow, security rule 2)"), ["security rule 2", "fault slow"]);
        assert_eq!(of("a security rule, and no (fault of ours)"), [""; 0]);
    }
}
