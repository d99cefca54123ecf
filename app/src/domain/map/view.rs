//! A map as the page shows it.

use serde::{Deserialize, Serialize};

use super::window::Window;
use crate::domain::{
    album::{Around, PhotoCard},
    options::options,
};

options!(
    /// How much of a photo's position is kept.
    Exactness {
        About = "about", "Only roughly";
        Nothing = "nothing", "Not at all";
    }
);

/// What the address of a map asks for; every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapForm {
    /// The middle of the map.
    pub at: String,
    /// How near it is.
    pub z: String,
    /// How it is moved by hand from there.
    pub shift: String,
}

impl MapForm {
    /// The part of the world to be shown; nothing where that cannot be read.
    pub fn window(&self) -> Option<Window> {
        Window::parse(&self.at, &self.z).map(|window| window.shifted(&self.shift))
    }
}

/// Where pictures of streets come from, if the site wants them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tiles {
    /// With `{z}`, `{x}` and `{y}`.
    pub address: String,
    /// Who made them.
    pub credit: String,
}

impl Tiles {
    /// The address of one tile.
    pub fn at(&self, zoom: u8, column: u32, row: u32) -> String {
        let number = |name: &str, number: u32, address: String| address.replace(name, &number.to_string());
        let address = number("{z}", zoom.into(), self.address.clone());
        number("{y}", row, number("{x}", column, address))
    }
}

/// Photos at one place of the paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Its middle, in pixels.
    pub x: f64,
    pub y: f64,
    pub count: i64,
    /// The newest of them, and the town near it; there may be none.
    pub photo: PhotoCard,
    pub town: String,
    /// What shows all of them, if there are several; they lie apart there unless it is no nearer than this map.
    pub nearer: Option<Window>,
}

/// A map with its photos.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MapPage {
    /// The party whose photos are shown, or else all that the viewer may see.
    pub around: Option<Around>,
    pub window: Window,
    /// It shows all photos.
    pub fits: bool,
    /// How many photos that the viewer may see have a position.
    pub count: i64,
    /// Paths of SVG.
    pub land: String,
    pub borders: String,
    pub tiles: Option<Tiles>,
    /// The largest last, so that it lies above.
    pub marks: Vec<Mark>,
    /// The newest photos on the map.
    pub photos: Vec<PhotoCard>,
    /// The keyset cursor of more of them.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_tiles() {
        let tiles = Tiles { address: "https://t.example/{z}/{x}/{y}.png".into(), credit: String::new() };
        assert_eq!(tiles.at(10, 550, 335), "https://t.example/10/550/335.png");
    }
}
