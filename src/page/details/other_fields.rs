//! What the server says that the contract does not name: a name and a value each. Nobody knows what it is, so that what is called
//! as secrets are is treated as one.

use erased_view::prelude::*;

use super::changes::Field;
use super::fact::Fact;
use super::masked::Masked;
use super::subject::Subject;
use crate::api::{Other, SecretText};
use crate::applications::name::plain;
use crate::i18n::{fill, use_i18n};
use crate::page::application_name::name_view;
use crate::ui::CopyButton;
use zeroize::Zeroizing;

/// Parts of names by which values are secrets.
const SENSITIVE: [&str; 6] = ["secret", "token", "password", "passwd", "private", "credential"];

/// A section with them, where there are any.
#[component]
pub fn OtherFields() -> impl IntoView {
    let t = use_i18n().t;
    let subject = expect_context::<Subject>();
    let others = subject.read(|application| application.others.list());
    let listed = subject.is_listed();
    let rows = move || {
        let listed = listed.get();
        others.get().into_iter().map(|other| view! { <OtherField other listed/> }).collect_view()
    };
    view! {
        <Show when=move || others.with(|others| !others.is_empty())>
            <section aria-labelledby="details-others">
                <h3 id="details-others">{t.other_fields()}</h3>
                <dl class="facts">{rows}</dl>
            </section>
        </Show>
    }
}

#[component]
fn OtherField(
    /// The field.
    other: Other,
    /// Whether the list has the application.
    listed: bool,
) -> impl IntoView {
    let t = use_i18n().t;
    let Other { name, value } = other;
    let is_sensitive = is_sensitive(&name);
    let (label, key) = (plain(&name), name.clone());
    let content = move || match value.clone() {
        None => view! { <span class="none">{t.too_long()}</span> }.into_any(),
        Some(value) if value.expose().is_empty() => view! { <span class="none">{t.none()}</span> }.into_any(),
        Some(_) if is_sensitive && !listed => view! { <span class="none">{t.secret_not_available()}</span> }.into_any(),
        Some(value) if is_sensitive => {
            view! { <Masked field=key.clone() value=Some(value) what=t.secret()/> }.into_any()
        }
        Some(value) => view! { <Value name=key.clone() value/> }.into_any(),
    };
    view! { <Fact label field=Field::Other(name)>{content}</Fact> }
}

#[component]
fn Value(name: String, value: SecretText) -> impl IntoView {
    let i18n = use_i18n();
    let on_copied = expect_context::<Subject>().on_copied();
    let label = fill(i18n.t.copy_value(), &[("name", &plain(&name))]);
    let text = value.expose().to_owned();
    view! {
        <bdi class="mono whole" translate="no" dir="auto">{name_view(i18n, &text)}</bdi>
        <CopyButton
            label
            copied=i18n.t.copied()
            value=move |()| Zeroizing::new(value.expose().to_owned())
            on_result=move |done| on_copied.run((done, i18n.t.value()))
        />
    }
}

/// Whether a field is called as secrets are.
fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SENSITIVE.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn fields_that_are_called_as_secrets_are_hide_their_value() {
        for name in ["registration_access_token", "clientSecretHash", "Private-Key", "db_password", "webhook_secret"] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in ["owner", "algorithm", "post_logout_redirect_uris", "allowed_origins"] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
