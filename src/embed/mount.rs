//! Puts the page into an element, lets its embedder work it, and takes it out again.

use std::cell::RefCell;

use any_spawner::Executor;
use js_sys::{Array, Error, Function, Reflect};
use leptos::prelude::{Owner, window};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::api::{Addresses, BadUrl, Endpoints, KnownCode, Timeouts, own};
use crate::apps::{Controls, Features, Options, page, set_loader};
use crate::i18n::{ENGLISH, Texts, catalogue};
use crate::session::{AuthorizationResponse, HostToken, Settings, Way};

/// The options as JavaScript gives them: attributes of the element, or fields of `config.json`, in camel case.
struct Given(JsValue);

impl Given {
    fn options(&self) -> Result<Options, JsValue> {
        let endpoints = Endpoints::resolve(&Addresses {
            base: self.text("baseUrl")?,
            issuer: self.text("issuer")?,
            authorize: self.text("authorizeUrl")?,
            token: self.text("tokenUrl")?,
            revoke: self.text("revokeUrl")?,
        })
        .map_err(|bad| {
            refusal(match bad {
                BadUrl::Malformed => {
                    "base-url, issuer, authorize-url, token-url and revoke-url must be URLs, absolute or relative to the page"
                }
                BadUrl::Scheme => "the URLs of the configuration must begin with https: or http:",
                BadUrl::Credentials => "the URLs of the configuration must not hold a user name or password",
            })
        })?;
        self.permit(&endpoints)?;
        Ok(Options {
            endpoints,
            settings: Settings {
                storage_key: self.filled("storageKey")?.unwrap_or_else(|| Settings::DEFAULT_KEY.into()),
                portal_key: self.filled("portalStorageKey")?,
                host: self.function("getToken")?.map(HostToken::function),
                ways: Way::list(self.text("signIn")?.as_deref().unwrap_or("code credentials token")),
                client_id: self.filled("clientId")?.unwrap_or_default(),
                redirect_uri: redirect_uri(self.filled("redirectUri")?.as_deref())?,
                scope: self.filled("scope")?.unwrap_or_else(|| "read write".into()),
                popup: match self.text("signInWindow")?.as_deref() {
                    None | Some("" | "redirect") => false,
                    Some("popup") => true,
                    Some(_) => return Err(refusal("sign-in-window must be redirect or popup")),
                },
            },
            answer: self.get("answer")?.as_ref().map(AuthorizationResponse::from_js),
            features: Features {
                create: self.offers("create"),
                delete: self.offers("delete"),
                secrets: self.offers("secrets"),
            },
            host: self.function("notify")?,
            standalone: match self.get("standalone")? {
                Some(standalone) => standalone.as_bool().ok_or_else(|| refusal("standalone must be true or false"))?,
                None => false,
            },
            locale: self.text("locale")?.unwrap_or_else(|| "en".into()),
            texts: self.texts(),
            timeouts: match self.filled("timeout")? {
                Some(seconds) => timeouts(&seconds)?,
                None => Timeouts::default(),
            },
        })
    }

    /// The catalogue that the element fetched, as an array of strings; English where there is none.
    fn texts(&self) -> &'static Texts {
        thread_local!(static KNOWN: RefCell<Vec<(JsValue, &'static Texts)>> = RefCell::default());
        let Ok(Some(list)) = self.get("texts") else {
            return &ENGLISH;
        };
        KNOWN.with_borrow_mut(|known| {
            if let Some((_, texts)) = known.iter().find(|(other, _)| *other == list) {
                return *texts;
            }
            let strings = list.dyn_ref::<Array>().map(|list| list.iter().filter_map(|text| text.as_string()).collect());
            let texts = strings.and_then(catalogue).unwrap_or(&ENGLISH);
            known.push((list, texts));
            texts
        })
    }

    /// Asks the facade about each address that a token may go to, whether the portal allows it. What an issuer that is
    /// allowed says of itself is its own business.
    fn permit(&self, endpoints: &Endpoints) -> Result<(), JsValue> {
        let Some(permit) = self.function("permit")? else {
            return Ok(());
        };
        for address in endpoints.addresses() {
            permit.call1(&JsValue::NULL, &address.into())?;
        }
        Ok(())
    }

    /// A text that is worth nothing when it is empty.
    fn filled(&self, name: &str) -> Result<Option<String>, JsValue> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    /// Whether the element's `features`, which the facade has read, leave this one in.
    fn offers(&self, feature: &str) -> bool {
        let without = self.get("without").ok().flatten();
        !without.is_some_and(|without| own(&without, feature).is_some_and(|word| word.is_truthy()))
    }

    fn function(&self, name: &str) -> Result<Option<Function>, JsValue> {
        let function = |value: JsValue| value.dyn_into().map_err(|_| refusal(&[name, " must be a function"].concat()));
        self.get(name)?.map(function).transpose()
    }

    fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let text = |value: JsValue| value.as_string().ok_or_else(|| refusal(&[name, " must be a string"].concat()));
        self.get(name)?.map(text).transpose()
    }

    /// An option; none when it is absent.
    fn get(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        if !self.0.is_object() {
            return Err(refusal("the options must be an object"));
        }
        Ok(own(&self.0, name).filter(|value| !value.is_undefined() && !value.is_null()))
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
    owner: Option<Owner>,
    controls: Controls,
}

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops what is under way. A second call changes nothing.
    pub fn unmount(&mut self) {
        self.owner = None;
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
    let given = Given(options);
    set_loader(given.get("part")?.and_then(|loader| loader.dyn_into().ok()));
    let options = given.options()?;
    // It says so when it was started before, which is no harm.
    let _ = Executor::init_wasm_bindgen();
    // Leptos' own `mount_to` makes a node by the host's `document.createComment`, which may be something else.
    let owner = Owner::new();
    let controls = owner.with(|| {
        let (view, controls) = page(options);
        view.append_to(&root);
        controls
    });
    Ok(Handle { owner: Some(owner), controls })
}

fn refusal(message: &str) -> JsValue {
    let error = Error::new(message);
    let _ = Reflect::set(&error, &"code".into(), &KnownCode::InvalidOptions.word().into());
    error.unchecked_into()
}
