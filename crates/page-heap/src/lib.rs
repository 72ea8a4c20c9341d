//! A memory allocator of a few hundred bytes, for a module that many download and that one thread runs.
//!
//! Blocks are powers of two from 16 bytes on. Each size has a list of blocks that were given back, and takes from it first;
//! else a block is cut off the pages at hand, and pages are asked for when those run out. Giving and taking cost a few
//! instructions whatever was given and taken before. What that costs is memory: up to half of a block is not used, and a
//! block never becomes one of another size.
//!
//! ```
//! #[cfg(target_family = "wasm")]
//! #[global_allocator]
//! static HEAP: page_heap::Heap<page_heap::Module> = page_heap::Heap::new(page_heap::Module);
//! ```

#![no_std]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ptr::{self, NonNull};

/// Where memory comes from.
///
/// # Safety
/// What [`Pages::more`] gives belongs to the heap from then on, is as long as was asked for, and begins at a multiple of
/// 16.
pub unsafe trait Pages {
    /// So many bytes, or `None` when there are no more.
    fn more(&self, bytes: usize) -> Option<NonNull<u8>>;
}

/// Bytes of the smallest block, and what every block's address is a multiple of.
const SMALLEST: usize = 16;

/// Binary logarithm of [`SMALLEST`].
const FIRST: u32 = SMALLEST.trailing_zeros();

/// So many sizes of blocks: up to the largest power of two that an address can count.
const SIZES: usize = (usize::BITS - FIRST) as usize;

/// Bytes that are asked for at once, at the least.
const PAGE: usize = 1 << 16;

struct State {
    /// For each size, the first of the blocks that were given back; each holds the address of the next.
    free: [*mut u8; SIZES],
    /// The pages at hand: where the next block begins, and how many bytes there are.
    next: *mut u8,
    left: usize,
}

/// An allocator on top of a source of pages.
pub struct Heap<P> {
    pages: P,
    state: UnsafeCell<State>,
}

// SAFETY: this is for modules without threads: a second one would need atomic instructions, which `Module` is not made for.
unsafe impl<P> Sync for Heap<P> {}

impl<P> Heap<P> {
    /// A heap without any pages yet.
    pub const fn new(pages: P) -> Self {
        let state = State { free: [ptr::null_mut(); SIZES], next: ptr::null_mut(), left: 0 };
        Self { pages, state: UnsafeCell::new(state) }
    }
}

/// Which size of block this needs, counted from the smallest.
fn size_class(bytes: usize) -> usize {
    (usize::BITS - (bytes.saturating_sub(1) >> FIRST).leading_zeros()) as usize
}

// SAFETY: a block is longer than its layout asks for and belongs to nobody else: it was cut off pages once, and lies in its
// list only while it is given back. No block is aligned to more than 16, and a layout that asks for more gets none.
unsafe impl<P: Pages> GlobalAlloc for Heap<P> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > SMALLEST {
            return ptr::null_mut();
        }
        let class = size_class(layout.size());
        // SAFETY: nothing else holds the state, since nothing in here calls out with it in hand but for pages.
        let state = unsafe { &mut *self.state.get() };
        let Some(free) = state.free.get_mut(class) else { return ptr::null_mut() };
        if !free.is_null() {
            let block = *free;
            // SAFETY: a block in the list holds the address of the next one.
            *free = unsafe { block.cast::<*mut u8>().read() };
            return block;
        }
        let size = SMALLEST << class;
        if state.left < size {
            let bytes = size.max(PAGE);
            let Some(pages) = self.pages.more(bytes) else { return ptr::null_mut() };
            // What is left of the pages before is lost: less than this block, and most often nothing.
            (state.next, state.left) = (pages.as_ptr(), bytes);
        }
        let block = state.next;
        state.left -= size;
        // SAFETY: there are at least that many bytes.
        state.next = unsafe { block.add(size) };
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as in `alloc`.
        let state = unsafe { &mut *self.state.get() };
        if let Some(free) = state.free.get_mut(size_class(layout.size())) {
            // SAFETY: every block has room for an address, and its alignment; nobody uses it any more.
            unsafe { block.cast::<*mut u8>().write(*free) };
            *free = block;
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        if size_class(layout.size()) == size_class(bytes) {
            return block;
        }
        // SAFETY: the caller promises that `bytes` and this alignment make a layout.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(bytes, layout.align())) };
        if !new.is_null() {
            // SAFETY: both are at least that long, and no two blocks overlap; the old one is given back once.
            unsafe {
                ptr::copy_nonoverlapping(block, new, layout.size().min(bytes));
                self.dealloc(block, layout);
            }
        }
        new
    }
}

/// The memory of the WebAssembly module itself, which grows by pages of 64 KiB.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
pub struct Module;

// SAFETY: memory that the module grew by is nobody else's, and begins where a page does.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl Pages for Module {
    fn more(&self, bytes: usize) -> Option<NonNull<u8>> {
        let before = core::arch::wasm32::memory_grow(0, bytes.div_ceil(PAGE));
        // What cannot be had is told as the largest number, and begins nowhere.
        NonNull::new(before.wrapping_mul(PAGE) as *mut u8).filter(|_| before != usize::MAX)
    }
}

#[cfg(test)]
mod tests;
