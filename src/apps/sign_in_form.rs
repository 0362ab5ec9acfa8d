//! The forms of the sign-in page: client credentials, of which only the token is kept, and a pasted access token.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::desk::Desk;
use super::failed::{code, may_be};
use super::sign_in::failure;
use super::sign_in_error::no_metadata;
use super::trouble::{explain, retry_at};
use super::wait::{again, waiting};
use crate::api::{Cancel, Error, SecretText};
use crate::i18n::fill;
use crate::session::{
    Credentials, CredentialsError, Notice, PasteFault, Step, Way, Web, shown, sign_in_with_credentials,
};
use crate::ui::{
    El, Field, Icon, Kind, Tone, View, action, all, div, each, el, flag, form, live, next_frame, note, rich, spawn,
    submit, watch, when,
};

/// What is wrong with what was typed, or with the answer.
#[derive(Clone, Default, PartialEq)]
struct Faults {
    client_id: Option<String>,
    secret: Option<String>,
    token: Option<String>,
    note: Option<String>,
    /// The token endpoint could not be reached: the same request as a command.
    command: Option<String>,
    retry_at: Option<f64>,
    /// The server knows no such client, or it has another secret.
    wrong: bool,
    /// The user stopped it.
    stopped: bool,
}

/// The state of the forms.
#[derive(Clone, Copy)]
pub struct Form {
    desk: Desk,
    way: RwSignal<Option<Way>>,
    client_id: RwSignal<String>,
    secret: RwSignal<String>,
    token: RwSignal<String>,
    busy: RwSignal<bool>,
    faults: RwSignal<Faults>,
    waiting: RwSignal<Option<Cancel>>,
}

