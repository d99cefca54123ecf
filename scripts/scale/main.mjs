// main.mjs FILE: measures, breaks, audits; writes the results to the file. scripts/scale.sh explains the settings.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Deeds } from '../load/deeds.mjs';
import { Ledger, sessionCounts } from '../load/ledger.mjs';
import { Open, closed } from '../load/pace.mjs';
import { picture } from '../load/picture.mjs';
import { idleness, killAll, run, temporaryFolder } from '../load/process.mjs';
import { random } from '../load/random.mjs';
import { postgres } from '../load/sql.mjs';
import { countFailures, summary, table } from '../load/stats.mjs';
import { Visitor } from '../load/visitor.mjs';
import { makeWorld } from '../load/world.mjs';
import { back } from './back.mjs';
import { FAULTS } from './faults.mjs';
import { ScaleSite } from './site.mjs';
import { neverDone, verdict } from './verdict.mjs';

const setting = (name, usual) => Number(process.env[name] || usual);
const seed = setting('SEED', 1);
const seconds = setting('SCALE_SECONDS', 10);
const rounds = setting('SCALE_ROUNDS', 2);
const quota = setting('SCALE_QUOTA', 20);
const part = setting('SCALE_LOAD', 70) / 100;
const wanted = (process.env.SCALE_FAULTS ?? Object.keys(FAULTS).join(' ')).split(' ').filter(Boolean);
const PEOPLE = 12; // at each instance, when it is loaded as much as it takes
const QUIET = 5000; // before and after a fault
const WARM = 3000; // until instances that were just started are as fast as they get

const dice = random(seed);
const held = run('scripts/scale/held.sh', ['--how']).trim();
const say = (words) => console.log(words);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('exit', killAll);
const folder = temporaryFolder('soiree-scale-', 'target/scale/logs');

// Whatever comes later, what was measured until then stands in the file.
const result = { seed, held, quota, t1: null, t2: null, t3: null, load: {}, faults: [], complete: false };
const keep = () => writeFileSync(process.argv[2], `${JSON.stringify(result, null, 2)}\n`);
keep();

const site = await ScaleSite.open(folder, { server: process.env.SCALE_SERVER, quota });
const sql = postgres(site.databaseUrl);
say(`› Seed ${seed}; each instance has ${quota} % of a core (${held})`);
await site.serve(1, { held: false });
const world = await makeWorld(site, { people: 20, parties: 10, guests: 200 });
const photos = [picture(dice, 160, 120), picture(dice, 240, 180)];
const deeds = new Deeds(site, world, dice, photos);

async function audit() {
  const visitor = new Visitor(site);
  const isOn = async (session) => {
    visitor.cookies = { session };
    return (await visitor.get('/settings')).status === 200;
  };
  const problems = await deeds.ledger.audit({ sql, file: site.file, isOn, before: sessionsBefore });
  visitor.leave();
  for (const [what, found] of Object.entries(problems)) for (const line of found.slice(0, 10)) say(`  ${what}: ${line}`);
  return { acknowledged: deeds.ledger.acknowledged, lost: problems.lost.length, doubled: problems.doubled.length };
}

let sessionsBefore;
function newLedger() {
  sessionsBefore = sessionCounts(sql);
  deeds.ledger = new Ledger();
}

const measured = { 1: [], 2: [], 3: [] };
newLedger();
for (let round = 0; round < rounds; round += 1) {
  for (const count of [1, 2, 3]) {
    await site.serve(count);
    const idle = idleness();
    const done = await closed(deeds, { people: PEOPLE * count, seconds });
    measured[count].push(...done);
    const { req_s, p50_ms, p99_ms, failed } = summary(done, seconds);
    // Where nothing is idle, the balancer, the database or this load is measured, and not the instances.
    say(`› ${count} × : ${req_s} req/s, p50 ${p50_ms} ms, p99 ${p99_ms} ms, ${failed} failed; the machine was idle for ${idle()} %`);
    for (const failure of countFailures(done)) say(`  ${failure}`);
  }
}
const of = (count) => summary(measured[count], seconds * rounds);
for (const count of [1, 2, 3]) result[`t${count}`] = of(count).req_s;
const all = [1, 2, 3].flatMap((count) => measured[count]);
result.load = { requests: all.length, failed: all.filter(({ ok }) => !ok).length, never: neverDone(all), ...(await audit()) };
keep();

// Everything that a fault does to those who visit meanwhile.
async function suffer(name) {
  newLedger();
  const begun = performance.now() + WARM;
  const load = new Open(deeds, dice, result.t2 * part);
  const times = await sleep(WARM + QUIET).then(async () => {
    const faulted = performance.now();
    const { from } = await FAULTS[name](site, dice);
    await sleep(QUIET);
    return { begun, faulted, from, ended: performance.now() };
  }).catch((error) => ({ error }));
  const done = await load.stop();
  for (const failure of countFailures(done)) say(`  ${failure}`);
  if (times.error) throw times.error;
  const failed = done.filter(({ ok }) => !ok).length;
  const slowest = Math.round(done.reduce((most, { ms }) => Math.max(most, ms), 0));
  return { name, requests: done.length, failed, ...back(done, times), slowest, ...(await audit()) };
}

for (const name of wanted) {
  // One fault that cannot be tried leaves the others.
  const suffered = site.mend().then(() => site.serve(3)).then(() => suffer(name));
  const fault = await suffered.catch((error) => ({ name, error: `${error.message ?? error}` }));
  result.faults.push(fault);
  say(`› ${name}: ${JSON.stringify(fault)}`);
  keep();
}

const row = (count) => [`${count} ×`, of(count).req_s, (of(count).req_s / result.t1).toFixed(2), of(count).p50_ms, of(count).p99_ms, of(count).failed];
say(`\n${table([['instances', 'req/s', 'of one', 'p50 ms', 'p99 ms', 'failed'], ...[1, 2, 3].map(row)])}\n`);
say(table([
  ['fault', 'requests', 'failed', 'p99 before', 'p99 back after ms', 'slowest ms', 'acknowledged', 'lost', 'doubled'],
  ...result.faults.map((f) => [f.name, f.requests, f.failed, f.before, f.p99_back_ms, f.slowest, f.acknowledged, f.lost, f.doubled]),
]));
result.complete = true;
keep();
await site.rest();
for (const name of ['one', 'two', 'three']) run('scripts/scale/held.sh', ['--clear', name]);
const wrong = verdict(result);
for (const words of wrong) console.error(`Not as it should be: ${words}.`);
process.exit(wrong.length > 0 ? 1 : 0);
