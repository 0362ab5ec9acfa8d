//! A list by keys: what stays keeps its nodes and its owner.

use leptos::prelude::{Owner, untrack};
use web_sys::Node;

use crate::dom::{create_comment, create_fragment, remove, watch_boxed};
use crate::into_view::AnyView;
use crate::region::Region;

/// An item in the document: its mark, and all up to the mark of the next.
struct Item {
    mark: Node,
    owner: Owner,
}

/// The items in the document, in their order.
struct Items {
    region: Region,
    items: Vec<Item>,
}

/// A view for each item.
pub(crate) fn keyed<K: PartialEq + 'static, T: 'static>(
    mut each: impl FnMut() -> Vec<(K, T)> + 'static,
    children: impl Fn(T) -> AnyView + 'static,
) -> AnyView {
    let (region, view) = Region::new();
    // Items outlive the run of the effect that made them. A strong reference would keep the owner from ending.
    let parent = Owner::current().map(|owner| owner.downgrade());
    let mut items = Items { region, items: Vec::new() };
    let mut keys: Vec<K> = Vec::new();
    watch_boxed(Box::new(move || {
        let wanted = each();
        for at in (0..keys.len()).rev() {
            let here = wanted.get(at).is_some_and(|(key, _)| keys[at] == *key);
            if !here && wanted.iter().all(|(key, _)| keys[at] != *key) {
                keys.remove(at);
                items.remove(at);
            }
        }
        let count = wanted.len();
        // All before `place` are as they are wanted.
        for (place, (key, item)) in wanted.into_iter().enumerate() {
            match keys[place..].iter().position(|known| *known == key) {
                Some(0) => {}
                Some(ahead) => {
                    let key = keys.remove(place + ahead);
                    keys.insert(place, key);
                    items.shift(place + ahead, place);
                }
                None => {
                    let owner = match &parent {
                        None => Owner::new(),
                        Some(parent) => match parent.upgrade() {
                            Some(parent) => parent.child(),
                            None => return,
                        },
                    };
                    let view = owner.with(|| untrack(|| children(item)));
                    keys.insert(place, key);
                    items.insert(place, owner, view);
                }
            }
        }
        // A key that was there twice, and is no more.
        for at in (count..keys.len()).rev() {
            keys.remove(at);
            items.remove(at);
        }
    }));
    view
}

impl Items {
    /// The mark of an item, or of the end.
    fn mark(&self, at: usize) -> Node {
        self.items.get(at).map_or_else(|| self.region.end().clone(), |item| item.mark.clone())
    }

    #[inline(never)]
    fn insert(&mut self, at: usize, owner: Owner, view: AnyView) {
        let mark: Node = create_comment().into();
        let fragment = create_fragment();
        let _ = fragment.append_child(&mark);
        view.append_to(&fragment);
        self.region.insert(&fragment, &self.mark(at));
        self.items.insert(at, Item { mark, owner });
    }

    /// Takes an item away: first what listens, then what shows.
    #[inline(never)]
    fn remove(&mut self, at: usize) {
        let next = self.mark(at + 1);
        let Item { mark, owner } = self.items.remove(at);
        owner.cleanup();
        while let Some(node) = mark.next_sibling().filter(|node| !node.is_same_node(Some(&next))) {
            remove(&node);
        }
        remove(&mark);
    }

    /// Moves an item before one that comes earlier.
    #[inline(never)]
    fn shift(&mut self, from: usize, to: usize) {
        let (before, next) = (self.mark(to), self.mark(from + 1));
        let item = self.items.remove(from);
        let mut node = Some(item.mark.clone());
        while let Some(moving) = node.filter(|node| !node.is_same_node(Some(&next))) {
            node = moving.next_sibling();
            self.region.insert(&moving, &before);
        }
        self.items.insert(to, item);
    }
}
