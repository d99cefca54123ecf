// When it was as fast again as before.
import { percentile } from '../load/stats.mjs';

const WINDOW = 500;
const STEP = 50;
// Pages and answers; photos and logins take long by themselves.
const QUICK = new Set(['party', 'board', 'parties', 'answer', 'post']);

// p99 of what began before the fault, what counts as normal, and the milliseconds after `from` until everything that began in
// any half second was normal.
export function back(deeds, { begun, faulted, from, ended }) {
  const quick = deeds.filter(({ kind }) => QUICK.has(kind)).sort((a, b) => a.at - b.at);
  const p99 = (start, end) => {
    const times = quick.filter(({ at }) => at >= start && at < end).map(({ ms }) => ms).sort((a, b) => a - b);
    return percentile(times, 0.99);
  };
  const windows = [];
  for (let at = begun; at + WINDOW <= faulted; at += WINDOW) windows.push(p99(at, at + WINDOW));
  // Half a second holds few deeds, so its p99 is nearly its slowest: what was seen in quiet times is normal.
  const normal = Math.max(...windows, 2 * p99(begun, faulted));
  let last = 0;
  for (let at = from; at + WINDOW <= ended; at += STEP) if (p99(at, at + WINDOW) > normal) last = at + STEP - from;
  return { before: Math.round(p99(begun, faulted)), normal: Math.round(normal), p99_back_ms: Math.round(last) };
}
