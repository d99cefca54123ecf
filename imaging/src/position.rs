/// A place on the earth, in degrees (WGS 84); north and east are positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}
