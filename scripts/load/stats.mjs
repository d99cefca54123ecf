// Numbers about deeds.
export function percentile(sorted, part) {
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export function summary(deeds, seconds) {
  const times = deeds.map((deed) => deed.ms).sort((a, b) => a - b);
  const failed = deeds.filter((deed) => !deed.ok);
  return {
    req_s: Number(((deeds.length - failed.length) / seconds).toFixed(1)),
    p50_ms: Math.round(percentile(times, 0.5)),
    p99_ms: Math.round(percentile(times, 0.99)),
    failed: failed.length,
  };
}

export function countFailures(deeds) {
  const counts = new Map();
  for (const deed of deeds.filter(({ ok }) => !ok)) {
    const what = `${deed.kind}: ${deed.error ?? deed.status}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} × ${what}`);
}

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const line = (row) => row.map((cell, i) => (i ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]))).join('  ');
  return rows.map(line).join('\n');
}
