//! Messages between tabs that hold copies of the same session: a duplicated tab has the same refresh token, which is good
//! for one use. Only who holds a copy knows the name of the channel.
//!
//! What is said is the caller's business.

/// The channel of a session, for as long as this is there.
pub trait Channel {
    /// Sends a text to all others.
    fn send(&self, text: &str);
}

/// The channel of the session that is there.
pub type SessionChannel = Box<dyn Channel>;

/// What is called with each message of another tab.
pub type OnMessage = Box<dyn Fn(String)>;

pub use browser::open_channel;

mod browser {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{BroadcastChannel, MessageEvent};

    use super::{Channel, OnMessage, SessionChannel};

    /// A channel of the browser; closed on drop.
    struct Broadcast {
        channel: BroadcastChannel,
        _on_message: Closure<dyn Fn(MessageEvent)>,
    }

    /// Joins the tabs with copies of a session, of which `family` is the name. None where the browser has no such channel.
    pub fn open_channel(family: &str, on_message: OnMessage) -> Option<SessionChannel> {
        let channel = BroadcastChannel::new(&["oauth-apps.", family].concat()).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Box::new(Broadcast { channel, _on_message: on_message }))
    }

    impl Channel for Broadcast {
        fn send(&self, text: &str) {
            // A text can always be copied.
            let _ = self.channel.post_message(&text.into());
        }
    }

    impl Drop for Broadcast {
        fn drop(&mut self) {
            self.channel.close();
        }
    }
}
