//! Saves credentials as a file, through a link that is gone at once.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::api::bare;
use crate::applications::env_file::{env_file, file_name};
use erased_view::dom::create_element;

/// Whether there is an `.env` file for these credentials: one that every reader reads the same.
pub fn has_env(client_id: &str, client_secret: &str) -> bool {
    env_file(client_id, client_secret).is_some()
}

/// Offers an `.env` file with the client ID and secret of the application with this name. `false` when there is none, or the
/// browser has no way to.
pub fn download_env(name: &str, client_id: &str, client_secret: &str) -> bool {
    env_file(client_id, client_secret).is_some_and(|text| save(&text, &file_name(name, client_id)).is_ok())
}

fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let kind: BlobPropertyBag = bare(&[("type", "text/plain".into())]).unchecked_into();
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(text)), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = create_element("a").unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.set_rel("noopener");
    link.click();
    Url::revoke_object_url(&url)
}
