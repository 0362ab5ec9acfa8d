//! Session storage of this tab. The one place that touches web storage, and the only one that may.

use web_sys::{Storage, Window};

/// Reads a key. `None` when it is absent or storage is blocked.
pub fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Writes a key. `false` when storage is blocked or full: nothing was kept.
pub fn write(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes a key. Storage that is blocked holds nothing to remove.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Whether this tab's session storage can be used at all.
pub fn works() -> bool {
    storage().is_some()
}

/// Clears the copy of this tab's session storage that a window which it opened has got.
pub fn clear_copy(opened: &Window) {
    if let Ok(Some(storage)) = opened.session_storage() {
        // A copy that can't be cleared is the browser's own refusal to let anybody use it.
        let _ = storage.clear();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
