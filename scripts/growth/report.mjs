// report.mjs DIR: prints what the pages cost on small and big sites, and fails where one is more than half again as slow, at
// its p50 or at its p99.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { table } from '../load/stats.mjs';

const MOST = 1.5;
// Below this a difference is the machine's, in milliseconds. A p99 rests on the slowest few of some hundred requests, of which
// one may have waited for a turn of the scheduler (up to 4 ms) on a core that server, database and load share.
const NOISE = { p50_ms: 0.5, p99_ms: 4 };

const dir = process.argv[2];
const read = (database, size) => JSON.parse(readFileSync(`${dir}/growth-${database}-${size}.json`, 'utf8'));
const round = (number) => Number(number.toFixed(2));
const pages = [];
const missing = [];
for (const database of (process.env.BENCH_DATABASES || 'sqlite postgres').split(' ').filter(Boolean)) {
  if (!['small', 'big'].every((size) => existsSync(`${dir}/growth-${database}-${size}.json`))) {
    missing.push(`${database}: nothing at all`);
    continue;
  }
  const [small, big] = [read(database, 'small'), read(database, 'big')];
  for (const [page, before] of Object.entries(small)) {
    const after = big[page];
    const problem = before.problem ?? (after ? after.problem : 'it was not measured');
    if (problem) {
      missing.push(`${database}: ${page}: ${problem}`);
      continue;
    }
    const ratio = (at) => round(after[at] / before[at]);
    const slower = Object.keys(NOISE).filter((at) => ratio(at) > MOST && after[at] - before[at] > NOISE[at]);
    pages.push({
      database, page, ratio: ratio('p50_ms'), p99_ratio: ratio('p99_ms'), slower: slower.length > 0, slower_at: slower,
      small_p50_ms: round(before.p50_ms), small_p99_ms: round(before.p99_ms), big_p50_ms: round(after.p50_ms), big_p99_ms: round(after.p99_ms),
    });
  }
}
const percentiles = ({ slower_at }) => slower_at.map((at) => at.replace('_ms', '')).join(' and ');
const rows = pages.map((p) => [
  p.database, p.page, p.small_p50_ms, p.big_p50_ms, p.ratio, p.small_p99_ms, p.big_p99_ms, p.p99_ratio,
  p.slower ? `SLOWER: ${percentiles(p)}` : '',
]);
const head = ['database', 'page', 'small p50 ms', 'big p50 ms', 'ratio', 'small p99 ms', 'big p99 ms', 'ratio', ''];
console.log(table([head, ...rows]));
writeFileSync(`${dir}/growth.json`, `${JSON.stringify(pages, null, 2)}\n`);
for (const words of missing) console.error(`Not measured: ${words}.`);
for (const page of pages.filter(({ slower }) => slower)) {
  console.error(`Slower: ${page.page} on ${page.database} at ${percentiles(page)}: ${page.ratio} and ${page.p99_ratio} times.`);
}
const well = pages.length > 0 && missing.length === 0 && !pages.some(({ slower }) => slower);
process.exit(well ? 0 : 1);
