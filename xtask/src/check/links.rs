//! Links between the documents lead somewhere: the file is there, and the heading, too. Looks at no address of the web.

use std::path::Path;

use super::finding::Finding;

/// Checks the links of all documents among `sources`, names and texts below `root`.
pub fn check(root: &Path, sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, text) in sources.iter().filter(|(name, _)| name.ends_with(".md")) {
        for (line, link) in links(text) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { name.clone() } else { joined(name, path) };
            let find = |text| Finding { file: name.clone(), line, text };
            let document = sources.iter().find(|(name, _)| *name == target);
            if document.is_none() && !root.join(&target).exists() {
                findings.push(find(format!("{link} leads to no file")));
            } else if !heading.is_empty()
                && !document.is_some_and(|(_, text)| anchors(text).any(|anchor| anchor == heading))
            {
                findings.push(find(format!("{link} leads to no heading")));
            }
        }
    }
    findings
}

/// The relative links outside of blocks of code, with their lines.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        let links = line.split("](").skip(1).filter(|_| !is_code);
        let links = links.filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        found.extend(links.filter(|link| !link.contains(':')).map(|link| (index + 1, link)));
    }
    found
}

/// What a link to a heading says, as GitHub makes it.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|next| next.is_alphanumeric() || matches!(next, ' ' | '-' | '_'));
        kept.map(|next| if next == ' ' { '-' } else { next }).collect()
    })
}

/// `path`, seen from the file `name`, from the root.
fn joined(name: &str, path: &str) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::check;

    fn found(text: &str) -> usize {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources = [("src/a.md", text), ("src/b.md", "# Whose server?\n")];
        check(root, &sources.map(|(name, text)| (name.to_owned(), text.to_owned()))).len()
    }

    #[test]
    fn a_link_to_a_file_a_heading_or_the_web_is_fine() {
        assert_eq!(found("# A\n[a](main.rs) [b](../Cargo.toml), [c](#a) and [d](https://example.com/x#y)"), 0);
    }

    #[test]
    fn a_link_to_nothing_is_found_but_not_in_code() {
        assert_eq!(found("[a](nothing.rs)\n[b](#nothing)\n```md\n[c](nothing.rs)\n```\n"), 2);
    }
}
