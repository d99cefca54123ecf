use std::ops::Range;

/// One range of bytes as HTTP asks for it (RFC 9110, 14.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteRange {
    /// From the first to the last byte, both inclusive.
    Between(u64, u64),
    From(u64),
    /// The last so many bytes.
    Last(u64),
}

impl ByteRange {
    /// Reads the value of a `Range` header. `None` for anything but one well-formed byte range: the header is then
    /// ignored and the whole file is sent, as the RFC allows.
    pub fn parse(header: &str) -> Option<Self> {
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        };
        let (first, last) = header.trim().strip_prefix("bytes=")?.trim().split_once('-')?;
        match (first, last) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::Between(first, last))
            }
        }
    }

    /// The bytes of a file of `size` that this means, end exclusive; `None` when there are none.
    pub fn resolve(self, size: u64) -> Option<Range<u64>> {
        let range = match self {
            Self::Between(first, last) => first..size.min(last.saturating_add(1)),
            Self::From(first) => first..size,
            Self::Last(count) => size.saturating_sub(count)..size,
        };
        (!range.is_empty()).then_some(range)
    }

    pub(super) fn header(self) -> String {
        match self {
            Self::Between(first, last) => format!("bytes={first}-{last}"),
            Self::From(first) => format!("bytes={first}-"),
            Self::Last(count) => format!("bytes=-{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ByteRange::{self, *};

    #[test]
    fn headers() {
        for range in [Between(0, 99), From(5), Last(7)] {
            assert_eq!(ByteRange::parse(&range.header()), Some(range));
        }
        for bad in ["", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "items=0-1", "bytes=+1-2"] {
            assert_eq!(ByteRange::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn resolved_within_the_file() {
        assert_eq!(Between(2, 4).resolve(10), Some(2..5));
        assert_eq!(Between(2, u64::MAX).resolve(10), Some(2..10));
        assert_eq!(From(9).resolve(10), Some(9..10));
        assert_eq!(From(10).resolve(10), None);
        assert_eq!(Last(3).resolve(10), Some(7..10));
        assert_eq!(Last(30).resolve(10), Some(0..10));
        assert_eq!(Last(0).resolve(10), None);
        assert_eq!(From(0).resolve(0), None);
    }
}
