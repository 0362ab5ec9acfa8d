//! Puts a view into the document, and takes it out again with all that belongs to it.

use any_spawner::Executor;
use leptos::prelude::Owner;
use web_sys::Node;

use crate::into_view::IntoView;
use crate::region::Region;

/// A mounted view. Dropping it takes the view out of the document and ends its effects, listeners and signals.
#[must_use = "dropping it takes the view out of the document: keep it, or call `forget`"]
pub struct UnmountHandle {
    owner: Owner,
    region: Region,
}

impl UnmountHandle {
    /// Leaves the view in the document for as long as that is there.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for UnmountHandle {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.region.remove();
    }
}

/// Puts a view at the end of a node, which may be in a shadow root or be one.
pub fn mount_to<V: IntoView>(parent: impl Into<Node>, make: impl FnOnce() -> V + 'static) -> UnmountHandle {
    // It says so when it was started before, which is no harm.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let (region, place) = Region::new();
    place.append_to(&parent.into());
    let view = owner.with(|| make().into_view());
    region.fill(view);
    UnmountHandle { owner, region }
}
