//! Texts with views in their places.

use crate::i18n::{Piece, pieces};
use crate::ui::dom::{View, each};

/// Shows a text with a view in each of its `{places}`. A place without a view stays empty.
pub fn rich<const N: usize>(text: &'static str, places: [(&str, View); N]) -> View {
    let mut places: Vec<(String, Option<View>)> =
        places.into_iter().map(|(name, view)| (name.to_owned(), Some(view))).collect();
    each(pieces(text).into_iter().map(move |piece| match piece {
        Piece::Words(words) => words.into(),
        Piece::Place(place) => {
            places.iter_mut().find(|(name, _)| name == place).and_then(|(_, view)| view.take()).into()
        }
    }))
}
