// run.mjs PROGRAM PHOTOS FOLDER RUNS: measures the program and sharp on every photo, and on two that are made here, and
// writes FOLDER/images.json. Each measurement is a process of its own; memory is that of a process that does it once.
// Fails where an aim of verdict.mjs is missed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { quality, reference } from './quality.mjs';
import { verdict } from './verdict.mjs';

const [, , program, photos, folder, runs] = process.argv;
const work = path.join(folder, 'images');
fs.rmSync(work, { recursive: true, force: true });
fs.mkdirSync(work, { recursive: true });

const own = path.dirname(new URL(import.meta.url).pathname);
const withSharp = (how) => (args) => [process.execPath, path.join(own, 'sharp.mjs'), how, ...args];
const tools = { soiree: (args) => [program, ...args], sharp: withSharp('clone'), 'sharp-chain': withSharp('chain') };
const EDGES = [2048, 960, 320];

// The hard ones, made from the largest photo: 48 megapixels, and progressive.
async function hardOnes(files) {
  const sizes = await Promise.all(files.map(async (file) => {
    const { width, height } = await sharp(file).metadata();
    return { file, pixels: width * height };
  }));
  const { file } = sizes.reduce((a, b) => (b.pixels > a.pixels ? b : a));
  const large = path.join(work, '48_megapixels.jpg');
  const progressive = path.join(work, 'progressive.jpg');
  const { data, info } = await sharp(file).autoOrient().jpeg({ quality: 95 }).toBuffer({ resolveWithObject: true });
  const scale = Math.sqrt(48e6 / (info.width * info.height));
  await sharp(data).resize({ width: Math.round(info.width * scale) }).jpeg({ quality: 90 }).toFile(large);
  await sharp(data).jpeg({ quality: 90, progressive: true }).toFile(progressive);
  return [large, progressive];
}

// Photos that all of the tools can read.
async function readable(names) {
  const good = [];
  for (const name of names.filter((name) => /\.jpe?g$/i.test(name)).sort()) {
    const file = path.join(photos, name);
    try {
      await sharp(file).stats();
      good.push(file);
    } catch (error) {
      console.log(`left out: ${name}: ${error.message.split('\n')[0]}`);
    }
  }
  return good;
}

function measure(tool, count, picture, out) {
  const [command, ...args] = tools[tool]([String(count), picture, out]);
  return JSON.parse(execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
}

const files = await readable(fs.readdirSync(photos));
if (files.length === 0) throw new Error(`There is no JPEG in ${photos}.`);
const rows = [];
for (const picture of [...files, ...(await hardOnes(files))]) {
  const name = path.basename(picture);
  const wanted = await Promise.all(EDGES.map((edge) => reference(picture, edge)));
  for (const tool of Object.keys(tools)) {
    const out = path.join(work, `${name}.${tool}`);
    const { rss_kb } = measure(tool, 1, picture, out);
    const { cpu_ms, bytes } = measure(tool, runs, picture, out);
    let sum = 0;
    for (const [index, edge] of EDGES.entries()) sum += await quality(wanted[index], `${out}.${edge}.jpg`);
    rows.push({
      tool, picture: name, cpu_ms: Number(cpu_ms.toFixed(2)), rss_mb: Number(((rss_kb * 1024) / 1e6).toFixed(1)), bytes,
      quality: Number((sum / EDGES.length).toFixed(5)),
    });
  }
  const [ours, clone, chain] = rows.slice(-3);
  const part = (a, b) => (a / b).toFixed(2);
  console.log(
    `${name.padEnd(32)} ${ours.cpu_ms.toFixed(1).padStart(7)} ms  ×${part(ours.cpu_ms, chain.cpu_ms)} of sharp-chain, ` +
      `×${part(ours.cpu_ms, clone.cpu_ms)} of sharp  memory ×${part(ours.rss_mb, chain.rss_mb)}  ` +
      `bytes ×${part(ours.bytes, chain.bytes)}  quality ${ours.quality} (${chain.quality})`,
  );
}
fs.writeFileSync(path.join(folder, 'images.json'), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);

const verdicts = verdict(rows);
for (const { words, met } of verdicts) console.log(`${met ? 'met   ' : 'MISSED'}  ${words}`);
process.exit(verdicts.every(({ met }) => met) ? 0 : 1);
