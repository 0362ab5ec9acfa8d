//! Icons: one sprite a root, `<use>` everywhere else. No `url()` and no images: the CSP has no `img-src`.

use super::dom::{El, View, svg};

/// The symbols of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named for its symbol in icons.svg")]
pub enum Icon {
    Search,
    Plus,
    Refresh,
    Copy,
    Check,
    Eye,
    EyeOff,
    More,
    Download,
    Trash,
    X,
    Down,
    Sort,
    Warn,
    Error,
    Lock,
    Offline,
    Key,
    Spin,
}

impl Icon {
    fn class(self) -> &'static str {
        if self == Self::Spin { "i spin" } else { "i" }
    }

    fn href(self) -> &'static str {
        match self {
            Self::Search => "#i-search",
            Self::Plus => "#i-plus",
            Self::Refresh => "#i-refresh",
            Self::Copy => "#i-copy",
            Self::Check => "#i-check",
            Self::Eye => "#i-eye",
            Self::EyeOff => "#i-eye-off",
            Self::More => "#i-more",
            Self::Download => "#i-download",
            Self::Trash => "#i-trash",
            Self::X => "#i-x",
            Self::Down => "#i-down",
            Self::Sort => "#i-sort",
            Self::Warn => "#i-warn",
            Self::Error => "#i-error",
            Self::Lock => "#i-lock",
            Self::Offline => "#i-offline",
            Self::Key => "#i-key",
            Self::Spin => "#i-spin",
        }
    }
}

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

/// The sprite that all icons of a root refer to. Made node by node: `innerHTML` is what Trusted Types refuse
/// (security.md 10).
pub fn sprite() -> El {
    let sprite = svg("svg").attr("class", "sprite").attr("width", "0").attr("height", "0").attr("aria-hidden", "true");
    let mut open = vec![sprite.clone()];
    let mut rest = include_str!("icons.svg");
    while let Some((_, tag)) = split(rest, b'<') {
        let (tag, after) = split(tag, b'>').unwrap_or_default();
        rest = after;
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let (name, mut words) = split(tag, b' ').unwrap_or((tag, ""));
        let mut drawn = svg(name);
        // ` name="value"`, as often as there is one.
        while let Some((name, quoted)) = split(words, b'=') {
            let (_, value) = split(quoted, b'"').unwrap_or_default();
            let (value, after) = split(value, b'"').unwrap_or_default();
            drawn = drawn.attr(split(name, b' ').map_or(name, |(_, name)| name), value);
            words = after;
        }
        if let Some(around) = open.last() {
            View::from(drawn.clone()).append_to(around.node());
        }
        if !tag.ends_with('/') {
            open.push(drawn);
        }
    }
    sprite
}

/// What is before and behind the first of these bytes. Not `split_once`: nothing else in the page needs what it brings.
fn split(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|other| other == byte)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.split_at_checked(1)?.1))
}
