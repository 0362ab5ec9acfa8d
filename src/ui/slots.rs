//! The rows of a window that are in the document: each one's element is its slot.
//!
//! A slot belongs to a row by the row's key and not by its index: where rows come or go above it, it is placed anew and
//! keeps its nodes. The slot of a row that is wanted no more is filled with one that comes, which costs a fraction of
//! making and laying out another.

use std::ops::Range;

use erased_view::dom::remove;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::now;
use super::viewport::{Viewport, px};

/// How long making rows may take in one go, and filling those that cannot be seen, in milliseconds; the rest comes in the next
/// frame. A slow machine then never waits for a screen full of new rows before it can answer the next key or scroll.
const SLICE: f64 = 8.0;
/// Rows that are made before the clock is looked at. Laying them out takes longer than making them.
const BATCH: usize = 2;

/// What a window shows. An `R` is what is kept of a row, so that it can be filled again: its parts.
pub struct Rows<R> {
    /// How many rows there are.
    pub count: Box<dyn Fn() -> usize>,
    /// What tells one row from another: as long as it stays, the row is not filled again.
    pub key: Box<dyn Fn(usize) -> u64>,
    /// Makes an empty row.
    pub make: Box<dyn Fn() -> Option<(Element, R)>>,
    /// Fills a row with what there is at an index. It was empty, or has the look that it was made with.
    pub fill: Fill<R>,
    /// Tells a row its index, which changes where rows above it come or go.
    pub number: Number<R>,
    /// Reads what rows look like just now, and gives it for an index; 0 is how a row is made.
    pub looks: Box<dyn Fn() -> Look>,
    /// Makes a row look so.
    pub paint: Paint<R>,
    /// Whether a row that looks so may be filled with another.
    pub is_reusable: fn(u32) -> bool,
    /// Puts headings between the rows into their element, where there are any; rows are as high as this many pixels.
    pub headings: PlaceHeadings,
    /// A row that stays in the document wherever the window is.
    pub pinned: Box<dyn Fn() -> Option<usize>>,
    /// Called with the first and the last row between which all are that can be seen.
    pub on_window: Box<dyn Fn(usize, usize)>,
    /// Called with a row between them that can't be seen.
    pub on_hidden: Box<dyn Fn(usize)>,
}

/// Puts headings into an element, between rows of a height.
pub type PlaceHeadings = Box<dyn Fn(&HtmlElement, f64) -> Headings>;

/// Headings between the rows.
#[derive(Clone, Default)]
pub struct Headings {
    /// The index of the row below each, in their order.
    pub above: Vec<usize>,
    /// How high each is, in pixels.
    pub height: f64,
}

impl Headings {
    /// Where the row of an index begins, when rows are `each` pixels high. Behind the last row that is where all end.
    pub fn top(&self, each: f64, index: usize) -> f64 {
        let before = self.above.iter().filter(|above| **above <= index).count();
        each * index as f64 + self.height * before as f64
    }
}

/// Fills a row with what there is at an index.
pub type Fill<R> = Box<dyn Fn(&mut R, usize)>;

/// Tells a row its index.
pub type Number<R> = Box<dyn Fn(&R, usize)>;

/// Makes the row of an index look so. It is given the look before and the new one.
pub type Paint<R> = Box<dyn Fn(&R, usize, u32, u32)>;

/// What rows look like, by their index, in bits.
pub type Look = Box<dyn Fn(usize) -> u32>;

/// A row in the document.
pub struct Slot<R> {
    element: HtmlElement,
    row: R,
    key: u64,
    index: usize,
    look: u32,
    top: f64,
}

impl<R> Slot<R> {
    /// Makes an empty one.
    fn new(rows: &Rows<R>) -> Option<Self> {
        let (element, row) = (rows.make)()?;
        let element: HtmlElement = element.unchecked_into();
        let _ = element.class_list().add_1("slot");
        Some(Self { element, row, key: 0, index: usize::MAX, look: 0, top: f64::NAN })
    }

    /// Fills it with the row of an index.
    fn fill(&mut self, rows: &Rows<R>, index: usize, key: u64, look: u32) {
        (self.key, self.index) = (key, index);
        (rows.fill)(&mut self.row, index);
        (rows.number)(&self.row, index);
        (rows.paint)(&self.row, index, self.look, look);
        self.look = look;
    }

    /// The row has this index now.
    fn move_to(&mut self, rows: &Rows<R>, index: usize) {
        if self.index != index {
            self.index = index;
            (rows.number)(&self.row, index);
        }
    }

    fn place(&mut self, top: f64) {
        if self.top.to_bits() != top.to_bits() {
            self.top = top;
            let _ = self.element.style().set_property("inset-block-start", &px(top));
        }
    }

