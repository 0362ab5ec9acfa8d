//! What there is to say of a name in a row: the environment that it is for, what of the entry could not be read, and which
//! characters are hidden. And that there is no client ID.
//!
//! What reads names is in the part `dialogs`: the first rows do not wait for it, and get their chips when it is there.

use std::sync::Arc;

use erased_view::prelude::*;
use part::part;
use web_sys::Element;

use super::row_dom::{append, find, set, span, write};
use crate::api::{Application, Defect};
use crate::applications::name::plain;
use crate::i18n::{I18n, Texts, fill};
use crate::page::application_name::name_view;
use crate::page::environment_chip::{tier_of, tier_words};

/// Fills the chip of the environment, puts one behind it where the entry is not as it should be, and marks the hidden
/// characters of the name, which is a text with their code points until then.
#[part(dialogs)]
pub fn fill_chips(i18n: I18n, chip: Element, application: Arc<Application>, environments: RwSignal<String>) {
    let t = i18n.t;
    let tier = tier_of(environments, &application.name);
    if chip.get_attribute("data-env").as_deref() != Some(tier.as_str()) {
        set(&chip, "data-env", Some(tier.as_str()));
        write(&chip, tier_words(t, tier));
    }
    let Some(cell) = chip.parent_element() else {
        return;
    };
    if !application.defects.is_empty() && find(&cell, ".flaw").is_none() {
        append(&cell, &defects_chip(t, &application.defects));
    }
    if plain(&application.client_id).is_empty()
        && let Some(cell) = cell.next_element_sibling()
    {
        cell.set_text_content(None);
        append(&cell, &span("none", t.secret_not_available()));
    }
    if application.name != plain(&application.name)
        && !application.defects.contains(&Defect::Entry)
        && let Some(words) = find(&cell, ".name")
    {
        words.set_text_content(None);
        name_view(i18n, &application.name).append_to(&words);
    }
}

/// Says what of an entry could not be read.
fn defects_chip(t: &Texts, defects: &[Defect]) -> Element {
    let fields: Vec<&str> = defects.iter().map(|defect| field(*defect)).collect();
    let chip = span("chip flaw", t.incomplete_row());
    set(&chip, "data-tone", Some("warn"));
    set(&chip, "title", Some(&fill(t.incomplete_row_text(), &[("fields", &fields.join(", "))])));
    chip
}

fn field(defect: Defect) -> &'static str {
    match defect {
        Defect::Id => "id",
        Defect::DuplicateId => "id (×2)",
        Defect::Name => "name",
        Defect::ClientId => "client_id",
        Defect::ClientType => "client_type",
        Defect::Secret => "client_secret",
        Defect::Entry => "…",
    }
}
