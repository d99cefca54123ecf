// Makes smaller what wasm-bindgen wrote: optimises the wasm, leaves out of the script what the wasm no longer asks for, and
// has the two call each other by names of one or two letters. (Theirs are long, end in digits that do not compress, and
// stand in both.)
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pkg = process.argv[2];
const [script, made, wasm] = ['soiree.js', 'soiree_bg.wasm', 'soiree.wasm'].map((name) => join(pkg, name));

const optimise = (...options) => execFileSync('wasm-opt', options, { encoding: 'utf8' });
optimise('-Oz', '--converge', '--strip-producers', made, '-o', made);
const names = JSON.parse(optimise('--strip-target-features', '--minify-imports-and-exports-and-modules', made, '-o', wasm));
rmSync(made);
const asked = new Map(names.imports.map(([, long, short]) => [long, short]));
const offered = new Map(names.exports);
const [{ module } = {}] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm)));

const found = new Set();
const text = readFileSync(script, 'utf8')
  .replace(/^ {8}(\w+): (function\b[^]*?\n {8}\}(?:, arguments\); \})?|function\b.*\}),\n/gm, (_, name, body) =>
    asked.has(name) ? found.add(name) && `        ${asked.get(name)}: ${body},\n` : '')
  .replace('"./soiree_bg.js": import0', `${module}: import0`)
  .replace(/\bwasm\.(\w+)/g, (whole, name) => (offered.has(name) ? `wasm.${offered.get(name)}` : whole))
  // Notes for the garbage collector of classes that are not there.
  .replaceAll('new FinalizationRegistry', '/* @__PURE__ */ new FinalizationRegistry');
writeFileSync(script, text);
const missing = [...asked.keys()].filter((name) => !found.has(name));
if (missing.length > 0) throw new Error(`wasm-bindgen writes its script another way now: no ${missing.join(', ')}`);

// Only what is called from outside, with all that it needs. The names of islands stay, for pages hold them.
const called = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
const entry = `export { ${['default', ...called]} } from './soiree.js';`;
const options = ['--bundle', '--minify', '--format=esm', '--log-level=warning'];
writeFileSync(script, execFileSync('esbuild', options, { cwd: pkg, input: entry }));
