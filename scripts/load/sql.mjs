// Asks a database with its own command line program; rows are lists of text.
import { execFileSync } from 'node:child_process';

const lines = (text) => text.split('\n').filter(Boolean).map((line) => line.split('\t'));
const run = (program, options) => execFileSync(program, options, { encoding: 'utf8', maxBuffer: 1 << 28 });

export function postgres(url) {
  const sql = (statement) => lines(run('psql', [url, '-qAtX', '-F', '\t', '-c', statement]));
  sql.hex = (column) => `replace(${column}::text, '-', '')`;
  return sql;
}

export function sqlite(path) {
  const sql = (statement) => lines(run('sqlite3', ['-batch', '-cmd', '.timeout 10000', '-separator', '\t', path, statement]));
  sql.hex = (column) => `lower(hex(${column}))`;
  return sql;
}
