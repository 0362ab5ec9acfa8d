//! What was here is in `page`: for those who still build elements one by one.

use super::desk::Desk;
use crate::ui::View;

/// What stands in the place of a hidden secret.
pub fn dots(desk: Desk) -> View {
    crate::page::secret_dots::dots(desk.i18n).into()
}
