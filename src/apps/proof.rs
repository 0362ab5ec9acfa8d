//! Says what a list proves about a creation whose answer was lost. New ids are the proof, a name is none: a server may keep
//! another form of it, and somebody else may have made one of the same name. Pure.

use std::collections::HashSet;
use std::sync::Arc;

use crate::api::{AppId, Application};

/// Both clocks of a server are cut to whole seconds, in milliseconds.
const SECOND: f64 = 1000.0;

/// What an application is known by, where the server's ids are no integers, too.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Mark {
    Id(AppId),
    Client(String),
}

fn mark(id: Option<AppId>, client_id: &str) -> Option<Mark> {
    id.map(Mark::Id).or_else(|| (!client_id.is_empty()).then(|| Mark::Client(client_id.to_owned())))
}

/// The applications that were known before a creation.
#[derive(Debug)]
pub struct Before {
    known: HashSet<Mark>,
    /// Whether the list was whole.
    pub whole: bool,
    /// Whether it was asked for right before: nobody else had the time to make one.
    pub fresh: bool,
}

impl Before {
    /// Remembers what a list holds.
    pub fn new(applications: &[Arc<Application>], whole: bool, fresh: bool) -> Self {
        let marks = applications.iter().flat_map(|application| {
            [mark(application.id, &application.client_id), mark(None, &application.client_id)].into_iter().flatten()
        });
        Self { known: marks.collect(), whole, fresh }
    }

    /// Whether an application was there already.
    pub fn knows(&self, id: Option<AppId>, client_id: &str) -> bool {
        mark(id, client_id).is_some_and(|mark| self.known.contains(&mark))
    }

    /// Whether a client ID was there already.
    pub fn knows_client(&self, client_id: &str) -> bool {
        self.knows(None, client_id)
    }
}

/// When a creation was under way, by the clock of this computer that only goes forward, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// When it was sent.
    pub sent: f64,
    /// When its answer came, or when nobody waited for it any more.
    pub ended: f64,
}

/// The list that was asked for afterwards.
pub struct After<'a> {
    /// What it holds.
    pub applications: &'a [Arc<Application>],
    /// Whether it is whole.
    pub whole: bool,
    /// The server's clock when it wrote the list, where the browser shows it.
    pub date: Option<f64>,
    /// The clock of [`Span`] when it came.
    pub tick: f64,
}

/// Whether an application was made while the creation was under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// As exactly as the server's clocks tell.
    During,
    /// Before or afterwards.
    Otherwise,
    /// The server does not say when it was made, or the browser not what its clock says.
    Unknown,
}

impl After<'_> {
    /// When an application was made. The times in a list are the server's, and so is the clock that they are held against:
    /// what this computer knows is how long ago the creation was.
    pub fn time(&self, application: &Application, span: Span) -> Time {
        let (Some(created), Some(date)) = (application.created, self.date) else {
            return Time::Unknown;
        };
        let (sent, ended) = (date - (self.tick - span.sent), date - (self.tick - span.ended));
        if created > sent - SECOND && created <= ended + SECOND { Time::During } else { Time::Otherwise }
    }

    /// Those that were not there before.
    pub fn new_ones(&self, before: &Before) -> Vec<Arc<Application>> {
        let is_new =
            |app: &&Arc<Application>| mark(app.id, &app.client_id).is_some() && !before.knows(app.id, &app.client_id);
        self.applications.iter().filter(is_new).cloned().collect()
    }
}

/// What is known of a creation.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// It was not carried out.
    Nothing,
    /// It was: this is it.
    Found(Arc<Application>),
    /// It may have been, and it may be one of these; those of the same name come first.
    Choose(Vec<Arc<Application>>),
    /// It may have been: the list that came is not whole.
    Partly,
    /// It may have been: nobody knows what was there before.
    NothingBefore,
}

/// Judges by a list that came after the creation of an application named `name`.
pub fn judge(before: Option<&Before>, span: Span, after: &After<'_>, name: &str) -> Verdict {
    let Some(before) = before else {
        return Verdict::NothingBefore;
    };
    let new = after.new_ones(before);
    match new.as_slice() {
        [] if after.whole => Verdict::Nothing,
        [] => Verdict::Partly,
        [only] if before.whole && same_name(&only.name, name) && is_ours(before, after.time(only, span)) => {
            Verdict::Found(only.clone())
        }
        _ => {
            let (mut first, others): (Vec<_>, Vec<_>) = new.into_iter().partition(|app| same_name(&app.name, name));
            first.extend(others);
            Verdict::Choose(first)
        }
    }
}

/// Whether the only new application of the right name is the one that was made here.
fn is_ours(before: &Before, time: Time) -> bool {
    match time {
        Time::During => true,
        Time::Otherwise => false,
        Time::Unknown => before.fresh,
    }
}

/// Whether two names are one name in two forms: servers fold widths and ligatures, case, white space and quotes, and some
/// escape for HTML.
pub fn same_name(one: &str, other: &str) -> bool {
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
#[path = "proof_tests.rs"]
mod tests;
