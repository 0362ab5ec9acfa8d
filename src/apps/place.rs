//! Where the user was when they left to sign in: the address, the search, the open dialog and what was typed in it.
//!
//! Never a secret: it is in session storage while they are away.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use crate::applications::deletion::Awaited;

/// A place as session storage holds it.
#[derive(Deserialize, Serialize)]
struct Place {
    url: String,
    #[serde(default)]
    query: String,
    /// The name in the dialog for a new application.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The id of the application that is to be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    delete: Option<String>,
    /// What was typed to confirm the deletion.
    #[serde(skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
}

/// Writes down where the user is.
pub fn here(desk: Desk) -> String {
    let target = desk.deletion.target_untracked();
    let place = Place {
        url: window().location().href().unwrap_or_default(),
        query: desk.view.query.get_untracked(),
        // An unsaved secret is asked about before the page is left; it is not written anywhere.
        name: desk.creation.is_typed().then(|| desk.creation.draft.get_untracked()),
        delete: target.as_ref().map(|target| target.id.to_string()),
        typed: target.map(|_| desk.deletion.typed.get_untracked()),
    };
    // Texts are always JSON.
    serde_json::to_string(&place).unwrap_or_default()
}

/// Puts everything back. `false` when the address is another page: whoever calls goes there once that makes sense.
pub fn restore(desk: Desk, place: &str) -> bool {
    let Ok(place) = serde_json::from_str::<Place>(place) else {
        return true;
    };
    desk.view.query.set(place.query);
    if let Some(name) = place.name {
        desk.creation.draft.set(name);
        desk.creation.open_suspended();
    }
    if let Some(id) = place.delete {
        desk.deletion.await_list(Awaited { id, typed: place.typed.unwrap_or_default() });
    }
    let (Ok(url), Ok(page)) = (web_sys::Url::new(&place.url), window().location().href()) else {
        return true;
    };
    let same = |here: &web_sys::Url| here.origin() == url.origin() && here.pathname() == url.pathname();
    let stays = web_sys::Url::new(&page).is_ok_and(|here| same(&here));
    if stays && let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&url.href()));
    }
    stays
}

/// Goes to the page of a place, in the place of this one.
pub fn go(place: &str) {
    let origin = window().location().origin().unwrap_or_default();
    let url = serde_json::from_str::<Place>(place).ok().and_then(|place| web_sys::Url::new(&place.url).ok());
    if let Some(url) = url.filter(|url| url.origin() == origin) {
        let _ = window().location().replace(&url.href());
    }
}
