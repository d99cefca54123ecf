//! Spans end where their last holder ends, and that may be a thread of the database. Their parents are then looked for in the
//! process's own subscriber, which in real life is the only one; in tests it passes them on to the one that watches.

use std::sync::{Mutex, Once};

use tracing::{
    Dispatch, Event, Metadata, Subscriber, dispatcher,
    level_filters::LevelFilter,
    span::{Attributes, Id, Record},
};

static WATCHING: Mutex<Option<Dispatch>> = Mutex::new(None);

/// From now on this one hears what ends on other threads.
pub fn tell(watching: &Dispatch) {
    static HERE: Once = Once::new();
    HERE.call_once(|| dispatcher::set_global_default(Dispatch::new(Closing)).expect("no other subscriber"));
    *WATCHING.lock().expect("a lock") = Some(watching.clone());
}

struct Closing;

impl Subscriber for Closing {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::OFF)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        unreachable!("nothing is enabled")
    }

    fn try_close(&self, id: Id) -> bool {
        let watching = WATCHING.lock().expect("a lock").clone();
        watching.is_some_and(|watching| watching.try_close(id))
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
