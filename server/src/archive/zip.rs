//! A ZIP archive (PKWARE's APPNOTE 6.3.10) written piece by piece: files are stored as they are, for photos do not get
//! smaller, and nothing is kept but one line for each of them. Large archives are ZIP64.

use app::domain::time::Millis;
use crc32fast::Hasher;
use jiff::{Timestamp, tz::TimeZone};

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// The checksum follows the file.
const LATER: u16 = 1 << 3;
const VERSION: u16 = 45;
const MOST: u64 = 0xffff_ffff;

/// What was written so far.
#[derive(Default)]
pub struct Zip {
    offset: u64,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    flags: u16,
    date: u16,
    time: u16,
    crc: u32,
    size: u32,
    offset: u64,
}

/// A file whose bytes are on their way.
pub struct Open {
    crc: Hasher,
    size: u64,
}

impl Zip {
    /// The head of a file that is there completely.
    pub fn whole(&mut self, name: &str, at: Millis, bytes: &[u8]) -> Vec<u8> {
        let head = self.head(name, at, bytes.len() as u64, Some(crc32fast::hash(bytes)));
        self.offset += bytes.len() as u64;
        head
    }

    /// The head of a file of known size whose bytes follow; [`Self::end`] comes behind them.
    pub fn begin(&mut self, name: &str, at: Millis, size: u64) -> (Vec<u8>, Open) {
        (self.head(name, at, size, None), Open { crc: Hasher::new(), size: 0 })
    }

    /// What stands behind a file; nothing where it was not as long as it said.
    pub fn end(&mut self, open: Open) -> Option<Vec<u8>> {
        let entry = self.entries.last_mut()?;
        entry.crc = open.crc.finalize();
        if open.size != u64::from(entry.size) {
            return None;
        }
        let mut end = Vec::with_capacity(16);
        for part in [0x0807_4b50, entry.crc, entry.size, entry.size] {
            end.extend(part.to_le_bytes());
        }
        self.offset += open.size + end.len() as u64;
        Some(end)
    }

    fn head(&mut self, name: &str, at: Millis, size: u64, crc: Option<u32>) -> Vec<u8> {
        let (date, time) = dos(at);
        // No photo has 4 GB.
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let flags = if crc.is_some() { UTF8 } else { UTF8 | LATER };
        let entry =
            Entry { name: self.unique(name), flags, date, time, crc: crc.unwrap_or(0), size, offset: self.offset };
        let mut head = 0x0403_4b50_u32.to_le_bytes().to_vec();
        entry.write_facts(&mut head);
        head.extend([0, 0]);
        head.extend(entry.name.as_bytes());
        self.offset += head.len() as u64;
        self.entries.push(entry);
        head
    }

    /// Two files of the same second and name have a number each.
    fn unique(&self, name: &str) -> String {
        let same = self.entries.iter().rev().take(1_000).filter(|entry| entry.name == name).count();
        if same == 0 {
            return name.to_owned();
        }
        let number = self.entries.len();
        match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
            None => format!("{name} ({number})"),
        }
    }

    /// The list of all files, piece by piece, and the end.
    pub fn finish(self) -> impl Iterator<Item = Vec<u8>> {
        let start = self.offset;
        let count = self.entries.len() as u64;
        let mut size = 0;
        let mut entries = self.entries.into_iter();
        let mut over = false;
        std::iter::from_fn(move || {
            let mut piece = Vec::new();
            for entry in entries.by_ref().take(200) {
                entry.write_listed(&mut piece);
            }
            size += piece.len() as u64;
            if piece.is_empty() {
                return (!std::mem::replace(&mut over, true)).then(|| end(start, size, count));
            }
            Some(piece)
        })
    }
}

impl Open {
    /// Looks at bytes that are sent.
    pub fn note(&mut self, bytes: &[u8]) {
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
    }
}

