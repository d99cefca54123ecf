// report.mjs DIR: prints DIR/pages.json as a table, each page against the constant of its own run.
import { readFileSync } from 'node:fs';

const pages = JSON.parse(readFileSync(`${process.argv[2]}/pages.json`, 'utf8'));
const rows = [['database', 'page', 'req/s', '1/x of constant', 'p50 ms', 'p99 ms', 'p99/p50', 'CPU µs', 'peak MB', 'HTML bytes']];
for (const page of pages) {
  const constant = pages.find((other) => other.database === page.database && other.name === 'constant');
  rows.push([
    page.database, page.name, page.req_s, (constant.req_s / page.req_s).toFixed(1), page.p50_ms, page.p99_ms,
    (page.p99_ms / page.p50_ms).toFixed(1), page.cpu_us, page.rss_mb, page.html_bytes,
  ]);
}
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
for (const row of rows) {
  console.log(row.map((cell, i) => (i < 2 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('  '));
}
