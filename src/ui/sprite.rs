//! The sprites: the drawings of all icons, once in each root.

use erased_view::dom::create_svg_element;
use erased_view::prelude::*;
use web_sys::Element;

/// The drawings that each page needs.
pub const ICONS: &str = include_str!("icons.svg");

/// Those that only the list and its dialogs need.
pub const MORE_ICONS: &str = include_str!("more_icons.svg");

/// The drawings that icons of a root refer to. They are made node by node: Trusted Types refuse `innerHTML` (security
/// rule 10).
#[component]
pub fn Sprite(
    /// Which ones: [`ICONS`] or [`MORE_ICONS`].
    drawings: &'static str,
) -> impl IntoView {
    let sprite = create_svg_element("svg");
    for (name, value) in [("class", "sprite"), ("width", "0"), ("height", "0"), ("aria-hidden", "true")] {
        let _ = sprite.set_attribute(name, value);
    }
    draw(&sprite, drawings);
    sprite
}

/// Draws what a text in the one form of [`ICONS`] says: tags with quoted attributes, without text between them.
fn draw(root: &Element, mut rest: &str) {
    let mut open = vec![root.clone()];
    while let Some((_, tag)) = split(rest, b'<') {
        let (tag, after) = split(tag, b'>').unwrap_or_default();
        rest = after;
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let (name, mut words) = split(tag, b' ').unwrap_or((tag, ""));
        let drawn = create_svg_element(name);
        // ` name="value"`, as often as there is one.
        while let Some((name, quoted)) = split(words, b'=') {
            let (_, value) = split(quoted, b'"').unwrap_or_default();
            let (value, after) = split(value, b'"').unwrap_or_default();
            let _ = drawn.set_attribute(split(name, b' ').map_or(name, |(_, name)| name), value);
            words = after;
        }
        if let Some(around) = open.last() {
            let _ = around.append_child(&drawn);
        }
        if !tag.ends_with('/') {
            open.push(drawn);
        }
    }
}

/// What is before and behind the first of these bytes. Not `split_once`: nothing else in the page needs what it brings.
fn split(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.split_at_checked(1)?.1))
}
