// What the program is to reach beside sharp, and whether it did. `sharp-chain` is sharp at its best, `sharp` as its
// documentation shows it.

// A ratio is met where it is at most so much, in the median of all pictures or on every one of them.
const AIMS = [
  { what: 'CPU', key: 'cpu_ms', other: 'sharp-chain', over: 'median', most: 0.45 },
  { what: 'CPU', key: 'cpu_ms', other: 'sharp-chain', over: 'worst', most: 0.7 },
  { what: 'CPU', key: 'cpu_ms', other: 'sharp', over: 'worst', most: 0.4 },
  { what: 'memory', key: 'rss_mb', other: 'sharp-chain', over: 'worst', most: 0.5 },
  { what: 'memory', key: 'rss_mb', other: 'sharp', over: 'worst', most: 0.5 },
  { what: 'bytes', key: 'bytes', other: 'sharp-chain', over: 'worst', most: 1.03 },
];
// SSIM that is as good: the pictures that are compared have 8 bits a colour, and rounding alone moves it by so much.
const QUALITY_NOISE = 0.001;

function ratios(rows, other, key) {
  const of = (tool) => rows.filter((row) => row.tool === tool);
  return of('soiree').map((ours) => {
    const theirs = of(other).find((row) => row.picture === ours.picture);
    return { picture: ours.picture, ratio: theirs ? ours[key] / theirs[key] : NaN };
  });
}

const byRatio = (a, b) => a.ratio - b.ratio;
const median = (sorted) => {
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle].ratio : (sorted[middle - 1].ratio + sorted[middle].ratio) / 2;
};

// Each aim as { words, met }. What was not measured is not met.
export function verdict(rows) {
  const verdicts = AIMS.map(({ what, key, other, over, most }) => {
    const all = ratios(rows, other, key).sort(byRatio);
    const known = all.length > 0 && all.every(({ ratio }) => Number.isFinite(ratio));
    const worst = all.at(-1);
    const reached = known ? (over === 'median' ? median(all) : worst.ratio) : NaN;
    const where = known && over === 'worst' ? ` (${worst.picture})` : '';
    return { words: `${what} against ${other}, ${over}: ×${reached.toFixed(3)}${where}, at most ×${most}`, met: reached <= most };
  });
  return [...verdicts, quality(rows)];
}

function quality(rows) {
  const theirs = new Map(rows.filter(({ tool }) => tool === 'sharp-chain').map((row) => [row.picture, row.quality]));
  const less = rows.filter(({ tool }) => tool === 'soiree')
    .map((row) => ({ picture: row.picture, less: theirs.get(row.picture) - row.quality }));
  const worst = less.reduce((most, one) => (one.less <= most.less ? most : one), { picture: 'none', less: -Infinity });
  const words = `quality against sharp-chain, worst: ${(-worst.less).toFixed(4)} (${worst.picture}), at least ${-QUALITY_NOISE}`;
  return { words, met: less.length > 0 && less.every((one) => one.less <= QUALITY_NOISE) };
}
