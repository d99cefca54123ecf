// report.mjs DIR: prints what the pages cost on small and big sites, and fails where one is more than half again as slow.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { table } from '../load/stats.mjs';

const MOST = 1.5;
// Below this a difference is the machine's, in milliseconds.
const NOISE = 0.5;

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
    const ratio = round(after.p50_ms / before.p50_ms);
    const slower = ratio > MOST && after.p50_ms - before.p50_ms > NOISE;
    pages.push({
      database, page, ratio, slower,
      small_p50_ms: round(before.p50_ms), small_p99_ms: round(before.p99_ms), big_p50_ms: round(after.p50_ms), big_p99_ms: round(after.p99_ms),
    });
  }
}
const rows = pages.map((p) => [p.database, p.page, p.small_p50_ms, p.big_p50_ms, p.ratio, p.small_p99_ms, p.big_p99_ms, p.slower ? 'SLOWER' : '']);
console.log(table([['database', 'page', 'small p50 ms', 'big p50 ms', 'ratio', 'small p99 ms', 'big p99 ms', ''], ...rows]));
writeFileSync(`${dir}/growth.json`, `${JSON.stringify(pages, null, 2)}\n`);
for (const words of missing) console.error(`Not measured: ${words}.`);
for (const { database, page, ratio } of pages.filter(({ slower }) => slower)) console.error(`Slower: ${page} on ${database}, ${ratio} times.`);
const well = pages.length > 0 && missing.length === 0 && !pages.some(({ slower }) => slower);
process.exit(well ? 0 : 1);
