//! What runs again when something changes that it read: Leptos' graph of observers and owners, with parts of our own
//! where Leptos' guard against threads or remember an order, which is a third of what its signals weigh.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Weak};

use reactive_graph::graph::{AnySource, AnySubscriber, Observer, ReactiveNode, Subscriber, WithObserver};
use reactive_graph::owner::{Owner, on_cleanup};

/// Something that live parts read and that changes. It holds no value.
#[derive(Clone, Default)]
pub(crate) struct Trigger(Rc<RefCell<Vec<AnySubscriber>>>);

impl Trigger {
    /// The live part that runs now is to run again.
    #[inline(never)]
    pub(crate) fn track(&self) {
        if let Some(reader) = Observer::get() {
            let mut readers = self.0.borrow_mut();
            // A part that is gone has nobody left who holds it.
            readers.retain(|other| other.0 != reader.0 && other.1.strong_count() > 0);
            readers.push(reader);
        }
    }

    /// Runs every live part again that read this. A part that reads it again asks to be run the next time.
    #[inline(never)]
    pub(crate) fn notify(&self) {
        for reader in self.0.take() {
            reader.mark_dirty();
        }
    }
}

/// Runs now, and at once whenever something changes that it read, until the part of the page goes for which it was made.
#[inline(never)]
pub(crate) fn live(run: Box<dyn Fn()>) {
    let run = keep(Kept::Run(run));
    let live = Arc::new_cyclic(|this: &Weak<Live>| Live {
        this: AnySubscriber(this.as_ptr() as usize, Weak::clone(this) as Weak<dyn Subscriber + Send + Sync>),
        owner: Owner::new(),
        run,
    });
    live.mark_dirty();
    on_cleanup(move || {
        drop(live);
        release(run);
    });
}

/// Keeps a value until the part of the page goes for which it was made.
#[inline(never)]
pub(crate) fn hold(value: Box<dyn Any>) {
    let value = keep(Kept::Value(value));
    on_cleanup(move || release(value));
}

/// Something that reads triggers.
struct Live {
    this: AnySubscriber,
    owner: Owner,
    run: usize,
}

impl ReactiveNode for Live {
    fn mark_dirty(&self) {
        let kept = KEPT.with_borrow(|all| all.get(self.run).cloned().flatten());
        if let Some(Kept::Run(run)) = kept.as_deref() {
            self.owner.with_cleanup(|| self.this.with_observer(run));
        }
    }

    // Nothing that a run may read is ever in doubt: triggers hold no value.
    fn mark_check(&self) {}

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

// A trigger forgets its readers when it has run them, so that a reader need not know its triggers.
impl Subscriber for Live {
    fn add_source(&self, _source: AnySource) {}

    fn clear_sources(&self, _subscriber: &AnySubscriber) {}
}

/// What the graph's nodes own. They have to be fit for threads, and this is not, so they hold its place here.
enum Kept {
    Run(Box<dyn Fn()>),
    Value(#[expect(dead_code, reason = "it is kept for what its end does")] Box<dyn Any>),
}

thread_local! {
    static KEPT: RefCell<Vec<Option<Rc<Kept>>>> = const { RefCell::new(Vec::new()) };
}

fn keep(kept: Kept) -> usize {
    KEPT.with_borrow_mut(|all| {
        let place = all.iter().position(Option::is_none).unwrap_or_else(|| {
            all.push(None);
            all.len() - 1
        });
        all[place] = Some(Rc::new(kept));
        place
    })
}

fn release(place: usize) {
    let kept = KEPT.with_borrow_mut(|all| all.get_mut(place).and_then(Option::take));
    // Its end may keep or release something else.
    drop(kept);
}
