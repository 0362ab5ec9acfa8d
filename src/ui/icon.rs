//! Which icons there are: each is one path, drawn where it is needed. No `url()` and no images: the CSP has no `img-src`.
//!
//! One path and no `<use>`: each `<use>` has a copy of its drawing to be styled and laid out, in a tree of its own. Twenty-seven
//! new rows with paths take 60 ms of style, layout and paint with the CPU slowed 4 times, and with `<use>` 100.

/// An icon, on a ground of 16 by 16. A constant each, so that a drawing is in the part of the module that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

#[expect(missing_docs, non_upper_case_globals, reason = "each is named for what it shows")]
impl Icon {
    pub const Search: Self = Self("M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.5 10.5l3.25 3.25");
    pub const Plus: Self = Self("M8 3v10M3 8h10");
    pub const Refresh: Self = Self("M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2.25v3h-3");
    pub const Copy: Self = Self(
        "M7.25 5.5h4.5a1.75 1.75 0 0 1 1.75 1.75v4.5a1.75 1.75 0 0 1-1.75 1.75h-4.5a1.75 1.75 0 0 1-1.75-1.75v-4.5A1.75 1.75 0 0 1 7.25 5.5ZM10.5 5.5V4.25A1.75 1.75 0 0 0 8.75 2.5h-4.5A1.75 1.75 0 0 0 2.5 4.25v4.5a1.75 1.75 0 0 0 1.75 1.75H5.5",
    );
    pub const Check: Self = Self("m3.25 8.5 3.25 3.25 6.25-7.5");
    pub const Eye: Self = Self(
        "M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 6.25a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5Z",
    );
    pub const EyeOff: Self = Self(
        "M6.2 4A6 6 0 0 1 8 3.75c4 0 6.25 4.25 6.25 4.25a11 11 0 0 1-1.7 2.2M4.2 5.1A10.6 10.6 0 0 0 1.75 8S4 12.25 8 12.25a5.7 5.7 0 0 0 2.9-.8M2.5 2.5l11 11M6.75 6.85a1.75 1.75 0 0 0 2.4 2.4",
    );
    pub const More: Self = Self(
        "M3 7.45a.55.55 0 1 1 0 1.1.55.55 0 0 1 0-1.1ZM8 7.45a.55.55 0 1 1 0 1.1.55.55 0 0 1 0-1.1ZM13 7.45a.55.55 0 1 1 0 1.1.55.55 0 0 1 0-1.1Z",
    );
    pub const Download: Self = Self("M8 2.5v7.25M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5");
    pub const Trash: Self = Self(
        "M2.75 4.25h10.5M6 4.25v-1.5h4v1.5M4 4.25l.6 8.1a1 1 0 0 0 1 .9h4.8a1 1 0 0 0 1-.9l.6-8.1M6.75 7v3.5M9.25 7v3.5",
    );
    pub const Panel: Self = Self(
        "M4 2.75h8A1.25 1.25 0 0 1 13.25 4v8A1.25 1.25 0 0 1 12 13.25H4A1.25 1.25 0 0 1 2.75 12V4A1.25 1.25 0 0 1 4 2.75ZM9.5 2.75v10.5",
    );
    pub const X: Self = Self("m4 4 8 8M12 4l-8 8");
    pub const Up: Self = Self("m4.5 9.5 3.5-3.5 3.5 3.5");
    pub const Down: Self = Self("m4.5 6.5 3.5 3.5 3.5-3.5");
    pub const Sort: Self = Self("M8 3.5v9M4.75 9.25 8 12.5l3.25-3.25");
    pub const Group: Self = Self("M2.5 3.5h5M5 6.5h8.5M2.5 9.75h5M5 12.75h8.5");
    pub const Warn: Self = Self(
        "M7.1 2.9 1.9 11.75a1.05 1.05 0 0 0 .9 1.6h10.4a1.05 1.05 0 0 0 .9-1.6L8.9 2.9a1.05 1.05 0 0 0-1.8 0ZM8 6.25v3M8 11.2h.01",
    );
    pub const Error: Self = Self("M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5ZM8 5.25v3.25M8 10.7h.01");
    pub const Lock: Self = Self(
        "M4.75 7h6.5a1.5 1.5 0 0 1 1.5 1.5v3.25a1.5 1.5 0 0 1-1.5 1.5h-6.5a1.5 1.5 0 0 1-1.5-1.5V8.5A1.5 1.5 0 0 1 4.75 7ZM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2",
    );
    pub const Offline: Self =
        Self("M2.5 2.5l11 11M5.5 4.9A4 4 0 0 1 11.7 7a2.9 2.9 0 0 1 1.9 4.5M10.9 12.5H4.6a3 3 0 0 1-.7-5.9");
    pub const Key: Self =
        Self("M5.25 7.75a3 3 0 1 1 0 6 3 3 0 0 1 0-6Zm2.15.85 5.85-5.85M10.75 5.25l2 2M9 7l1.25 1.25");
    pub const Spin: Self = Self("M8 2.25A5.75 5.75 0 1 1 2.25 8");
}

impl Icon {
    /// The class of an icon where it is drawn.
    pub fn class(self) -> &'static str {
        if self == Self::Spin { "i spin" } else { "i" }
    }

    /// Its path. The style says how wide it is drawn.
    pub fn path(self) -> &'static str {
        self.0
    }
}
