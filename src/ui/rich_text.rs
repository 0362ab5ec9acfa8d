//! A text with views in its places.

use erased_view::prelude::*;

use crate::i18n::{Piece, pieces};

/// Shows a text of the catalogue with a view in each of its `{places}`. A place without a view stays empty.
#[component]
pub fn RichText(
    /// The text.
    text: &'static str,
    /// The views, by the names of their places.
    places: Vec<(&'static str, AnyView)>,
) -> impl IntoView {
    let mut places = places;
    let shown = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.to_owned().into_any(),
        Piece::Place(place) => match places.iter().position(|(name, _)| *name == place) {
            Some(at) => places.swap_remove(at).1,
            None => ().into_any(),
        },
    });
    shown.collect_view()
}
