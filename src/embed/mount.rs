//! Puts the page into an element, and takes it out again.

use js_sys::Error;
use leptos::mount::{UnmountHandle, mount_to};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::api::{BadUrl, Endpoints, Timeouts};
use crate::apps::{Options, page};
use crate::session::{Settings, Way};

/// The options as JavaScript gives them: attributes of the element, or fields of `config.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Given {
    base_url: String,
    token_url: Option<String>,
    revoke_url: Option<String>,
    storage_key: String,
    portal_storage_key: Option<String>,
    sign_in: String,
    locale: String,
    timeout: String,
    standalone: bool,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            base_url: "./".into(),
            token_url: None,
            revoke_url: None,
            storage_key: Settings::DEFAULT_KEY.into(),
            portal_storage_key: None,
            sign_in: "credentials token".into(),
            locale: "en".into(),
            timeout: String::new(),
            standalone: false,
        }
    }
}

impl Given {
    fn options(self) -> Result<Options, String> {
        let endpoints = Endpoints::resolve(&self.base_url, self.token_url.as_deref(), self.revoke_url.as_deref())
            .map_err(|bad| match bad {
                BadUrl::Malformed => {
                    "base-url, token-url and revoke-url must be URLs, absolute or relative to the page"
                }
                BadUrl::Scheme => "base-url, token-url and revoke-url must begin with https: or http:",
                BadUrl::Credentials => "base-url, token-url and revoke-url must not hold a user name or password",
            })?;
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Ok(Options {
            endpoints,
            settings: Settings {
                storage_key: filled(self.storage_key).unwrap_or_else(|| Settings::DEFAULT_KEY.into()),
                portal_key: self.portal_storage_key.and_then(filled),
                ways: Way::list(&self.sign_in),
            },
            standalone: self.standalone,
            locale: self.locale,
            timeouts: timeouts(&self.timeout)?,
        })
    }
}

fn timeouts(seconds: &str) -> Result<Timeouts, String> {
    if seconds.is_empty() {
        return Ok(Timeouts::default());
    }
    match seconds.parse::<u32>() {
        Ok(seconds @ 1..=600) => Ok(Timeouts { read: seconds * 1000, write: seconds * 1000 }),
        _ => Err("timeout must be a whole number of seconds from 1 to 600".into()),
    }
}

/// A mounted page.
#[wasm_bindgen]
pub struct Handle(Option<UnmountHandle<web_sys::Comment>>);

#[wasm_bindgen]
impl Handle {
    /// Takes the page out of its element and stops what is under way. A second call changes nothing.
    pub fn unmount(&mut self) {
        self.0 = None;
    }
}

/// Puts the page into an element, which is in a shadow root and has the stylesheet.
///
/// # Errors
/// An `Error` with the kind `options` whose message says which option is wrong.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: JsValue) -> Result<Handle, JsValue> {
    let given: Given = serde_wasm_bindgen::from_value(options).map_err(|error| refusal(&error.to_string()))?;
    let options = given.options().map_err(|message| refusal(&message))?;
    let parent = root.clone();
    Ok(Handle(Some(mount_to(root, move || page(options).append_to(&parent)))))
}

fn refusal(message: &str) -> JsValue {
    let error = Error::new(message);
    let _ = js_sys::Reflect::set(&error, &"kind".into(), &"options".into());
    error.unchecked_into()
}
