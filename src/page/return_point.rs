//! Where the user was when they left to sign in: the address, the search, the open dialog and what was typed in it.
//!
//! Never a secret: it is in session storage while they are away.

use erased_view::prelude::*;
use serde::{Deserialize, Serialize, Serializer};

use crate::api::json::object;
use crate::applications::creation::Creation;
use crate::applications::deletion::{Awaited, Deletion};
use crate::page::details::Details;
use crate::page::list_view::ListView;
use crate::session::ReturnPoint;

/// A return point as session storage holds it.
#[derive(Deserialize, Serialize)]
struct Stored {
    url: String,
    #[serde(default)]
    query: String,
    /// The name in the dialog for a new application.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text")]
    name: Option<String>,
    /// The set in it, as [`Creation::set_as_text`] gives it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text")]
    set: Option<String>,
    /// The id of the application that is to be deleted.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text")]
    delete: Option<String>,
    /// The id of the application whose details are open.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text")]
    details: Option<String>,
    /// What was typed to confirm the deletion.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "text")]
    typed: Option<String>,
}

/// Writes a text that is there. As a text, not as an `Option`: with that, and with a session's numbers, came 2 kB more of
/// `serde_json` (brotli).
fn text<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.as_deref().unwrap_or_default())
}

/// The return point of an element: what of its state is written down and restored. Copies are the same.
#[derive(Clone, Copy)]
pub struct PageReturnPoint {
    list_view: ListView,
    creation: Creation,
    deletion: Deletion,
    details: Details,
}

impl PageReturnPoint {
    /// Of the element that the current owner belongs to.
    pub fn of_element() -> Self {
        Self {
            list_view: expect_context(),
            creation: expect_context(),
            deletion: expect_context(),
            details: expect_context(),
        }
    }
}

impl ReturnPoint for PageReturnPoint {
    fn here(&self) -> String {
        let target = self.deletion.target_untracked();
        let stored = Stored {
            url: window().location().href().unwrap_or_default(),
            query: self.list_view.query.get_untracked(),
            // An unsaved secret is asked about before the page is left; it is not written anywhere.
            name: self.creation.is_typed().then(|| self.creation.draft.get_untracked()),
            set: self.creation.is_typed().then(|| self.creation.set_as_text()).flatten(),
            delete: target.as_ref().map(|target| target.id.to_string()),
            details: self.details.wanted.get_untracked().and_then(|key| self.details.id(key)),
            typed: target.map(|_| self.deletion.typed.get_untracked()),
        };
        // Texts are always JSON.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    fn restore(&self, return_point: &str) -> bool {
        let Some(stored) = object::<Stored>(return_point) else {
            return true;
        };
        self.list_view.query.set(stored.query);
        if let Some(name) = stored.name {
            self.creation.draft.set(name);
            if let Some(set) = stored.set {
                self.creation.take_up_set(set);
            }
            self.creation.open_suspended();
        }
        if let Some(id) = stored.delete {
            self.deletion.await_list(Awaited { id, typed: stored.typed.unwrap_or_default() });
        }
        if let Some(id) = stored.details {
            self.details.ask(id);
        }
        restore_url(&stored.url)
    }

    fn go(&self, return_point: &str) {
        let origin = window().location().origin().unwrap_or_default();
        let url = object::<Stored>(return_point).and_then(|stored| web_sys::Url::new(&stored.url).ok());
        if let Some(url) = url.filter(|url| url.origin() == origin) {
            let _ = window().location().replace(&url.href());
        }
    }
}

/// Puts back what follows the path of the address. `false` when it is the address of another page.
fn restore_url(url: &str) -> bool {
    let (Ok(url), Ok(page)) = (web_sys::Url::new(url), window().location().href()) else {
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
