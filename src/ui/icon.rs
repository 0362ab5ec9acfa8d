//! Which icons there are: a sprite in each root, `<use>` everywhere else. No `url()` and no images: the CSP has no `img-src`.

/// The symbols of the sprites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named for its symbol in icons.svg or more_icons.svg")]
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
    /// The class of an icon where it is drawn.
    pub fn class(self) -> &'static str {
        if self == Self::Spin { "i spin" } else { "i" }
    }

    /// The address of its drawing in a sprite.
    pub fn href(self) -> &'static str {
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