impl Form {
    /// Empty forms; the first of these ways shows. What the API did not take is there to be corrected.
    pub fn new(desk: Desk, ways: &[Way]) -> Self {
        let mut way = ways.first().copied();
        let (mut client_id, mut token, mut faults) = (String::new(), String::new(), Faults::default());
        match desk.account.notice.get_untracked() {
            Some(Notice::NotAccepted(Credentials::Token(pasted))) if ways.contains(&Way::Token) => {
                way = Some(Way::Token);
                token = pasted.expose().to_owned();
                faults.token = Some(desk.i18n.t.token_not_accepted().to_owned());
            }
            Some(Notice::NotAccepted(Credentials::Client(id))) if ways.contains(&Way::Credentials) => {
                way = Some(Way::Credentials);
                client_id = id;
            }
            _ => {}
        }
        let form = Self {
            desk,
            way: RwSignal::new(way),
            client_id: RwSignal::new(client_id),
            secret: RwSignal::new(String::new()),
            token: RwSignal::new(token),
            busy: RwSignal::new(false),
            faults: RwSignal::new(faults),
            waiting: RwSignal::new(None),
        };
        // Who signs in at the server is not interested in what went wrong here.
        watch(move || {
            if desk.account.code.step.get() == Step::Leaving {
                form.faults.set(Faults::default());
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

    /// What went wrong with the last try, for above the box.
    pub fn notes(self) -> View {
        let (desk, faults) = (self.desk, self.faults);
        live(move || {
            faults.with(|faults| {
                let text = faults.note.as_ref().map(|text| match faults.wrong {
                    true => note(Tone::Danger, Icon::Error, "", text).into(),
                    false => failure(text),
                });
                let line = faults.command.as_ref().map(|line| {
                    let origin = desk.account.endpoints.with_untracked(|endpoints| endpoints.token_origin().to_owned());
                    div("fail").child(may_be(desk, origin, desk.i18n.t.token_command(), line)).into()
                });
                all([text.into(), line.into()])
            })
        })
    }

    /// The forms for these ways. `kind` is how their button looks: the one primary action, or one beside it.
    pub fn build(self, ways: &[Way], kind: Kind) -> El {
        let t = self.desk.i18n.t;
        let faults = self.faults;
        let wait = waiting(self.desk, move || faults.with(|faults| faults.retry_at));
        let busy = flag(move || self.busy.get());
        let choice = if ways.len() > 1 { choice(self, ways.to_vec()) } else { View::none() };
        let fields = live(move || match self.way.get() {
            Some(Way::Credentials) => self.credentials_fields(busy),
            Some(Way::Token) => self.token_field(busy),
            Some(Way::Code) | None => View::none(),
        });
        let label =
            move || if busy.get() { t.signing_in().to_owned() } else { again(self.desk, wait.get(), t.continue_()) };
        let cancel = when(
            move || busy.get(),
            move || {
                action(Kind::Plain, t.cancel(), move || {
                    if let Some(cancel) = self.waiting.get_untracked() {
                        cancel.cancel();
                    }
                })
                .attr("data-wide", "")
                .into()
            },
        );
        let send = move || {
            if !self.busy.get_untracked() && wait.get_untracked() == 0 {
                self.send();
            }
        };
        form(send)
            .class("way")
            .child(choice)
            .child(fields)
            .child(submit(kind, label, busy, move || wait.get() > 0).attr("data-wide", ""))
            .child(cancel)
    }

    fn credentials_fields(self, busy: Memo<bool>) -> View {
        let t = self.desk.i18n.t;
        let faults = self.faults;
        let id = Field { mono: true, autocomplete: "username", ..Field::new(CLIENT_ID, self.client_id) };
        let secret =
            Field { mono: true, password: true, autocomplete: "current-password", ..Field::new(SECRET, self.secret) };
        let (id, id_input) = id.build(
            el("label").text(t.client_id()),
            move || faults.with(|faults| faults.client_id.clone()),
            || None,
            || None,
            busy,
        );
        let (secret, secret_input) = secret.build(
            el("label").text(t.client_secret()),
            move || faults.with(|faults| faults.secret.clone()),
            move || Some(t.secret_help().into()),
            || None,
            busy,
        );
        lead_back(faults, |faults| faults.client_id.is_some(), &id_input);
        lead_back(
            faults,
            |faults| faults.wrong || faults.stopped || faults.client_id.is_none() && faults.secret.is_some(),
            &secret_input,
        );
        all([id.into(), secret.into()])
    }

    fn token_field(self, busy: Memo<bool>) -> View {
        let t = self.desk.i18n.t;
        let faults = self.faults;
        let field = Field { mono: true, password: true, ..Field::new(TOKEN, self.token) };
        let (field, input) = field.build(
            el("label").text(t.access_token()),
            move || faults.with(|faults| faults.token.clone()),
            move || Some(rich(t.token_help(), [("read", code("read")), ("write", code("write"))])),
            || None,
            busy,
        );
        lead_back(faults, |faults| faults.token.is_some(), &input);
        field.into()
    }

    fn send(self) {
        // What happened before is over.
        self.desk.account.notice.set(None);
        self.desk.account.code.error.set(None);
        match self.way.get_untracked() {
            Some(Way::Token) => self.with_token(),
            Some(Way::Credentials) => self.with_credentials(),
            Some(Way::Code) | None => {}
        }
    }

    fn with_token(self) {
        let t = self.desk.i18n.t;
        match self.desk.account.sign_in_with_token(&self.token.get_untracked()) {
            Ok(()) => {}
            Err(fault) => {
                let text = match fault {
                    PasteFault::Empty => t.token_empty().to_owned(),
                    PasteFault::Character(character) => {
                        fill(t.token_bad_character(), &[("character", &shown(character))])
                    }
                    PasteFault::Scheme(scheme) => fill(t.token_not_bearer(), &[("scheme", &scheme)]),
                };
                self.faults.set(Faults { token: Some(text), ..Faults::default() });
            }
        }
    }

    fn with_credentials(self) {
        let (desk, t) = (self.desk, self.desk.i18n.t);
        let id = self.client_id.with_untracked(|id| id.trim().to_owned());
        let typed = SecretText::new(self.secret.with_untracked(|secret| secret.trim().to_owned()));
        let missing = Faults {
            client_id: id.is_empty().then(|| t.enter_client_id().to_owned()),
            secret: typed.expose().is_empty().then(|| t.enter_client_secret().to_owned()),
            ..Faults::default()
        };
        let complete = missing == Faults::default();
        self.faults.set(missing);
        if !complete {
            return;
        }
        self.busy.set(true);
        desk.browser.csp_blocked.set(false);
        spawn(async move {
            let cancel = desk.account.begin();
            self.waiting.set(Some(cancel.clone()));
            let outcome = sign_in_with_credentials(desk.account, &Web, &id, &typed, &cancel).await;
            if desk.is_gone() || self.busy.is_disposed() {
                return;
            }
            self.busy.set(false);
            match outcome {
                Ok(()) => self.secret.set(String::new()),
                Err(CredentialsError::Disposed) => {}
                Err(CredentialsError::NoMetadata(error)) => {
                    self.faults.set(Faults { note: Some(no_metadata(desk, &error)), ..Faults::default() });
                }
                // The button that was pressed is gone.
                Err(CredentialsError::NoToken(Error::Cancelled)) => {
                    self.faults.set(Faults { stopped: true, ..Faults::default() });
                }
                Err(CredentialsError::NoToken(error)) => self.faults.set(refusal(desk, &error, &id)),
            }
        });
    }
}

/// The ids of the fields.
const CLIENT_ID: &str = "signin-id";
const SECRET: &str = "signin-secret";
const TOKEN: &str = "signin-token";

/// A message at a field leads back to it.
fn lead_back(faults: RwSignal<Faults>, at_field: fn(&Faults) -> bool, input: &El) {
    let node = input.html();
    watch(move || {
        if faults.with(at_field) {
            let node = node.clone();
            next_frame(move || {
                let _ = node.focus();
            });
        }
    });
}

/// Puts a refused token request into words (RFC 6749 section 5.2).
fn refusal(desk: Desk, error: &Error, client_id: &str) -> Faults {
    let t = desk.i18n.t;
    let url = desk.account.endpoints.with_untracked(|endpoints| endpoints.token.clone());
    let problem = error.problem();
    if problem.is_some_and(|problem| problem.status == 401 || problem.code.as_deref() == Some("invalid_client")) {
        return Faults { note: Some(t.bad_credentials().to_owned()), wrong: true, ..Faults::default() };
    }
    let said = problem
        .filter(|problem| problem.status < 500 && problem.status != 429)
        .and_then(|problem| Some((problem.status, problem.message.clone().or_else(|| problem.code.clone())?)));
    let note = match (error, said) {
        (Error::Unreachable, _) => [t.unreachable(), ". ", &fill(t.unreachable_where(), &[("url", &url)])].concat(),
        (Error::Unexpected, _) => [t.unexpected(), ". ", &fill(t.unexpected_text(), &[("url", &url)])].concat(),
        (Error::NotData { .. }, _) => [t.not_data(), ". ", &fill(t.not_data_text(), &[("url", &url)])].concat(),
        (_, Some((status, said))) => {
            [&fill(t.server_error(), &[("status", &status.to_string())]), ": ", &said].concat()
        }
        (Error::Refused(problem), None) if problem.status == 404 => fill(t.no_endpoint_text(), &[("url", &url)]),
        _ => explain(desk, error).joined(),
    };
    let line = desk.account.endpoints.with_untracked(|endpoints| endpoints.curl_token(client_id));
    let command = matches!(error, Error::Unreachable).then_some(line);
    Faults { note: Some(note), command, retry_at: retry_at(error), ..Faults::default() }
}

/// Which of several ways: a tab list.
fn choice(form: Form, ways: Vec<Way>) -> View {
    let t = form.desk.i18n.t;
    let way = form.way;
    let tabs = ways.clone().into_iter().map(move |each| {
        let label = match each {
            Way::Token => t.access_token(),
            Way::Credentials | Way::Code => t.client_id_and_secret(),
        };
        el("button")
            .attr("type", "button")
            .attr("role", "tab")
            .text(label)
            .mark("disabled", "", move || form.busy.get())
            .state("aria-selected", move || way.get() == Some(each))
            .live_attr("tabindex", move || Some(if way.get() == Some(each) { "0" } else { "-1" }.to_owned()))
            .on_click(move || way.set(Some(each)))
            .into()
    });
    let step = move |event: web_sys::Event| {
        let key = event.unchecked_ref::<KeyboardEvent>().key();
        if form.busy.get_untracked() || !matches!(key.as_str(), "ArrowLeft" | "ArrowRight") {
            return;
        }
        event.prevent_default();
        // With two ways, either arrow leads to the other one.
        way.set(ways.iter().find(|each| Some(**each) != way.get_untracked()).copied());
        let tabs = event.current_target().map(JsCast::unchecked_into::<Element>);
        next_frame(move || {
            if let Some(tab) = tabs.and_then(|tabs| tabs.query_selector("[aria-selected=true]").ok().flatten()) {
                let _ = tab.unchecked_into::<HtmlElement>().focus();
            }
        });
    };
    div("segmented")
        .attr("role", "tablist")
        .attr("aria-label", t.kind_of_credentials())
        .child(each(tabs))
        .on("keydown", step)
        .into()
}
