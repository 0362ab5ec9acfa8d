//! What can be seen of something long, whatever is around it: scrollers, also in shadow roots; transforms and zoom;
//! dialogs that grow; frames that are as high as what is in them; paper.
//!
//! Scrolling is listened to in each tree around the element, for an answer in the same frame. What cannot be listened to
//! (a closed shadow root, a frame that its parent scrolls, a transform) shows a gap where rows should be, which an
//! `IntersectionObserver` sees. Nothing is measured or changed in an observer's own turn: that would be one more turn for
//! all other observers of the page.

use std::cell::RefCell;
use std::rc::Rc;

use erased_view::dom::listen;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, MediaQueryList, Node, ResizeObserver,
    ShadowRoot,
};

/// How far up the trees around an element are followed: further than any page goes, and an end where names of a form
/// lead round in a circle.
const DEEP: usize = 1000;

/// A part of the viewport, from top to bottom.
pub type VisiblePart = (f64, f64);

/// What is called when something can be seen, or no more.
pub struct Listeners {
    /// What can be seen may have changed.
    pub on_change: Rc<dyn Fn()>,
    /// A part of a gap shows.
    pub on_gap: Box<dyn Fn(VisiblePart)>,
    /// A row is in the document, and can't be seen, for whatever reason.
    pub on_hidden: Box<dyn Fn(&Element)>,
}

/// Watches what can be seen, until the owner that it was made under is cleaned up.
pub struct Viewport {
    sizes: Option<ResizeObserver>,
    rows: Option<IntersectionObserver>,
    measured: RefCell<Option<Element>>,
}

/// What ends with the owner: an observer, and the closure that it calls.
struct Observed<T: ?Sized, O> {
    observer: Option<O>,
    disconnect: fn(&O),
    _callback: Closure<T>,
}

impl<T: ?Sized, O> Drop for Observed<T, O> {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            (self.disconnect)(observer);
        }
    }
}

impl Viewport {
    /// Watches what is in `root`. `gaps` stand where rows are not.
    pub fn new(root: &HtmlElement, gaps: [HtmlElement; 2], listeners: Listeners) -> Self {
        let on_resize = listeners.on_change.clone();
        let callback = Closure::<dyn Fn()>::wrap(Box::new(move || on_resize()));
        let sizes = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        StoredValue::new_local(Observed {
            observer: sizes.clone(),
            disconnect: ResizeObserver::disconnect,
            _callback: callback,
        });
        let on_change = listeners.on_change.clone();
        listen(&window(), "resize", false, move |_| on_change());
        Self { sizes, rows: watch_rows(root, gaps, listeners), measured: RefCell::default() }
    }

    /// Watches whether a row can be seen.
    pub fn watch(&self, row: &Element) {
        if let Some(observer) = &self.rows {
            observer.observe(row);
        }
    }

    /// Watches a row no more.
    pub fn unwatch(&self, row: &Element) {
        if let Some(observer) = &self.rows {
            observer.unobserve(row);
        }
    }

    /// Watches the size of a row, in place of the one before.
    pub fn watch_size(&self, row: Option<&Element>) {
        let Some(observer) = &self.sizes else {
            return;
        };
        let mut measured = self.measured.borrow_mut();
        if measured.as_ref() != row {
            if let Some(old) = measured.take() {
                observer.unobserve(&old);
            }
            if let Some(row) = row {
                observer.observe(row);
            }
            *measured = row.cloned();
        }
    }
}

/// What of the viewport rows are wanted for: all of it, unless that is more than `most`. A frame that is as high as its
/// content is seen in part only; then around the part that showed last.
pub fn wanted_part(part: Option<VisiblePart>, most: f64) -> VisiblePart {
    let viewport = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    match part {
        _ if viewport <= most => (0.0, viewport),
        None => (0.0, most),
        Some((top, bottom)) => {
            let middle = f64::midpoint(top, bottom);
            (middle - most / 2.0, middle + most / 2.0)
        }
    }
}

/// The trees in which scrolling is listened to, each with the one listener.
struct Scrollers {
    root: HtmlElement,
    trees: RefCell<Vec<Node>>,
    callback: Closure<dyn Fn()>,
}

