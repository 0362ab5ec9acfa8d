//! Saves credentials as a file, through a link that is gone at once.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::api::bare;
use crate::ui::el;

/// Offers an `.env` file with the client ID and secret. `false` when the browser has no way to.
pub fn download_env(client_id: &str, client_secret: &str) -> bool {
    let text = ["CLIENT_ID=", &quoted(client_id), "\nCLIENT_SECRET=", &quoted(client_secret), "\n"].concat();
    save(&text, "oauth-client.env").is_ok()
}

/// Quotes a value for a dotenv file: single quotes keep everything but a single quote as it is.
fn quoted(value: &str) -> String {
    if value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)) {
        value.to_owned()
    } else if value.contains('\'') {
        ["\"", &value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"), "\""].concat()
    } else {
        ["'", value, "'"].concat()
    }
}

fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let kind: BlobPropertyBag = bare(&[("type", "text/plain".into())]).unchecked_into();
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(text)), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = el("a").node().clone().unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.set_rel("noopener");
    link.click();
    Url::revoke_object_url(&url)
}
