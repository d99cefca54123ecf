//! Coasts and borders as paths of SVG: only what is on the paper, and no finer than it shows.

use super::{
    mercator::Spot,
    window::{HEIGHT, WIDTH, Window},
};

/// How far beside the paper lines go on, in pixels.
const MARGIN: f64 = 8.0;
/// Points that are closer to each other are one, in pixels.
const FINEST: f64 = 1.5;

type Point = (f64, f64);
/// Which coordinate, where it ends, and whether the paper lies above (1) or below (-1) that.
type Edge = (fn(Point) -> f64, f64, f64);

/// A line on the square map of the world.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    points: Vec<Spot>,
    low: Point,
    high: Point,
}

impl Outline {
    /// The outline through these points, in this order.
    pub fn new(points: Vec<Spot>) -> Self {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for spot in &points {
            low = (spot.x.min(low.0), spot.y.min(low.1));
            high = (spot.x.max(high.0), spot.y.max(high.1));
        }
        Self { points, low, high }
    }

    /// The points on the paper, thinned out; nothing where the whole line is elsewhere or a dot.
    fn drawn(&self, window: Window) -> Option<Vec<Point>> {
        let (left, top) = window.pixel(Spot { x: self.low.0, y: self.low.1 });
        let (right, bottom) = window.pixel(Spot { x: self.high.0, y: self.high.1 });
        let seen = right >= -MARGIN && left <= WIDTH + MARGIN && bottom >= -MARGIN && top <= HEIGHT + MARGIN;
        let dot = right - left < FINEST && bottom - top < FINEST;
        (seen && !dot).then(|| thinned(self.points.iter().map(|spot| window.pixel(*spot))))
    }
}

/// Closed lines as one path to be filled.
pub fn filled(outlines: &[Outline], window: Window) -> String {
    let mut path = String::new();
    for outline in outlines {
        let ring = clipped(outline.drawn(window).unwrap_or_default());
        if ring.len() > 2 {
            draw(&mut path, &ring);
            path.push('z');
        }
    }
    path
}

/// Lines as one path to be stroked.
pub fn stroked(outlines: &[Outline], window: Window) -> String {
    let mut path = String::new();
    for outline in outlines {
        for part in parts(&outline.drawn(window).unwrap_or_default()) {
            draw(&mut path, part);
        }
    }
    path
}

fn thinned(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut last = None;
    for point in points {
        let far = kept.last().is_none_or(|(x, y)| (x - point.0).hypot(y - point.1) >= FINEST);
        last = (!far).then_some(point);
        if far {
            kept.push(point);
        }
    }
    kept.extend(last);
    kept
}

/// What of a ring lies on the paper (Sutherland and Hodgman).
fn clipped(ring: Vec<Point>) -> Vec<Point> {
    let (right, bottom) = (WIDTH + MARGIN, HEIGHT + MARGIN);
    let edges: [Edge; 4] = [
        (|point| point.0, -MARGIN, 1.0),
        (|point| point.0, right, -1.0),
        (|point| point.1, -MARGIN, 1.0),
        (|point| point.1, bottom, -1.0),
    ];
    edges.into_iter().fold(ring, |ring, (along, edge, inwards)| {
        let inside = |point: Point| (along(point) - edge) * inwards >= 0.0;
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut before) = ring.last().copied() else { return kept };
        for point in ring {
            if inside(point) != inside(before) {
                let share = (edge - along(before)) / (along(point) - along(before));
                kept.push((before.0 + (point.0 - before.0) * share, before.1 + (point.1 - before.1) * share));
            }
            if inside(point) {
                kept.push(point);
            }
            before = point;
        }
        kept
    })
}

/// The parts of a line that are on the paper, with the one point more at each end that leads off it.
fn parts(line: &[Point]) -> Vec<&[Point]> {
    let crosses = |a: f64, b: f64, end: f64| a.max(b) >= -MARGIN && a.min(b) <= end + MARGIN;
    let on = |a: Point, b: Point| crosses(a.0, b.0, WIDTH) && crosses(a.1, b.1, HEIGHT);
    let steps: Vec<bool> = line.windows(2).map(|step| on(step[0], step[1])).collect();
    let mut found = Vec::new();
    let mut start = None;
    for (at, seen) in steps.iter().chain([&false]).enumerate() {
        match (start, seen) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(&line[from..=at]);
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whole pixels, each point as the way from the one before.
fn draw(path: &mut String, points: &[Point]) {
    let mut last: Option<(i32, i32)> = None;
    for point in points {
        let (x, y) = (point.0.round() as i32, point.1.round() as i32);
        match last {
            None => path.push_str(&format!("M{x} {y}l")),
            Some((a, b)) => {
                number(path, x - a);
                number(path, y - b);
            }
        }
        last = Some((x, y));
    }
}

/// With a space before it where it would run into the one before.
fn number(path: &mut String, number: i32) {
    if number >= 0 && !path.ends_with('l') {
        path.push(' ');
    }
    path.push_str(&number.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::geo::Position;

    fn window() -> Window {
        Window::new(Position { latitude: 0.0, longitude: 0.0 }, 2)
    }

    fn outline(corners: &[(f64, f64)]) -> Outline {
        Outline::new(corners.iter().map(|(x, y)| Spot { x: *x, y: *y }).collect())
    }

    #[test]
    fn draws_whole_pixels() {
        let square = outline(&[(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4)]);
        assert_eq!(filled(std::slice::from_ref(&square), window()), "M458 178l204 0 0 204-204 0 0-204z");
        assert_eq!(stroked(&[square], window()), "M458 178l204 0 0 204-204 0 0-204");
    }

    #[test]
    fn leaves_out_what_is_elsewhere() {
        let near = Window::new(Position { latitude: 0.0, longitude: 0.0 }, 12);
        let world = outline(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]);
        let path = filled(std::slice::from_ref(&world), near);
        assert!(path.matches('M').count() == 1 && path.len() < 60, "{path}");
        assert_eq!(stroked(&[world], near), "");
        let island = outline(&[(0.1, 0.1), (0.11, 0.1), (0.11, 0.11)]);
        assert_eq!(filled(&[island], near), "");
    }

    #[test]
    fn lines_are_cut_where_they_leave_the_paper() {
        let near = Window::new(Position { latitude: 0.0, longitude: 0.0 }, 6);
        let path = stroked(&[outline(&[(0.2, 0.5), (0.5, 0.5), (0.8, 0.5), (0.8, 0.6), (0.5, 0.6), (0.5, 0.5)])], near);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(filled(&[Outline::new(Vec::new())], near), "");
    }
}
