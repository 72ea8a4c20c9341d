use std::cell::RefCell;
use std::sync::{Arc, Weak};

use reactive_graph::graph::{AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, WithObserver};
use reactive_graph::owner::Owner;
use send_wrapper::SendWrapper;

use super::hold;

/// Runs now, and at once whenever something changes that it read, until the part of the page goes for which it was made.
///
/// Leptos' own effects run later, on an executor, or guard against threads: a third of what its signals weigh.
#[inline(never)]
pub(crate) fn live(run: Box<dyn Fn()>) {
    let live = Arc::new_cyclic(|this: &Weak<Live>| Live {
        this: AnySubscriber(this.as_ptr() as usize, Weak::clone(this) as Weak<dyn Subscriber + Send + Sync>),
        owner: Owner::new(),
        run: SendWrapper::new(run),
        sources: SendWrapper::new(RefCell::default()),
    });
    live.mark_dirty();
    hold(Box::new(live));
}

/// Something that reads triggers. The graph wants its nodes to be fit for threads; there is only one here.
struct Live {
    this: AnySubscriber,
    owner: Owner,
    run: SendWrapper<Box<dyn Fn()>>,
    sources: SendWrapper<RefCell<Vec<AnySource>>>,
}

impl ReactiveNode for Live {
    fn mark_dirty(&self) {
        self.clear_sources(&self.this);
        self.owner.with_cleanup(|| self.this.with_observer(|| (self.run)()));
    }

    // Nothing that a run may read is ever in doubt: triggers hold no value.
    fn mark_check(&self) {}

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Subscriber for Live {
    fn add_source(&self, source: AnySource) {
        self.sources.borrow_mut().push(source);
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        for source in self.sources.borrow_mut().drain(..) {
            source.remove_subscriber(subscriber);
        }
    }
}
