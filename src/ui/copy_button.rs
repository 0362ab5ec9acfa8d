//! A button that copies, and tells truthfully whether it did.

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use zeroize::Zeroizing;

use super::clipboard::copy_text;
use super::{Glyph, Icon, IconButton, sleep};

/// How long the button says that it copied, in milliseconds.
const SHOWN_FOR: i32 = 2000;

/// A button that copies. It wears a check and the word for two seconds once the value really is on the clipboard.
#[component]
pub fn CopyButton(
    /// Its name.
    #[prop(into)]
    label: String,
    /// The word for a copy that worked.
    copied: &'static str,
    /// Gives what is to be copied, when it is.
    #[prop(into)]
    value: Callback<(), Zeroizing<String>>,
    /// Called with whether the value is on the clipboard.
    #[prop(into)]
    on_result: Callback<bool>,
    /// Takes the focus as soon as it shows, and when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    // How many copies are shown to have worked: with several clicks the last one ends it.
    let shown = RwSignal::new(0_u32);
    let is_done = Memo::new(move |_| shown.get() > 0);
    let copy = move || {
        let text = value.run(());
        spawn_local_scoped_with_cancellation(async move {
            let done = copy_text(&text).await;
            drop(text);
            on_result.run(done);
            if done {
                shown.update(|shown| *shown += 1);
                sleep(SHOWN_FOR).await;
                shown.update(|shown| *shown -= 1);
            }
        });
    };
    view! {
        <IconButton
            label=move || if is_done.get() { copied.to_owned() } else { label.clone() }
            done=move || is_done.get().then(|| copied.to_owned())
            autofocus
            on_click=copy
        >
            {move || view! { <Glyph icon=if is_done.get() { Icon::Check } else { Icon::Copy }/> }}
        </IconButton>
    }
}
