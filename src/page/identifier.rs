//! An identifier that is too long for its place: both of its ends show.

use erased_view::prelude::*;

/// How many characters of the end always show.
const TAIL: usize = 5;

/// An identifier cut in its middle, whole in its title and for a screen reader.
#[component]
pub fn Identifier(
    /// The identifier.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (head, tail) = ends(&text);
    let (head, tail) = (head.to_owned(), tail.to_owned());
    view! {
        <bdi class="mid mono" dir="ltr" translate="no" title=text>
            <span>{head}</span>
            <span>{tail}</span>
        </bdi>
    }
}

/// The part of an identifier that may be cut off at its end, and the end.
pub fn ends(text: &str) -> (&str, &str) {
    let cut = text.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at);
    text.split_at_checked(cut).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn the_last_five_characters_are_the_end() {
        assert_eq!(ends("abcdefgh"), ("abc", "defgh"));
        assert_eq!(ends("żółć-ąęńó"), ("żółć", "-ąęńó"));
        assert_eq!(ends("abc"), ("", "abc"));
        assert_eq!(ends(""), ("", ""));
    }
}
