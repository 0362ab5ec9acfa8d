//! Moves the focus without a jump of the page.

use web_sys::{FocusOptions, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom::{El, bare};

/// Gives an element the focus, and scrolls no further than it takes to see it.
pub fn focus_in_place(element: &El) {
    let options: FocusOptions = bare();
    options.set_prevent_scroll(true);
    let _ = element.html().focus_with_options(&options);
    let nearest: ScrollIntoViewOptions = bare();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.node().scroll_into_view_with_scroll_into_view_options(&nearest);
}
