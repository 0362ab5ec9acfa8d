//! Applications whose names a person can't tell apart. Typing such a name proves nothing: what is asked for then is the
//! end of the client ID. Pure.

use std::sync::Arc;

use super::fold::fold;
use super::name::can_be_typed;
use crate::api::Application;

/// The characters of a client ID that are asked for at the least.
const TAIL: usize = 8;

/// What an application has in common with others, and what not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twins {
    /// How many there are, with the one itself.
    pub count: usize,
    /// Whether all of them have the very same name; else some only look so.
    pub same: bool,
    /// Its place among them.
    pub age: Age,
    /// How many characters at the end of its client ID tell it from the others; none where they don't.
    pub tail: Option<usize>,
}

/// The place of an application among others by its creation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Age {
    /// After all others.
    Newest(f64),
    /// Before all others.
    Oldest(f64),
    /// In between, or the others don't say.
    At(f64),
    /// It does not say.
    Unknown,
}

/// The other applications of a list whose names look the same as that of `one`, which is in the list. `names` are the folded
/// names of the list with what finds the application of each.
pub fn namesakes<'a, Index: Copy>(
    one: &Application,
    names: impl Iterator<Item = (Index, &'a str)> + Clone,
    row: impl Fn(Index) -> Option<Arc<Application>>,
) -> Vec<Arc<Application>> {
    let is_one = |other: &Application| other.key == one.key || one.id.is_some() && other.id == one.id;
    let looks = looks(&one.name);
    let alike = names.filter(|(_, name)| looks_like(name, &looks)).filter_map(|(index, _)| row(index));
    let (own, alike): (Vec<_>, Vec<_>) = alike.partition(|other| is_one(other));
    if looks.is_empty() || !own.iter().any(|own| own.key == one.key) { Vec::new() } else { alike }
}

/// What the application has in common with others of its list; none where its name is its own. For the rest see [`namesakes`].
pub fn twins<'a, Index: Copy>(
    one: &Application,
    names: impl Iterator<Item = (Index, &'a str)> + Clone,
    row: impl Fn(Index) -> Option<Arc<Application>>,
) -> Option<Twins> {
    let alike = namesakes(one, names, row);
    if alike.is_empty() {
        return None;
    }
    let created = || alike.iter().map(|other| other.created);
    let age = match one.created {
        None => Age::Unknown,
        Some(at) if created().all(|other| other.is_some_and(|other| other < at)) => Age::Newest(at),
        Some(at) if created().all(|other| other.is_some_and(|other| other > at)) => Age::Oldest(at),
        Some(at) => Age::At(at),
    };
    let length = one.client_id.chars().count();
    let differs = |count: &usize| {
        let tail = tail(&one.client_id, *count);
        can_be_typed(tail) && !alike.iter().any(|other| other.client_id.ends_with(tail))
    };
    Some(Twins {
        count: alike.len() + 1,
        same: alike.iter().all(|other| other.name == one.name),
        age,
        tail: (TAIL.min(length).max(1)..=length).find(differs),
    })
}