impl Scrollers {
    /// Listens in each tree around the element that is not listened in yet. Scroll events do not bubble, but they can be
    /// captured; they do not leave the tree of their scroller.
    fn listen(&self) {
        let function = self.callback.as_ref().unchecked_ref();
        let mut trees = self.trees.borrow_mut();
        let mut at = Some(Node::from(self.root.clone()));
        for _ in 0..DEEP {
            let Some(node) = at else {
                return;
            };
            // A scroller may be around the slot that the element is shown in.
            let slot = node.dyn_ref::<Element>().and_then(Element::assigned_slot).map(Node::from);
            at = slot.or_else(|| node.parent_node());
            if at.is_none() {
                if !trees.contains(&node) {
                    let _ = node.add_event_listener_with_callback_and_bool("scroll", function, true);
                    trees.push(node.clone());
                }
                at = node.dyn_ref::<ShadowRoot>().map(|root| root.host().into());
            }
        }
    }
}

impl Drop for Scrollers {
    fn drop(&mut self) {
        for tree in self.trees.take() {
            let function = self.callback.as_ref().unchecked_ref();
            let _ = tree.remove_event_listener_with_callback_and_bool("scroll", function, true);
        }
    }
}

fn watch_rows(root: &HtmlElement, gaps: [HtmlElement; 2], listeners: Listeners) -> Option<IntersectionObserver> {
    let on_scroll = listeners.on_change.clone();
    let callback = Closure::<dyn Fn()>::wrap(Box::new(move || on_scroll()));
    let scrollers = Scrollers { root: root.clone(), trees: RefCell::default(), callback };
    scrollers.listen();
    let watched = gaps.clone();
    let callback = Closure::<dyn Fn(js_sys::Array, IntersectionObserver)>::wrap(Box::new(
        move |entries: js_sys::Array, observer: IntersectionObserver| {
            // Where the element is by now: it may have come into the document, or moved in it.
            scrollers.listen();
            let mut gap = None;
            for entry in entries.iter() {
                let entry: &IntersectionObserverEntry = entry.unchecked_ref();
                let (target, part) = (entry.target(), visible(entry));
                if watched.iter().any(|gap| *gap.unchecked_ref::<Element>() == target) {
                    gap = part.or(gap);
                } else if part.is_none() {
                    (listeners.on_hidden)(&target);
                }
            }
            if let Some(part) = gap {
                (listeners.on_gap)(part);
                (listeners.on_change)();
                // Called again in the next frame, where a gap still shows then.
                for gap in &watched {
                    observer.unobserve(gap);
                    observer.observe(gap);
                }
            }
        },
    ));
    let observer = IntersectionObserver::new(callback.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        for gap in &gaps {
            observer.observe(gap);
        }
    }
    StoredValue::new_local(Observed {
        observer: observer.clone(),
        disconnect: IntersectionObserver::disconnect,
        _callback: callback,
    });
    observer
}

/// The part of an element that can be seen, from top to bottom.
fn visible(entry: &IntersectionObserverEntry) -> Option<VisiblePart> {
    let part = entry.intersection_rect();
    (entry.is_intersecting() && part.height() > 0.0 && part.width() > 0.0).then(|| (part.top(), part.bottom()))
}

/// The height of an element in its own pixels, before transforms and zoom; and how many pixels of the viewport one of
/// them is. Nothing while it is not laid out.
pub fn own_height(element: &Element) -> Option<(f64, f64)> {
    let style = window().get_computed_style(element).ok()??;
    let own = js_sys::parse_float(&style.get_property_value("height").ok()?);
    let seen = element.get_bounding_client_rect().height();
    let scale = if seen > 0.0 { seen / own } else { 1.0 };
    (own > 0.0).then_some((own, scale))
}

/// Whether the page is about to be printed, or shows as it would be.
pub fn printing() -> RwSignal<bool> {
    let state = RwSignal::new(false);
    let to = move |prints: bool| {
        if state.try_with_untracked(|now| *now != prints) == Some(true) {
            state.set(prints);
        }
    };
    listen(&window(), "beforeprint", false, move |_| to(true));
    listen(&window(), "afterprint", false, move |_| to(false));
    if let Some(paper) = window().match_media("print").ok().flatten() {
        to(paper.matches());
        listen(&paper, "change", false, move |event| {
            let paper: Option<MediaQueryList> = event.current_target().map(JsCast::unchecked_into);
            to(paper.is_some_and(|paper| paper.matches()));
        });
    }
    state
}

/// Pixels with a fraction of three digits: enough, and without the code that writes floats.
pub fn px(value: f64) -> String {
    let thousandths = (value.abs() * 1000.0).round() as u64;
    let fraction = (1000 + thousandths % 1000).to_string();
    let sign = if value < 0.0 { "-" } else { "" };
    [sign, &(thousandths / 1000).to_string(), ".", fraction.get(1..).unwrap_or_default(), "px"].concat()
}
