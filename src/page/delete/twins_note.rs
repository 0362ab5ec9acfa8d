//! The warning that other applications have the same name.

use erased_view::prelude::*;

use crate::applications::twins::{Age, Twins};
use crate::i18n::{fill, use_i18n};
use crate::ui::{Icon, Note, Tone};

/// Says that others have this name, and which of them this one is.
#[component]
pub fn TwinsNote(
    /// What it has in common with them, and what not.
    twins: Twins,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let which = |text: &str, at: f64| {
        let when = i18n.locale.with_untracked(|locale| match locale.clock_of_today(at) {
            Some(time) => fill(t.today_at(), &[("time", &time)]),
            None => locale.time(at),
        });
        fill(text, &[("when", &when)])
    };
    let which = match (twins.age, twins.count) {
        (Age::Newest(at), 2) => which(t.twin_newer(), at),
        (Age::Newest(at), _) => which(t.twin_newest(), at),
        (Age::Oldest(at), 2) => which(t.twin_older(), at),
        (Age::Oldest(at), _) => which(t.twin_oldest(), at),
        (Age::At(at), _) => which(t.twin_created(), at),
        (Age::Unknown, _) => t.twin_unknown().to_owned(),
    };
    let how_many = if twins.same { t.namesakes() } else { t.lookalikes() };
    let how_many = i18n.locale.with_untracked(|locale| locale.count(&how_many, twins.count as f64));
    view! { <Note tone=Tone::Warn icon=Icon::Warn title=how_many text=which/> }
}
