// Reads `cargo metadata` on stdin and checks every crate's SPDX expression against ALLOWED.

const ALLOWED = new Set([
  '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'CDLA-Permissive-2.0', 'IJG', 'ISC',
  'MIT', 'MIT-0', 'MPL-2.0', 'NCSA', 'OpenSSL', 'Unicode-3.0', 'Unicode-DFS-2016', 'Unlicense', 'Zlib',
]);

// expression := term (OR term)* ; term := factor (AND factor)* ; factor := "(" expression ")" | id [WITH exception]
// An old manifest writes "MIT/Apache-2.0" and means OR. An exception only gives more rights, so the licence decides.
function allowed(expression) {
  const tokens = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;

  const list = (operator, part) => {
    const results = [part()];
    while (tokens[at] === operator) {
      at += 1;
      results.push(part());
    }
    return operator === 'OR' ? results.some(Boolean) : results.every(Boolean);
  };
  const any = () => list('OR', all);
  const all = () => list('AND', one);
  const one = () => {
    const token = tokens[at++];
    if (token === '(') {
      const inside = any();
      if (tokens[at++] !== ')') throw new Error('a parenthesis is not closed');
      return inside;
    }
    if (!token || /^(\)|OR|AND|WITH)$/.test(token)) throw new Error('a licence is missing');
    if (tokens[at] === 'WITH') at += 2;
    return ALLOWED.has(token);
  };

  const result = any();
  if (at !== tokens.length) throw new Error(`"${tokens[at]}" is not expected`);
  return result;
}

function complaint(crate) {
  if (!crate.license) return 'names no licence';
  try {
    return allowed(crate.license) ? null : `is under ${crate.license}`;
  } catch (error) {
    return `has an unreadable licence "${crate.license}": ${error.message}`;
  }
}

function selfTest() {
  const cases = [
    ['MIT', true],
    ['MIT OR Apache-2.0', true],
    ['MIT/GPL-2.0', true],
    ['Apache-2.0 WITH LLVM-exception', true],
    ['(MIT OR GPL-3.0-only) AND Unicode-3.0', true],
    ['ISC AND (Apache-2.0 OR ISC)', true],
    ['GPL-3.0-only', false],
    ['GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['AGPL-3.0-or-later', false],
    ['MIT AND AGPL-3.0-only', false],
    ['GPL-3.0-only OR AGPL-3.0-only', false],
    ['(MIT OR Apache-2.0', false],
    ['MIT Apache-2.0', false],
    [null, false],
  ];
  for (const [license, expected] of cases) {
    if ((complaint({ license }) === null) !== expected) throw new Error(`self-test: ${license} should be ${expected}`);
  }
}

if (process.argv[2] === '--self-test') {
  selfTest();
} else {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const crates = JSON.parse(text).packages;
  const bad = crates.map((crate) => [crate, complaint(crate)]).filter(([, words]) => words);
  for (const [crate, words] of bad) console.log(`${crate.name} ${crate.version} ${words}`);
  if (bad.length > 0) process.exit(1);
  console.log(`${crates.length} crates for ${process.argv[2]} have licences that allow shipping them.`);
}
