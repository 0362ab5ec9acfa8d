//! A window onto many rows: only those near the viewport are in the document.
//!
//! It builds nodes by hand, in place of `<For>`, which has all of its items in the document and an owner for each. Rows
//! come and go while the user scrolls, and laying one out costs more than making it: those that stay are not touched, the
//! elements of those that go are filled with those that come, new ones are made in slices of some milliseconds, and none
//! holds an effect. How that is done is in `slots.rs`.
//!
//! All rows of a layout are equally high; the height is read from the page, so that the style decides it. Rows are placed
//! by offset, which lets one row stay (the one with the focus) wherever the window is. What changes in a row is its look,
//! a number.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use erased_view::dom::{create_element, watch};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::slots::{Headings, Rows, Slots, Wanted};
use super::viewport::{Listeners, Viewport, VisiblePart, own_height, printing, px, wanted_part};

/// Rows above and below the viewport that are kept ready.
const SPARE: usize = 4;
/// Rows at the most for what can be seen: more than there are screens for.
const MOST: usize = 500;
/// Rows at the most on paper.
const PRINTED: usize = 5000;
/// A first guess at a row's height in pixels, until one can be measured.
const GUESS: f64 = 46.0;
/// A first guess at how many rows can be seen.
const SEEN: usize = 20;

/// What the window is measured and moved by.
struct Measures<R> {
    root: HtmlElement,
    rows: Rows<R>,
    slots: RefCell<Slots<R>>,
    headings: RefCell<Headings>,
    /// The height of a row, as the bits of a fraction.
    height: RwSignal<u64>,
    /// The first row in sight and the one behind the last, in halves of a word: one signal of a plain number.
    span: RwSignal<u64>,
    /// Counts the frames that had to leave rows to the next one.
    slices: RwSignal<u64>,
    /// The part of a gap that showed last.
    part: Cell<Option<VisiblePart>>,
    /// Whether the next frame measures.
    is_scheduled: Cell<bool>,
    /// Whether the next frame makes rows that this one had no time for.
    has_rows_left: Cell<bool>,
}

impl<R: 'static> Measures<R> {
    fn new(root: &HtmlElement, rows: Rows<R>) -> Rc<Self> {
        Rc::new(Self {
            root: root.clone(),
            rows,
            slots: RefCell::default(),
            headings: RefCell::default(),
            height: RwSignal::new(GUESS.to_bits()),
            span: RwSignal::new(join(0, SEEN)),
            slices: RwSignal::new(0),
            part: Cell::default(),
            is_scheduled: Cell::default(),
            has_rows_left: Cell::default(),
        })
    }

    /// Measures in the next frame, which is the same one where the page was scrolled: scroll events come before what is
    /// scheduled for their frame. Scrolling and rows that were left over share one turn in each frame: two would be too
    /// long on a slow machine.
    fn schedule(self: &Rc<Self>, rows_left: bool) {
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
        let first = self.slots.borrow().first().cloned();
        if let Some((own, by)) = first.and_then(|row| own_height(&row)) {
            scale = by;
            if (own - each).abs() > 0.01 {
                each = own;
                self.height.set(each.to_bits());
            }
        }
        let row = each * scale;
        let (top, bottom) = wanted_part(self.part.get(), row * MOST as f64);
        // As if all headings were above what is seen, and in it: some rows too many are wanted.
        let headings = self.headings.borrow().top(0.0, usize::MAX) * scale;
        let above = top - self.root.get_bounding_client_rect().top() - headings;
        let seen = ((bottom - top + headings) / row).ceil() as usize + 1;
        let first = (above / row).floor().max(0.0) as usize;
        let next = join(first, first + seen);
        if next != self.span.get_untracked() {
            self.span.set(next);
        }
        (self.rows.on_window)(first, first + seen);
    }

    /// Watches what can be seen of the rows and of the gaps where none are.
    fn viewport(self: &Rc<Self>, gaps: [HtmlElement; 2]) -> Viewport {
        let (this, seen, hidden) = (self.clone(), self.clone(), self.clone());
        let listeners = Listeners {
            on_change: Rc::new(move || this.schedule(false)),
            on_gap: Box::new(move |part| seen.part.set(Some(part))),
            on_hidden: Box::new(move |row| {
                let index = hidden.slots.borrow().index_of(row);
                if let Some(index) = index {
                    (hidden.rows.on_hidden)(index);
                }
            }),
        };
        Viewport::new(&self.root, gaps, listeners)
    }
}

/// Shows those rows that can be seen; on paper, all of some thousand.
pub fn rows<R: 'static>(rows: Rows<R>) -> Element {
    let root = html("rows");
    let _ = root.set_attribute("role", "rowgroup");
    let gaps = [gap(&root), gap(&root)];
    let measures = Measures::new(&root, rows);
    let viewport = measures.viewport(gaps.clone());

    let painted = measures.clone();
    watch(move || {
        let look = (painted.rows.looks)();
        for slot in painted.slots.borrow_mut().iter_mut() {
            slot.repaint(&painted.rows, &look);
        }
    });

    let printing = printing();
    watch(move || {
        let Measures { root, rows, slots, headings, height, span, slices, .. } = &*measures;
        slices.track();
        let (count, each, prints) = ((rows.count)(), f64::from_bits(height.get()), printing.get());
        let in_sight = in_sight(split(span.get()), count);
        let (start, end) = match prints {
            true => (0, count.min(PRINTED)),
            false => (in_sight.start.saturating_sub(SPARE), count.min(in_sight.end + SPARE)),
        };
        let between = (rows.headings)(root, each);
        let whole = between.top(each, count);
        let _ = root.style().set_property("block-size", &px(whole));
        let indices = indices(start, end, (rows.pinned)().filter(|pinned| *pinned < count));
        let wanted = Wanted { indices, in_sight, each, headings: &between, at_once: prints };
        if !untrack(|| slots.borrow_mut().arrange(root, &wanted, rows, &viewport)) {
            measures.schedule(true);
        }
        // Each gap reaches over half of the spare rows, so that it is seen before there is nothing to see.
        let above = if start > 0 { between.top(each, start + SPARE / 2) } else { 0.0 };
        let below = if end < count { whole - between.top(each, end.saturating_sub(SPARE / 2)) } else { 0.0 };
        for (gap, height) in gaps.iter().zip([above, below]) {
            let _ = gap.style().set_property("block-size", &px(height));
        }
        headings.replace(between);
        viewport.watch_size(slots.borrow().first());
    });
    root.into()
}

/// The rows that can be seen, where there are so many: the last ones where the list has become shorter.
fn in_sight((first, end): (usize, usize), count: usize) -> Range<usize> {
    let seen = end - first;
    let first = first.min(count.saturating_sub(seen));
    first..count.min(first + seen)
}

/// The rows from `start` to before `end`, and the pinned one.
fn indices(start: usize, end: usize, pinned: Option<usize>) -> Vec<usize> {
    let mut indices: Vec<usize> = (start..end).collect();
    match pinned {
        Some(pinned) if pinned < start => indices.insert(0, pinned),
        Some(pinned) if pinned >= end => indices.push(pinned),
        _ => {}
    }
    indices
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

fn join(start: usize, end: usize) -> u64 {
    (start as u64) << 32 | end as u64
}

fn split(span: u64) -> (usize, usize) {
    ((span >> 32) as usize, (span & 0xffff_ffff) as usize)
}
