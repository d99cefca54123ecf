// A photo that does not compress: a PNG of noise, so many pixels wide and high.
import { deflateSync } from 'node:zlib';

export function picture(random, width, height) {
  const line = 1 + 3 * width;
  const pixels = Buffer.alloc(height * line);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = at % line === 0 ? 0 : random.below(256);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits each of red, green and blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

// The same photo with words in it that nobody sees: another file, as every photo that is sent to an album.
export function marked(png, words) {
  const end = png.length - 12; // IEND
  return Buffer.concat([png.subarray(0, end), chunk('tEXt', Buffer.from(`Comment\0${words}`)), png.subarray(end)]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
