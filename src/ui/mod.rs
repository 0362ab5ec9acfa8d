//! Components that know nothing of OAuth, the context of passing messages, and what is known of the browser. Imports
//! neither `session` nor `applications` nor `api`.
//!
//! Values go down as signals, events go up as callbacks.

mod announce;
mod banner;
mod browser;
mod button;
mod clipboard;
mod copy_button;
mod dialog;
mod field_error;
mod focus;
mod form;
mod glyph;
mod icon;
mod icon_button;
mod live_region;
mod menu;
mod note;
mod notifications;
mod popover;
mod rich_text;
mod select;
mod slots;
mod submit_button;
mod text_field;
mod time;
mod toasts;
mod viewport;
mod window;

pub use announce::Announcer;
pub use banner::Banner;
pub use browser::Browser;
pub use button::{Button, ButtonKind, is_first_click};
pub use clipboard::{copy_text, select_text_of};
pub use copy_button::CopyButton;
pub use dialog::Dialog;
pub use erased_view::dom::is_hidden as hidden;
pub use field_error::FieldError;
pub use focus::{autofocus_if, focus_if, focus_in_place, focus_soon};
pub use form::Form;
pub use glyph::Glyph;
pub use icon::Icon;
pub use icon_button::IconButton;
pub use live_region::LiveRegion;
pub use menu::{MenuItem, open_menu};
pub use note::{Note, Tone};
pub use notifications::{Notifications, Toast};
pub use rich_text::RichText;
pub use select::Select;
pub use slots::{Headings, Look, Rows};
pub use submit_button::SubmitButton;
pub use text_field::TextField;
pub use time::{every, monotonic, now, sleep};
pub use toasts::Toasts;
pub use window::rows;
