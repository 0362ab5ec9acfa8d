//! The button that sends a form.

use erased_view::prelude::*;

use super::{ButtonKind, Glyph, Icon};

/// The button that sends its form. While the form is under way it keeps its place, shows that it works, and takes no
/// second click.
#[component]
pub fn SubmitButton(
    /// What it is for.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the form is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether something is missing, or has to be waited for.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// As wide as the form that it is in.
    #[prop(optional)]
    wide: bool,
    /// What a click does where there is no form around it.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
) -> impl IntoView {
    let click = move |_| {
        if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            class="btn"
            part=kind.part()
            type=if on_click.is_some() { "button" } else { "submit" }
            data-kind=kind.word()
            data-wide=wide
            aria-busy=move || busy.get().then_some("true")
            disabled=move || busy.get() || disabled.get()
            on:click=click
        >
            <Show when=move || busy.get()>
                <Glyph icon=Icon::Spin/>
            </Show>
            {label}
        </button>
    }
}
