// Pictures made here, so that no binary files have to be kept.
import { deflateSync } from 'node:zlib';

type Upload = { name: string; mimeType: string; buffer: Buffer };

/** A small PNG in bands of one colour, from light to dark; where it was taken, if that is said, in degrees. */
export function picture(name = 'picture.png', hue: [number, number, number] = [220, 90, 60], place?: [number, number]): Upload {
  const [width, height] = [240, 160];
  const row = (y: number) => {
    const light = 1 - y / height / 2;
    const pixel = hue.map((channel) => Math.round(channel * light));
    return Buffer.from([0, ...Array(width).fill(pixel).flat()]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits of red, green and blue
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const facts = place ? [chunk('eXIf', gps(...place))] : [];
  const buffer = Buffer.concat([signature, chunk('IHDR', header), ...facts, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** A file that only says that it is a picture. */
export function noPicture(): Upload {
  return { name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('PK\u0003\u0004 this is a zip') };
}

/** EXIF that holds a position alone: one directory that leads to another one with four entries. */
function gps(latitude: number, longitude: number): Buffer {
  const tiff = Buffer.alloc(128);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    return at + 8;
  };
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt32LE(26, entry(10, 0x8825, 4, 1));
  tiff.writeUInt16LE(4, 26);
  const letters = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  [latitude, longitude].forEach((degrees, place) => {
    tiff.write(`${letters[place]}\0`, entry(28 + place * 24, 1 + place * 2, 2, 2), 'latin1');
    const values = 80 + place * 24;
    tiff.writeUInt32LE(values, entry(40 + place * 24, 2 + place * 2, 5, 3));
    // Degrees as millionths, no minutes, no seconds.
    [Math.round(Math.abs(degrees) * 1e6), 1_000_000, 0, 1, 0, 1].forEach((number, index) => tiff.writeUInt32LE(number, values + index * 4));
  });
  return tiff;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
