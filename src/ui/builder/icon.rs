//! Icons, built by hand.

use crate::ui::Icon;
use crate::ui::dom::{El, svg};

/// Draws an icon. It says nothing to a screen reader: the control around it has a name.
pub fn icon(icon: Icon) -> El {
    symbol(icon.class(), icon.href()).attr("aria-hidden", "true")
}

/// Puts another icon in the place of the one in a control.
pub fn change_icon(control: &El, icon: Icon) {
    if let (Some(drawn), Some(used)) = (control.find("svg"), control.find("use")) {
        drawn.set("class", Some(icon.class()));
        used.set("href", Some(icon.href()));
    }
}

/// Draws a symbol of the sprite.
pub fn symbol(class: &str, href: &str) -> El {
    svg("svg").attr("class", class).child(svg("use").attr("href", href))
}
