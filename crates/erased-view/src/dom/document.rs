//! The host's document as the browser made it. A form or an image of the host that is named `createElement` stands in
//! front of `document.createElement`: what is used here is taken from the prototype.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Comment, Document, DocumentFragment, Element, Range, Text};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;

    #[wasm_bindgen(thread_local_v2, js_namespace = Document, js_name = prototype)]
    static PROTOTYPE: JsValue;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElement"], js_name = call, catch)]
    fn html(document: &Document, name: &str) -> Result<Element, JsValue>;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createElementNS"], js_name = call, catch)]
    fn other(document: &Document, namespace: &str, name: &str) -> Result<Element, JsValue>;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createTextNode"], js_name = call)]
    fn text(document: &Document, text: &str) -> Text;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createComment"], js_name = call)]
    fn comment(document: &Document, text: &str) -> Comment;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createDocumentFragment"], js_name = call)]
    fn fragment(document: &Document) -> DocumentFragment;

    #[wasm_bindgen(js_namespace = ["Document", "prototype", "createRange"], js_name = call)]
    fn range(document: &Document) -> Range;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get(of: &JsValue, name: &str, document: &Document) -> JsValue;
}

/// The document that this module runs in.
pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Makes an element of HTML.
#[expect(clippy::expect_used, reason = "the names are constants in the source of views")]
pub fn create_element(name: &str) -> Element {
    DOCUMENT.with(|document| html(document, name)).expect("a valid name")
}

/// Makes an element of SVG.
#[expect(clippy::expect_used, reason = "the names are constants in the source of views")]
pub fn create_svg_element(name: &str) -> Element {
    DOCUMENT.with(|document| other(document, "http://www.w3.org/2000/svg", name)).expect("a valid name")
}

/// Makes a text.
pub fn create_text(content: &str) -> Text {
    DOCUMENT.with(|document| text(document, content))
}

/// Makes a comment without text, which marks a place.
pub fn create_comment() -> Comment {
    DOCUMENT.with(|document| comment(document, ""))
}

/// Makes what several nodes are put in together.
pub fn create_fragment() -> DocumentFragment {
    DOCUMENT.with(fragment)
}

/// Makes a range of what can be selected.
pub fn create_range() -> Range {
    DOCUMENT.with(range)
}

/// Whether nobody can see the document.
pub fn is_hidden() -> bool {
    PROTOTYPE.with(|prototype| DOCUMENT.with(|document| get(prototype, "hidden", document))).is_truthy()
}
