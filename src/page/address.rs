//! The addresses of the page of its own: the list has none beside the page's, and the details of an application have `#/apps/<id>`.
//! Opening them is a step that Back takes back. A portal's address is the portal's, and stays as it is.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::api::{bare, own};

/// What the details' part of an address begins with.
const PREFIX: &str = "#/apps/";

/// The mark of an entry of the history that opening details has made.
const OPENED: &str = "oauthAppsDetails";

/// The part of an address that leads to the details of an application.
pub fn fragment_of(id: &str) -> String {
    [PREFIX, id].concat()
}

/// Whether the address leads to details.
pub fn is_of_details() -> bool {
    window().location().hash().is_ok_and(|hash| hash.starts_with(PREFIX))
}

/// The id that the address names; none where it names none.
pub fn id_in_address() -> Option<String> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix(PREFIX).filter(|id| !id.is_empty()).map(str::to_owned)
}

/// The whole address of the details of an application.
pub fn address_of(id: &str) -> String {
    [&address_of_page(), &*fragment_of(id)].concat()
}

/// Makes the address say whose details are open.
pub fn write_address(id: Option<&str>) {
    let here = id_in_address();
    let Ok(history) = window().history() else {
        return;
    };
    let state = history.state().unwrap_or_default();
    // A browser refuses a page that changes its address a hundred times in a moment: the address is then an old one.
    let _ = match (id, here) {
        (Some(id), Some(here)) if id == here => Ok(()),
        (Some(id), Some(_)) => history.replace_state_with_url(&state, "", Some(&fragment_of(id))),
        (Some(id), None) => {
            let opened = bare(&[(OPENED, JsValue::TRUE)]);
            history.push_state_with_url(&opened, "", Some(&fragment_of(id)))
        }
        (None, None) => Ok(()),
        (None, Some(_)) if own(&state, OPENED).is_some() => history.back(),
        (None, Some(_)) => history.replace_state_with_url(&JsValue::NULL, "", Some(&address_of_page())),
    };
}

fn address_of_page() -> String {
    let page = window().location().href().unwrap_or_default();
    page.split('#').next().unwrap_or_default().to_owned()
}
