//! Tells the host what leaving would lose, and when a new start would break off nothing.

use erased_view::dom::watch;
use erased_view::prelude::*;

use super::controls::has_dialog;
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::page::host_events::HostEvents;

/// Emits an event whenever one of the two changes, and what holds at first.
pub fn emit_unsaved() {
    let (creation, deletion) = (expect_context::<Creation>(), expect_context::<Deletion>());
    let host = expect_context::<HostEvents>();
    let unsaved = Memo::new(move |_| creation.unsaved());
    let mut before = None;
    watch(move || {
        let now = unsaved.get();
        if now != before {
            before = now;
            host.unsaved(now);
        }
    });
    let busy = Memo::new(move |_| has_dialog(creation, deletion));
    watch(move || {
        if !busy.get() {
            host.idle();
        }
    });
}
