//! Puts the page into an element, lets its embedder work it, and takes it out again.

use std::cell::RefCell;

use any_spawner::Executor;
use erased_view::prelude::{UnmountHandle, mount_to};
use js_sys::{Array, Error, Function, Reflect};
use leptos::prelude::{Owner, window};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Url};

use crate::api::{Addresses, BadUrl, Endpoints, KnownCode, Timeouts, absolute, own};
use crate::i18n::{ENGLISH, Texts, catalogue};
use crate::page::parts::set_loader;
use crate::page::settings::{Features, Options};
use crate::page::shell::{app, controls};
use crate::session::{AuthorizationResponse, HostToken, SignInOptions, Way};

/// The options as JavaScript gives them, under names in camel case: attributes of the element and fields of `config.json`
/// as text, and what the facade adds to them. Each is read by its name, so that an error names it, and a member that
/// somebody put on `Object.prototype` is none of them. With `serde-wasm-bindgen`, whose errors name no option, the first
/// load was 9 kB more.
struct Given<'a>(&'a JsValue);

impl Given<'_> {
    fn get(&self, name: &str) -> Option<JsValue> {
        own(self.0, name).filter(|value| !value.is_undefined() && !value.is_null())
    }

    fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        let text = |value: JsValue| value.as_string().ok_or_else(|| refusal(&[name, " must be a text"].concat()));
        self.get(name).map(text).transpose()
    }

    /// A text that is worth nothing when it is empty.
    fn filled(&self, name: &str) -> Result<Option<String>, JsValue> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    fn function(&self, name: &str) -> Result<Option<Function>, JsValue> {
        let function = |value: JsValue| value.dyn_into().map_err(|_| refusal(&[name, " must be a function"].concat()));
        self.get(name).map(function).transpose()
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(|value| value.as_bool()).unwrap_or_default()
    }

    fn options(&self) -> Result<Options, JsValue> {
        let endpoints = Endpoints::resolve(&Addresses {
            base: self.text("baseUrl")?,
            issuer: self.text("issuer")?,
            authorize: self.text("authorizeUrl")?,
            token: self.text("tokenUrl")?,
            revoke: self.text("revokeUrl")?,
        })
        .map_err(|bad| refusal(bad_url(bad)))?;
        permit(&endpoints, self.function("permit")?)?;
        // What the element's `features`, which the facade has read, leave out.
        let without = self.get("without").unwrap_or_default();
        let has = |feature| !Given(&without).flag(feature);
        Ok(Options {
            endpoints,
            sign_in: self.sign_in()?,
            answer: self.get("answer").filter(JsValue::is_object).map(|answer| AuthorizationResponse::from_js(&answer)),
            application: self.filled("application")?,
            features: Features { create: has("create"), delete: has("delete"), secrets: has("secrets") },
            environments: self.text("environments")?.unwrap_or_default(),
            docs_url: self.docs_url()?,
            fetch: self.function("fetch")?,
            host: self.function("notify")?,
            standalone: self.flag("standalone"),
            locale: self.text("locale")?.unwrap_or_else(|| "en".into()),
            texts: texts(&self.get("texts").unwrap_or_default()),
            timeouts: match self.filled("timeout")? {
                Some(seconds) => timeouts(&seconds)?,
                None => Timeouts::default(),
            },
        })
    }

    /// Where the platform documents best practices; empty where it does not.
    fn docs_url(&self) -> Result<String, JsValue> {
        match self.filled("docsUrl")? {
            Some(given) => Ok(absolute(&given).map_err(|bad| refusal(bad_url(bad)))?.href()),
            None => Ok(String::new()),
        }
    }

    fn sign_in(&self) -> Result<SignInOptions, JsValue> {
        Ok(SignInOptions {
            storage_key: self.filled("storageKey")?.unwrap_or_else(|| SignInOptions::DEFAULT_KEY.into()),
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
        })
    }
}

/// The catalogue that the element fetched; English where there is none. One that was read before is not read again.
fn texts(list: &JsValue) -> &'static Texts {
    thread_local!(static KNOWN: RefCell<Vec<(JsValue, &'static Texts)>> = RefCell::default());
    let Some(strings) = list.dyn_ref::<Array>() else {
        return &ENGLISH;
    };
    KNOWN.with_borrow_mut(|known| {
        if let Some((_, texts)) = known.iter().find(|(other, _)| other == list) {
            return *texts;
        }
        let strings = strings.iter().map(|text| text.as_string()).collect::<Option<Vec<_>>>();
        let texts = strings.and_then(catalogue).unwrap_or(&ENGLISH);
        known.push((list.clone(), texts));
        texts
    })
}

/// Asks the facade about each address that a token may go to, whether the portal allows it. What an issuer that is allowed
/// says of itself is its own business.
fn permit(endpoints: &Endpoints, asked: Option<Function>) -> Result<(), JsValue> {
    let Some(asked) = asked else {
        return Ok(());
    };
    for address in endpoints.addresses() {
        asked.call1(&JsValue::NULL, &address.into())?;
    }
    Ok(())
}

fn bad_url(bad: BadUrl) -> &'static str {
    match bad {
        BadUrl::Malformed => {
            "base-url, issuer, authorize-url, token-url, revoke-url and docs-url must be URLs, absolute or relative to the page"
        }
        BadUrl::Scheme => "the URLs of the configuration must begin with https: or http:",
        BadUrl::Credentials => "the URLs of the configuration must not hold a user name or password",
    }
}

/// Where the server sends its answer: as configured, else this page without query and fragment.
fn redirect_uri(given: Option<&str>) -> Result<String, JsValue> {
    let page = window().location().href().unwrap_or_default();
    let url = Url::new_with_base(given.unwrap_or_default(), &page)
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
}

impl Handle {
    /// Does something with the page, unless it was taken out.
    fn with<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        self.mounted.as_ref().map(|(_, owner)| owner.with(act))
    }
}

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops what is under way. A second call changes nothing.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }

    /// Loads the list again. Without a session, looks for one again.
    pub fn refresh(&self) {
        self.with(controls::refresh);
    }

    /// Signs out as the user does.
    pub fn sign_out(&self) {
        self.with(controls::sign_out);
    }

    /// Opens the dialog for a new application.
    pub fn open_create(&self, name: String) {
        self.with(|| controls::open_create(name));
    }

    /// Opens the details of the application with an id; with an empty one, closes what is open.
    pub fn open_details(&self, id: String) {
        self.with(|| controls::open_details(id));
    }

    /// Whether a dialog is open, which a new start would break off.
    pub fn is_busy(&self) -> bool {
        self.with(controls::is_busy).unwrap_or_default()
    }
}

/// Puts the page into an element, which is in a shadow root and has the stylesheet.
///
/// # Errors
/// An `Error` with the code `invalid_options` whose message says which option is wrong.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: JsValue) -> Result<Handle, JsValue> {
    if !options.is_object() {
        return Err(refusal("the options must be an object"));
    }
    let given = Given(&options);
    set_loader(given.function("part")?);
    let options = given.options()?;
    // It says so when it was started before, which is no harm.
    let _ = Executor::init_wasm_bindgen();
    // Leptos' own `mount_to` makes a node by the host's `document.createComment`, which may be something else.
    let owner = Owner::new();
    let handle = owner.with(|| {
        let view = app(options);
        mount_to(root, move || view)
    });
    Ok(Handle { mounted: Some((handle, owner)) })
}

fn refusal(message: &str) -> JsValue {
    let error = Error::new(message);
    let _ = Reflect::set(&error, &"code".into(), &KnownCode::InvalidOptions.word().into());
    error.unchecked_into()
}
