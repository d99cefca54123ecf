// What goes wrong. Each gives { from }: the moment from which everything should be normal again.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const now = () => performance.now();

export const FAULTS = {
  // One dies; whoever looks after it starts it again after a second.
  async kill(site, random) {
    const victim = random.pick(site.instances);
    await victim.stop('SIGKILL');
    const from = now();
    await sleep(1000);
    await site.startInstance(victim);
    return { from };
  },

  // One stands still, and goes on after four seconds as if nothing had been.
  async stop(site, random) {
    const victim = random.pick(site.instances);
    signalAll(victim, 'STOP');
    const from = now();
    await sleep(4000);
    signalAll(victim, 'CONT');
    return { from };
  },

  // One after the other ends in order and starts again, as with a new version.
  async rolling(site) {
    for (const instance of site.instances) {
      await instance.stop('SIGTERM');
      await site.startInstance(instance);
      await sleep(1000); // the balancer looks twice before it believes
    }
    return { from: now() };
  },

  async database(site) {
    await site.postgres.stop('SIGINT');
    await site.startDatabase();
    return { from: now() };
  },

  async storage(site) {
    await site.s3.stop('SIGKILL');
    await sleep(10_000);
    await site.startStorage();
    return { from: now() };
  },
};

// With what holds it to its share, where that is a process that would continue it.
function signalAll({ child: { pid } }, name) {
  const all = name === 'STOP' ? [...childrenOf(pid), pid] : [pid, ...childrenOf(pid)];
  for (const each of all) process.kill(each, `SIG${name}`);
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // a kernel that does not tell
  }
}