    /// Makes the row look as it is to by now. Where other rows have come to its index, it has no place yet, and waits.
    pub fn repaint(&mut self, rows: &Rows<R>, look: &Look) {
        if (rows.key)(self.index) == self.key {
            self.paint(rows, look(self.index));
        }
    }

    fn paint(&mut self, rows: &Rows<R>, look: u32) {
        if self.look != look {
            (rows.paint)(&self.row, self.index, self.look, look);
            self.look = look;
        }
    }

    /// Whether nothing is lost when another row gets it: it has no focus, no menu is open, and nothing was painted.
    fn is_free(&self, rows: &Rows<R>) -> bool {
        let has_focus = self.element.matches(":focus-within").unwrap_or(true);
        let has_menu = || self.element.query_selector("[aria-expanded=true]").is_ok_and(|open| open.is_some());
        (rows.is_reusable)(self.look) && !has_focus && !has_menu()
    }
}

/// Which rows are to be in the document.
pub struct Wanted<'a> {
    /// Their indices, in order.
    pub indices: Vec<usize>,
    /// The indices of those that can be seen.
    pub in_sight: Range<usize>,
    /// The height of a row.
    pub each: f64,
    /// The headings between them.
    pub headings: &'a Headings,
    /// Whether all are to be there at once: paper does not wait.
    pub at_once: bool,
}

/// The rows in the document, in their order.
pub struct Slots<R>(Vec<Slot<R>>);

impl<R> Default for Slots<R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<R> Slots<R> {
    /// Each slot, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Slot<R>> {
        self.0.iter_mut()
    }

    /// The first element.
    pub fn first(&self) -> Option<&Element> {
        self.0.first().map(|slot| slot.element.unchecked_ref())
    }

    /// The index of the row in an element.
    pub fn index_of(&self, element: &Element) -> Option<usize> {
        self.0.iter().find(|slot| *slot.element.unchecked_ref::<Element>() == *element).map(|slot| slot.index)
    }

    /// Brings the rows in the document to those that are wanted. `false` when the time was over before all were made.
    pub fn arrange(&mut self, root: &HtmlElement, wanted: &Wanted<'_>, rows: &Rows<R>, viewport: &Viewport) -> bool {
        let keys: Vec<u64> = wanted.indices.iter().map(|index| (rows.key)(*index)).collect();
        let order = self.order_for(&keys, rows);
        let mut slots: Vec<Option<Slot<R>>> = std::mem::take(&mut self.0).into_iter().map(Some).collect();
        let take = |at: Option<usize>| Some((at, slots.get_mut(at?)?.take()?));
        let mut places: Vec<Place<R>> = order.into_iter().map(take).collect();
        for slot in slots.into_iter().flatten() {
            viewport.unwatch(&slot.element);
            remove(&slot.element);
        }
        let is_filled = fill_places(&mut places, &keys, wanted, rows);
        let is_whole = make_missing(&mut places, &keys, root, wanted, rows, viewport);
        put_in_order(root, &places);
        for (place, index) in places.iter_mut().zip(&wanted.indices) {
            if let Some((_, slot)) = place {
                slot.place(wanted.headings.top(wanted.each, *index));
            }
        }
        self.0 = places.into_iter().flatten().map(|(_, slot)| slot).collect();
        is_filled && is_whole
    }

    /// Which slot each of these rows gets, where there is one for it: the one that it has, or one that is free, in the order of
    /// the document. A slot that is in no place goes.
    fn order_for(&self, keys: &[u64], rows: &Rows<R>) -> Vec<Option<usize>> {
        let slots = &self.0;
        let mut order: Vec<_> = keys.iter().map(|key| slots.iter().position(|slot| slot.key == *key)).collect();
        let left: Vec<usize> = (0..slots.len()).filter(|at| !order.contains(&Some(*at))).collect();
        // What is selected goes with its row, as it would without this.
        let may_fill = !left.is_empty() && !is_selecting();
        let mut free = left.into_iter().filter(|at| may_fill && slots.get(*at).is_some_and(|slot| slot.is_free(rows)));
        for at in order.iter_mut().filter(|at| at.is_none()) {
            *at = free.next();
        }
        order
    }
}

