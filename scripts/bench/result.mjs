// result.mjs DIR FILE NAME TICKS TICKS_PER_SECOND PEAK_KB URL: adds one measurement to DIR/FILE.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [dir, target, name, ticks, hertz, peak, url] = process.argv.slice(2);
const wrk = JSON.parse(readFileSync(`${dir}/wrk.txt`, 'utf8').match(/^RESULT (.*)$/m)[1]);
if (wrk.bad_status > 0 || wrk.broken > 0 || wrk.requests === 0) {
  console.error(`${name}: of ${wrk.requests} requests ${wrk.bad_status} were refused and ${wrk.broken} broke.`);
  process.exit(1);
}

const headers = { accept: 'text/html', 'accept-encoding': 'identity', cookie: process.env.BENCH_COOKIE ?? '' };
// The answer to a POST is a redirect without a page.
const size = process.env.BENCH_BODY ? 0 : (await (await fetch(url, { headers })).arrayBuffer()).byteLength;

const round = (number, digits) => Number(number.toFixed(digits));
const result = {
  name,
  database: process.env.BENCH_DATABASE,
  req_s: round(wrk.requests / (wrk.duration_us / 1e6), 0),
  p50_ms: round(wrk.p50_us / 1000, 2),
  p99_ms: round(wrk.p99_us / 1000, 2),
  cpu_us: round((ticks / hertz / wrk.requests) * 1e6, 1),
  rss_mb: round((peak * 1024) / 1e6, 1),
  html_bytes: size,
};

const file = `${dir}/${target}`;
const all = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
writeFileSync(file, `${JSON.stringify([...all, result], null, 2)}\n`);
console.log(JSON.stringify(result));
