//! The photos that are to be sent, a few at a time.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::futures::spawn_local;
use web_sys::{Element, FileList, FormData, HtmlFormElement, HtmlInputElement, HtmlProgressElement};

use super::item::Item;
use crate::islands::{
    dom::{document, find, say},
    live::refresh,
};

/// Photos on their way at the same time.
const AT_ONCE: u32 = 3;

/// A clone is the same queue.
#[derive(Clone)]
pub struct Queue(Rc<Inside>);

struct Inside {
    form: HtmlFormElement,
    place: Element,
    status: Element,
    bar: HtmlProgressElement,
    list: Element,
    waiting: RefCell<VecDeque<Rc<Item>>>,
    /// All of this round.
    items: RefCell<Vec<Rc<Item>>>,
    sending: Cell<u32>,
}

impl Queue {
    pub fn new(form: &HtmlFormElement, place: &Element) -> Option<Self> {
        Some(Self(Rc::new(Inside {
            form: form.clone(),
            place: place.clone(),
            status: find(place, "p")?,
            bar: find(place, "progress")?,
            list: find(place, "ul")?,
            waiting: RefCell::default(),
            items: RefCell::default(),
            sending: Cell::new(0),
        })))
    }

    /// There are photos that have not arrived.
    pub fn is_busy(&self) -> bool {
        self.0.items.borrow().iter().any(|item| item.is_on_its_way())
    }

    /// Sends these files too.
    pub fn take(&self, files: &FileList) {
        if !self.is_busy() {
            self.0.items.borrow_mut().clear();
            self.0.list.set_text_content(None);
        }
        let _ = self.0.place.remove_attribute("hidden");
        for number in 0..files.length() {
            let item = files.get(number).and_then(|file| Item::new(file, &self.0.list, self));
            if let Some(item) = item {
                self.0.items.borrow_mut().push(item.clone());
                self.0.waiting.borrow_mut().push_back(item);
            }
        }
        self.go_on();
    }

    /// Once more, at the end.
    pub fn again(&self, item: &Rc<Item>) {
        self.0.waiting.borrow_mut().push_back(item.clone());
        self.go_on();
    }

    /// There is a connection again.
    pub fn reconnect(&self) {
        let items = self.0.items.borrow().clone();
        items.iter().for_each(|item| item.reconnect(self));
    }

    /// One is no longer on its way.
    pub fn left(&self) {
        self.0.sending.set(self.0.sending.get().saturating_sub(1));
        self.go_on();
    }

    /// Nobody wants this one any more.
    pub fn forget(&self, item: &Rc<Item>) {
        self.0.waiting.borrow_mut().retain(|other| !Rc::ptr_eq(other, item));
        self.0.items.borrow_mut().retain(|other| !Rc::ptr_eq(other, item));
        self.go_on();
    }

    fn go_on(&self) {
        while self.0.sending.get() < AT_ONCE {
            let next = self.0.waiting.borrow_mut().pop_front();
            let Some(item) = next else { break };
            self.0.sending.set(self.0.sending.get() + 1);
            item.send(self);
        }
        self.tell();
        if !self.is_busy() {
            show_in_album();
        }
    }

    /// How far all of them are.
    pub fn tell(&self) {
        let items = self.0.items.borrow();
        let (mut sent, mut size, mut arrived, mut failed) = (0.0, 0.0, 0_u32, 0_u32);
        for item in items.iter() {
            sent += item.sent();
            size += item.size();
            arrived += u32::from(item.has_arrived());
            failed += u32::from(item.has_failed());
        }
        self.0.bar.set_value(if size > 0.0 { sent / size } else { 0.0 });
        let mut words = [arrived.to_string().as_str(), " of ", &items.len().to_string(), " have arrived."].concat();
        if failed > 0 {
            words.push_str(&[" ", &failed.to_string(), " did not work."].concat());
        }
        // Not more often than something arrives or fails, for it is read aloud.
        say(&self.0.status, &words);
    }

    /// The other fields, which go before each file.
    pub fn fields(&self) -> Option<FormData> {
        let fields = FormData::new().ok()?;
        for name in ["party", "caption", "tags"] {
            let selector = ["[name=", name, "]"].concat();
            let value = find::<HtmlInputElement>(&self.0.form, &selector)?.value();
            fields.append_with_str(name, &value).ok()?;
        }
        Some(fields)
    }

    pub fn address(&self) -> Option<String> {
        self.0.form.get_attribute("action")
    }
}

/// What is new in the album, at once and not only when it is ready.
fn show_in_album() {
    spawn_local(async {
        let status = document().and_then(|page| page.query_selector("[data-events]").ok()?);
        if let Some(status) = status {
            refresh(&["album".to_owned()], &status).await;
        }
    });
}
