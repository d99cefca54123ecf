// search.mjs BASE_URL VISIT DIR: asks for pages of search results one after the other, prints p50, p95 and p99 of each kind
// in milliseconds, and adds them to DIR/search.json. The environment gives BENCH_DATABASE, BENCH_PHOTOS, and
// BENCH_SEARCH_P95 (50), the slowest p95 that is allowed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [base, file, dir] = process.argv.slice(2);
const visit = JSON.parse(readFileSync(file, 'utf8'));
const allowed = Number(process.env.BENCH_SEARCH_P95 ?? 50);
const ROUNDS = 30;

// The vocabulary of `soiree demo --photos`: the lower the number, the more frequent the word.
const SOUNDS = ['ba', 'do', 'ki', 'lu', 'me', 'no', 'pa', 'ri', 'su', 'ta'];
const word = (number) => [0, 1, 2, 3].map((place) => SOUNDS[Math.floor(number / 10 ** place) % 10]).join('');
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const kinds = {
  'everything': () => ({}),
  'a frequent word': (n) => ({ q: word(n % 5) }),
  'a rare word': (n) => ({ q: word(3000 + n * 37) }),
  'two words': (n) => ({ q: `${word(n)} ${word(n + 1)}` }),
  'a frequent and a rare word': (n) => ({ q: `${word(0)} ${word(2500 + n)}` }),
  'a place and a word': (n) => ({ q: `berlin ${word(n)}` }),
  'accents': () => ({ q: 'SAO tromso' }),
  'chinese': () => ({ q: '夏天' }),
  'no photo': (n) => ({ q: `nothing${n}` }),
  'tag and camera': (n) => ({ tag: ['cake', 'dog', '생일'][n % 3], camera: ['canon', 'pixel'][n % 2] }),
  'place and days': (n) => ({ place: 'kyoto', from: day(n + 7), until: day(n) }),
};

async function time(path, cookie) {
  const begin = performance.now();
  const answer = await fetch(base + path, { headers: { accept: 'text/html', cookie } });
  const html = await answer.text();
  if (answer.status !== 200 || !html.includes('</html>')) throw new Error(`${path}: ${answer.status}`);
  return [performance.now() - begin, html];
}

const scopes = [
  ['all parties', '/search', visit.user.cookie],
  ['one party', `${visit.party}/search`, visit.guest.cookie],
];
const at = (times, share) => Number(times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1));
const results = [];
for (const [scope, path, cookie] of scopes) {
  for (const [kind, fields] of Object.entries(kinds)) {
    const times = [];
    for (let n = -2; n < ROUNDS; n += 1) {
      const [first, html] = await time(`${path}?${new URLSearchParams(fields(Math.abs(n)))}`, cookie);
      // The second page now and then; what comes before zero only warms up.
      const next = n % 5 === 0 && html.match(/href="([^"]*after=[^"]*)" rel="next"/)?.[1].replaceAll('&amp;', '&');
      if (n >= 0) times.push(first, ...(next ? [(await time(next, cookie))[0]] : []));
    }
    results.push({ database: process.env.BENCH_DATABASE, photos: Number(process.env.BENCH_PHOTOS), scope, kind, p50_ms: at(times, 0.5), p95_ms: at(times, 0.95), p99_ms: at(times, 0.99) });
    console.log(JSON.stringify(results.at(-1)));
  }
}
const target = `${dir}/search.json`;
writeFileSync(target, `${JSON.stringify([...(existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : []), ...results], null, 2)}\n`);
const slow = results.filter(({ p95_ms }) => p95_ms > allowed);
for (const { scope, kind, p95_ms } of slow) console.error(`${kind} in ${scope}: p95 is ${p95_ms} ms, and ${allowed} are allowed.`);
process.exit(slow.length > 0 ? 1 : 0);
