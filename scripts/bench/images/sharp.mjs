// sharp.mjs HOW RUNS PICTURE OUT: the same work as imaging/examples/images.rs, done by sharp on one thread, and told in
// the same way. HOW is `clone`, as its documentation shows it, or `chain`: each size from the next larger one, by hand.
import fs from 'node:fs';
import sharp from 'sharp';

const [, , how, runs, picture, out] = process.argv;
const EDGES = [2048, 960, 320];
sharp.concurrency(1);
sharp.cache(false);

const data = fs.readFileSync(picture);
const fit = (edge) => ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true });
const jpeg = (image) => image.jpeg({ quality: 80 }).toBuffer();

const ways = {
  async clone() {
    const image = sharp(data).autoOrient();
    const sizes = [];
    for (const edge of EDGES) sizes.push(await jpeg(image.clone().resize(fit(edge))));
    return sizes;
  },
  async chain() {
    let image = sharp(data).autoOrient();
    const sizes = [];
    for (const edge of EDGES) {
      const { data: pixels, info } = await image.resize(fit(edge)).raw().toBuffer({ resolveWithObject: true });
      const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
      sizes.push(await jpeg(sharp(pixels, raw)));
      image = sharp(pixels, raw);
    }
    return sizes;
  },
};

let sizes;
const times = [];
if (runs > 1) await ways[how](); // warm
for (let run = 0; run < runs; run += 1) {
  const before = process.cpuUsage();
  sizes = await ways[how]();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
}
times.sort((a, b) => a - b);
sizes.forEach((size, index) => fs.writeFileSync(`${out}.${EDGES[index]}.jpg`, size));
const peak = /VmHWM:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
console.log(JSON.stringify({
  cpu_ms: times[Math.floor(runs / 2)],
  rss_kb: Number(peak),
  bytes: sizes.reduce((sum, size) => sum + size.length, 0),
}));
