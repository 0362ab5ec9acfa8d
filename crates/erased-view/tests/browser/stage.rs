//! A place in a shadow root for a test's views, taken away when the test ends.

use erased_view::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// Views in the document.
pub struct Stage {
    host: HtmlElement,
    root: ShadowRoot,
    mounted: Option<UnmountHandle>,
}

impl Stage {
    /// Shows a view.
    pub fn new<V: IntoView>(view: impl FnOnce() -> V + 'static) -> Self {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let mounted = Some(mount_to(root.clone(), view));
        Self { host, root, mounted }
    }

    /// The first element that a selector finds.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// The element that a selector finds, as HTML.
    pub fn html(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.shown())).unchecked_into()
    }

    /// The control that a selector finds.
    pub fn control(&self, selector: &str) -> HtmlInputElement {
        self.html(selector).unchecked_into()
    }

    /// What is there, as [`shown`] writes it.
    pub fn shown(&self) -> String {
        shown(&self.root)
    }

    /// Takes the view out of the document.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted = None;
        self.host.remove();
    }
}

/// What is in a node, as HTML: attributes in the order of their names, texts that stand side by side as one, and no
/// comments, which only mark places.
pub fn shown(node: &Node) -> String {
    let mut text = String::new();
    let children = node.child_nodes();
    for child in (0..children.length()).filter_map(|at| children.item(at)) {
        if let Some(element) = child.dyn_ref::<Element>() {
            let mut attributes: Vec<String> = element
                .get_attribute_names()
                .iter()
                .filter_map(|name| name.as_string())
                .map(|name| format!(" {name}={:?}", element.get_attribute(&name).unwrap_or_default()))
                .collect();
            attributes.sort();
            let (tag, attributes) = (element.tag_name(), attributes.concat());
            text += &format!("<{tag}{attributes}>{}</{tag}>", shown(element));
        } else if child.node_type() == Node::TEXT_NODE {
            text += &child.node_value().unwrap_or_default();
        }
    }
    text
}

/// Waits until effects ran.
pub async fn settle() {
    for _ in 0..3 {
        leptos::task::tick().await;
    }
}
