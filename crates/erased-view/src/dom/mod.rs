//! What is beneath views, for those who build nodes by hand where that is measured to pay.

mod document;
mod effect;
mod listen;

pub use document::{
    create_comment, create_element, create_fragment, create_range, create_svg_element, create_text, document, is_hidden,
};
pub use effect::watch;
pub(crate) use effect::watch_boxed;
pub(crate) use listen::listen_boxed;
pub use listen::{is_composing, listen};
use web_sys::Node;

/// Takes a node out of where it is.
pub fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
