// Two ways to load a site: as fast as it goes, and at a given rate whatever comes of it.
import { setTimeout as sleep } from 'node:timers/promises';

// Closed: so many people who each begin the next deed when the last is done. Gives the deeds that ended in time.
export async function closed(deeds, { people, seconds, warm = 2 }) {
  const begin = performance.now() + warm * 1000;
  const end = begin + seconds * 1000;
  const done = [];
  await Promise.all(Array.from({ length: people }, async () => {
    while (performance.now() < end) {
      const deed = await deeds.one();
      const now = performance.now();
      if (now >= begin && now < end) done.push(deed);
      else if (!deed.ok) done.push(deed);
    }
  }));
  return done;
}

// Open: deeds that begin at random moments, so many a second, until it is stopped; then those under way come to their end.
export class Open {
  deeds = [];
  #running = new Set();
  #stopped = false;

  constructor(deeds, random, rate) {
    this.loop = this.#go(deeds, random, rate / 1000);
  }

  async #go(deeds, random, rate) {
    let next = performance.now();
    while (!this.#stopped) {
      next += random.wait(rate);
      const early = next - performance.now();
      if (early > 1) await sleep(early);
      const deed = deeds.one().then((done) => this.deeds.push(done)).finally(() => this.#running.delete(deed));
      this.#running.add(deed);
    }
  }

  async stop() {
    this.#stopped = true;
    await this.loop;
    await Promise.all(this.#running);
    return this.deeds;
  }
}
