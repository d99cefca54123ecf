//! The map under somebody's hand: it follows at once, and is drawn anew when they let go.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Math, futures::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

use super::sheet::{address_of, on_paper, scale, show};
use crate::islands::dom::{find, later, listen};

/// Pixels that a hand moves by before it pulls the map, and does not open what lies under it.
const STILL: f64 = 6.0;
/// How long the wheel rests before the map is drawn anew, in milliseconds.
const REST: i32 = 220;
/// Turning the wheel so far doubles the map.
const TURN: f64 = 240.0;

/// Where a finger began and where it is.
#[derive(Clone, Copy)]
struct Finger {
    id: i32,
    from: (f64, f64),
    now: (f64, f64),
}

/// A map, and what hands do with it.
pub struct Paper {
    map: Element,
    ground: Element,
    fingers: RefCell<Vec<Finger>>,
    /// The hand pulled: what it lets go over is not meant.
    pulled: Cell<bool>,
    /// How far the wheel was turned, and where.
    wheel: Cell<(f64, (f64, f64))>,
    turns: Cell<u32>,
}

/// How a map is moved: by pixels of the screen, and made larger around a point of it.
#[derive(Clone, Copy)]
struct Shift {
    by: (f64, f64),
    larger: f64,
    around: (f64, f64),
}

impl Paper {
    pub fn over(map: Element) -> Option<()> {
        let ground = find(&map, "[data-paper]")?;
        let paper = Rc::new(Self {
            map: map.clone(),
            ground,
            fingers: RefCell::default(),
            pulled: Cell::new(false),
            wheel: Cell::default(),
            turns: Cell::new(0),
        });
        let on = |event: &str, act: fn(&Rc<Self>, Event) -> Option<()>| {
            let paper = paper.clone();
            listen(&map, event, move |event| act(&paper, event))
        };
        on("pointerdown", Self::touched)?;
        on("pointermove", Self::moved)?;
        on("pointerup", Self::let_go)?;
        on("pointercancel", Self::let_go)?;
        on("wheel", Self::turned)?;
        on("click", Self::clicked)?;
        // Browsers would drag links and pictures away.
        on("dragstart", |_, event| {
            event.prevent_default();
            Some(())
        })
    }

    fn touched(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: PointerEvent = event.dyn_into().ok()?;
        let target: Element = event.target()?.dyn_into().ok()?;
        if event.button() != 0 || target.closest("nav").ok()?.is_some() {
            return None;
        }
        let mut fingers = self.fingers.borrow_mut();
        if fingers.is_empty() {
            self.pulled.set(false);
        }
        let now = at(&event);
        fingers.retain(|finger| finger.id != event.pointer_id());
        fingers.push(Finger { id: event.pointer_id(), from: now, now });
        Some(())
    }

    fn moved(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: PointerEvent = event.dyn_into().ok()?;
        let mut fingers = self.fingers.borrow_mut();
        let finger = fingers.iter_mut().find(|finger| finger.id == event.pointer_id())?;
        finger.now = at(&event);
        let far = distance(finger.now, finger.from) > STILL;
        if far && !self.pulled.replace(true) {
            // From now on it belongs to the map, also where it leaves it.
            let _ = self.map.set_pointer_capture(event.pointer_id());
        }
        if self.pulled.get() {
            self.follow(shift_of(&fingers)?);
        }
        Some(())
    }

    fn let_go(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: PointerEvent = event.dyn_into().ok()?;
        let shift = shift_of(&self.fingers.borrow());
        let known = self.fingers.borrow().iter().any(|finger| finger.id == event.pointer_id());
        if !known {
            return None;
        }
        self.fingers.borrow_mut().clear();
        if self.pulled.get() { self.draw(shift?) } else { None }
    }

    fn turned(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: WheelEvent = event.dyn_into().ok()?;
        event.prevent_default();
        let lines = if event.delta_mode() == 0 { 1.0 } else { 30.0 };
        let turned = (self.wheel.get().0 - event.delta_y() * lines).clamp(-4.0 * TURN, 4.0 * TURN);
        let point = at(&event);
        self.wheel.set((turned, point));
        let shift = Shift { by: (0.0, 0.0), larger: Math::pow(2.0, turned / TURN), around: point };
        self.follow(shift);
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let paper = self.clone();
        later(REST, move || {
            if paper.turns.get() == turn {
                paper.wheel.set(Default::default());
                paper.draw(shift);
            }
        });
        Some(())
    }

    /// Links are followed without leaving the page; what lies under a hand that pulled is not.
    fn clicked(self: &Rc<Self>, event: Event) -> Option<()> {
        let event: MouseEvent = event.dyn_into().ok()?;
        if self.pulled.replace(false) {
            event.prevent_default();
            return None;
        }
        let link: Element = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
        let address = link.get_attribute("href")?;
        // Links to the photos under the map lead there.
        let here = address.starts_with(&self.map.get_attribute("data-map")?) && !address.ends_with("#here");
        if here && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            spawn_local(show(address));
        }
        Some(())
    }

    /// Moves what is drawn.
    fn follow(&self, shift: Shift) -> Option<()> {
        let scale = scale(&self.map);
        let (x, y) = on_paper(&self.map, shift.around);
        let larger = shift.larger;
        let right = shift.by.0 / scale + x * (1.0 - larger);
        let down = shift.by.1 / scale + y * (1.0 - larger);
        // Thousandths, so that fractions need not be written.
        let [right, down, larger] = [right, down, larger * 1_000.0].map(whole);
        let transform = ["translate(", &right, " ", &down, ") scale(", &larger, "e-3)"].concat();
        self.ground.set_attribute("transform", &transform).ok()
    }

    /// Has the server draw what is to be seen now.
    fn draw(&self, shift: Shift) -> Option<()> {
        let (x, y) = on_paper(&self.map, shift.around);
        let scale = scale(&self.map);
        let steps = Math::log2(shift.larger);
        let numbers = [shift.by.0 / scale, shift.by.1 / scale, steps, x, y].map(whole);
        let address = [address_of(&self.map)?.as_str(), "&shift=", &numbers.join(",")].concat();
        spawn_local(show(address));
        Some(())
    }
}

fn whole(number: f64) -> String {
    (number.round_ties_even() as i32).to_string()
}

fn at(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (x, y) = (a.0 - b.0, a.1 - b.1);
    (x * x + y * y).sqrt()
}

/// One finger pulls; two also make it larger, as far as they go apart.
fn shift_of(fingers: &[Finger]) -> Option<Shift> {
    let first = fingers.first()?;
    let way = |finger: &Finger| (finger.now.0 - finger.from.0, finger.now.1 - finger.from.1);
    let Some(second) = fingers.get(1) else {
        return Some(Shift { by: way(first), larger: 1.0, around: first.from });
    };
    let middle = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let larger = distance(first.now, second.now) / distance(first.from, second.from).max(1.0);
    let around = middle(first.from, second.from);
    Some(Shift { by: middle(way(first), way(second)), larger: larger.clamp(0.06, 16.0), around })
}
