// Pictures made here, so that no binary files have to be kept.
import { deflateSync } from 'node:zlib';

type Upload = { name: string; mimeType: string; buffer: Buffer };

/** A small PNG in bands of one colour, from light to dark. */
export function picture(name = 'picture.png', hue: [number, number, number] = [220, 90, 60]): Upload {
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
  const buffer = Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** A file that only says that it is a picture. */
export function noPicture(): Upload {
  return { name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('PK\u0003\u0004 this is a zip') };
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
