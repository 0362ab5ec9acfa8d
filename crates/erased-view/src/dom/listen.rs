//! Listeners: at the element itself, for as long as the owner that they were made under.

use leptos::prelude::{LocalStorage, Owner, StoredValue, untrack};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, KeyboardEvent};

use crate::erased::Handle;

/// What browsers give as the code of a key that an input method has taken. Safari gives it, without `isComposing`, for
/// the key that ended the composition.
const TAKEN: u32 = 229;

/// A listener at its target. Dropping it takes it away.
struct Listener {
    target: EventTarget,
    name: &'static str,
    capture: bool,
    closure: Closure<dyn Fn(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.name, function, self.capture);
    }
}

/// Listens to an event until the current owner is cleaned up. `capture` also hears those that do not bubble. The
/// handler runs under that owner, as Leptos' do; it may be called again while it runs.
pub fn listen(target: &EventTarget, name: &'static str, capture: bool, handler: impl Fn(Event) + 'static) {
    listen_boxed(target.clone(), name, capture, Box::new(handler));
}

#[inline(never)]
pub(crate) fn listen_boxed(target: EventTarget, name: &'static str, capture: bool, handler: Box<dyn Handle>) {
    // A strong one would keep itself alive: the owner has the listener.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        // Whoever listens to keys does it here: none of them hears those of an input method.
        if is_composing(&event) {
            return;
        }
        // An event may come while an effect runs, which must not follow what the handler reads.
        let handle = || untrack(|| handler.handle(event));
        match &owner {
            None => handle(),
            Some(owner) => {
                if let Some(owner) = owner.upgrade() {
                    owner.with(handle);
                }
            }
        }
    });
    let _ = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), capture);
    let _: StoredValue<Listener, LocalStorage> = StoredValue::new_local(Listener { target, name, capture, closure });
}

/// Whether this is a key that an input method takes: while it composes a character, Escape and Enter are for it alone.
pub fn is_composing(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.is_composing() || key.key_code() == TAKEN)
}
