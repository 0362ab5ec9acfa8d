//! No two files may need each other, by whatever way around: who reads one file must not have to read a circle of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::arrows::BEING_TAKEN_APART;
use super::finding::Finding;
use super::imports::Import;

/// Imports that close a circle still, as (from, to): each is to go. One that no longer closes any is reported, so that
/// it is taken out of the list; and nothing is added.
const STILL: [(&str, &str); 0] = [];

/// Reports every circle among `imports`, which have the lines of their first uses.
pub fn check(imports: &BTreeMap<Import, usize>) -> Vec<Finding> {
    check_but(imports, &STILL)
}

fn check_but(imports: &BTreeMap<Import, usize>, still: &[(&str, &str)]) -> Vec<Finding> {
    let let_go = format!("src/{BEING_TAKEN_APART}/");
    let held = |import: &Import| ![&import.from, &import.to].iter().any(|file| file.starts_with(&let_go));
    let is_still = |import: &Import| still.contains(&(import.from.as_str(), import.to.as_str()));
    let all = Graph::of(imports.keys().filter(|import| held(import)));
    let graph = Graph::of(imports.keys().filter(|import| held(import) && !is_still(import)));
    let mut findings: Vec<Finding> = graph.circles().iter().map(|circle| finding(imports, circle)).collect();
    for (from, to) in still {
        let closes = all.needs(from, to) && all.path(to, from).is_some();
        if !closes {
            let text =
                format!("closes no circle with {to} any more: take it out of STILL in xtask/src/check/circles.rs");
            findings.push(Finding { file: (*from).to_owned(), line: 0, text });
        }
    }
    findings
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

    fn needs(&self, from: &str, to: &str) -> bool {
        self.0.get(from).is_some_and(|needs| needs.contains(to))
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
