//! Photos that would lie over each other become one mark with a number.

use super::{
    mercator::spot,
    window::{Bounds, HEIGHT, MARK, WIDTH, Window},
};
use crate::domain::{geo::Position, time::Millis};

/// Photos within a small field of the map, counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// In the middle of them.
    pub place: Position,
    pub count: i64,
    /// Where they are.
    pub bounds: Bounds,
    /// When the newest of them was taken.
    pub newest: Millis,
}

/// A mark on the paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Its middle, in pixels.
    pub x: f64,
    pub y: f64,
    pub count: i64,
    pub bounds: Bounds,
    pub newest: Millis,
}

/// The marks for these dots, the largest first; none lies over another one. Dots beside the paper are left out.
pub fn clusters(window: Window, dots: &[Dot]) -> Vec<Cluster> {
    let mut marks: Vec<Cluster> = dots.iter().map(|dot| mark(window, dot)).collect();
    marks.retain(|mark| (0.0..=WIDTH).contains(&mark.x) && (0.0..=HEIGHT).contains(&mark.y));
    // Marks move while they grow, so that others may come too close again.
    loop {
        let before = marks.len();
        marks = joined(marks);
        if marks.len() == before {
            return marks;
        }
    }
}

fn mark(window: Window, dot: &Dot) -> Cluster {
    let (x, y) = window.pixel(spot(dot.place));
    Cluster { x, y, count: dot.count, bounds: dot.bounds, newest: dot.newest }
}

fn joined(mut marks: Vec<Cluster>) -> Vec<Cluster> {
    marks.sort_by(|a, b| b.count.cmp(&a.count).then(b.newest.cmp(&a.newest)).then(a.x.total_cmp(&b.x)));
    let mut kept: Vec<Cluster> = Vec::new();
    for mark in marks {
        match kept.iter_mut().find(|other| (other.x - mark.x).hypot(other.y - mark.y) < MARK) {
            Some(other) => other.take(mark),
            None => kept.push(mark),
        }
    }
    kept
}

impl Cluster {
    /// Its middle is that of all its photos.
    fn take(&mut self, other: Self) {
        let count = self.count + other.count;
        let share = other.count as f64 / count.max(1) as f64;
        self.x += (other.x - self.x) * share;
        self.y += (other.y - self.y) * share;
        self.count = count;
        self.bounds = self.bounds.and(other.bounds);
        self.newest = self.newest.max(other.newest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(latitude: f64, longitude: f64, count: i64, newest: Millis) -> Dot {
        let place = Position { latitude, longitude };
        Dot { place, count, bounds: Bounds::of(place), newest }
    }

    #[test]
    fn near_ones_are_one_mark() {
        let berlin = Position { latitude: 52.52, longitude: 13.405 };
        let dots =
            [dot(52.52, 13.405, 3, 10), dot(52.39, 13.06, 1, 20), dot(48.14, 11.58, 2, 5), dot(-33.0, 151.0, 9, 1)];
        let far = clusters(Window::new(berlin, 5), &dots);
        assert_eq!(far.iter().map(|mark| (mark.count, mark.newest)).collect::<Vec<_>>(), [(4, 20), (2, 5)]);
        assert_eq!((far[0].bounds.south, far[0].bounds.east), (52.39, 13.405));
        let near = clusters(Window::new(berlin, 10), &dots);
        assert_eq!(near.iter().map(|mark| mark.count).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn no_mark_lies_over_another() {
        let dots: Vec<Dot> =
            (0..2_000).map(|n| dot(f64::from(n * 37 % 120) - 60.0, f64::from(n * 91 % 340) - 170.0, 1, 0)).collect();
        let marks = clusters(Window::WORLD, &dots);
        assert_eq!(marks.iter().map(|mark| mark.count).sum::<i64>(), 2_000);
        for (at, a) in marks.iter().enumerate() {
            assert!(marks[at + 1..].iter().all(|b| (a.x - b.x).hypot(a.y - b.y) >= MARK));
        }
    }
}
