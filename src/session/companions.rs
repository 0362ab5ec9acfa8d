//! Talks with other tabs that hold copies of the same session: a duplicated tab has the same refresh token, which is
//! good for one use.
//!
//! Only who holds a copy knows the name of the channel. What is said is the caller's business.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A seat in the channel of a session; left on drop.
pub struct Companions {
    channel: BroadcastChannel,
    _hear: Closure<dyn Fn(MessageEvent)>,
}

impl Companions {
    /// Joins those with the same session. None where the browser has no such channel.
    pub fn join(family: &str, hear: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&["oauth-apps.", family].concat()).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(text);
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self { channel, _hear: hear })
    }

    /// Says something to all others.
    pub fn tell(&self, text: &str) {
        // A text can always be copied.
        let _ = self.channel.post_message(&text.into());
    }
}

impl Drop for Companions {
    fn drop(&mut self) {
        self.channel.close();
    }
}
