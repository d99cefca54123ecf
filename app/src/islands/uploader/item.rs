//! One photo on its way.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlProgressElement, ProgressEvent, XmlHttpRequest};

use super::queue::Queue;
use crate::islands::dom::{add, find, later, listen, say};

/// So often a photo is tried that does not arrive, with longer and longer waits, before somebody has to ask for it.
const TRIES: u32 = 8;
/// The first wait in milliseconds; it doubles with each further one …
const WAIT: i32 = 1_000;
/// … up to this.
const LONGEST_WAIT: i32 = 30_000;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Sending,
    Arrived,
    Failed,
    Cancelled,
}

pub struct Item {
    file: File,
    row: Element,
    bar: HtmlProgressElement,
    words: Element,
    button: Element,
    state: Cell<State>,
    tries: Cell<u32>,
    sent: Cell<f64>,
    request: RefCell<Option<XmlHttpRequest>>,
}

impl Item {
    /// With a line in the list.
    pub fn new(file: File, list: &Element, queue: &Queue) -> Option<Rc<Self>> {
        add(list, "li", "", "")?;
        let row = list.last_element_child()?;
        add(&row, "span", "name", &file.name())?;
        add(&row, "progress", "", "")?;
        add(&row, "span", "words small", "Waits")?;
        add(&row, "button", "btn small", "Cancel")?;
        let bar: HtmlProgressElement = find(&row, "progress")?;
        bar.set_attribute("aria-label", &file.name()).ok()?;
        bar.set_value(0.0);
        let (words, button) = (find(&row, ".words")?, find::<Element>(&row, "button")?);
        button.set_attribute("type", "button").ok()?;
        let (state, tries, sent) = (Cell::new(State::Waiting), Cell::new(0), Cell::new(0.0));
        let item = Rc::new(Self { file, row, bar, words, button, state, tries, sent, request: RefCell::default() });
        let (pressed, queue) = (item.clone(), queue.clone());
        listen(&item.button, "click", move |_| pressed.press(&queue))?;
        Some(item)
    }

    pub fn size(&self) -> f64 {
        self.file.size()
    }

    pub fn sent(&self) -> f64 {
        if self.has_arrived() { self.size() } else { self.sent.get() }
    }

    pub fn has_arrived(&self) -> bool {
        self.state.get() == State::Arrived
    }

    /// It waits, is sent, or is tried again.
    pub fn is_on_its_way(&self) -> bool {
        matches!(self.state.get(), State::Waiting | State::Sending)
    }

    pub fn has_failed(&self) -> bool {
        self.state.get() == State::Failed
    }

    /// Is sent now. It has its place among those on their way until it arrives, fails or is cancelled.
    pub fn send(self: &Rc<Self>, queue: &Queue) {
        if self.begin(queue).is_none() {
            self.fail("This browser does not send it.");
            queue.left();
        }
    }

    fn begin(self: &Rc<Self>, queue: &Queue) -> Option<()> {
        let fields = queue.fields()?;
        fields.append_with_blob_and_filename("photos", &self.file, &self.file.name()).ok()?;
        let request = XmlHttpRequest::new().ok()?;
        request.open("POST", &queue.address()?).ok()?;
        request.set_request_header("Accept", "application/json").ok()?;
        self.set(State::Sending, "Sending");
        self.listen(&request, queue)?;
        request.send_with_opt_form_data(Some(&fields)).ok()?;
        self.request.replace(Some(request));
        Some(())
    }

    fn listen(self: &Rc<Self>, request: &XmlHttpRequest, queue: &Queue) -> Option<()> {
        let (item, all) = (self.clone(), queue.clone());
        listen(request.upload().ok()?.as_ref(), "progress", move |event| {
            let event: ProgressEvent = event.dyn_into().ok()?;
            item.sent.set(event.loaded().min(item.size()));
            item.bar.set_value(event.loaded() / event.total().max(1.0));
            all.tell();
            Some(())
        })?;
        let (item, all, answer) = (self.clone(), queue.clone(), request.clone());
        // However it ends: with an answer, without one, or given up by the browser.
        listen(request, "loadend", move |_| {
            if item.hear(&answer, &all).is_none() {
                all.left();
            }
            Some(())
        })
    }

    /// `None` where it is over; else it is tried again.
    fn hear(self: &Rc<Self>, answer: &XmlHttpRequest, queue: &Queue) -> Option<()> {
        match answer.status().unwrap_or_default() {
            _ if self.state.get() == State::Cancelled => {}
            200..=299 => {
                self.bar.set_value(1.0);
                self.set(State::Arrived, "Arrived");
                self.button.remove();
            }
            // There was no connection, or the site is busy, or on its way up again.
            0 | 429 | 500..=504 => return self.try_later(queue),
            _ => self.fail(message(answer).as_deref().unwrap_or("This did not work.")),
        }
        None
    }

    fn try_later(self: &Rc<Self>, queue: &Queue) -> Option<()> {
        let tries = self.tries.get() + 1;
        self.tries.set(tries);
        self.sent.set(0.0);
        if tries >= TRIES {
            self.fail("It does not arrive. Is there a connection?");
            return None;
        }
        self.set(State::Waiting, "Did not arrive, is tried again");
        let wait = WAIT.saturating_mul(1 << tries.min(10)).min(LONGEST_WAIT);
        let (item, queue) = (self.clone(), queue.clone());
        later(wait, move || {
            if item.state.get() == State::Waiting {
                item.send(&queue);
            }
        });
        Some(())
    }

    /// There is a connection again: what did not arrive for want of one is tried once more.
    pub fn reconnect(self: &Rc<Self>, queue: &Queue) {
        if self.has_failed() && self.tries.get() >= TRIES {
            self.press(queue);
        }
    }

    /// It does not arrive, for this reason.
    pub fn fail(&self, why: &str) {
        self.set(State::Failed, why);
        self.sent.set(0.0);
        self.bar.set_value(0.0);
        say(&self.button, "Try again");
    }

    /// Cancels it, or tries again what failed.
    fn press(self: &Rc<Self>, queue: &Queue) -> Option<()> {
        if self.has_failed() {
            self.tries.set(0);
            self.set(State::Waiting, "Waits");
            say(&self.button, "Cancel");
            queue.again(self);
            return Some(());
        }
        let pauses = self.state.replace(State::Cancelled) == State::Waiting && self.tries.get() > 0;
        self.row.remove();
        queue.forget(self);
        if pauses {
            queue.left();
        }
        // One on its way is told to have ended.
        self.request.take()?.abort().ok()
    }

    fn set(&self, state: State, words: &str) {
        self.state.set(state);
        say(&self.words, words);
    }
}

/// What the server says about it to people.
fn message(answer: &XmlHttpRequest) -> Option<String> {
    let message = answer.get_response_header("x-message").ok()??;
    Some(js_sys::decode_uri_component(&message).ok()?.into())
}
