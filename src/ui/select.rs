//! A choice of one out of a few: the browser's own select, with an arrow of ours.

use erased_view::prelude::*;

use super::focus::focus_if;
use super::glyph::Glyph;
use super::icon::Icon;

/// The select. Its children are its options; the one without a value is what nobody has chosen.
#[component]
pub fn Select(
    /// What is chosen, for a screen reader.
    label: &'static str,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<&'static str>,
    /// Called with the value of another one.
    #[prop(into)]
    on_change: Callback<String>,
    /// Called when somebody is about to choose.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Whether it takes the focus.
    focused: bool,
    children: Children,
) -> impl IntoView {
    let open = move || {
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    view! {
        <span class="select" data-set=move || !value.get().is_empty()>
            <select
                aria-label=label
                prop:value=move || value.get()
                on:change=move |event| on_change.run(event_target_value(&event))
                on:focus=move |_| open()
                on:pointerenter=move |_| open()
                use:focus_if=focused
            >
                {children()}
            </select>
            <Glyph icon=Icon::Down/>
        </span>
    }
}
