//! How far a set is: what was created, what is under way, and what is left.

use erased_view::prelude::*;

use crate::applications::create_state::Create;
use crate::applications::creation::Creation;
use crate::applications::creation_set::{ApplicationSet, Planned};
use crate::applications::name::plain;
use crate::i18n::use_i18n;
use crate::ui::{Glyph, Icon};

/// The applications of a set in their order; nothing where it is one.
#[component]
pub fn SetProgress() -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let is_busy = Memo::new(move |_| creation.state.with(Create::is_busy));
    let is_set = Memo::new(move |_| creation.is_set());
    let steps = move || {
        let set = creation.planned();
        let next = set.next();
        let ApplicationSet(set) = set;
        let step = |(at, planned): (usize, Planned)| {
            let (icon, word) = match (planned.is_made, Some(at) == next, is_busy.get()) {
                (true, ..) => (Some(Icon::Check), t.planned_made()),
                (_, true, true) => (Some(Icon::Spin), t.planned_now()),
                (_, true, false) => (None, t.planned_next()),
                _ => (None, t.planned_later()),
            };
            let name = plain(&planned.name);
            view! {
                <li data-done=planned.is_made aria-current=(Some(at) == next).then_some("step")>
                    {icon.map(|icon| view! { <Glyph icon/> })}
                    <bdi translate="no">{name}</bdi>
                    " "
                    <span class="muted">{word}</span>
                </li>
            }
        };
        set.into_iter().enumerate().map(step).collect_view()
    };
    view! {
        <Show when=move || is_set.get()>
            <ol class="steps" aria-label=t.to_be_created()>{steps}</ol>
        </Show>
    }
}
