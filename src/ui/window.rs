//! A window onto many rows: only those near the viewport are in the document.
//!
//! All rows of a layout are equally high; the height is read from the page, so that the style decides it. Rows are
//! placed by offset, which lets one row stay (the one with the focus) wherever the window is. Rows are plain: they hold
//! no effects and no listeners, so that making and dropping them is cheap; what changes in one is its look.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::dom::{El, View, div, next_frame, remove, watch};
use super::now;
use super::sight::{Part, Sight, Told, own_height, printing, px, wanted_part};

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
    pub row: Box<dyn Fn(usize) -> View>,
    /// Reads what rows look like just now, and gives it for an index; 0 is how a row is made.
    pub looks: Box<dyn Fn() -> Look>,
    /// Makes a row look so.
    pub paint: Paint,
    /// A row that stays in the document wherever the window is.
    pub pinned: Box<dyn Fn() -> Option<usize>>,
    /// Told between which rows, first and last, all are that can be seen.
    pub on_window: Box<dyn Fn(usize, usize)>,
    /// Told of a row between them that can't be.
    pub on_hidden: Box<dyn Fn(usize)>,
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

/// Shows those rows that can be seen; on paper, all of some thousand.
pub fn rows(rows: Rows) -> El {
    let root = div("rows").attr("role", "rowgroup");
    let node = root.html();
    let gaps = [gap(&root), gap(&root)];
    let height = RwSignal::new(GUESS.to_bits());
    // The first row and the one behind the last, in halves of a word: one signal of a plain number.
    let span = RwSignal::new(join(0, 24));
    let printing = printing();
    let rows = Rc::new(rows);
    let slots: Rc<RefCell<Vec<Slot>>> = Rc::default();

    // Counts the frames that had to leave rows to the next one.
    let slices = RwSignal::new(0u64);
    let part: Rc<Cell<Option<Part>>> = Rc::default();
    // Scrolling and rows that were left over share one turn in each frame: two would be too long on a slow machine.
    let (asked, left) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let turn: Rc<dyn Fn(bool)> = Rc::new({
        let (node, rows, slots, part) = (node.clone(), rows.clone(), slots.clone(), part.clone());
        move |rows_left| {
            left.set(left.get() || rows_left);
            if !asked.replace(true) {
                let (node, rows, slots, part) = (node.clone(), rows.clone(), slots.clone(), part.clone());
                let (asked, left) = (asked.clone(), left.clone());
                next_frame(move || {
                    asked.set(false);
                    if height.is_disposed() {
                        return;
                    }
                    let first = slots.borrow().first().map(|slot| slot.element.clone());
                    measure(&node, first.as_ref(), part.get(), height, span, &*rows.on_window);
                    if left.take() {
                        slices.try_update(|slices| *slices += 1);
                    }
                });
            }
        }
    });
    let (again, hidden, there) = (turn.clone(), rows.clone(), slots.clone());
    let told = Told {
        turn: Rc::new(move || again(false)),
        gap: Box::new(move |seen| part.set(Some(seen))),
        hidden: Box::new(move |row| {
            let index = there.borrow().iter().find(|slot| slot.element.node() == row).map(|slot| slot.index);
            if let Some(index) = index {
                (hidden.on_hidden)(index);
            }
        }),
    };
    let sight = Sight::new(&node, gaps.clone(), told);

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
        let prints = printing.get();
        let (start, end) = if prints { (0, PRINTED) } else { (start, end) };
        let style = node.style();
        let _ = style.set_property("block-size", &px(each * count as f64));
        let start = start.min(count.saturating_sub(end - start));
        let end = end.min(count);
        let mut wanted: Vec<usize> = (start..end).collect();
        if let Some(pinned) = (rows.pinned)().filter(|pinned| *pinned < count) {
            if pinned < start {
                wanted.insert(0, pinned);
            } else if pinned >= end {
                wanted.push(pinned);
            }
        }
        // Paper does not wait.
        let time = if prints { f64::INFINITY } else { SLICE };
        if !untrack(|| fill(&node, &mut slots.borrow_mut(), &wanted, &rows, &sight, each, time)) {
            turn(true);
        }
        for slot in slots.borrow_mut().iter_mut() {
            slot.place(each * slot.index as f64);
        }
        // Each reaches over half of the spare rows, so that it is told of before there is nothing to see.
        let above = if start > 0 { start + SPARE / 2 } else { 0 };
        let below = if end < count { count - end + SPARE / 2 } else { 0 };
        for (gap, rows) in gaps.iter().zip([above, below]) {
            let _ = gap.html().style().set_property("block-size", &px(each * rows as f64));
        }
        sight.measure(slots.borrow().first().map(|slot| &slot.element));
    });
    root
}

/// Stands where rows are not in the document; the second is at the end.
fn gap(root: &El) -> El {
    let gap = div("gap").attr("aria-hidden", "true");
    root.clone().child(gap.clone());
    gap
}

/// Brings the rows in the document to those that are wanted; a row that stays is not touched. `false` when the time
/// was over before all were made.
fn fill(
    root: &HtmlElement,
    slots: &mut Vec<Slot>,
    wanted: &[usize],
    rows: &Rows,
    sight: &Sight,
    each: f64,
    time: f64,
) -> bool {
    let start = now();
    let keys: Vec<u64> = wanted.iter().map(|index| (rows.key)(*index)).collect();
    slots.retain(|slot| {
        let stays = wanted.binary_search(&slot.index).is_ok_and(|place| keys.get(place) == Some(&slot.key));
        if !stays {
            sight.leave(&slot.element);
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
            if time.is_finite() {
                // Lays out what is there so far, so that the clock tells of it.
                let _ = root.offset_height();
            }
            if now() - start > time {
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
        sight.watch(&slot.element);
        slots.insert(place, slot);
    }
    true
}

/// Reads a row's height and which rows are wanted.
fn measure(
    root: &HtmlElement,
    first: Option<&El>,
    part: Option<Part>,
    height: RwSignal<u64>,
    span: RwSignal<u64>,
    on_window: &dyn Fn(usize, usize),
) {
    let mut each = f64::from_bits(height.get_untracked());
    let mut scale = 1.0;
    if let Some((own, by)) = first.and_then(|row| own_height(row.node())) {
        scale = by;
        if (own - each).abs() > 0.01 {
            each = own;
            height.set(each.to_bits());
        }
    }
    let row = each * scale;
    let (top, bottom) = wanted_part(part, row * MOST as f64);
    let above = top - root.get_bounding_client_rect().top();
    let seen = ((bottom - top) / row).ceil() as usize + 1;
    let first = (above / row).floor().max(0.0) as usize;
    let start = first.saturating_sub(SPARE);
    let next = join(start, start + seen + 2 * SPARE);
    if next != span.get_untracked() {
        span.set(next);
    }
    on_window(first, first + seen);
}

fn join(start: usize, end: usize) -> u64 {
    (start as u64) << 32 | end as u64
}

fn split(span: u64) -> (usize, usize) {
    ((span >> 32) as usize, (span & 0xffff_ffff) as usize)
}
