//! Stands in for the crate `send_wrapper`, in which Leptos keeps what must stay on its thread. The real crate asks the
//! standard library which thread this is, at every access. The page's wasm has one thread and no way to start a second:
//! there the question brings 5 kB of code for what is always true. Anywhere else this asks as the real crate does.
#![expect(unsafe_code, reason = "what the real crate promises to the compiler; the check before each access is here")]

use std::fmt;
use std::mem::{ManuallyDrop, needs_drop};
use std::ops::{Deref, DerefMut};
#[cfg(feature = "futures")]
use std::pin::Pin;
#[cfg(feature = "futures")]
use std::task::{Context, Poll};

#[cfg(feature = "futures")]
use futures_core::Stream;

/// The thread that a value belongs to, where there are several.
#[cfg(not(all(target_family = "wasm", not(target_feature = "atomics"))))]
#[derive(Clone, Copy, PartialEq)]
struct Thread(std::thread::ThreadId);

#[cfg(not(all(target_family = "wasm", not(target_feature = "atomics"))))]
impl Thread {
    fn current() -> Self {
        Self(std::thread::current().id())
    }
}

/// The only thread.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[derive(Clone, Copy, PartialEq)]
struct Thread;

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
impl Thread {
    fn current() -> Self {
        Self
    }
}

/// A value that is used and dropped on the thread that made it.
pub struct SendWrapper<T> {
    value: ManuallyDrop<T>,
    thread: Thread,
}

// SAFETY: each way to the value looks first whether this is its thread.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Keeps a value for this thread.
    pub fn new(value: T) -> Self {
        Self { value: ManuallyDrop::new(value), thread: Thread::current() }
    }

    /// Whether this is the value's thread.
    pub fn valid(&self) -> bool {
        self.thread == Thread::current()
    }

    /// Takes the value out.
    ///
    /// # Panics
    /// On another thread.
    #[track_caller]
    pub fn take(self) -> T {
        self.check();
        let mut this = ManuallyDrop::new(self);
        // SAFETY: this is its thread, and nobody drops or reads it again.
        unsafe { ManuallyDrop::take(&mut this.value) }
    }

    #[track_caller]
    fn check(&self) {
        assert!(self.valid(), "this value belongs to another thread");
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.check();
        &self.value
    }
}

impl<T> DerefMut for SendWrapper<T> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        self.check();
        &mut self.value
    }
}

impl<T> Drop for SendWrapper<T> {
    #[track_caller]
    fn drop(&mut self) {
        if !needs_drop::<T>() {
            return;
        }
        if self.valid() {
            // SAFETY: this is its thread, and a value that was taken out has no wrapper any more.
            unsafe { ManuallyDrop::drop(&mut self.value) }
        } else {
            // A second panic would end the process: the value is left where it is.
            assert!(std::thread::panicking(), "this value belongs to another thread");
        }
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self::new(T::clone(self))
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SendWrapper").field(&**self).finish()
    }
}

#[cfg(feature = "futures")]
impl<F: Future> Future for SendWrapper<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: the future stays where its wrapper is.
        unsafe { self.map_unchecked_mut(|wrapper| &mut **wrapper) }.poll(context)
    }
}

#[cfg(feature = "futures")]
impl<S: Stream> Stream for SendWrapper<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
        // SAFETY: the stream stays where its wrapper is.
        unsafe { self.map_unchecked_mut(|wrapper| &mut **wrapper) }.poll_next(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::SendWrapper;

    #[test]
    fn a_value_is_for_its_own_thread_alone() {
        let value = SendWrapper::new(vec![1]);
        assert_eq!(*value, [1]);
        assert!(std::thread::spawn(move || value.len()).join().is_err());
    }
}
