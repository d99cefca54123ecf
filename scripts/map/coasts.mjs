// Makes app/src/backend/map/world.bin: coasts and borders of Natural Earth 1:50m (public domain), read from the TopoJSON
// of the npm package world-atlas (ISC):
//
//   cd /tmp && npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//   node scripts/map/coasts.mjs /tmp/package/countries-50m.json app/src/backend/map/world.bin
//
// Two layers, land (closed rings) and borders (lines), each: how many lines; then for each line how many points, and the
// points as differences in steps of a 200th degree, longitude first. Numbers are LEB128, signed ones zigzag.

import { readFileSync, writeFileSync } from 'node:fs';

const STEPS = 200;
// How far a coast may move to be drawn with fewer points, in steps: half a kilometre, which is less than the source errs.
const TOLERANCE = 1;

const [source, target] = process.argv.slice(2);
const topology = JSON.parse(readFileSync(source, 'utf8'));

const { scale, translate } = topology.transform;
const arcs = topology.arcs.map((arc) => {
  let [x, y] = [0, 0];
  const points = arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]].map((degrees) => Math.round(degrees * STEPS));
  });
  return simplified(points);
});

// Douglas and Peucker; the ends of an arc stay, so that rings stay closed and neighbours stay joined.
function simplified(points) {
  const keep = new Set([0, points.length - 1]);
  const parts = [[0, points.length - 1]];
  while (parts.length > 0) {
    const [from, to] = parts.pop();
    let [far, most] = [-1, TOLERANCE ** 2];
    for (let at = from + 1; at < to; at += 1) {
      const distance = offset(points[at], points[from], points[to]);
      if (distance > most) [far, most] = [at, distance];
    }
    if (far > 0) {
      keep.add(far);
      parts.push([from, far], [far, to]);
    }
  }
  return points.filter((_, at) => keep.has(at));
}

function offset([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
}

const line = (at) => (at < 0 ? arcs[~at].toReversed() : arcs[at]);
const joined = (ring) => ring.flatMap((at, place) => line(at).slice(place === 0 ? 0 : 1));

const land = topology.objects.land.geometries
  .flatMap((geometry) => (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs))
  .flat()
  .map(joined)
  .filter((ring) => ring.length > 3);

const users = new Map();
for (const country of topology.objects.countries.geometries) {
  const polygons = country.type === 'Polygon' ? [country.arcs] : (country.arcs ?? []);
  for (const at of polygons.flat(2)) {
    const arc = at < 0 ? ~at : at;
    users.set(arc, (users.get(arc) ?? 0) + 1);
  }
}
const borders = [...users].filter(([, count]) => count > 1).map(([arc]) => arcs[arc]);

const bytes = [];
const unsigned = (number) => {
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  bytes.push(number);
};
const signed = (number) => unsigned(number < 0 ? -2 * number - 1 : 2 * number);
for (const layer of [land, borders]) {
  unsigned(layer.length);
  for (const points of layer) {
    unsigned(points.length);
    let [px, py] = [0, 0];
    for (const [x, y] of points) {
      signed(x - px);
      signed(y - py);
      [px, py] = [x, y];
    }
  }
}
writeFileSync(target, Uint8Array.from(bytes));
const points = (layer) => layer.reduce((sum, { length }) => sum + length, 0);
console.log(`${land.length} rings with ${points(land)} points, ${borders.length} borders with ${points(borders)} points: ${bytes.length} bytes`);
