//! What breaks a rule still, and is to go. Nothing is added here; what no longer breaks its rule is reported, so that it is
//! taken out. Circles have a list of their own, in circles.rs.

use super::finding::Finding;

/// What the file begins with, and what the finding begins with.
const STILL: [(&str, &str); 0] = [];

/// The findings that are not expected, and what is expected and was not found.
pub fn judge(findings: Vec<Finding>) -> Vec<Finding> {
    judge_but(findings, &STILL)
}

fn judge_but(findings: Vec<Finding>, still: &[(&str, &str)]) -> Vec<Finding> {
    let is_meant = |finding: &Finding, (file, text): &(&str, &str)| {
        finding.file.starts_with(file) && finding.text.starts_with(text)
    };
    let done = still.iter().filter(|entry| !findings.iter().any(|finding| is_meant(finding, entry)));
    let done: Vec<Finding> = done
        .map(|(file, text)| {
            let text = format!("no longer breaks a rule ({text}): take it out of STILL in xtask/src/check/still.rs");
            Finding { file: (*file).to_owned(), line: 0, text }
        })
        .collect();
    let unexpected = findings.into_iter().filter(|finding| !still.iter().any(|entry| is_meant(finding, entry)));
    unexpected.chain(done).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(file: &str, text: &str) -> Finding {
        Finding { file: file.to_owned(), line: 1, text: text.to_owned() }
    }

    #[test]
    fn what_is_expected_passes_and_nothing_else() {
        let findings =
            vec![finding("src/a.rs", "no views"), finding("src/b.rs", "no views"), finding("src/a.rs", "other")];
        assert_eq!(judge_but(findings.clone(), &[("src/a.rs", "no views")]), findings[1..]);
    }

    #[test]
    fn what_is_expected_and_no_longer_there_is_reported() {
        let judged = judge_but(Vec::new(), &[("src/a.rs", "no views")]);
        assert_eq!(judged.len(), 1);
        assert!(judged[0].file == "src/a.rs" && judged[0].text.starts_with("no longer"), "{judged:?}");
    }
}
