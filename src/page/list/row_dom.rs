//! What rows are filled and changed with. Rows are built by hand, see [`super::row`]: these are the few steps of it.

use erased_view::dom::create_element;
use web_sys::Element;

use crate::ui::Icon;

/// The first element in another that a selector finds.
pub fn find(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// The button of a row that does something: `act` is its `data-act`.
pub fn find_button(row: &Element, act: &str) -> Option<Element> {
    find(row, &["[data-act=", act, "]"].concat())
}

/// Sets an attribute, or takes it away.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    // The names are constants, which no element refuses.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Makes a `<span>` with a class and words.
pub fn span(class: &str, words: &str) -> Element {
    let span = create_element("span");
    if !class.is_empty() {
        span.set_class_name(class);
    }
    span.set_text_content(Some(words));
    span
}

/// Writes words in the place of those that an element has, into the same text: it is laid out faster than another.
pub fn write(element: &Element, words: &str) {
    if let Some(text) = element.first_child() {
        text.set_node_value(Some(words));
    }
}

/// Puts an element at the end of another.
pub fn append(element: &Element, child: &Element) {
    // What was just made has no reason to be refused.
    let _ = element.append_child(child);
}

/// Puts another icon in the place of the one in a button.
pub fn change_icon(button: &Element, icon: Icon) {
    if let (Some(drawn), Some(path)) = (find(button, "svg"), find(button, "path")) {
        set(&drawn, "class", Some(icon.class()));
        set(&path, "d", Some(icon.path()));
    }
}