/// The last characters of a text.
pub fn tail(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// What a name looks like: two that look the same are the same text.
pub fn looks(name: &str) -> String {
    skeleton(&fold(name)).collect()
}

/// Whether a folded name looks like what [`looks`] gave. Most of a list differ in their first letter: nothing more is read of
/// them, since a long list is gone through with each key.
pub(super) fn looks_like(folded: &str, looks: &str) -> bool {
    skeleton(folded).eq(looks.chars())
}

/// What a folded name looks like: letters of other scripts, digits and signs that pass for the usual ones are those, and
/// any space is one.
fn skeleton(folded: &str) -> impl Iterator<Item = char> {
    let words = folded.split_whitespace().enumerate();
    words.flat_map(|(at, word)| (at > 0).then_some(' ').into_iter().chain(word.chars().map(usual)))
}

fn usual(character: char) -> char {
    match character {
        '0' | 'о' | 'ο' | 'օ' => 'o',
        '1' | 'ӏ' | '|' => 'l',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'н' | 'һ' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'υ' => 'y',
        'ζ' => 'z',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '‘' | '’' | '`' => '\'',
        '“' | '”' => '"',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::decode_list;

    fn list(rows: &[(&str, &str, &str)]) -> Vec<Arc<Application>> {
        let row = |(at, (name, client_id, created)): (usize, &(&str, &str, &str))| serde_json::json!({ "id": at + 1, "name": name, "client_id": client_id, "created": created });
        let rows: Vec<_> = rows.iter().enumerate().map(row).collect();
        let rows = decode_list(serde_json::to_vec(&rows).unwrap().as_slice()).unwrap().applications;
        rows.iter().map(Arc::new).collect()
    }

    /// What the first of a list has in common with the others.
    fn of_first(list: &[Arc<Application>]) -> Option<Twins> {
        let names: Vec<String> = list.iter().map(|row| fold(&row.name)).collect();
        twins(&list[0], names.iter().map(String::as_str).enumerate(), |index: usize| list.get(index).cloned())
    }

    fn first(rows: &[(&str, &str, &str)]) -> Option<Twins> {
        of_first(&list(rows))
    }

    #[test]
    fn a_name_of_its_own_has_no_twin() {
        assert_eq!(first(&[("Staging", "abcdefghij", ""), ("Staging 2", "klmnopqrst", "")]), None);
    }

    #[test]
    fn names_that_only_look_the_same_count_too() {
        for (kind, other) in [
            ("case", "staging api"),
            ("an invisible character", "Stag\u{200b}ing API"),
            ("a composed letter", "Staging API\u{301}"),
            ("full width", "Ｓtaging ＡＰＩ"),
            ("another space", "Staging\u{a0} API"),
            ("Cyrillic letters", "Ѕtаging АРІ"),
            ("Greek letters", "Staging ΑΡΙ"),
        ] {
            let found = first(&[("Staging API", "abcdefghij", ""), (other, "klmnopqrst", "")]).expect(kind);
            assert_eq!((found.count, found.same), (2, false), "{kind}");
        }
        let found = first(&[("A", "abcdefghij", ""), ("A", "klmnopqrst", ""), ("A", "uvwxyz0123", "")]).unwrap();
        assert_eq!((found.count, found.same), (3, true));
    }

    #[test]
    fn its_age_is_said_only_where_it_is_known() {
        let (old, new) = ("2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z");
        let age = |one, other| first(&[("A", "abcdefghij", one), ("A", "klmnopqrst", other)]).unwrap().age;
        assert!(matches!(age(new, old), Age::Newest(_)));
        assert!(matches!(age(old, new), Age::Oldest(_)));
        assert!(matches!(age(old, old), Age::At(_)));
        assert!(matches!(age(new, ""), Age::At(_)));
        assert_eq!(age("", old), Age::Unknown);
    }

    #[test]
    fn the_end_of_the_client_id_is_long_enough_to_tell_it_from_the_others() {
        let tail = |one: &str, other: &str| first(&[("A", one, ""), ("A", other, "")]).unwrap().tail;
        assert_eq!(tail("client-0123456789", "client-abcdefghij"), Some(8));
        assert_eq!(tail("client-1-23456789", "client-2-23456789"), Some(10));
        assert_eq!(tail("ab1", "ab2"), Some(3));
        assert_eq!(tail("ab1", "xab1"), None, "the other one ends so, too");
        assert_eq!(tail("same-same-same", "same-same-same"), None);
        assert_eq!(tail("", "abc"), None);
        assert_eq!(tail("abcdefgh\u{200b}ij", "klmnopqrst"), None, "nobody can type it");
    }

    #[test]
    fn the_same_application_listed_twice_is_no_twin() {
        let page = br#"[{"id": 1, "name": "A", "client_id": "a"}, {"id": 1, "name": "A", "client_id": "a"}]"#;
        let list: Vec<_> = decode_list(page).unwrap().applications.iter().map(Arc::new).collect();
        assert_eq!(of_first(&list), None);
    }
}