impl Entry {
    /// What head and list say alike, up to the length of the name.
    fn write_facts(&self, out: &mut Vec<u8>) {
        for part in [VERSION, self.flags, 0, self.time, self.date] {
            out.extend(part.to_le_bytes());
        }
        for part in [self.crc, self.size, self.size] {
            out.extend(part.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
    }

    fn write_listed(&self, out: &mut Vec<u8>) {
        let far = self.offset >= MOST;
        out.extend(0x0201_4b50_u32.to_le_bytes());
        // Made on Unix, so that readers take the rights of the file from below.
        out.extend((VERSION | 3 << 8).to_le_bytes());
        self.write_facts(out);
        out.extend(if far { 12_u16 } else { 0 }.to_le_bytes());
        // No comment, first disk, no text.
        out.extend([0; 6]);
        out.extend((0o100_644_u32 << 16).to_le_bytes());
        out.extend((self.offset.min(MOST) as u32).to_le_bytes());
        out.extend(self.name.as_bytes());
        if far {
            out.extend([1, 0, 8, 0]);
            out.extend(self.offset.to_le_bytes());
        }
    }
}

/// The end of an archive whose list stands at `start`.
fn end(start: u64, size: u64, count: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if start >= MOST || size >= MOST || count >= 0xffff {
        out.extend(0x0606_4b50_u32.to_le_bytes());
        out.extend(44_u64.to_le_bytes());
        out.extend(VERSION.to_le_bytes());
        out.extend(VERSION.to_le_bytes());
        out.extend([0; 8]);
        for part in [count, count, size, start] {
            out.extend(part.to_le_bytes());
        }
        out.extend(0x0706_4b50_u32.to_le_bytes());
        out.extend([0; 4]);
        out.extend((start + size).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let count = count.min(0xffff) as u16;
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((size.min(MOST) as u32).to_le_bytes());
    out.extend((start.min(MOST) as u32).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// Date and time as MS-DOS knew them, in UTC.
fn dos(at: Millis) -> (u16, u16) {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::UTC);
    let number = |part: i8| u16::try_from(part).unwrap_or_default();
    let year = u16::try_from(i32::from(at.year()) - 1980).unwrap_or_default().min(127);
    let date = year << 9 | number(at.month()) << 5 | number(at.day());
    let time = number(at.hour()) << 11 | number(at.minute()) << 5 | (number(at.second()) / 2);
    (date, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8]) -> u64 {
        bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    #[test]
    fn an_archive_is_as_it_says() {
        let mut archive = Zip::default();
        let mut file = archive.whole("a.jpg", 0, b"first");
        file.extend(b"first");
        let (head, mut open) = archive.begin("é.jpg", 1_795_000_000_000, 6);
        file.extend(head);
        for piece in [b"sec", b"ond"] {
            open.note(piece);
            file.extend(piece);
        }
        file.extend(archive.end(open).unwrap());
        for piece in archive.finish() {
            file.extend(piece);
        }
        let end = &file[file.len() - 22..];
        assert_eq!(number(&end[..4]), 0x0605_4b50);
        let (count, size, start) = (number(&end[10..12]), number(&end[12..16]), number(&end[16..20]));
        assert_eq!((count, start + size + 22), (2, file.len() as u64));
        let list = &file[start as usize..];
        assert_eq!(number(&list[..4]), 0x0201_4b50);
        assert_eq!(number(&list[16..20]), u64::from(crc32fast::hash(b"first")));
        let second = &list[46 + 5..];
        assert_eq!(number(&second[16..20]), u64::from(crc32fast::hash(b"second")));
        let head = &file[number(&second[42..46]) as usize..];
        assert_eq!((number(&head[..4]), &head[30..36]), (0x0403_4b50, "é.jpg".as_bytes()));
    }

    #[test]
    fn large_archives_have_large_numbers() {
        let mut archive = Zip { offset: 5_000_000_000, ..Zip::default() };
        archive.whole("a.jpg", 0, b"x");
        let pieces: Vec<_> = archive.finish().collect();
        assert_eq!(pieces.len(), 2);
        assert_eq!(number(&pieces[0][42..46]), MOST);
        assert_eq!(number(&pieces[0][46 + 5 + 4..][..8]), 5_000_000_000);
        assert_eq!(number(&pieces[1][..4]), 0x0606_4b50);
        assert_eq!(pieces[1].len(), 56 + 20 + 22);
    }

    #[test]
    fn names_are_unique_and_lies_are_found() {
        let mut archive = Zip::default();
        archive.whole("a.jpg", 0, b"x");
        archive.whole("a.jpg", 0, b"x");
        assert_eq!(archive.entries[1].name, "a (1).jpg");
        let (_, open) = archive.begin("b.jpg", 0, 5);
        assert!(archive.end(open).is_none());
        assert_eq!(dos(i64::MIN), dos(0));
    }
}
