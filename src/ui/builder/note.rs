//! Notes in boxes and banners above the list: for what lasts and needs a decision. Tone is an icon and a colour.

use super::icon;
use crate::ui::dom::{El, View, div, el};
use crate::ui::{Icon, Tone};

/// A note inside a dialog or above a form: what happened, and what it means. A danger note is an alert.
pub fn note(tone: Tone, glyph: Icon, title: &str, text: &str) -> El {
    div("note")
        .maybe("data-tone", tone.word())
        .maybe("role", (tone == Tone::Danger).then_some("alert"))
        .child(icon(glyph))
        .child(el("p").child(titled(title, text.into())))
}

/// A banner above the toolbar, with what can be done.
pub fn banner(tone: Tone, glyph: Icon, title: &str, text: View, acts: View) -> El {
    div("banner")
        .attr("part", "banner")
        .maybe("data-tone", tone.word())
        .attr("role", "status")
        .child(icon(glyph))
        .child(div("").child(titled(title, text)))
        .child(div("acts").child(acts))
}

fn titled(title: &str, text: View) -> View {
    let title: View = if title.is_empty() { View::none() } else { el("strong").text(title).into() };
    crate::ui::all([title, " ".into(), text])
}
