//! Puts the page into an element, lets its embedder work it, and takes it out again.

use std::cell::RefCell;

use any_spawner::Executor;
use erased_view::prelude::{UnmountHandle, mount_to};
use js_sys::{Error, Function, Reflect};
use leptos::prelude::{Owner, window};
use serde::Deserialize;
use serde_wasm_bindgen::{from_value, preserve};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::api::{Addresses, BadUrl, Endpoints, KnownCode, Timeouts, from_own};
use crate::i18n::{ENGLISH, Texts, catalogue};
use crate::page::parts::set_loader;
use crate::page::settings::{Features, Options};
use crate::page::shell::{Controls, app};
use crate::session::{AuthorizationResponse, HostToken, Settings, Way};

/// The options as JavaScript gives them, under names in camel case: attributes of the element and fields of `config.json`
/// as text, and what the facade adds to them.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Given {
    base_url: Option<String>,
    issuer: Option<String>,
    authorize_url: Option<String>,
    token_url: Option<String>,
    revoke_url: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    sign_in: Option<String>,
    sign_in_window: Option<String>,
    storage_key: Option<String>,
    portal_storage_key: Option<String>,
    locale: Option<String>,
    timeout: Option<String>,
    standalone: Option<bool>,
    /// The host's function that gives its token.
    #[serde(with = "preserve")]
    get_token: JsValue,
    /// What came back from the authorization server.
    #[serde(with = "preserve")]
    answer: JsValue,
    /// Which features are left out.
    #[serde(with = "preserve")]
    without: JsValue,
    /// The catalogue of the language, as an array of strings; none for English.
    #[serde(with = "preserve")]
    texts: JsValue,
    /// Takes events to the host.
    #[serde(with = "preserve")]
    notify: JsValue,
    /// Fetches a part of the module.
    #[serde(with = "preserve")]
    part: JsValue,
    /// Throws for an address that the portal does not allow.
    #[serde(with = "preserve")]
    permit: JsValue,
}

/// The features that the element's `features`, which the facade has read, leave out.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Without {
    create: bool,
    delete: bool,
    secrets: bool,
}

impl Given {
    fn read(options: &JsValue) -> Result<Self, JsValue> {
        if !options.is_object() {
            return Err(refusal("the options must be an object"));
        }
        from_own(options).map_err(|error| refusal(&["an option has a wrong type: ", &error.to_string()].concat()))
    }

    fn options(self) -> Result<Options, JsValue> {
        let endpoints = Endpoints::resolve(&Addresses {
            base: self.base_url,
            issuer: self.issuer,
            authorize: self.authorize_url,
            token: self.token_url,
            revoke: self.revoke_url,
        })
        .map_err(|bad| refusal(bad_url(bad)))?;
        permit(&endpoints, self.permit)?;
        let without: Without = from_own(&self.without).unwrap_or_default();
        Ok(Options {
            endpoints,
            settings: Settings {
                storage_key: filled(self.storage_key).unwrap_or_else(|| Settings::DEFAULT_KEY.into()),
                portal_key: filled(self.portal_storage_key),
                host: function("getToken", self.get_token)?.map(HostToken::function),
                ways: Way::list(self.sign_in.as_deref().unwrap_or("code credentials token")),
                client_id: filled(self.client_id).unwrap_or_default(),
                redirect_uri: redirect_uri(filled(self.redirect_uri).as_deref())?,
                scope: filled(self.scope).unwrap_or_else(|| "read write".into()),
                popup: match self.sign_in_window.as_deref() {
                    None | Some("" | "redirect") => false,
                    Some("popup") => true,
                    Some(_) => return Err(refusal("sign-in-window must be redirect or popup")),
                },
            },
            answer: self.answer.is_object().then(|| AuthorizationResponse::from_js(&self.answer)),
            features: Features { create: !without.create, delete: !without.delete, secrets: !without.secrets },
            host: function("notify", self.notify)?,
            standalone: self.standalone.unwrap_or_default(),
            locale: self.locale.unwrap_or_else(|| "en".into()),
            texts: texts(self.texts),
            timeouts: match filled(self.timeout) {
                Some(seconds) => timeouts(&seconds)?,
                None => Timeouts::default(),
            },
        })
    }
}

