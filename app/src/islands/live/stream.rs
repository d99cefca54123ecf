//! The stream of changes: open while the page is seen, opened again after a while when it breaks.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Math, futures::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventSource, MessageEvent};

use super::refresh::refresh;
use crate::islands::dom::{document, later, listen};

/// The first wait after a failure, in milliseconds; it doubles with each further one …
const WAIT: f64 = 3_000.0;
/// … up to this.
const LONGEST_WAIT: f64 = 60_000.0;
/// Those who hear of a change at the same moment ask for it within so many milliseconds.
const SPREAD: f64 = 250.0;
/// Between two looks at the page, in milliseconds.
const PAUSE: i32 = 1_000;

/// What the page hears.
pub struct Stream {
    address: String,
    /// Where news are said.
    status: Element,
    source: RefCell<Option<EventSource>>,
    /// What was heard last and is shown.
    known: RefCell<String>,
    /// Topics that have changed and are not shown yet, with what was heard last.
    news: RefCell<(Vec<String>, String)>,
    refreshing: Cell<bool>,
    failures: Cell<i32>,
}

impl Stream {
    /// Listens for the page whose status element this is.
    pub fn over(status: Element) -> Option<()> {
        let stream = Rc::new(Self {
            address: status.get_attribute("data-events")?,
            status,
            source: RefCell::default(),
            known: RefCell::default(),
            news: RefCell::default(),
            refreshing: Cell::new(false),
            failures: Cell::new(0),
        });
        let (seen, shown, hidden) = (stream.clone(), stream.clone(), stream.clone());
        let (document, window) = (document()?, web_sys::window()?);
        listen(&document, "visibilitychange", move |_| seen.look())?;
        listen(&window, "pageshow", move |_| shown.look())?;
        listen(&window, "pagehide", move |_| hidden.close())?;
        stream.look()
    }

    /// Open while somebody sees the page.
    fn look(self: &Rc<Self>) -> Option<()> {
        if document()?.hidden() { self.close() } else { self.open() }
    }

    fn close(&self) -> Option<()> {
        self.source.take()?.close();
        Some(())
    }

    fn open(self: &Rc<Self>) -> Option<()> {
        if self.source.borrow().is_some() {
            return None;
        }
        let address = [self.address.as_str(), "&after=", self.known.borrow().as_str()].concat();
        let source = EventSource::new(&address).ok()?;
        let (ready, change, error, enough) = (self.clone(), self.clone(), self.clone(), self.clone());
        listen(&source, "ready", move |event| ready.begin(event))?;
        listen(&source, "change", move |event| change.hear(event))?;
        listen(&source, "error", move |_| error.fail())?;
        // There are too many pages open: this one goes on when it is looked at again.
        listen(&source, "enough", move |_| enough.close())?;
        self.source.replace(Some(source));
        Some(())
    }

    /// Nothing was missed up to here, if it says so.
    fn begin(&self, event: Event) -> Option<()> {
        self.failures.set(0);
        let id = event.dyn_into::<MessageEvent>().ok()?.last_event_id();
        if !id.is_empty() {
            self.known.replace(id);
        }
        Some(())
    }

    fn hear(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: MessageEvent = event.dyn_into().ok()?;
        let topics = event.data().as_string()?;
        let mut news = self.news.borrow_mut();
        news.0.extend(topics.split(',').map(ToOwned::to_owned));
        news.1 = event.last_event_id();
        drop(news);
        if !self.refreshing.replace(true) {
            let stream = self.clone();
            later((Math::random() * SPREAD) as i32, move || spawn_local(stream.show()));
        }
        Some(())
    }

    /// Shows what is new. What comes meanwhile is shown a little later: pages that stand open must not ask all the time.
    async fn show(self: Rc<Self>) {
        let (topics, id) = self.news.take();
        if topics.is_empty() {
            self.refreshing.set(false);
            return;
        }
        if refresh(&topics, &self.status).await.is_none() {
            // As if nothing had been heard: it is told again when the stream is open again.
            self.known.take();
            self.refreshing.set(false);
            self.fail();
            return;
        }
        self.known.replace(id);
        later(PAUSE, move || spawn_local(self.show()));
    }

    fn fail(self: &Rc<Self>) -> Option<()> {
        self.close()?;
        let wait = wait(self.failures.get(), Math::random());
        self.failures.set(self.failures.get() + 1);
        let stream = self.clone();
        later(wait, move || {
            stream.look();
        });
        Some(())
    }
}

/// Milliseconds until the next attempt; by `chance`, from 0 to 1, those who were cut off together do not come back
/// together.
fn wait(failures: i32, chance: f64) -> i32 {
    let wait = (WAIT * 2_f64.powi(failures)).min(LONGEST_WAIT);
    (wait * (0.75 + chance / 2.0)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_and_longer_but_not_for_ever() {
        let waits: Vec<_> = (0..7).map(|failures| wait(failures, 0.5)).collect();
        assert_eq!(waits, [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
        assert_eq!((wait(0, 0.0), wait(0, 1.0)), (2_250, 3_750));
        assert_eq!((wait(i32::MAX, 0.0), wait(i32::MAX, 1.0)), (45_000, 75_000));
    }
}
