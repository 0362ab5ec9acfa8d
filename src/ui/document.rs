//! The host's document as the browser made it. A form or an image of the host that is named `createElement` stands in
//! front of `document.createElement`: what is used here is taken from the prototype (security.md 18).

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Comment, Document, DocumentFragment, Element, Range, Text};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElement"], js_name = call, catch)]
    fn html(document: &Document, name: &str) -> Result<Element, JsValue>;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElementNS"], js_name = call, catch)]
    fn other(document: &Document, namespace: &str, name: &str) -> Result<Element, JsValue>;

    /// Makes a text.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createTextNode"], js_name = call)]
    pub fn create_text(document: &Document, text: &str) -> Text;

    /// Makes a comment, which marks a place.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createComment"], js_name = call)]
    pub fn create_comment(document: &Document, text: &str) -> Comment;

    /// Makes what several nodes are put in together.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createDocumentFragment"], js_name = call)]
    pub fn create_fragment(document: &Document) -> DocumentFragment;

    /// Makes a range of what can be selected.
    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createRange"], js_name = call)]
    pub fn create_range(document: &Document) -> Range;

    #[wasm_bindgen(thread_local_v2, js_namespace = Document, js_name = prototype)]
    static PROTOTYPE: JsValue;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get(of: &JsValue, name: &str, document: &Document) -> JsValue;
}

/// Makes an element of HTML.
#[expect(clippy::expect_used, reason = "the names are constants of this crate")]
pub fn create_element(document: &Document, name: &str) -> Element {
    html(document, name).expect("a valid name")
}

/// Makes an element of SVG.
#[expect(clippy::expect_used, reason = "the names are constants of this crate")]
pub fn create_svg(document: &Document, name: &str) -> Element {
    other(document, "http://www.w3.org/2000/svg", name).expect("a valid name")
}

/// Whether nobody can see the document.
pub fn is_hidden(document: &Document) -> bool {
    PROTOTYPE.with(|prototype| get(prototype, "hidden", document)).is_truthy()
}
