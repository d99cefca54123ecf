/// One size to make, in pixels; a picture is never enlarged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SizeSpec {
    /// The whole picture, its long edge at most this.
    Fit(u16),
    /// The square in the middle, its edge at most this.
    Square(u16),
}

impl SizeSpec {
    /// The whole picture at the scale this size needs, before a square is cut out of it.
    pub(crate) fn frame(self, (width, height): (u32, u32)) -> (u32, u32) {
        let (edge, have) = match self {
            Self::Fit(edge) => (edge, width.max(height)),
            Self::Square(edge) => (edge, width.min(height)),
        };
        let edge = u32::from(edge).max(1);
        if have <= edge {
            return (width, height);
        }
        (scale(width, edge, have), scale(height, edge, have))
    }

    /// Left, top, width and height of what is shown of the frame.
    pub(crate) fn crop(self, (width, height): (u32, u32)) -> (u32, u32, u32, u32) {
        match self {
            Self::Fit(_) => (0, 0, width, height),
            Self::Square(edge) => {
                let side = width.min(height).min(u32::from(edge).max(1));
                ((width - side) / 2, (height - side) / 2, side, side)
            }
        }
    }
}

fn scale(length: u32, edge: u32, have: u32) -> u32 {
    let (length, edge, have) = (u64::from(length), u64::from(edge), u64::from(have));
    u32::try_from((length * edge + have / 2) / have).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_enlarged_and_nothing_vanishes() {
        assert_eq!(SizeSpec::Fit(2048).frame((4000, 3000)), (2048, 1536));
        assert_eq!(SizeSpec::Fit(2048).frame((3000, 4000)), (1536, 2048));
        assert_eq!(SizeSpec::Fit(2048).frame((800, 600)), (800, 600));
        assert_eq!(SizeSpec::Fit(320).frame((65_000, 3)), (320, 1));
        assert_eq!(SizeSpec::Fit(0).frame((65_000, 3)), (1, 1));
    }

    #[test]
    fn squares_are_cut_from_the_middle() {
        let spec = SizeSpec::Square(512);
        assert_eq!(spec.frame((4000, 3000)), (683, 512));
        assert_eq!(spec.crop((683, 512)), (85, 0, 512, 512));
        assert_eq!(spec.frame((300, 200)), (300, 200));
        assert_eq!(spec.crop((300, 200)), (50, 0, 200, 200));
    }
}
