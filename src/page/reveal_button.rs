//! The button that shows a secret, or hides it.

use erased_view::prelude::*;

use super::countdown::seconds_text;
use super::secret_time::seconds_left;
use crate::applications::clock::Deadline;
use crate::i18n::{fill, use_i18n};
use crate::ui::{Browser, Glyph, Icon, IconButton};

/// Shows a secret, or hides it; says how long it shows.
#[component]
pub fn RevealButton(
    /// Until when it shows; none while it is hidden.
    #[prop(into)]
    until: Signal<Option<Deadline>>,
    /// Called with whether it is to show.
    #[prop(into)]
    on_toggle: Callback<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let browser = expect_context::<Browser>();
    let shows = Memo::new(move |_| until.get().is_some());
    let label = move || match until.get() {
        Some(until) => {
            browser.now.track();
            fill(t.hide_secret_in(), &[("time", &seconds_text(i18n, seconds_left(until).max(1)))])
        }
        None => t.reveal_secret().to_owned(),
    };
    view! {
        <IconButton label pressed=shows on_click=move || on_toggle.run(!shows.get_untracked())>
            {move || view! { <Glyph icon=if shows.get() { Icon::EyeOff } else { Icon::Eye }/> }}
        </IconButton>
    }
}
