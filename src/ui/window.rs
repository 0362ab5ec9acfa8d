//! A window onto many rows: only those near the viewport are in the document.
//!
//! All rows of a layout are equally high; the height is read from the page, so that the style decides it. Rows are
//! placed by offset, which lets one row stay (the one with the focus) wherever the window is. Rows are plain: they hold
//! no effects and no listeners, so that making and dropping them is cheap; what changes in one is its look.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

use super::document::document_root;
use super::dom::{El, View, at_end, div, listen, next_frame, page, remove, watch};
use super::now;
use super::state::State;

/// Rows above and below the viewport that are kept ready.
const SPARE: usize = 4;
/// Rows at the most, however high the viewport is.
const MOST: usize = 90;
/// How long making and laying out rows may take in one go, in milliseconds; the rest comes in the next frame. A slow
/// machine then never waits for a screen full of rows before it can answer the next key or scroll.
const SLICE: f64 = 8.0;
/// Rows that are made before the clock is looked at. Laying them out takes longer than making them.
const BATCH: usize = 2;
/// A first guess at a row's height in pixels, until one can be measured.
const GUESS: f64 = 46.0;

/// What a window shows.
pub struct Rows {
    /// How many rows there are.
    pub count: Box<dyn Fn() -> usize>,
    /// What tells one row from another: as long as it stays, the row is not made again.
    pub key: Box<dyn Fn(usize) -> u64>,
    /// Makes the row of an index.
    pub row: Box<dyn Fn(usize) -> View>,
    /// Reads what rows look like just now, and gives it for an index; 0 is how a row is made.
    pub looks: Box<dyn Fn() -> Look>,
    /// Makes a row look so.
    pub paint: Paint,
    /// A row that stays in the document wherever the window is.
    pub pinned: Box<dyn Fn() -> Option<usize>>,
    /// Told which rows can be seen, first and last.
    pub on_window: Box<dyn Fn(usize, usize)>,
}

/// Makes the row of an index look so.
pub type Paint = Box<dyn Fn(&El, usize, u32)>;

/// What rows look like, by their index, in bits.
pub type Look = Box<dyn Fn(usize) -> u32>;

/// A row in the document.
struct Slot {
    index: usize,
    key: u64,
    element: El,
    look: u32,
    top: f64,
}

impl Slot {
    fn place(&mut self, top: f64) {
        if self.top.to_bits() != top.to_bits() {
            self.top = top;
            let _ = self.element.html().style().set_property("inset-block-start", &px(top));
        }
    }

    fn paint(&mut self, rows: &Rows, look: u32) {
        if self.look != look {
            self.look = look;
            (rows.paint)(&self.element, self.index, look);
        }
    }
}

/// Shows those rows that can be seen.
pub fn rows(rows: Rows) -> El {
    let root = div("rows").attr("role", "rowgroup");
    let node = root.html();
    let height = State::new(GUESS.to_bits());
    // The first row and the one behind the last, in halves of a word: one signal of a plain number.
    let span = State::new(join(0, 24));
    let rows = Rc::new(rows);

    let (measured, seen) = (node.clone(), rows.clone());
    let measure: Rc<dyn Fn()> = Rc::new(move || {
        if !height.is_disposed() {
            measure(&measured, height, span, &*seen.on_window);
        }
    });
    // Counts the frames that had to leave rows to the next one.
    let slices = State::new(0u64);
    // Scrolling and rows that were left over share one turn in each frame: two would be too long on a slow machine.
    let (asked, left) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let turn: Rc<dyn Fn(bool)> = Rc::new({
        let measure = measure.clone();
        move |rows_left| {
            left.set(left.get() || rows_left);
            if !asked.replace(true) {
                let (asked, left, measure) = (asked.clone(), left.clone(), measure.clone());
                next_frame(move || {
                    asked.set(false);
                    measure();
                    if left.take() {
                        slices.try_update(|slices| *slices += 1);
                    }
                });
            }
        }
    });
    watch_scrolling(&node, turn.clone(), measure);

    let slots: Rc<RefCell<Vec<Slot>>> = Rc::default();
    let (painted, painter) = (slots.clone(), rows.clone());
    watch(move || {
        let look = (painter.looks)();
        for slot in painted.borrow_mut().iter_mut() {
            slot.paint(&painter, look(slot.index));
        }
    });

    watch(move || {
        slices.track();
        let (count, each, (start, end)) = ((rows.count)(), f64::from_bits(height.get()), split(span.get()));
        let style = node.style();
        let _ = style.set_property("block-size", &px(each * count as f64));
        let start = start.min(count.saturating_sub(end - start));
        let mut wanted: Vec<usize> = (start..end.min(count)).collect();
        if let Some(pinned) = (rows.pinned)().filter(|pinned| *pinned < count) {
            if pinned < start {
                wanted.insert(0, pinned);
            } else if pinned >= end {
                wanted.push(pinned);
            }
        }
        let were_none = slots.borrow().is_empty();
        if !untrack(|| fill(&node, &mut slots.borrow_mut(), &wanted, &rows, each)) {
            turn(true);
        }
        for slot in slots.borrow_mut().iter_mut() {
            slot.place(each * slot.index as f64);
        }
        if were_none && !wanted.is_empty() {
            // One of them can be measured now.
            turn(false);
        }
    });
    root
}

