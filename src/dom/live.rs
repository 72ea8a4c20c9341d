//! What runs again when something changes that it read: observers and subscribers of Leptos' graph, with triggers and
//! scopes of our own. Leptos' signals and owners guard against threads, keep an order and provide contexts, which nothing
//! here needs and every shopper would download.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Weak};

use reactive_graph::graph::{AnySource, AnySubscriber, Observer, ReactiveNode, Subscriber, WithObserver};

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

/// What lives as long as a part of the page: listeners, and live parts inside it.
#[derive(Clone, Default)]
pub(crate) struct Scope(Rc<RefCell<Vec<Box<dyn Any>>>>);

thread_local! {
    static SCOPE: RefCell<Scope> = RefCell::default();
    static KEPT: RefCell<Vec<Option<Rc<Kept>>>> = const { RefCell::new(Vec::new()) };
}

impl Scope {
    /// What is made meanwhile belongs to this part.
    #[inline(never)]
    pub(crate) fn run(&self, make: &dyn Fn()) {
        let outer = SCOPE.replace(self.clone());
        make();
        SCOPE.set(outer);
    }

    /// Ends everything.
    #[inline(never)]
    pub(crate) fn end(&self) {
        let ended = self.0.take();
        // The end of one may ask for another.
        drop(ended);
    }
}

/// Keeps a value until the part of the page goes for which it was made.
#[inline(never)]
pub(crate) fn hold(value: Box<dyn Any>) {
    SCOPE.with_borrow(|scope| scope.0.borrow_mut().push(value));
}

/// Runs now, and at once whenever something changes that it read, until the part of the page goes for which it was made.
#[inline(never)]
pub(crate) fn live(run: Box<dyn Fn()>) {
    let kept = Rc::new(Kept { run, scope: Scope::default() });
    let place = KEPT.with_borrow_mut(|all| {
        let place = all.iter().position(Option::is_none).unwrap_or_else(|| {
            all.push(None);
            all.len() - 1
        });
        all[place] = Some(kept);
        place
    });
    let live = Arc::new_cyclic(|this: &Weak<Live>| Live {
        this: AnySubscriber(this.as_ptr() as usize, Weak::clone(this) as Weak<dyn Subscriber + Send + Sync>),
        place,
    });
    live.mark_dirty();
    hold(Box::new(live));
}

/// Something that reads triggers.
struct Live {
    this: AnySubscriber,
    place: usize,
}

/// What it owns. The graph's nodes have to be fit for threads, and this is not, so they hold its place in a list.
struct Kept {
    run: Box<dyn Fn()>,
    scope: Scope,
}

impl ReactiveNode for Live {
    fn mark_dirty(&self) {
        if let Some(kept) = KEPT.with_borrow(|all| all.get(self.place).cloned().flatten()) {
            kept.scope.end();
            self.this.with_observer(|| kept.scope.run(&kept.run));
        }
    }

    // Nothing that a run may read is ever in doubt: triggers hold no value.
    fn mark_check(&self) {}

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let kept = KEPT.with_borrow_mut(|all| all.get_mut(self.place).and_then(Option::take));
        // Live parts inside it end with it.
        drop(kept);
    }
}

// A trigger forgets its readers when it has run them, so that a reader need not know its triggers.
impl Subscriber for Live {
    fn add_source(&self, _source: AnySource) {}

    fn clear_sources(&self, _subscriber: &AnySubscriber) {}
}
