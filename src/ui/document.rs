//! The host's document as the browser made it. A form or an image of the host that is named `createElement` stands in
//! front of `document.createElement`: what is used here is taken from the prototype (security.md 18).

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Comment, Document, DocumentFragment, Element, Text};

#[wasm_bindgen]
extern "C" {
    /// Makes an element of HTML. `name` is valid, being a constant of this crate.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElement"], js_name = call)]
    pub fn create_element(document: &Document, name: &str) -> Element;

    /// Makes an element of another namespace.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElementNS"], js_name = call)]
    pub fn create_element_ns(document: &Document, namespace: &str, name: &str) -> Element;

    /// Makes a text.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createTextNode"], js_name = call)]
    pub fn create_text(document: &Document, text: &str) -> Text;

    /// Makes a comment, which marks a place.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createComment"], js_name = call)]
    pub fn create_comment(document: &Document, text: &str) -> Comment;

    /// Makes what several nodes are put in together.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createDocumentFragment"], js_name = call)]
    pub fn create_fragment(document: &Document) -> DocumentFragment;

    #[wasm_bindgen(thread_local_v2, js_namespace = Document, js_name = prototype)]
    static PROTOTYPE: JsValue;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get(of: &JsValue, name: &str, document: &Document) -> JsValue;
}

/// Whether nobody can see the document.
pub fn is_hidden(document: &Document) -> bool {
    PROTOTYPE.with(|prototype| get(prototype, "hidden", document)).is_truthy()
}
