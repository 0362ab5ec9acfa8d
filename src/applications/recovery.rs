//! Says what a list proves about a change whose answer was lost: whether an application was created, and whether one was
//! deleted. New ids prove a creation, a name does not: a server may keep another form of it, and somebody else may have made
//! an application of the same name (faults `lost-answer`, `kept-otherwise` and `same-name`). Pure.

use std::sync::Arc;

use table::Keys;

use super::clock::Moment;
use super::table::ApplicationTable;
use crate::api::{AppId, Application};

/// Both clocks of a server are cut to whole seconds, in milliseconds.
const SECOND: f64 = 1000.0;

/// A list as it came, and what is known of when.
#[derive(Clone)]
pub struct Snapshot {
    /// What it holds.
    pub applications: ApplicationTable,
    /// Whether it came whole: no later page is missing.
    pub whole: bool,
    /// The server's clock when it wrote the list, in milliseconds since 1970, where the browser shows it.
    pub date: Option<f64>,
    /// When it came, by this computer's clocks.
    pub at: Moment,
}

/// The applications that were known before a creation: their ids and client IDs, and nothing else of them.
pub struct Known {
    marks: Vec<(Box<str>, Box<str>)>,
    /// Whether the list was whole.
    whole: bool,
    /// Whether it was asked for right before the creation, so that nobody else had the time to make one.
    fresh: bool,
}

impl Known {
    /// Remembers what a list holds. `fresh`: it was asked for right before the creation.
    pub fn new(list: &Snapshot, fresh: bool) -> Self {
        let marks = list.applications.ids().map(|(id, client_id)| (id.into(), client_id.into())).collect();
        Self { marks, whole: list.whole, fresh }
    }

    /// Whether an id was there already.
    pub fn includes(&self, id: AppId) -> bool {
        self.marks.iter().any(|(known, _)| **known == *id.as_str())
    }

    /// Whether a client ID was there already.
    pub fn includes_client(&self, client_id: &str) -> bool {
        !client_id.is_empty() && self.marks.iter().any(|(_, known)| **known == *client_id)
    }

    fn id(&self, index: usize) -> &[u8] {
        self.marks.get(index).map_or(&[], |(id, _)| id.as_bytes())
    }

    fn client_id(&self, index: usize) -> &[u8] {
        self.marks.get(index).map_or(&[], |(_, client_id)| client_id.as_bytes())
    }

    /// Which were not there, by the ids and client IDs of another list: an application is known by its id, and by its
    /// client ID where the server's ids are no integers. What has neither nobody can tell.
    fn are_new<'a>(&self, ids: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<bool> {
        let (mut known, mut known_clients) = (Keys::default(), Keys::default());
        for index in 0..self.marks.len() {
            known.add(index, &|index| self.id(index));
            known_clients.add(index, &|index| self.client_id(index));
        }
        let is_new = |(id, client_id): (&str, &str)| match (id, client_id) {
            ("", "") => false,
            ("", _) => known_clients.first(client_id.as_bytes(), &|index| self.client_id(index)).is_none(),
            _ => known.first(id.as_bytes(), &|index| self.id(index)).is_none(),
        };
        ids.map(is_new).collect()
    }
}

/// When a request was under way, by the clock that is never set back ([`Moment::tick`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// When it was sent.
    pub sent: f64,
    /// When its answer came, or when nobody waited for it any more.
    pub ended: f64,
}

/// Whether an application was made while a creation was under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// It was, as exactly as the server's clocks tell.
    Meanwhile,
    /// It was made before or afterwards.
    Otherwise,
    /// The server does not say when it was made, or the browser does not show the server's clock.
    Unknown,
}

impl Snapshot {
    /// When an application was made. The times in a list are the server's, and so is the clock that they are held against:
    /// what this computer knows is how long ago the creation was.
    pub fn timing(&self, application: &Application, span: Span) -> Timing {
        let (Some(created), Some(date)) = (application.created, self.date) else {
            return Timing::Unknown;
        };
        let (sent, ended) = (date - (self.at.tick - span.sent), date - (self.at.tick - span.ended));
        if created > sent - SECOND && created <= ended + SECOND { Timing::Meanwhile } else { Timing::Otherwise }
    }

