//! Names of applications, which can't be trusted to look like what they are: hidden characters become visible.

use erased_view::prelude::*;

use crate::api::Application;
use crate::applications::name::{Segment, code_point, plain, segments};
use crate::i18n::{I18n, fill, use_i18n};

/// A name with its hidden characters visible.
#[component]
pub fn ApplicationName(
    /// The name as the server sent it.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    name_view(use_i18n(), &name)
}

/// A name with its hidden characters visible, for who has no component around it.
pub fn name_view(i18n: I18n, name: &str) -> AnyView {
    let segment = |segment: Segment<'_>| match segment {
        Segment::Plain(words) => words.to_owned().into_any(),
        Segment::Hidden(character) => {
            let code = code_point(character);
            let title = fill(i18n.t.hidden_character(), &[("code", &code)]);
            view! { <span class="mark" title=title>{code}</span> }.into_any()
        }
    };
    view! { <span>{segments(name).into_iter().map(segment).collect_view()}</span> }.into_any()
}

/// What a control calls its application: the name, or the client ID where it has none.
pub fn spoken_name(i18n: I18n, application: &Application) -> String {
    match (application.name.as_str(), application.client_id.as_str()) {
        ("", "") => i18n.t.unnamed().to_owned(),
        ("", id) => plain(id),
        (name, _) => plain(name),
    }
}
