//! Where the user was when they left to sign in: the address, the search, the open dialog and what was typed in it.
//!
//! Never a secret: it is in session storage while they are away.

use leptos::prelude::*;

use super::delete;
use super::desk::Desk;
use crate::api::json::{Members, write_text};

/// Writes down where the user is.
pub fn here(desk: Desk) -> String {
    let mut json = "{\"url\":".to_owned();
    write_text(&window().location().href().unwrap_or_default(), &mut json);
    let mut add = |name: &str, text: &str| {
        json.push_str(name);
        write_text(text, &mut json);
    };
    add(",\"query\":", &desk.view.query.get_untracked());
    // An unsaved secret is asked about before the page is left; it is not written anywhere.
    if desk.creation.is_typed() {
        add(",\"name\":", &desk.creation.draft.get_untracked());
    }
    if let Some(target) = desk.deletion.target_untracked() {
        add(",\"delete\":", &target.id.to_string());
        add(",\"typed\":", &desk.deletion.typed.get_untracked());
    }
    json.push('}');
    json
}

/// Puts everything back. `false` when the address is another page: whoever calls goes there once that makes sense.
pub fn restore(desk: Desk, place: &str) -> bool {
    let Some(place) = Members::read(place) else {
        return true;
    };
    desk.view.query.set(place.text("query").unwrap_or_default());
    if let Some(name) = place.text("name") {
        desk.creation.draft.set(name);
        desk.creation.open_suspended();
    }
    if let Some(id) = place.text("delete") {
        delete::restore(desk, id, place.text("typed").unwrap_or_default());
    }
    let Some(url) = place.text("url") else {
        return true;
    };
    let (Ok(url), Ok(page)) = (web_sys::Url::new(&url), window().location().href()) else {
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
    let url = Members::read(place).and_then(|place| web_sys::Url::new(&place.text("url")?).ok());
    if let Some(url) = url.filter(|url| url.origin() == origin) {
        let _ = window().location().replace(&url.href());
    }
}
