//! What the server says that the contract does not name: a name and a value each. Nobody knows what it is, so that what is called
//! as secrets are is treated as one.

use erased_view::prelude::*;

use super::changes::Field;
use super::fact::{CopiedText, Fact};
use super::masked::Masked;
use super::subject::Subject;
use crate::api::{Other, SecretText};
use crate::applications::name::plain;
use crate::i18n::{fill, use_i18n};

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
    let i18n = use_i18n();
    let t = i18n.t;
    let Other { name, value } = other;
    let is_sensitive = is_sensitive(&name, value.as_ref().map_or("", SecretText::expose));
    let (called, key) = (plain(&name), name.clone());
    let label = fill(t.copy_value(), &[("name", &called)]);
    let content = match value {
        None => view! { <span class="none">{t.too_long()}</span> }.into_any(),
        Some(value) if value.expose().is_empty() => view! { <span class="none">{t.none()}</span> }.into_any(),
        Some(_) if is_sensitive && !listed => view! { <span class="none">{t.secret_not_available()}</span> }.into_any(),
        Some(value) if is_sensitive => view! { <Masked field=key value=Some(value) what=t.secret() label/> }.into_any(),
        Some(value) => {
            view! { <CopiedText text=value.expose().to_owned() dir="auto" what=t.value() label/> }.into_any()
        }
    };
    view! { <Fact label=called field=Field::Other(name)>{content}</Fact> }
}

/// Whether a field is called as secrets are, or holds one that is.
fn is_sensitive(name: &str, value: &str) -> bool {
    let is_secret = |words: &str| {
        let words = words.to_ascii_lowercase();
        SENSITIVE.iter().any(|word| words.contains(word))
    };
    is_secret(name) || value.starts_with(['{', '[']) && is_secret(value)
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn fields_that_are_called_as_secrets_are_hide_their_value() {
        for name in ["registration_access_token", "clientSecretHash", "Private-Key", "db_password", "webhook_secret"] {
            assert!(is_sensitive(name, "x"), "{name}");
        }
        for name in ["owner", "algorithm", "post_logout_redirect_uris", "allowed_origins"] {
            assert!(!is_sensitive(name, "x"), "{name}");
        }
    }

    #[test]
    fn so_do_fields_that_hold_one() {
        assert!(is_sensitive("oauth", r#"{"client_secret": "x"}"#));
        assert!(is_sensitive("keys", r#"[{"id": 1, "accessToken": "x"}]"#));
        assert!(!is_sensitive("limits", r#"{"requests": 100}"#));
        assert!(!is_sensitive("about", "What the token is for"), "words are no secret");
    }
}
