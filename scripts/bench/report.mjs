// report.mjs DIR: prints DIR/pages.json and board.json as one table, each page against the constant on its own database.
import { existsSync, readFileSync } from 'node:fs';

const files = ['pages.json', 'board.json'].map((name) => `${process.argv[2]}/${name}`).filter((file) => existsSync(file));
const all = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
const databases = [...new Set(all.map((page) => page.database))];
const pages = databases.flatMap((database) => all.filter((page) => page.database === database));
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
