//! What is wrong with the server's entry of an application, and what follows from it.

use erased_view::prelude::*;

use super::subject::Subject;
use crate::api::Defect;
use crate::i18n::{Texts, use_i18n};
use crate::ui::{Icon, Note, Tone};

/// A note for an entry that is not complete.
#[component]
pub fn Flaws() -> impl IntoView {
    let t = use_i18n().t;
    let defects = expect_context::<Subject>().read(|application| application.defects.clone());
    move || {
        let defects = defects.get();
        let words: Vec<_> = defects.iter().map(|defect| words(t, *defect)).collect();
        (!words.is_empty()).then(|| {
            let title = [t.incomplete_row(), "."].concat();
            view! { <Note tone=Tone::Warn icon=Icon::Warn title text=words.join(" ")/> }
        })
    }
}

fn words(t: &Texts, defect: Defect) -> &'static str {
    match defect {
        Defect::Id => t.flaw_id(),
        Defect::DuplicateId => t.flaw_duplicate_id(),
        Defect::Name => t.flaw_name(),
        Defect::ClientId => t.flaw_client_id(),
        Defect::ClientType => t.flaw_client_type(),
        Defect::Secret => t.flaw_secret(),
        Defect::Entry => t.flaw_entry(),
    }
}
