//! Leptos' signals as children and as values of attributes.

use leptos::prelude::*;
use web_sys::Element;

use crate::into_view::{AnyView, IntoView};
use crate::value::{PlainValue, ValueSource, Where};

macro_rules! signal {
    ($signal:ty, $($bound:tt)*) => {
        impl<V> IntoView for $signal
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

        impl<V> ValueSource for $signal
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

signal!(RwSignal<V>, V: Send + Sync);
signal!(RwSignal<V, LocalStorage>,);
signal!(ReadSignal<V>, V: Send + Sync);
signal!(ReadSignal<V, LocalStorage>,);
signal!(Memo<V>, V: Send + Sync);
signal!(Memo<V, LocalStorage>,);
signal!(Signal<V>, V: Send + Sync);
signal!(Signal<V, LocalStorage>,);
signal!(ArcRwSignal<V>, V: Send + Sync);
signal!(ArcReadSignal<V>, V: Send + Sync);
signal!(ArcMemo<V>, V: Send + Sync);
signal!(ArcSignal<V>, V: Send + Sync);
