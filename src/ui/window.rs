//! A window onto many rows: only those near the viewport are in the document.
//!
//! It builds nodes by hand, in place of `<For>`, which has all of its items in the document and an owner for each. Rows
//! come and go while the user scrolls, and laying one out costs more than making it: rows are made in slices of some
//! milliseconds, those that stay are not touched, and none holds an effect.
//!
//! All rows of a layout are equally high; the height is read from the page, so that the style decides it. Rows are placed
//! by offset, which lets one row stay (the one with the focus) wherever the window is. What changes in a row is its look,
//! a number.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use erased_view::dom::{create_element, remove, watch};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::now;
use super::viewport::{Listeners, Viewport, VisiblePart, own_height, printing, px, wanted_part};

/// Rows above and below the viewport that are kept ready.
const SPARE: usize = 4;
/// Rows at the most for what can be seen: more than there are screens for.
const MOST: usize = 500;
/// Rows at the most on paper.
const PRINTED: usize = 5000;
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
    pub row: Box<dyn Fn(usize) -> Option<Element>>,
    /// Reads what rows look like just now, and gives it for an index; 0 is how a row is made.
    pub looks: Box<dyn Fn() -> Look>,
    /// Makes a row look so.
    pub paint: Paint,
    /// A row that stays in the document wherever the window is.
    pub pinned: Box<dyn Fn() -> Option<usize>>,
    /// Called with the first and the last row between which all are that can be seen.
    pub on_window: Box<dyn Fn(usize, usize)>,
    /// Called with a row between them that can't be seen.
    pub on_hidden: Box<dyn Fn(usize)>,
}

/// Makes the row of an index look so. It is given the element around the row.
pub type Paint = Box<dyn Fn(&Element, usize, u32)>;

/// What rows look like, by their index, in bits.
pub type Look = Box<dyn Fn(usize) -> u32>;

/// A row in the document.
struct Slot {
    index: usize,
    key: u64,
    element: HtmlElement,
    look: u32,
    top: f64,
}

impl Slot {
    fn place(&mut self, top: f64) {
        if self.top.to_bits() != top.to_bits() {
            self.top = top;
            let _ = self.element.style().set_property("inset-block-start", &px(top));
        }
    }

    fn paint(&mut self, rows: &Rows, look: u32) {
        if self.look != look {
            self.look = look;
            (rows.paint)(&self.element, self.index, look);
        }
    }
}

/// What the window is measured and moved by.
#[derive(Clone)]
struct Measures {
    root: HtmlElement,
    rows: Rc<Rows>,
    slots: Rc<RefCell<Vec<Slot>>>,
    /// The height of a row, as the bits of a fraction.
    height: RwSignal<u64>,
    /// The first row and the one behind the last, in halves of a word: one signal of a plain number.
    span: RwSignal<u64>,
    /// Counts the frames that had to leave rows to the next one.
    slices: RwSignal<u64>,
    /// The part of a gap that showed last.
    part: Rc<Cell<Option<VisiblePart>>>,
    /// Whether the next frame measures.
    is_scheduled: Rc<Cell<bool>>,
    /// Whether the next frame makes rows that this one had no time for.
    has_rows_left: Rc<Cell<bool>>,
}

impl Measures {
    fn new(root: &HtmlElement, rows: Rows) -> Self {
        Self {
            root: root.clone(),
            rows: Rc::new(rows),
            slots: Rc::default(),
            height: RwSignal::new(GUESS.to_bits()),
            span: RwSignal::new(join(0, 24)),
            slices: RwSignal::new(0),
            part: Rc::default(),
            is_scheduled: Rc::default(),
            has_rows_left: Rc::default(),
        }
    }

    /// Measures in the next frame. Scrolling and rows that were left over share one turn in each frame: two would be too
    /// long on a slow machine.
    fn schedule(&self, rows_left: bool) {
        if rows_left {
            self.has_rows_left.set(true);
        }
        if !self.is_scheduled.replace(true) {
            let this = self.clone();
            request_animation_frame(move || this.run());
        }
    }

    fn run(&self) {
        self.is_scheduled.set(false);
        if self.height.is_disposed() {
            return;
        }
        self.measure();
        if self.has_rows_left.take() {
            self.slices.try_update(|slices| *slices += 1);
        }
    }

    /// Reads a row's height and which rows are wanted.
    fn measure(&self) {
        let mut each = f64::from_bits(self.height.get_untracked());
        let mut scale = 1.0;
        let first = self.slots.borrow().first().map(|slot| slot.element.clone());
        if let Some((own, by)) = first.and_then(|row| own_height(&row)) {
            scale = by;
            if (own - each).abs() > 0.01 {
                each = own;
                self.height.set(each.to_bits());
            }
        }
        let row = each * scale;
        let (top, bottom) = wanted_part(self.part.get(), row * MOST as f64);
        let above = top - self.root.get_bounding_client_rect().top();
        let seen = ((bottom - top) / row).ceil() as usize + 1;
        let first = (above / row).floor().max(0.0) as usize;
        let start = first.saturating_sub(SPARE);
        let next = join(start, start + seen + 2 * SPARE);
        if next != self.span.get_untracked() {
            self.span.set(next);
        }
        (self.rows.on_window)(first, first + seen);
    }

