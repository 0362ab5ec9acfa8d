//! A place in the document for a test's views, taken away when the test ends.

use erased_view::prelude::*;
use oauth_apps::ui::sleep;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Views in the document.
pub struct Stage {
    root: HtmlElement,
    mounted: Option<UnmountHandle>,
}

impl Stage {
    /// Puts views at the end of the document.
    pub fn new<V: IntoView>(views: impl FnOnce() -> V + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let mounted = Some(mount_to(root.clone(), views));
        Self { root, mounted }
    }

    /// The first element that a selector finds.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// The element that a selector finds, as HTML.
    pub fn html(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted = None;
        self.root.remove();
    }
}

/// Waits until effects ran and the browser painted twice.
pub async fn settle() {
    sleep(250).await;
}
