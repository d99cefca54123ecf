// JPEGs to send, and how to make another file of the same photo.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

// Fewer pixels are not what a phone takes today.
const PHONE = 5e6;
// Of photos that the program has drawn itself, so many are enough.
const DRAWN = 4;

// Those of a folder that are as large as a phone's; all, if none is.
export function ofFolder(folder) {
  const all = jpegs(folder, false);
  const large = all.filter(({ pixels }) => pixels >= PHONE);
  return large.length > 0 ? large : all;
}

// The largest that the server keeps, which it has made from drawings for its demo.
export function drawn(data) {
  return jpegs(path.join(data, 'pictures'), true).sort((a, b) => b.pixels - a.pixels).slice(0, DRAWN);
}

function jpegs(folder, deep) {
  const entries = readdirSync(folder, { recursive: deep, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && /\.jpe?g$/i.test(entry.name)).map((entry) => {
    const data = readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));
    return { name: entry.name, data, pixels: pixels(data) };
  }).filter((photo) => photo.pixels > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
}

// The same photo with a comment in it that nobody sees: another file, in pieces. It stands behind the first segment, for
// that is where programs look for EXIF or JFIF.
export function marked({ data }, words) {
  const text = Buffer.from(words);
  const at = data[3] >= 0xe0 && data[3] <= 0xef ? 4 + data.readUInt16BE(4) : 2;
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(2 + text.length, 2);
  return [data.subarray(0, at), head, text, data.subarray(at)];
}

// Width times height; 0 where that cannot be read.
function pixels(data) {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return 0;
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const kind = data[at + 1];
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (isFrame) return data.readUInt16BE(at + 5) * data.readUInt16BE(at + 7);
  }
  return 0;
}
