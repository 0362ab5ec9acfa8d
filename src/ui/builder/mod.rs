//! The building blocks as functions that build elements one by one: what was before the components. They go when the last
//! view that uses them is one of `view!`. [`View`] and `AnyView` become each other, so that both can stand in one page.

pub(super) mod ask;
mod button;
mod copy;
mod dialog;
mod field;
mod form;
mod icon;
mod note;
mod text;

pub use button::{action, bare_icon_button, button, icon_button, live_icon_button, menu_button, rename, submit};
pub use copy::{copy_button, select_text};
pub use dialog::dialog;
pub use field::{Field, field_error};
pub use form::form;
pub use icon::{change_icon, icon, symbol};
pub use note::{banner, note};
pub use text::rich;
