//! The filter by client type.

use erased_view::prelude::*;

use crate::applications::TypeFilter;
use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::ui::Select;

/// Chooses which client types show.
#[component]
pub fn TypeSelect(
    /// Whether it takes the focus.
    focused: bool,
) -> impl IntoView {
    let t = use_i18n().t;
    let filter = expect_context::<ListView>().filter;
    let value = move || match filter.get().types {
        TypeFilter::All => "",
        TypeFilter::Confidential => "confidential",
        TypeFilter::Public => "public",
    };
    let change = move |value: String| {
        let types = match value.as_str() {
            "confidential" => TypeFilter::Confidential,
            "public" => TypeFilter::Public,
            _ => TypeFilter::All,
        };
        filter.update(|filter| filter.types = types);
    };
    view! {
        <Select label=t.type_() focused value=Signal::derive(value) on_change=change>
            <option value="">{t.all_types()}</option>
            <option value="confidential">{t.confidential()}</option>
            <option value="public">{t.public()}</option>
        </Select>
    }
}