    /// Watches what can be seen of the rows and of the gaps where none are.
    fn viewport(&self, gaps: [HtmlElement; 2]) -> Viewport {
        let (this, seen, hidden) = (self.clone(), self.part.clone(), self.clone());
        let listeners = Listeners {
            on_change: Rc::new(move || this.schedule(false)),
            on_gap: Box::new(move |part| seen.set(Some(part))),
            on_hidden: Box::new(move |row| {
                let is_row = |slot: &&Slot| *slot.element.unchecked_ref::<Element>() == *row;
                let index = hidden.slots.borrow().iter().find(is_row).map(|slot| slot.index);
                if let Some(index) = index {
                    (hidden.rows.on_hidden)(index);
                }
            }),
        };
        Viewport::new(&self.root, gaps, listeners)
    }
}

/// Shows those rows that can be seen; on paper, all of some thousand.
pub fn rows(rows: Rows) -> Element {
    let root = html("rows");
    let _ = root.set_attribute("role", "rowgroup");
    let gaps = [gap(&root), gap(&root)];
    let measures = Measures::new(&root, rows);
    let viewport = measures.viewport(gaps.clone());

    let painted = measures.clone();
    watch(move || {
        let look = (painted.rows.looks)();
        for slot in painted.slots.borrow_mut().iter_mut() {
            slot.paint(&painted.rows, look(slot.index));
        }
    });

    let printing = printing();
    watch(move || {
        let Measures { root, rows, slots, height, span, slices, .. } = &measures;
        slices.track();
        let (count, each, span) = ((rows.count)(), f64::from_bits(height.get()), split(span.get()));
        let prints = printing.get();
        let (start, end) = if prints { (0, PRINTED) } else { span };
        let _ = root.style().set_property("block-size", &px(each * count as f64));
        let start = start.min(count.saturating_sub(end - start));
        let end = end.min(count);
        let wanted = wanted(start, end, (rows.pinned)().filter(|pinned| *pinned < count));
        // Paper does not wait.
        let time = if prints { f64::INFINITY } else { SLICE };
        if !untrack(|| fill(root, &mut slots.borrow_mut(), &wanted, rows, &viewport, each, time)) {
            measures.schedule(true);
        }
        for slot in slots.borrow_mut().iter_mut() {
            slot.place(each * slot.index as f64);
        }
        // Each gap reaches over half of the spare rows, so that it is seen before there is nothing to see.
        let above = if start > 0 { start + SPARE / 2 } else { 0 };
        let below = if end < count { count - end + SPARE / 2 } else { 0 };
        for (gap, rows) in gaps.iter().zip([above, below]) {
            let _ = gap.style().set_property("block-size", &px(each * rows as f64));
        }
        viewport.watch_size(slots.borrow().first().map(|slot| slot.element.unchecked_ref()));
    });
    root.into()
}

/// The rows from `start` to before `end`, and the pinned one.
fn wanted(start: usize, end: usize, pinned: Option<usize>) -> Vec<usize> {
    let mut wanted: Vec<usize> = (start..end).collect();
    match pinned {
        Some(pinned) if pinned < start => wanted.insert(0, pinned),
        Some(pinned) if pinned >= end => wanted.push(pinned),
        _ => {}
    }
    wanted
}

fn html(class: &str) -> HtmlElement {
    let element = create_element("div");
    element.set_class_name(class);
    element.unchecked_into()
}

/// Stands where rows are not in the document; the second is at the end.
fn gap(root: &HtmlElement) -> HtmlElement {
    let gap = html("gap");
    let _ = gap.set_attribute("aria-hidden", "true");
    let _ = root.append_child(&gap);
    gap
}

/// Brings the rows in the document to those that are wanted; a row that stays is not touched. `false` when the time
/// was over before all were made.
fn fill(
    root: &HtmlElement,
    slots: &mut Vec<Slot>,
    wanted: &[usize],
    rows: &Rows,
    viewport: &Viewport,
    each: f64,
    time: f64,
) -> bool {
    let start = now();
    let keys: Vec<u64> = wanted.iter().map(|index| (rows.key)(*index)).collect();
    slots.retain(|slot| {
        let stays = wanted.binary_search(&slot.index).is_ok_and(|place| keys.get(place) == Some(&slot.key));
        if !stays {
            viewport.unwatch(&slot.element);
            remove(&slot.element);
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
            if time.is_finite() {
                // Lays out what is there so far, so that the clock tells of it.
                let _ = root.offset_height();
            }
            if now() - start > time {
                return false;
            }
        }
        made += 1;
        let element = html("slot");
        let _ = element.set_attribute("role", "presentation");
        if let Some(row) = (rows.row)(*index) {
            let _ = element.append_child(&row);
        }
        let before = slots.get(place).map(|slot| slot.element.clone());
        let mut slot = Slot { index: *index, key, element, look: 0, top: f64::NAN };
        slot.paint(rows, look(*index));
        slot.place(each * *index as f64);
        let _ = root.insert_before(&slot.element, before.as_ref().map(AsRef::as_ref));
        viewport.watch(&slot.element);
        slots.insert(place, slot);
    }
    true
}

fn join(start: usize, end: usize) -> u64 {
    (start as u64) << 32 | end as u64
}

fn split(span: u64) -> (usize, usize) {
    ((span >> 32) as usize, (span & 0xffff_ffff) as usize)
}
