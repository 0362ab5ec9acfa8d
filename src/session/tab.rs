//! What the session needs of the tab that it lives in: its session storage, which no other file touches, events between
//! the elements of its document, and the time.

use js_sys::Date;
use web_sys::{Event, Storage, Window};

/// A tab of a browser.
pub trait Tab {
    /// Reads a key of session storage. `None` when it is absent or storage is blocked.
    fn read(&self, key: &str) -> Option<String>;

    /// Writes a key of session storage. `false` when storage is blocked or full: nothing was kept.
    fn write(&self, key: &str, value: &str) -> bool;

    /// Removes a key of session storage. Storage that is blocked holds nothing to remove.
    fn remove(&self, key: &str);

    /// Whether session storage can be used at all.
    fn has_storage(&self) -> bool;

    /// Dispatches an event on `window`, for the other elements of the document.
    fn announce(&self, event: &str);

    /// The wall clock, in milliseconds since 1970.
    fn now(&self) -> f64;
}

/// Clears the copy of this tab's session storage that a window which it opened has got.
pub fn clear_copy(opened: &Window) {
    if let Ok(Some(storage)) = opened.session_storage() {
        // A copy that can't be cleared is the browser's own refusal to let anybody use it.
        let _ = storage.clear();
    }
}

/// The tab that this page is in.
pub struct ThisTab;

impl Tab for ThisTab {
    fn read(&self, key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    fn write(&self, key: &str, value: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(key);
        }
    }

    fn has_storage(&self) -> bool {
        storage().is_some()
    }

    fn announce(&self, event: &str) {
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(event)) {
            // A listener that throws is the business of who listens.
            let _ = window.dispatch_event(&event);
        }
    }

    fn now(&self) -> f64 {
        Date::now()
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
