//! What is typed on the sign-in page, what is wrong with it, and what sending it does.

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;

use super::error_text::SignInTexts;
use super::errors::SignInErrors;
use super::failure::Failure;
use crate::api::{Cancel, Error, SecretText};
use crate::i18n::use_i18n;
use crate::page::session_part::sign_in_by_credentials;
use crate::page::unreachable::UnreachableHints;
use crate::session::{Account, Credentials, CredentialsError, Notice, Step, Way};
use crate::ui::{Browser, Icon, Note, Tone};

/// The state of the form for credentials. Copies are the same.
#[derive(Clone, Copy)]
pub struct SignInForm {
    account: Account,
    browser: Browser,
    texts: SignInTexts,
    /// Which credentials are typed.
    pub way: RwSignal<Option<Way>>,
    /// What is typed.
    pub client_id: RwSignal<String>,
    /// What is typed.
    pub secret: RwSignal<String>,
    /// What is typed.
    pub token: RwSignal<String>,
    /// Whether the credentials are on their way.
    pub busy: RwSignal<bool>,
    /// What is wrong with the last try.
    pub errors: RwSignal<SignInErrors>,
    cancel: RwSignal<Option<Cancel>>,
}

impl SignInForm {
    /// Empty fields; those of the first way show. What the API did not take is there to be corrected.
    pub fn new(account: Account, texts: SignInTexts, ways: &[Way]) -> Self {
        let mut way = ways.first().copied();
        let (mut client_id, mut token, mut errors) = (String::new(), String::new(), SignInErrors::default());
        match account.notice.get_untracked() {
            Some(Notice::NotAccepted(Credentials::Token(pasted))) if ways.contains(&Way::Token) => {
                way = Some(Way::Token);
                token = pasted.expose().to_owned();
                errors.token = Some(texts.i18n.t.token_not_accepted().to_owned());
            }
            Some(Notice::NotAccepted(Credentials::Client(id))) if ways.contains(&Way::Credentials) => {
                way = Some(Way::Credentials);
                client_id = id;
            }
            _ => {}
        }
        let form = Self {
            account,
            browser: expect_context(),
            texts,
            way: RwSignal::new(way),
            client_id: RwSignal::new(client_id),
            secret: RwSignal::new(String::new()),
            token: RwSignal::new(token),
            busy: RwSignal::new(false),
            errors: RwSignal::new(errors),
            cancel: RwSignal::new(None),
        };
        // Who signs in at the server is not interested in what went wrong here.
        Effect::new(move || {
            if account.code.step.get() == Step::Leaving {
                form.errors.set(SignInErrors::default());
            }
        });
        form
    }

    /// Leaves a way that is not offered any more.
    pub fn offer(self, ways: &[Way]) {
        if self.way.with_untracked(|way| way.is_none_or(|way| !ways.contains(&way))) {
            self.way.set(ways.first().copied());
        }
    }

    /// Stops what is on its way.
    pub fn stop(self) {
        if let Some(cancel) = self.cancel.get_untracked() {
            cancel.cancel();
        }
    }

    /// Signs in with what was typed.
    pub fn send(self) {
        // What happened before is over.
        self.account.notice.set(None);
        self.account.code.error.set(None);
        match self.way.get_untracked() {
            Some(Way::Token) => self.send_token(),
            Some(Way::Credentials) => self.send_credentials(),
            Some(Way::Code) | None => {}
        }
    }

    fn send_token(self) {
        if let Err(fault) = self.account.sign_in_with_token(&self.token.get_untracked()) {
            self.errors.set(SignInErrors { token: Some(self.texts.paste_fault(&fault)), ..SignInErrors::default() });
        }
    }

    fn send_credentials(self) {
        let t = self.texts.i18n.t;
        let id = self.client_id.with_untracked(|id| id.trim().to_owned());
        let secret = SecretText::new(self.secret.with_untracked(|secret| secret.trim().to_owned()));
        let missing = SignInErrors {
            client_id: id.is_empty().then(|| t.enter_client_id().to_owned()),
            secret: secret.expose().is_empty().then(|| t.enter_client_secret().to_owned()),
            ..SignInErrors::default()
        };
        let is_complete = missing == SignInErrors::default();
        self.errors.set(missing);
        if !is_complete {
            return;
        }
        self.busy.set(true);
        self.browser.csp_blocked.set(false);
        let cancel = self.account.begin_request();
        self.cancel.set(Some(cancel.clone()));
        // Who leaves this page does not want what they typed to sign them in.
        spawn_local_scoped_with_cancellation(async move {
            let outcome = sign_in_by_credentials(self.account, id.clone(), secret, cancel).await;
            self.busy.set(false);
            match outcome {
                Ok(()) => self.secret.set(String::new()),
                Err(CredentialsError::Disposed) => {}
                // The button that was pressed is gone.
                Err(CredentialsError::NoToken(Error::Cancelled)) => {
                    self.errors.set(SignInErrors { stopped: true, ..SignInErrors::default() });
                }
                Err(error) => self.errors.set(self.texts.credentials_error(&error, &id)),
            }
        });
    }
}

/// What went wrong with the last try, for above the box.
#[component]
pub fn FormNotes(
    /// Whose errors.
    form: SignInForm,
) -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let note = move || {
        let errors = form.errors.get();
        let text = errors.note?;
        // Where the credentials are wrong, their field takes the focus.
        Some(match errors.wrong {
            true => view! { <Note tone=Tone::Danger icon=Icon::Error text/> }.into_any(),
            false => view! { <Failure text/> }.into_any(),
        })
    };
    let command = move || {
        let command = form.errors.with(|errors| errors.command.clone())?;
        let origin = account.endpoints.with_untracked(|endpoints| endpoints.token_origin().to_owned());
        Some(view! {
            <div class="fail"><UnreachableHints origin intro=t.token_command() command/></div>
        })
    };
    view! { {note} {command} }
}
