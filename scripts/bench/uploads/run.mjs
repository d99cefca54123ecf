// run.mjs BASE_URL VISIT_FILE SERVER_PID DIR: how long the party's page takes while guests add photos to its album, and what
// becomes of the photos. Adds the result to DIR/uploads.json and fails where it is not as it should be.
// scripts/bench/uploads.sh explains the settings.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { AT_ONCE, Guest, fileName } from './guest.mjs';
import { Page } from './page.mjs';
import { drawn, ofFolder } from './photos.mjs';
import { allowed, verdict } from './verdict.mjs';

const [base, file, pid, dir] = process.argv.slice(2);
const { BENCH_DATABASE, BENCH_UPLOADS, BENCH_UPLOADS_SECONDS, PHOTOS, SOIREE_DATA, SOIREE_E2E_SERVER } = process.env;
const count = Number(BENCH_UPLOADS);
const seconds = Number(BENCH_UPLOADS_SECONDS);
const GUESTS = 10;
const LONGEST = 3600; // seconds until all photos are worked off
const HOST = 'marlene';

const visit = JSON.parse(readFileSync(file, 'utf8'));
const party = visit.party.split('/').at(-1);
const round = (number) => Number(number.toFixed(1));
const since = (moment) => round((performance.now() - moment) / 1000);
const soiree = async (...words) => (await promisify(execFile)(SOIREE_E2E_SERVER, words)).stdout.trim();
const die = (words) => {
  console.error(words);
  process.exit(1);
};
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

function memory(what) {
  const kilobytes = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${what}:\\s+(\\d+)`, 'm'))[1];
  return round((Number(kilobytes) * 1024) / 1e6);
}

// Until the server has nothing to prepare any more.
async function workedOff() {
  const end = performance.now() + LONGEST * 1000;
  const left = async () => Number((await soiree('jobs')).match(/^make_photo +(\d+) to do/m)?.[1] ?? 0);
  while ((await left()) > 0) {
    if (performance.now() > end) die(`The photos are not worked off within ${LONGEST} seconds.`);
    await sleep(1000);
  }
}

// What the host sees in the album, by caption: how often.
async function shown(token) {
  const found = new Map();
  for (let after = ''; after !== null;) {
    const query = after && `?after=${encodeURIComponent(after)}`;
    const answer = await fetch(`${base}/api/v1/parties/${party}/photos${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`the list of photos answers ${answer.status}`);
    const { items, next } = await answer.json();
    for (const { caption } of items) found.set(caption, (found.get(caption) ?? 0) + 1);
    after = next ?? null;
  }
  return found;
}

// Every guest sends one of each before anything is measured, so that the server has what it needs for its work. What it
// cannot read is left out.
async function readable(guests, pictures, token) {
  const caption = (guest, picture) => `before ${guests.indexOf(guest)} ${pictures.indexOf(picture)}`;
  await Promise.all(guests.map((guest) => guest.send(pictures.map((picture) => ({ picture, caption: caption(guest, picture) })))));
  await workedOff();
  const found = await shown(token);
  const good = pictures.filter((picture) => guests.every((guest) => found.get(caption(guest, picture)) === 1));
  for (const { name } of pictures.filter((picture) => !good.includes(picture))) console.log(`left out: ${name} cannot be read`);
  return good;
}

// What became of the photos that were to be sent; they are told apart by their captions.
async function audit(guests, shares, token) {
  const found = await shown(token);
  const result = { ready: 0, failed: 0, lost: 0, doubled: 0 };
  for (const [index, share] of shares.entries()) {
    const missing = share.filter(({ caption }) => !found.has(caption));
    const notReady = missing.length > 0 ? await guests[index].notReady() : [];
    for (const { caption } of share) {
      if (found.has(caption)) result.ready += 1;
      else if (notReady.includes(fileName(caption))) result.failed += 1;
      else result.lost += 1;
      if (found.get(caption) > 1) result.doubled += 1;
    }
  }
  return result;
}

const pictures = existsSync(PHOTOS) ? ofFolder(PHOTOS) : drawn(SOIREE_DATA);
const token = (await soiree('user', 'token', HOST, 'Bench')).split('\n').at(-1);
const guests = await Promise.all(Array.from({ length: GUESTS }, (_, index) => Guest.join(base, party, `Uploader ${index}`)));
const good = await readable(guests, pictures, token);
if (good.length === 0) die(`There is no photo to send: name a folder with JPEGs in PHOTOS=… (${PHOTOS}).`);
const average = (of) => good.reduce((sum, picture) => sum + of(picture), 0) / good.length / 1e6;
const each = { megapixels: round(average(({ pixels }) => pixels)), megabytes: round(average(({ data }) => data.length)) };
if (!existsSync(PHOTOS)) console.log(`There is no folder ${PHOTOS}: drawings of the demo are sent, which are less work than photos.`);

const page = new Page(base + visit.party, visit.guest.cookie);
await page.measure(3); // warm
const quiet = await page.measure(seconds);
await sleep(2000);
const rss_before_mb = memory('VmRSS');
writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the peak starts anew

console.log(`${GUESTS} guests send ${count} photos (${each.megapixels} megapixels, ${each.megabytes} MB), each ${AT_ONCE} at a time …`);
const shares = guests.map(() => []);
for (let number = 0; number < count; number += 1) {
  shares[number % GUESTS].push({ picture: good[Math.floor(number / GUESTS) % good.length], caption: `photo ${number}` });
}
const asking = page.begin();
// What is sent must not keep wrk, which shares the core, from looking at its clock.
os.setPriority(10);
const begun = performance.now();
const sent = await Promise.all(guests.map((guest, index) => guest.send(shares[index])));
const sent_s = since(begun);
await workedOff();
const ready_s = since(begun);
const busy = await asking.stop();
const rss_peak_mb = memory('VmHWM');
await sleep(5000);
const rss_after_mb = memory('VmRSS');

const refused = sent.flatMap((one) => one.refused);
const result = {
  database: BENCH_DATABASE, photos: count, guests: GUESTS, ...each, sent_s, ready_s, ...(await audit(guests, shares, token)),
  refused: refused.length, repeated: sent.reduce((sum, one) => sum + one.repeated, 0),
  quiet, busy, slower: round(busy.p99_ms / quiet.p99_ms), rss_before_mb, rss_peak_mb, rss_after_mb,
};
result.wrong = verdict(result);
const target = `${dir}/uploads.json`;
const before = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : [];
writeFileSync(target, `${JSON.stringify([...before, result], null, 2)}\n`);

const { ready, failed, lost, doubled, repeated } = result;
console.log(`all sent after ${sent_s} s, worked off after ${ready_s} s (${round(count / ready_s)} a second): ${ready} ready, ` +
  `${failed} failed, ${lost} lost, ${doubled} doubled, ${refused.length} refused, ${repeated} sent again`);
console.log(`party page: p50 ${quiet.p50_ms} ms, p99 ${quiet.p99_ms} ms; beside the photos p50 ${busy.p50_ms} ms, ` +
  `p99 ${busy.p99_ms} ms (${result.slower} times, at most ${allowed(quiet).toFixed(2)} ms)`);
console.log(`memory: ${rss_before_mb} MB before, ${rss_peak_mb} MB at most, ${rss_after_mb} MB afterwards`);
for (const words of refused.slice(0, 10)) console.error(`Refused: ${words}.`);
for (const words of result.wrong) console.error(`Not as it should be: ${words}.`);
for (const guest of guests) guest.leave();
process.exit(result.wrong.length > 0 ? 1 : 0);
