//! Building blocks that know nothing of OAuth: the document builder, dialog, field, button, icon, copy button, menu,
//! notes, table window.
//!
//! Values go down as closures that read signals, events go up as closures. Imports neither `session` nor `api`.

mod announce;
mod ask;
mod browser;
mod button;
mod copy;
mod dialog;
mod document;
mod dom;
mod field;
mod focus;
mod form;
mod icon;
mod keys;
mod menu;
mod note;
mod notifications;
mod sight;
mod text;
mod time;
mod window;

pub use announce::Announcer;
pub use browser::Browser;
pub use button::{Kind, action, bare_icon_button, button, icon_button, live_icon_button, rename, submit};
pub use copy::{copy_button, copy_text, select_text};
pub use dialog::dialog;
pub use dom::{
    El, View, all, at_end, div, each, either, el, flag, hidden, listen, live, next_frame, page, remove, spawn,
    verbatim, watch, when,
};
pub use field::{Field, field_error};
pub use focus::focus_in_place;
pub use form::form;
pub use icon::{Icon, change_icon, icon, sprite, symbol};
pub use menu::{MenuItem, menu_button, open_menu, raise};
pub use note::{Tone, banner, note};
pub use notifications::{Notifications, Toast};
pub use text::rich;
pub use time::{every, monotonic, now, sleep};
pub use window::{Look, Rows, rows};
