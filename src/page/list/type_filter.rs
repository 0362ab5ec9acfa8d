//! The filter by client type.

use erased_view::prelude::*;

use crate::applications::TypeFilter;
use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::ui::{Glyph, Icon};

/// Chooses which client types show.
#[component]
pub fn TypeSelect() -> impl IntoView {
    let t = use_i18n().t;
    let types = expect_context::<ListView>().types;
    let value = move || match types.get() {
        TypeFilter::All => "",
        TypeFilter::Confidential => "confidential",
        TypeFilter::Public => "public",
    };
    let change = move |event| {
        types.set(match event_target_value(&event).as_str() {
            "confidential" => TypeFilter::Confidential,
            "public" => TypeFilter::Public,
            _ => TypeFilter::All,
        });
    };
    view! {
        <span class="select" data-set=move || types.get() != TypeFilter::All>
            <select aria-label=t.type_() prop:value=value on:change=change>
                <option value="">{t.all_types()}</option>
                <option value="confidential">{t.confidential()}</option>
                <option value="public">{t.public()}</option>
            </select>
            <Glyph icon=Icon::Down/>
        </span>
    }
}
