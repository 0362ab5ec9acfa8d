//! Values that views follow. The graph is Leptos'; the values lie beside it.
//!
//! Leptos' own signals and memos are generic through and through: each type that is kept in one costs 3 to 4 kB of
//! wasm. Here the graph holds triggers and memos of nothing, which exist once, and a cell beside each has the value.

use std::any::Any;
use std::cell::{Ref, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;

use super::ask::Ask;

/// A value that changes, and tells those who follow it. Copies are the same value; it ends with its owner.
pub struct State<T> {
    id: Id,
    of: PhantomData<fn() -> T>,
}

/// A value that follows from others. It is worked out when somebody asks, and tells only of changes.
pub struct Derived<T> {
    id: Id,
    of: PhantomData<fn() -> T>,
}

type Id = StoredValue<Rc<Kept<dyn Any>>, LocalStorage>;

struct Kept<V: ?Sized> {
    source: Source,
    value: V,
}

enum Source {
    Set(ArcTrigger),
    Worked(ArcMemo<()>),
}

impl<T: 'static> State<T> {
    /// Keeps a value for as long as the current owner lives.
    #[inline(never)]
    pub fn new(value: T) -> Self {
        let kept = Kept { source: set(), value: RefCell::new(value) };
        Self { id: keep(Rc::new(kept)), of: PhantomData }
    }

    /// Whether its owner is gone.
    pub fn is_disposed(self) -> bool {
        self.id.is_disposed()
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        alive(self.id, true);
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&cell::<T>(&alive(self.id, true)).borrow())
    }

    /// Reads the value as it is now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&cell::<T>(&alive(self.id, false)).borrow())
    }

    /// Reads the value as it is now, if its owner lives.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let kept = find(self.id, false)?;
        Some(read(&cell::<T>(&kept).borrow()))
    }

    /// Puts another value in its place.
    #[inline(never)]
    pub fn set(self, value: T) {
        self.update(|old| *old = value);
    }

    /// Puts another value in its place, if its owner lives.
    #[inline(never)]
    pub fn try_set(self, value: T) {
        self.try_update(|old| *old = value);
    }

    /// Changes the value.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let kept = alive(self.id, false);
        let answer = change(&mut cell::<T>(&kept).borrow_mut());
        tell(&kept);
        answer
    }

    /// Changes the value, if its owner lives.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let kept = find(self.id, false)?;
        let answer = change(&mut cell::<T>(&kept).borrow_mut());
        tell(&kept);
        Some(answer)
    }
}

impl<T: Clone + 'static> State<T> {
    /// A copy of the value; follows it.
    #[inline(never)]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value as it is now.
    #[inline(never)]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: PartialEq + 'static> Derived<T> {
    /// Works a value out of others, for as long as the current owner lives.
    pub fn new(work: impl Fn() -> T + 'static) -> Self {
        Self::boxed(Box::new(work))
    }

    #[inline(never)]
    fn boxed(work: Box<dyn Ask<T>>) -> Self {
        let value = Rc::new(RefCell::new(None::<T>));
        let cell = value.clone();
        let changed = move || {
            let new = Some(work.ask());
            let changed = *cell.borrow() != new;
            if changed {
                cell.replace(new);
            }
            changed
        };
        let kept = Kept { source: worked(Box::new(changed)), value };
        Self { id: keep(Rc::new(kept)), of: PhantomData }
    }
}

impl<T: 'static> Derived<T> {
    /// Follows the value without reading it.
    pub fn track(self) {
        alive(self.id, true);
    }

    /// Reads the value and follows it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&result::<T>(&alive(self.id, true)))
    }

    /// Reads the value as it is now, if its owner lives.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let kept = find(self.id, false)?;
        Some(read(&result::<T>(&kept)))
    }
}

impl<T: Clone + 'static> Derived<T> {
    /// A copy of the value; follows it.
    #[inline(never)]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value as it is now.
    #[inline(never)]
    pub fn get_untracked(self) -> T {
        result::<T>(&alive(self.id, false)).clone()
    }
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

#[inline(never)]
fn keep(kept: Rc<Kept<dyn Any>>) -> Id {
    StoredValue::new_local(kept)
}

#[inline(never)]
fn set() -> Source {
    Source::Set(ArcTrigger::new())
}

/// A memo of nothing that runs `changed`, which says whether the value beside it became another.
#[inline(never)]
fn worked(changed: Box<dyn Ask<bool>>) -> Source {
    // The graph wants what could go to another thread; a handle can.
    let changed: StoredValue<Rc<dyn Ask<bool>>, LocalStorage> = StoredValue::new_local(Rc::from(changed));
    Source::Worked(ArcMemo::new_owning(move |_| ((), changed.try_get_value().is_some_and(|changed| changed.ask()))))
}

/// Finds a value and brings it up to date; `follow` makes the current observer one of its followers.
#[inline(never)]
fn find(id: Id, follow: bool) -> Option<Rc<Kept<dyn Any>>> {
    let kept = id.try_get_value()?;
    match &kept.source {
        Source::Set(trigger) if follow => trigger.track(),
        Source::Set(_) => {}
        Source::Worked(memo) if follow => memo.get(),
        Source::Worked(memo) => memo.get_untracked(),
    }
    Some(kept)
}

#[inline(never)]
#[expect(clippy::expect_used, reason = "who may outlive the owner asks with `try_`")]
fn alive(id: Id, follow: bool) -> Rc<Kept<dyn Any>> {
    find(id, follow).expect("a value whose owner lives")
}

#[inline(never)]
fn tell(kept: &Kept<dyn Any>) {
    if let Source::Set(trigger) = &kept.source {
        trigger.notify();
    }
}

#[expect(clippy::expect_used, reason = "a handle is only made beside a cell of its own type")]
fn cell<T: 'static>(kept: &Kept<dyn Any>) -> &RefCell<T> {
    kept.value.downcast_ref().expect("a value of this type")
}

#[expect(clippy::expect_used, reason = "a memo ran before anybody reads its value")]
fn result<T: 'static>(kept: &Kept<dyn Any>) -> Ref<'_, T> {
    let cell: &Rc<RefCell<Option<T>>> = kept.value.downcast_ref().expect("a value of this type");
    Ref::map(cell.borrow(), |value| value.as_ref().expect("a value that was worked out"))
}