    /// Those that were not there before.
    pub fn new_ones(&self, before: &Known) -> Vec<Arc<Application>> {
        let is_new = before.are_new(self.applications.ids());
        let rows = is_new.into_iter().zip(self.applications.indices()).filter(|(is_new, _)| *is_new);
        rows.filter_map(|(_, index)| self.applications.row(index)).collect()
    }
}

/// What a list proves about a creation whose answer was lost.
#[derive(Debug, PartialEq)]
pub enum CreationProof {
    /// It was not carried out.
    NotCreated,
    /// It was: this is the application.
    Found(Arc<Application>),
    /// It may have been carried out, and the application may be one of these. Those of the same name come first.
    OneOf(Vec<Arc<Application>>),
    /// It may have been carried out: the list that came is not whole.
    ListIncomplete,
    /// It may have been carried out: nobody knows what was there before.
    NothingBefore,
}

/// Looks for what a creation made in a list that came after it. `name` is the name that was sent.
pub fn find_created(before: Option<&Known>, span: Span, list: &Snapshot, name: &str) -> CreationProof {
    let Some(before) = before else {
        return CreationProof::NothingBefore;
    };
    let new = list.new_ones(before);
    match new.as_slice() {
        [] if list.whole => CreationProof::NotCreated,
        [] => CreationProof::ListIncomplete,
        [only] if before.whole && is_same_name(&only.name, name) && is_ours(before, list.timing(only, span)) => {
            CreationProof::Found(only.clone())
        }
        _ => {
            let (mut first, others): (Vec<_>, Vec<_>) = new.into_iter().partition(|app| is_same_name(&app.name, name));
            first.extend(others);
            CreationProof::OneOf(first)
        }
    }
}

/// What a list proves about a deletion whose answer was lost, or may come from something between here and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionProof {
    /// The application is gone.
    Deleted,
    /// It is still there.
    NotDeleted,
    /// No list came, or it is not in the part that came.
    Unknown,
}

/// Looks for an application in a list that came after its deletion; none where no list came.
pub fn find_deleted(list: Option<&Snapshot>, id: AppId, client_id: &str) -> DeletionProof {
    let is_it = |(other, client): (&str, &str)| other == id.as_str() || !client.is_empty() && client == client_id;
    match list {
        Some(list) if list.applications.ids().any(is_it) => DeletionProof::NotDeleted,
        Some(list) if list.whole => DeletionProof::Deleted,
        _ => DeletionProof::Unknown,
    }
}

/// Whether the only new application of the right name is the one that was made here.
fn is_ours(before: &Known, timing: Timing) -> bool {
    match timing {
        Timing::Meanwhile => true,
        Timing::Otherwise => false,
        Timing::Unknown => before.fresh,
    }
}

/// Whether two names are one name in two forms: servers fold widths and ligatures, case, white space and quotes, and some
/// escape for HTML.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

/// Takes back what a server escaped for HTML; quotes, which do not count, go.
fn unescaped(name: &str) -> String {
    const ENTITIES: [(&str, &str); 7] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", ""), ("&#34;", ""), ("&#39;", ""), ("&#x27;", ""), ("&amp;", "&")];
    let mut plain = String::with_capacity(name.len());
    let mut rest = name.chars();
    loop {
        let entity = ENTITIES.iter().find_map(|(entity, text)| Some((rest.as_str().strip_prefix(entity)?, text)));
        match entity {
            Some((behind, text)) => {
                plain.push_str(text);
                rest = behind.chars();
            }
            None => match rest.next() {
                Some(character) => plain.push(character),
                None => return plain,
            },
        }
    }
}

fn folded(name: &str) -> String {
    let name = unescaped(name);
    let counts = |character: &char| {
        !character.is_whitespace()
            && !character.is_control()
            && !matches!(character,
                '"' | '\'' | '`' | '´' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2036}'
                | '\u{2039}' | '\u{203a}' | '\u{2060}' | '«' | '»' | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}' | '\u{feff}')
    };
    let name: String = name.chars().filter(counts).collect();
    decomposed(&name).chars().filter(counts).collect()
}

/// Compatibility decomposition and case, by the tables that the browser has.
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
fn decomposed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").to_upper_case().to_lower_case().into()
}

/// For tests that run without a browser: widths and case.
#[cfg(not(all(feature = "browser", target_arch = "wasm32")))]
fn decomposed(text: &str) -> String {
    let narrow = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        character => character,
    };
    text.chars().map(narrow).collect::<String>().to_uppercase().to_lowercase()
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