/// Brings the rows in the document to those that are wanted; a row that stays is not touched. `false` when the time
/// was over before all were made.
fn fill(root: &HtmlElement, slots: &mut Vec<Slot>, wanted: &[usize], rows: &Rows, each: f64) -> bool {
    let start = now();
    let keys: Vec<u64> = wanted.iter().map(|index| (rows.key)(*index)).collect();
    slots.retain(|slot| {
        let stays = wanted.iter().zip(&keys).any(|(index, key)| *index == slot.index && *key == slot.key);
        if !stays {
            remove(slot.element.node());
        }
        stays
    });
    let look = (rows.looks)();
    let mut made = 0;
    for (place, (index, key)) in wanted.iter().zip(keys).enumerate() {
        if slots.get(place).is_some_and(|slot| slot.index == *index) {
            continue;
        }
        if made == BATCH {
            made = 0;
            // Lays out what is there so far, so that the clock tells of it.
            let _ = root.offset_height();
            if now() - start > SLICE {
                return false;
            }
        }
        made += 1;
        let element = div("slot").attr("role", "presentation").child((rows.row)(*index));
        let before = slots.get(place).map(|slot| slot.element.node().clone());
        let mut slot = Slot { index: *index, key, element, look: 0, top: f64::NAN };
        slot.paint(rows, look(*index));
        slot.place(each * *index as f64);
        let _ = root.insert_before(slot.element.node(), before.as_deref());
        slots.insert(place, slot);
    }
    true
}

/// Reads a row's height and which rows can be seen.
fn measure(root: &HtmlElement, height: State<u64>, span: State<u64>, on_window: &dyn Fn(usize, usize)) {
    let mut each = f64::from_bits(height.get_untracked());
    if let Some(first) = root.first_element_child() {
        let measured = first.get_bounding_client_rect().height();
        if measured > 0.0 && (measured - each).abs() > 0.01 {
            each = measured;
            height.set(each.to_bits());
        }
    }
    let viewport = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let above = -root.get_bounding_client_rect().top();
    let seen = (viewport / each).ceil() as usize + 1;
    let first = (above / each).floor().max(0.0) as usize;
    let start = first.saturating_sub(SPARE);
    let next = join(start, start + (seen + 2 * SPARE).min(MOST));
    if next != span.get_untracked() {
        span.set(next);
    }
    on_window(first, first + seen);
}

/// Any scroller that the page may put around the element: scroll events do not bubble, but they can be captured.
fn watch_scrolling(root: &HtmlElement, turn: Rc<dyn Fn(bool)>, measure: Rc<dyn Fn()>) {
    listen(&page(), "scroll", true, move |_| turn(false));
    let resized = Closure::<dyn Fn()>::wrap(Box::new(move || measure()));
    let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(root);
        if let Some(document) = document_root(&page()) {
            observer.observe(&document);
        }
    }
    at_end(move || {
        if let Some(observer) = observer {
            observer.disconnect();
        }
        drop(resized);
    });
}

fn join(start: usize, end: usize) -> u64 {
    (start as u64) << 32 | end as u64
}

fn split(span: u64) -> (usize, usize) {
    ((span >> 32) as usize, (span & 0xffff_ffff) as usize)
}

/// Whole pixels and a fraction of three digits: enough, and without the code that writes floats.
fn px(value: f64) -> String {
    let thousandths = (value * 1000.0).round() as i64;
    let fraction = (1000 + thousandths % 1000).to_string();
    [&(thousandths / 1000).to_string(), ".", fraction.get(1..).unwrap_or_default(), "px"].concat()
}
