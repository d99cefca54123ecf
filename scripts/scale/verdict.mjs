// What a run shows: what went wrong, what it did not reach, and what it did not even try.
import { MIX } from '../load/deeds.mjs';

// How much more two and three instances carry than one, and the milliseconds until everything is as fast as before.
const AIMS = { two: 1.95, three: 2.9, back: 1000 };

// Kinds of deeds of which not one was done: nothing is known of them.
export function neverDone(deeds) {
  return Object.keys(MIX).filter((kind) => !deeds.some((deed) => deed.kind === kind && deed.ok));
}

// Each thing that is not as it should be, in words; none where all is well.
export function verdict({ t1, t2, t3, load, faults, complete }) {
  const wrong = complete ? [] : ['the run did not come to its end'];
  for (const { name, ...run } of [{ name: 'load', ...load }, ...faults]) {
    if (run.error) wrong.push(`${name}: ${run.error}`);
    for (const what of ['failed', 'lost', 'doubled']) if (run[what] > 0) wrong.push(`${name}: ${run[what]} ${what}`);
    if (!run.error && !(run.acknowledged > 0)) wrong.push(`${name}: nothing was acknowledged`);
    for (const kind of run.never ?? []) wrong.push(`${name}: no ${kind} was done`);
    if (run.p99_back_ms > AIMS.back) wrong.push(`${name}: p99 was normal after ${run.p99_back_ms} ms, not ${AIMS.back}`);
  }
  if (!(t2 / t1 >= AIMS.two)) wrong.push(`two instances carry ${(t2 / t1).toFixed(2)} times as much as one, not ${AIMS.two}`);
  if (!(t3 / t1 >= AIMS.three)) wrong.push(`three instances carry ${(t3 / t1).toFixed(2)} times as much as one, not ${AIMS.three}`);
  return wrong;
}
