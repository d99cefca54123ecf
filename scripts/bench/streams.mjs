// streams.mjs BASE_URL VISIT_FILE SERVER_PID DIR: what many open streams cost, and when the last of them hears of an answer.
// Prints a line of each and writes DIR/streams.json.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { checkOpen, openStreams, until } from './listen.mjs';

const [base, file, pid, dir] = process.argv.slice(2);
const { BENCH_STREAMS, BENCH_STREAMS_SECONDS, BENCH_SECONDS, BENCH_CONNECTIONS } = process.env;
const visit = JSON.parse(readFileSync(file, 'utf8'));
const cookie = visit.guest.cookie;
const round = (number, digits) => Number(number.toFixed(digits));
const die = (words) => {
  console.error(words);
  process.exit(1);
};

// wrk on the party's page, warmed up.
async function page() {
  const load = (seconds) => promisify(execFile)(
    'wrk',
    ['--latency', '-t1', `-c${BENCH_CONNECTIONS}`, `-d${seconds}s`, '-s', 'scripts/bench/load.lua', base + visit.party],
    { env: { ...process.env, BENCH_COOKIE: cookie } },
  );
  await load(2);
  const { stdout } = await load(BENCH_SECONDS);
  const wrk = JSON.parse(stdout.match(/^RESULT (.*)$/m)[1]);
  if (wrk.bad_status > 0 || wrk.broken > 0 || wrk.requests === 0) {
    die(`party: of ${wrk.requests} requests ${wrk.bad_status} were refused and ${wrk.broken} broke.`);
  }
  return { p50: round(wrk.p50_us / 1000, 2), p99: round(wrk.p99_us / 1000, 2) };
}

// After a moment in which the server puts away what it needed for the load.
async function rss() {
  await sleep(2000);
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)[1]) * 1024 / 1e6;
}

async function answer() {
  const response = await fetch(base + visit.answer.path, {
    method: 'POST',
    redirect: 'manual',
    body: visit.answer.body.replaceAll('UNIQUE', randomBytes(6).toString('hex')).replaceAll('CHOICE', 'maybe'),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html', cookie, origin: base, 'sec-fetch-site': 'same-origin', referer: `${base}/`,
    },
  });
  if (response.status !== 303) die(`The answer was refused with ${response.status}.`);
}

const alone = await page();
const before = await rss();

console.log(`Opening ${BENCH_STREAMS} streams within ${BENCH_STREAMS_SECONDS} seconds …`);
const count = Number(BENCH_STREAMS);
const party = visit.party.split('/').at(-1);
const streams = await openStreams({ base, party, cookie, count, seconds: Number(BENCH_STREAMS_SECONDS) });
const beside = await page();
checkOpen(streams);

for (const stream of streams) stream.heard = null;
const sent = performance.now();
await answer();
await until(() => streams.every((stream) => stream.heard), 30);
const heard = streams.map((stream) => stream.heard).filter(Boolean);
const after = await rss();
checkOpen(streams);

const result = {
  streams: count,
  rss_before_mb: round(before, 1),
  rss_after_mb: round(after, 1),
  page_p50_ms: alone.p50,
  page_p99_ms: alone.p99,
  page_p50_with_ms: beside.p50,
  page_p99_with_ms: beside.p99,
  last_heard_ms: round(heard.reduce((last, moment) => Math.max(last, moment), sent) - sent, 0),
  heard: heard.length,
};
writeFileSync(`${dir}/streams.json`, `${JSON.stringify(result, null, 2)}\n`);
console.log(`${count} open streams: ${result.rss_after_mb} MB, before them ${result.rss_before_mb} MB (${round(after - before, 1)} MB more)`);
console.log(`party page beside them: p50 ${beside.p50} ms, p99 ${beside.p99} ms; without them: p50 ${alone.p50} ms, p99 ${alone.p99} ms`);
console.log(`an answer: ${result.heard} of ${count} streams heard of it, the last after ${result.last_heard_ms} ms`);
for (const stream of streams) stream.request.destroy();
if (heard.length < count) die('Not all streams heard of the answer within 30 seconds.');
process.exit(0);