/// Which places of an order need not be changed in the document, so that as few as possible are: the longest run of slots that
/// follow each other as they did. `fixed` is the place of one that stays: an element that is moved loses the focus.
fn longest_in_order(order: &[Option<usize>], fixed: Option<usize>) -> Vec<bool> {
    let fixed = fixed.and_then(|place| Some((place, (*order.get(place)?)?)));
    let may_stay = |(place, at): (usize, &Option<usize>)| {
        at.filter(|at| fixed.is_none_or(|(fixed_place, fixed_at)| place.cmp(&fixed_place) == at.cmp(&fixed_at)))
    };
    let order: Vec<_> = order.iter().enumerate().map(may_stay).collect();
    // For each place the length of the longest run that ends with it, and the place before it there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    let (mut longest, mut last) = (0, None);
    for (place, at) in order.iter().enumerate() {
        let mut run = (usize::from(at.is_some()), None);
        for (before, (other, (length, _))) in order.iter().zip(&runs).enumerate() {
            // None is less than any.
            if other < at && *length >= run.0 {
                run = (length + 1, Some(before));
            }
        }
        if run.0 > longest {
            (longest, last) = (run.0, Some(place));
        }
        runs.push(run);
    }
    let mut stays = vec![false; order.len()];
    while let Some((place, stay)) = last.and_then(|place| Some((place, stays.get_mut(place)?))) {
        *stay = true;
        last = runs.get(place).and_then(|(_, before)| *before);
    }
    stays
}

/// A slot, and where it was among the others: nowhere when it is a new one. None while there is no slot.
type Place<R> = Option<(Option<usize>, Slot<R>)>;

/// Whether the user has selected something to copy.
fn is_selecting() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| selection.type_() == "Range")
}

/// Fills each slot with the row of its place, or moves it there with the one that it has; first those that can be seen.
/// `false` when there was no time for all: a slot that waits is out of sight, and is what it was.
fn fill_places<R>(places: &mut [Place<R>], keys: &[u64], wanted: &Wanted<'_>, rows: &Rows<R>) -> bool {
    let (start, look) = (now(), (rows.looks)());
    let mut is_whole = true;
    for turn in [true, false] {
        for ((place, index), key) in places.iter_mut().zip(&wanted.indices).zip(keys) {
            let Some((_, slot)) = place.as_mut().filter(|_| wanted.in_sight.contains(index) == turn) else {
                continue;
            };
            if slot.key == *key {
                slot.move_to(rows, *index);
                slot.paint(rows, look(*index));
            } else if turn || wanted.at_once || now() - start <= SLICE {
                slot.fill(rows, *index, *key, look(*index));
            } else {
                is_whole = false;
            }
        }
    }
    is_whole
}

/// Makes slots where none are, first those that can be seen. `false` when there was no time for all.
fn make_missing<R>(
    places: &mut [Place<R>],
    keys: &[u64],
    root: &HtmlElement,
    wanted: &Wanted<'_>,
    rows: &Rows<R>,
    viewport: &Viewport,
) -> bool {
    let (start, mut made) = (now(), 0);
    let look = (rows.looks)();
    for turn in [true, false] {
        for at in 0..places.len() {
            let (Some(index), Some(key)) = (wanted.indices.get(at).copied(), keys.get(at)) else {
                continue;
            };
            if places.get(at).is_some_and(Option::is_some) || wanted.in_sight.contains(&index) != turn {
                continue;
            }
            if made == BATCH && !wanted.at_once {
                made = 0;
                // Lays out what is there so far, so that the clock tells of it.
                let _ = root.offset_height();
                if now() - start > SLICE {
                    return false;
                }
            }
            made += 1;
            if let Some(mut slot) = Slot::new(rows) {
                slot.fill(rows, index, *key, look(index));
                slot.place(wanted.headings.top(wanted.each, index));
                let _ = root.append_child(&slot.element);
                viewport.watch(&slot.element);
                if let Some(place) = places.get_mut(at) {
                    *place = Some((None, slot));
                }
            }
        }
    }
    true
}

/// Puts the elements into the order of their rows, which is the one that they are read in. Those that were in order stay
/// where they are: moving one costs as much as laying it out.
fn put_in_order<R>(root: &HtmlElement, places: &[Place<R>]) {
    let slots: Vec<_> = places.iter().flatten().collect();
    let focused = root.query_selector(":scope > :focus-within").ok().flatten();
    let has_focus = |slot: &Slot<R>| focused.as_ref().is_some_and(|focused| *focused == *slot.element.unchecked_ref());
    let fixed = slots.iter().position(|(_, slot)| has_focus(slot));
    let stays = longest_in_order(&slots.iter().map(|(before, _)| *before).collect::<Vec<_>>(), fixed);
    let mut behind = None::<&HtmlElement>;
    for ((_, slot), stays) in slots.into_iter().zip(stays).rev() {
        let behind_it = behind.replace(&slot.element).map(AsRef::as_ref);
        if !stays && slot.element.next_sibling().as_ref() != behind_it {
            let _ = root.insert_before(&slot.element, behind_it);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Headings;

    #[test]
    fn a_row_begins_below_all_headings_above_it() {
        let headings = Headings { above: vec![0, 2], height: 10.0 };
        let tops = [0, 1, 2, 3, 4].map(|index| headings.top(50.0, index));
        assert_eq!(tops, [10.0, 60.0, 120.0, 170.0, 220.0]);
        assert_eq!(Headings::default().top(50.0, 4), 200.0);
    }
}
