// main.mjs FILE: rounds of kill -9 on each database; writes the results to the file. scripts/crash.sh explains the settings.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Deeds } from '../load/deeds.mjs';
import { Ledger, sessionCounts } from '../load/ledger.mjs';
import { picture } from '../load/picture.mjs';
import { killAll } from '../load/process.mjs';
import { random } from '../load/random.mjs';
import { countFailures } from '../load/stats.mjs';
import { makeWorld } from '../load/world.mjs';
import { auditLedger, auditOrphans, unknownFiles } from './audit.mjs';
import { CrashSite } from './site.mjs';

const seed = Number(process.env.SEED || 1);
const rounds = Number(process.env.ROUNDS || 1000);
const kinds = (process.env.CRASH_DATABASES || 'sqlite postgres').split(' ');
const PEOPLE = 8; // who write at the same time
const MIX = { answer: 40, post: 25, photo: 15, album: 10, login: 5, board: 10 };
// Between the start of the server and its end, and between two deeds of somebody, in milliseconds.
const LIFE = [20, 350];
const PAUSE = [0, 60];
// Of so many crashes of the server, one takes the database's processes with it.
const DATABASE_TOO = 12;

process.on('exit', killAll);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

// People write until they are told to stop; what they wrote is acknowledged then.
function write(deeds, dice) {
  const state = { stopped: false, done: [] };
  const person = async () => {
    while (!state.stopped) {
      state.done.push(await deeds.one(MIX));
      await sleep(dice.between(...PAUSE));
    }
  };
  state.ended = Promise.all(Array.from({ length: PEOPLE }, person));
  return state;
}

async function crash(kind, rounds) {
  const dice = random(seed + kind.length);
  const site = await CrashSite.open(kind, process.env.CRASH_SERVER);
  // Nobody writes more than sixty posts an hour on one board.
  const world = await makeWorld(site, { people: 5, parties: 10, guests: Math.max(50, rounds) });
  const deeds = new Deeds(site, world, dice, [picture(dice, 60, 40), picture(dice, 200, 150)]);
  deeds.ledger = new Ledger();
  const before = sessionCounts(site.sql);
  const writing = write(deeds, dice);
  const broken = [];
  for (let round = 1; round <= rounds; round += 1) {
    await sleep(dice.between(...LIFE));
    await site.kill();
    const [look, databaseToo] = [round % 50 === 0 || round === rounds, dice.below(DATABASE_TOO) === 0];
    if (databaseToo) await site.killDatabase();
    if (look || databaseToo || site.checkedOften) broken.push(...site.damage().map((what) => `${what} after round ${round}`));
    if (look) {
      broken.push(...unknownFiles(site).map((file) => `${file}, which no row knows, after round ${round}`));
      console.log(`  ${kind}: round ${round} of ${rounds}, ${deeds.ledger.acknowledged} acknowledged`);
    }
    await site.start();
  }
  writing.stopped = true;
  await writing.ended;
  const { lost, doubled } = await auditLedger(site, deeds.ledger, before);
  const orphans = [...broken, ...(await auditOrphans(site))];
  for (const failure of countFailures(writing.done)) console.log(`  refused: ${failure}`);
  for (const [what, found] of Object.entries({ lost, doubled, orphans })) {
    for (const line of found.slice(0, 20)) console.log(`  ${what}: ${line}`);
  }
  const refused = writing.done.filter(({ ok }) => !ok).length;
  const acknowledged = deeds.ledger.acknowledged;
  const never = Object.keys(MIX).filter((kind) => !writing.done.some((deed) => deed.kind === kind && deed.ok));
  await site.close();
  return { kind, rounds, acknowledged, refused, never, lost: lost.length, doubled: doubled.length, orphans: orphans.length };
}

// Each thing that is not as it should be, in words. Refused is whoever logs in from one place and is cut off too often: those
// attempts look like wrong passwords.
function verdict({ kind, rounds, acknowledged, never, ...found }) {
  const wrong = ['lost', 'doubled', 'orphans'].filter((what) => found[what] > 0).map((what) => `${found[what]} ${what}`);
  if (acknowledged < rounds) wrong.push(`only ${acknowledged} acknowledged in ${rounds} rounds`);
  // In a few rounds there may be none of a kind that is rare.
  if (rounds >= 100 && never.length > 0) wrong.push(`no ${never.join(', no ')} was done`);
  return wrong.map((what) => `${kind}: ${what}`);
}

const results = [];
function keep() {
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  const total = Object.fromEntries(['rounds', 'acknowledged', 'refused', 'lost', 'doubled', 'orphans'].map((name) => [name, sum(name)]));
  const complete = results.length === kinds.length;
  writeFileSync(process.argv[2], `${JSON.stringify({ seed, ...total, complete, databases: results }, null, 2)}\n`);
}

keep();
for (const [number, kind] of kinds.entries()) {
  const share = Math.floor(rounds / kinds.length) + (number < rounds % kinds.length ? 1 : 0);
  const begun = performance.now();
  const result = await crash(kind, share);
  results.push(result);
  keep();
  const { acknowledged, refused, lost, doubled, orphans } = result;
  console.log(`› ${kind}: ${share} crashes in ${Math.round((performance.now() - begun) / 1000)} s, ${acknowledged} acknowledged, ` +
    `${refused} refused, ${lost} lost, ${doubled} doubled, ${orphans} orphans`);
}
const wrong = results.flatMap(verdict);
for (const words of wrong) console.error(`Not as it should be: ${words}.`);
process.exit(wrong.length > 0 ? 1 : 0);
