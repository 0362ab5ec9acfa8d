//! Leptos' signals as children and as values of attributes.

use leptos::prelude::*;
use web_sys::Element;

use crate::into_view::{AnyView, IntoView};
use crate::value::{PlainValue, ValueSource, Where};

macro_rules! signal {
    ($signal:ty, [$($parameter:ident),*], $($bound:tt)*) => {
        impl<$($parameter),*> IntoView for $signal
        where
            V: IntoView + 'static,
            Self: Get<Value = V> + Send + 'static,
            $($bound)*
        {
            const TEXT: bool = V::TEXT;

            fn into_view(self) -> AnyView {
                (move || self.get()).into_view()
            }
        }

        impl<$($parameter),*> ValueSource for $signal
        where
            V: PlainValue + 'static,
            Self: Get<Value = V> + Send + 'static,
            $($bound)*
        {
            type Plain = V;

            fn give(self, element: &Element, place: Where) {
                (move || self.get()).give(element, place);
            }
        }
    };
}

signal!(RwSignal<V, S>, [V, S], S: Storage<V> + 'static);
signal!(ReadSignal<V, S>, [V, S], S: Storage<V> + 'static);
signal!(Memo<V, S>, [V, S], S: Storage<V> + 'static);
signal!(Signal<V, S>, [V, S], S: Storage<V> + 'static);
signal!(ArcRwSignal<V>, [V], V: Send + Sync);
signal!(ArcReadSignal<V>, [V], V: Send + Sync);
signal!(ArcMemo<V>, [V], V: Send + Sync);
signal!(ArcSignal<V>, [V], V: Send + Sync);
