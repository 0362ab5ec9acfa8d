//! No two files may need each other, by whatever way around: who reads one file must not have to read a circle of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::finding::Finding;
use super::imports::Import;

/// Where no circle may be. A crate of `crates/` is small, and its own boundary: a view holds elements that hold views.
const HELD: [&str; 4] = ["src/", "server/", "tests/", "xtask/"];

/// Reports every circle among `imports`, which have the lines of their first uses.
pub fn check(imports: &BTreeMap<Import, usize>) -> Vec<Finding> {
    let is_held = |file: &str| HELD.iter().any(|folder| file.starts_with(folder));
    let graph = Graph::of(imports.keys().filter(|import| is_held(&import.from) && is_held(&import.to)));
    graph.circles().iter().map(|circle| finding(imports, circle)).collect()
}

fn finding(imports: &BTreeMap<Import, usize>, circle: &[&str]) -> Finding {
    let import = Import { from: circle[0].to_owned(), to: circle[1].to_owned() };
    let line = imports.get(&import).copied().unwrap_or_default();
    let steps = circle.windows(2).skip(1).map(|pair| {
        let import = Import { from: pair[0].to_owned(), to: pair[1].to_owned() };
        format!("{} (line {})", pair[1], imports.get(&import).copied().unwrap_or_default())
    });
    let rest: Vec<String> = steps.collect();
    let text = format!("needs {}, which leads back: {}", circle[1], rest.join(" → "));
    Finding { file: circle[0].to_owned(), line, text }
}

/// What each file needs.
struct Graph<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Graph<'a> {
    fn of(imports: impl Iterator<Item = &'a Import>) -> Self {
        let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for Import { from, to } in imports {
            needs.entry(from).or_default().insert(to);
        }
        Self(needs)
    }

    /// A shortest circle through each file that is in one and in no circle before, its first file at the end again.
    fn circles(&self) -> Vec<Vec<&'a str>> {
        let mut circles: Vec<Vec<&str>> = Vec::new();
        let mut covered = BTreeSet::new();
        for (from, needs) in &self.0 {
            if covered.contains(from) {
                continue;
            }
            let ways = needs.iter().filter_map(|to| self.path(to, from));
            if let Some(way) = ways.min_by_key(Vec::len) {
                covered.extend(way.iter().copied());
                circles.push([*from].into_iter().chain(way).collect());
            }
        }
        circles
    }

    /// A shortest way from one file to another, both included.
    fn path(&self, from: &str, to: &str) -> Option<Vec<&'a str>> {
        let from = *self.0.get_key_value(from)?.0;
        let mut before: BTreeMap<&str, Option<&str>> = BTreeMap::from([(from, None)]);
        let mut queue = VecDeque::from([from]);
        while let Some(file) = queue.pop_front() {
            if file == to {
                let mut way: Vec<&str> =
                    std::iter::successors(Some(file), |file| before.get(file).copied().flatten()).collect();
                way.reverse();
                return Some(way);
            }
            for next in self.0.get(file).into_iter().flatten() {
                if !before.contains_key(next) {
                    before.insert(next, Some(file));
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(pairs: &[(&str, &str)]) -> BTreeMap<Import, usize> {
        let import = |(from, to): &(&str, &str)| Import { from: (*from).to_owned(), to: (*to).to_owned() };
        pairs.iter().map(import).zip(1..).collect()
    }

    fn found(pairs: &[(&str, &str)]) -> Vec<String> {
        let findings = check(&imports(pairs));
        findings.into_iter().map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.text)).collect()
    }

    #[test]
    fn a_tree_has_no_circle() {
        let pairs = [("src/a.rs", "src/b.rs"), ("src/a.rs", "src/c.rs"), ("src/b.rs", "src/c.rs")];
        assert_eq!(found(&pairs), [""; 0]);
    }

    #[test]
    fn a_circle_is_reported_once_with_its_way_back() {
        let pairs = [("src/a.rs", "src/b.rs"), ("src/b.rs", "src/c.rs"), ("src/c.rs", "src/a.rs")];
        let way = "src/a.rs:1 needs src/b.rs, which leads back: src/c.rs (line 2) → src/a.rs (line 3)";
        assert_eq!(found(&pairs), [way]);
    }

    #[test]
    fn every_circle_is_reported() {
        let pairs = [
            ("xtask/a.rs", "xtask/b.rs"),
            ("xtask/b.rs", "xtask/a.rs"),
            ("server/a.rs", "server/b.rs"),
            ("server/b.rs", "server/a.rs"),
        ];
        assert_eq!(found(&pairs).len(), 2);
    }

    #[test]
    fn a_crate_is_its_own_boundary() {
        let pairs = [("crates/a.rs", "crates/b.rs"), ("crates/b.rs", "crates/a.rs")];
        assert_eq!(found(&pairs), [""; 0]);
    }
}