/// The catalogue that the element fetched; English where there is none. One that was read before is not read again.
fn texts(list: JsValue) -> &'static Texts {
    thread_local!(static KNOWN: RefCell<Vec<(JsValue, &'static Texts)>> = RefCell::default());
    if !list.is_object() {
        return &ENGLISH;
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some((_, texts)) = known.iter().find(|(other, _)| *other == list) {
            return *texts;
        }
        let texts = from_value(list.clone()).ok().and_then(catalogue).unwrap_or(&ENGLISH);
        known.push((list, texts));
        texts
    })
}

/// Asks the facade about each address that a token may go to, whether the portal allows it. What an issuer that is allowed
/// says of itself is its own business.
fn permit(endpoints: &Endpoints, asked: JsValue) -> Result<(), JsValue> {
    let Some(asked) = function("permit", asked)? else {
        return Ok(());
    };
    for address in endpoints.addresses() {
        asked.call1(&JsValue::NULL, &address.into())?;
    }
    Ok(())
}

/// A function; none where it is absent.
fn function(name: &str, value: JsValue) -> Result<Option<Function>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    value.dyn_into().map(Some).map_err(|_| refusal(&[name, " must be a function"].concat()))
}

/// A text that is worth nothing when it is empty.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn bad_url(bad: BadUrl) -> &'static str {
    match bad {
        BadUrl::Malformed => {
            "base-url, issuer, authorize-url, token-url and revoke-url must be URLs, absolute or relative to the page"
        }
        BadUrl::Scheme => "the URLs of the configuration must begin with https: or http:",
        BadUrl::Credentials => "the URLs of the configuration must not hold a user name or password",
    }
}

/// Where the server sends its answer: as configured, else this page without query and fragment.
fn redirect_uri(given: Option<&str>) -> Result<String, JsValue> {
    let page = window().location().href().unwrap_or_default();
    let url = web_sys::Url::new_with_base(given.unwrap_or_default(), &page)
        .map_err(|_| refusal("redirect-uri must be a URL, absolute or relative to the page"))?;
    url.set_hash("");
    if given.is_none() {
        url.set_search("");
    }
    Ok(url.href())
}

fn timeouts(seconds: &str) -> Result<Timeouts, JsValue> {
    match seconds.parse::<u32>() {
        Ok(seconds @ 1..=600) => Ok(Timeouts { read: seconds * 1000, write: seconds * 1000 }),
        _ => Err(refusal("timeout must be a whole number of seconds from 1 to 600")),
    }
}

/// A mounted page.
#[wasm_bindgen]
pub struct Handle {
    /// What the page lives as long as.
    mounted: Option<(UnmountHandle, Owner)>,
    controls: Controls,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops what is under way. A second call changes nothing.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }

    /// Loads the list again. Without a session, looks for one again.
    pub fn refresh(&self) {
        self.controls.refresh();
    }

    /// Signs out as the user does.
    pub fn sign_out(&self) {
        self.controls.sign_out();
    }

    /// Opens the dialog for a new application.
    pub fn open_create(&self, name: String) {
        self.controls.open_create(name);
    }

    /// Whether a dialog is open, which a new start would break off.
    pub fn is_busy(&self) -> bool {
        self.controls.is_busy()
    }
}

/// Puts the page into an element, which is in a shadow root and has the stylesheet.
///
/// # Errors
/// An `Error` with the code `invalid_options` whose message says which option is wrong.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: JsValue) -> Result<Handle, JsValue> {
    let given = Given::read(&options)?;
    set_loader(given.part.dyn_ref().cloned());
    let options = given.options()?;
    // It says so when it was started before, which is no harm.
    let _ = Executor::init_wasm_bindgen();
    // Leptos' own `mount_to` makes a node by the host's `document.createComment`, which may be something else.
    let owner = Owner::new();
    let (handle, controls) = owner.with(|| {
        let (view, controls) = app(options);
        (mount_to(root, move || view), controls)
    });
    Ok(Handle { mounted: Some((handle, owner)), controls })
}

fn refusal(message: &str) -> JsValue {
    let error = Error::new(message);
    let _ = Reflect::set(&error, &"code".into(), &KnownCode::InvalidOptions.word().into());
    error.unchecked_into()
}
