// Names the files in pkg by their content, so that they may be kept for ever, and compresses every file that gets
// smaller by it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const site = process.argv[2];
const pkg = join(site, 'pkg');

for (const name of readdirSync(pkg)) {
  const digest = createHash('sha256').update(readFileSync(join(pkg, name))).digest('base64url').slice(0, 16);
  renameSync(join(pkg, name), join(pkg, name.replace('.', `.${digest}.`)));
}

for (const name of readdirSync(site, { recursive: true })) {
  if (!/\.(css|js|svg|txt|wasm|webmanifest)$/.test(name)) continue;
  const bytes = readFileSync(join(site, name));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(site, `${name}.br`), brotliCompressSync(bytes, { params }));
}
