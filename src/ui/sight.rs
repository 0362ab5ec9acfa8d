//! What can be seen of something long, whatever is around it: scrollers, also in shadow roots; transforms and zoom;
//! dialogs that grow; frames that are as high as what is in them; paper.
//!
//! Scrolling is heard in each tree around the element, for an answer in the same frame. What is not heard (a closed
//! shadow root, a frame that its parent scrolls, a transform) shows a gap where rows should be, and the browser tells of
//! that. Nothing is measured or changed in an observer's own turn: that would be one more turn for all other observers
//! of the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, MediaQueryList, Node, ResizeObserver,
    ShadowRoot,
};

use super::dom::{El, at_end, listen};

/// How far up the trees around an element are followed: further than any page goes, and an end where names of a form
/// lead round in a circle.
const DEEP: usize = 1000;

/// A part of the viewport, from top to bottom.
pub type Part = (f64, f64);

/// What is told of it.
pub struct Told {
    /// What can be seen may have changed.
    pub turn: Rc<dyn Fn()>,
    /// The part of a gap that shows.
    pub gap: Box<dyn Fn(Part)>,
    /// A row that is there, but can't be seen, for whatever reason.
    pub hidden: Box<dyn Fn(&Element)>,
}

/// Tells of what can be seen.
pub struct Sight {
    resized: Option<ResizeObserver>,
    seen: Option<IntersectionObserver>,
    measured: RefCell<Option<Element>>,
}

impl Sight {
    /// Watches from now on, until the current owner is cleaned up. `gaps` stand where rows are not.
    pub fn new(root: &HtmlElement, gaps: [El; 2], told: Told) -> Self {
        let asked = told.turn.clone();
        let resize = Closure::<dyn Fn()>::wrap(Box::new(move || asked()));
        let resized = ResizeObserver::new(resize.as_ref().unchecked_ref()).ok();
        let observer = resized.clone();
        at_end(move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(resize);
        });
        let again = told.turn.clone();
        listen(&window(), "resize", false, move |_| again());
        Self { resized, seen: watch_sight(root, gaps, told), measured: RefCell::default() }
    }

    /// Tells when a row can't be seen.
    pub fn watch(&self, row: &El) {
        if let Some(observer) = &self.seen {
            observer.observe(row.node());
        }
    }

    /// Tells no more of a row.
    pub fn leave(&self, row: &El) {
        if let Some(observer) = &self.seen {
            observer.unobserve(row.node());
        }
    }

    /// Watches the size of a row, in place of the one before.
    pub fn measure(&self, row: Option<&El>) {
        let Some(observer) = &self.resized else {
            return;
        };
        let row = row.map(El::node);
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
pub fn wanted_part(part: Option<Part>, most: f64) -> Part {
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

fn watch_sight(root: &HtmlElement, gaps: [El; 2], told: Told) -> Option<IntersectionObserver> {
    let asked = told.turn.clone();
    let scrolled = Closure::<dyn Fn()>::wrap(Box::new(move || asked()));
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = {
        let (root, heard, function) = (root.clone(), heard.clone(), scrolled.as_ref().clone());
        move || hear_scrolling(&root, &mut heard.borrow_mut(), function.unchecked_ref())
    };
    hear();
    let watched = gaps.clone();
    let shown = Closure::<dyn Fn(js_sys::Array, IntersectionObserver)>::wrap(Box::new(
        move |entries: js_sys::Array, observer: IntersectionObserver| {
            // Where the element is by now: it may have come into the document, or moved in it.
            hear();
            let mut gap = None;
            for entry in entries.iter() {
                let entry: &IntersectionObserverEntry = entry.unchecked_ref();
                let (target, part) = (entry.target(), visible(entry));
                if watched.iter().any(|gap| *gap.node() == target) {
                    gap = part.or(gap);
                } else if part.is_none() {
                    (told.hidden)(&target);
                }
            }
            if let Some(part) = gap {
                (told.gap)(part);
                (told.turn)();
                // Told again in the next frame, where a gap still shows then.
                for gap in &watched {
                    observer.unobserve(gap.node());
                    observer.observe(gap.node());
                }
            }
        },
    ));
    let observer = IntersectionObserver::new(shown.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        for gap in &gaps {
            observer.observe(gap.node());
        }
    }
    let watching = observer.clone();
    at_end(move || {
        if let Some(observer) = watching {
            observer.disconnect();
        }
        for tree in heard.take() {
            let function = scrolled.as_ref().unchecked_ref();
            let _ = tree.remove_event_listener_with_callback_and_bool("scroll", function, true);
        }
        drop(shown);
    });
    observer
}

/// The part of an element that can be seen, from top to bottom.
fn visible(entry: &IntersectionObserverEntry) -> Option<Part> {
    let part = entry.intersection_rect();
    (entry.is_intersecting() && part.height() > 0.0 && part.width() > 0.0).then(|| (part.top(), part.bottom()))
}

/// Listens in each tree around an element that is not listened in yet. Scroll events do not bubble, but they can be
/// captured; they do not leave the tree of their scroller.
fn hear_scrolling(element: &HtmlElement, heard: &mut Vec<Node>, function: &js_sys::Function) {
    let mut at = Some(Node::from(element.clone()));
    for _ in 0..DEEP {
        let Some(node) = at else {
            return;
        };
        // A scroller may be around the slot that the element is shown in.
        let slot = node.dyn_ref::<Element>().and_then(Element::assigned_slot).map(Node::from);
        at = slot.or_else(|| node.parent_node());
        if at.is_none() {
            if !heard.contains(&node) {
                let _ = node.add_event_listener_with_callback_and_bool("scroll", function, true);
                heard.push(node.clone());
            }
            at = node.dyn_ref::<ShadowRoot>().map(|root| root.host().into());
        }
    }
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
