//! What became of the last try, above the form.

use erased_view::prelude::*;

use super::choices::Choices;
use super::environment::CreateEnvironment;
use super::words::doubt_text;
use crate::applications::create_state::{Create, Doubt};
use crate::applications::creation::Creation;
use crate::i18n::use_i18n;
use crate::page::form_error::FormError;
use crate::ui::{Browser, Icon, Note, Tone};

/// Says what became of the last try, and takes the focus: the field and the button that had it were disabled meanwhile.
#[component]
pub fn OutcomeNote(
    /// What is said about the form.
    error: Memo<FormError>,
) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let browser = expect_context::<Browser>();
    let desk = expect_context::<CreateEnvironment>().desk;
    let danger = move |icon: Icon, title: &'static str, text: String| {
        view! { <Note tone=Tone::Danger icon title text focused=true/> }.into_any()
    };
    move || match creation.state.get() {
        Create::Editing(_) => match error.get() {
            // It goes when the network is back: the form can be sent then.
            FormError { offline: true, .. } if browser.online.get() => ().into_any(),
            FormError { offline: true, note: Some(text), .. } => danger(Icon::Offline, t.offline(), text),
            FormError { note: Some(text), .. } => danger(Icon::Error, t.not_created(), text),
            _ => ().into_any(),
        },
        Create::Unknown { lost, doubt } => {
            let text = doubt_text(desk, &lost, &doubt);
            let choices = match doubt {
                Doubt::Choose(new) => Some(view! { <Choices new/> }),
                _ => None,
            };
            view! {
                <Note tone=Tone::Warn icon=Icon::Warn title=t.may_be_created() text alert=true focused=true/>
                {choices}
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
