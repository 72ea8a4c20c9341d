extern crate std;

use core::cell::Cell;
use std::alloc::System;
use std::vec::Vec;

use proptest::prelude::*;

use super::*;

/// The memory of the test program, and how often it was asked for some.
#[derive(Default)]
struct Borrowed {
    asked: Cell<usize>,
    none_left: Cell<bool>,
}

// SAFETY: it is aligned as asked for, and never given back.
unsafe impl Pages for Borrowed {
    fn more(&self, bytes: usize) -> Option<NonNull<u8>> {
        if self.none_left.get() {
            return None;
        }
        self.asked.set(self.asked.get() + 1);
        // SAFETY: the layout is not empty.
        NonNull::new(unsafe { System.alloc(Layout::from_size_align(bytes, SMALLEST).unwrap()) })
    }
}

fn heap() -> Heap<Borrowed> {
    Heap::new(Borrowed::default())
}

fn layout(bytes: usize) -> Layout {
    Layout::from_size_align(bytes, 8).unwrap()
}

#[test]
fn sizes_are_powers_of_two_from_the_smallest_on() {
    for (bytes, size) in [(0, 16), (1, 16), (16, 16), (17, 32), (32, 32), (33, 64), (65_536, 65_536), (65_537, 131_072)]
    {
        assert_eq!(SMALLEST << size_class(bytes), size, "{bytes}");
    }
}

#[test]
fn what_was_given_back_is_given_again() {
    let heap = heap();
    // SAFETY: blocks are given back once, with their own layout.
    unsafe {
        let first = heap.alloc(layout(100));
        let second = heap.alloc(layout(100));
        assert_ne!(first, second);
        heap.dealloc(first, layout(100));
        heap.dealloc(second, layout(100));
        assert_eq!(heap.alloc(layout(128)), second);
        assert_eq!(heap.alloc(layout(65)), first);
    }
    assert_eq!(heap.pages.asked.get(), 1);
}

#[test]
fn a_million_blocks_in_turn_need_one_page() {
    let heap = heap();
    for _ in 0..1_000_000 {
        // SAFETY: as above.
        unsafe { heap.dealloc(heap.alloc(layout(40)), layout(40)) };
    }
    assert_eq!(heap.pages.asked.get(), 1);
}

#[test]
fn a_block_that_grows_keeps_what_it_holds() {
    let heap = heap();
    // SAFETY: as above; only what was written is read.
    unsafe {
        let block = heap.alloc(layout(10));
        for index in 0..10 {
            block.add(index).write(index as u8);
        }
        assert_eq!(heap.realloc(block, layout(10), 16), block, "there was room for that");
        let moved = heap.realloc(block, layout(16), 200_000);
        assert_ne!(moved, block);
        assert!((0..10).all(|index| moved.add(index).read() == index as u8));
        assert_eq!(heap.alloc(layout(16)), block, "the old one is free");
        let small = heap.realloc(moved, layout(200_000), 5);
        assert!((0..5).all(|index| small.add(index).read() == index as u8));
    }
}

#[test]
fn what_cannot_be_had_is_null_and_breaks_nothing() {
    let heap = heap();
    // SAFETY: as above.
    unsafe {
        assert!(heap.alloc(Layout::from_size_align(64, 64).unwrap()).is_null(), "too strict an alignment");
        let block = heap.alloc(layout(60_000));
        block.write(7);
        heap.pages.none_left.set(true);
        assert!(heap.alloc(layout(60_000)).is_null());
        assert!(heap.realloc(block, layout(60_000), 70_000).is_null());
        assert_eq!(block.read(), 7, "the block is still there");
        heap.pages.none_left.set(false);
        assert!(!heap.alloc(layout(60_000)).is_null());
    }
}

/// A block in use, with the byte that fills it.
struct Used {
    block: *mut u8,
    bytes: usize,
    filled: u8,
}

impl Used {
    fn is_whole(&self) -> bool {
        // SAFETY: the block is in use, and was filled.
        (0..self.bytes).all(|index| unsafe { self.block.add(index).read() } == self.filled)
    }
}

proptest! {
    /// Blocks in any order of taking, growing and giving back: each is aligned, and holds what was written into it.
    #[test]
    fn no_two_blocks_share_a_byte(steps in prop::collection::vec((0_u8..4, 1_usize..600, any::<u8>()), 1..100)) {
        let heap = heap();
        let mut used: Vec<Used> = Vec::new();
        for (step, bytes, filled) in steps {
            // SAFETY: a block is used with its own layout until it is given back.
            unsafe {
                match step {
                    0 if !used.is_empty() => {
                        let gone = used.swap_remove(bytes % used.len());
                        heap.dealloc(gone.block, layout(gone.bytes));
                    }
                    1 if !used.is_empty() => {
                        let index = bytes % used.len();
                        let grown = &mut used[index];
                        let kept = grown.bytes.min(bytes);
                        grown.block = heap.realloc(grown.block, layout(grown.bytes), bytes);
                        grown.bytes = kept;
                        prop_assert!(grown.is_whole());
                        grown.bytes = bytes;
                        grown.block.write_bytes(grown.filled, bytes);
                    }
                    _ => {
                        let block = heap.alloc(layout(bytes));
                        prop_assert!((block as usize).is_multiple_of(SMALLEST));
                        block.write_bytes(filled, bytes);
                        used.push(Used { block, bytes, filled });
                    }
                }
            }
            prop_assert!(used.iter().all(Used::is_whole));
        }
    }
}
