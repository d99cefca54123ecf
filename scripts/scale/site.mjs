// PostgreSQL, S3, HAProxy and the instances, all on loopback.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { Program, answers, databaseAnswers, freePort, listens } from '../load/process.mjs';

const BUCKET = 'soiree';
const NAMES = ['one', 'two', 'three'];

export class ScaleSite {
  static async open(folder, { server, quota }) {
    const ports = {};
    for (const name of ['postgres', 's3', 'balancer', 'uploads', ...NAMES]) ports[name] = await freePort();
    const site = new ScaleSite(folder, server, quota, ports);
    mkdirSync(`${folder}/s3/${BUCKET}`, { recursive: true });
    await Promise.all([site.startDatabase(), site.startStorage()]);
    // As instances do that start at the same time.
    const migrate = promisify(execFile);
    await Promise.all(NAMES.map((name) => migrate(server, ['migrate', 'up'], { env: { ...process.env, ...site.#env(name) } })));
    return site;
  }

  constructor(folder, server, quota, ports) {
    Object.assign(this, { folder, server, quota, ports });
    this.port = ports.balancer;
    this.base = `http://127.0.0.1:${this.port}`;
    this.databaseUrl = `postgres://soiree@127.0.0.1:${ports.postgres}/postgres`;
    this.secret = randomBytes(32).toString('hex');
    this.postgres = this.#program('postgres', ['scripts/load/postgres.sh', `${folder}/postgres`, `${ports.postgres}`]);
    this.s3 = this.#program('s3', [
      's3s-fs', '--host', '127.0.0.1', '--port', `${ports.s3}`, '--access-key', 'soiree', '--secret-key', 'soiree-secret', `${folder}/s3`,
    ]);
    [this.instances, this.balancers] = [[], []];
  }

  async startDatabase() {
    await this.postgres.start().ready(() => databaseAnswers(this.databaseUrl), 30, 50);
  }

  async startStorage() {
    await this.s3.start().ready(() => listens(this.ports.s3), 10);
  }

  // Exactly so many instances behind a balancer; held to their share, or free.
  async serve(count, { held = true } = {}) {
    await this.rest();
    this.instances = NAMES.slice(0, count).map((name) => this.#instance(name, held));
    await Promise.all(this.instances.map((instance) => this.startInstance(instance)));
    this.balancers = ['haproxy.cfg', 'haproxy-uploads.cfg'].map((name) => (
      this.#program(name, ['haproxy', '-db', '-f', this.#configure(name, count)]).start()));
    await this.balancers[0].ready(() => answers(this.port, '/healthz'), 20);
    await this.balancers[1].ready(() => listens(this.ports.uploads), 20);
    await sleep(1000); // until it has seen all instances
  }

  async startInstance(instance) {
    await instance.start().ready(() => answers(this.ports[instance.name], '/readyz'), 60);
  }

  // Whatever a fault has left: database and storage run again.
  async mend() {
    if (!databaseAnswers(this.databaseUrl)) {
      await this.postgres.stop('SIGQUIT');
      await this.startDatabase();
    }
    if (!(await listens(this.ports.s3))) {
      await this.s3.stop('SIGKILL');
      await this.startStorage();
    }
  }

  // Instances and balancers end.
  async rest() {
    await Promise.all([...this.instances, ...this.balancers].map((program) => program.stop('SIGKILL')));
    [this.instances, this.balancers] = [[], []];
  }

  // Where S3 keeps a file of a picture.
  file = (id, name) => `${this.folder}/s3/${BUCKET}/${name === 'original' ? 'originals' : 'pictures'}/${id}/${name}`;

  #instance(name, held) {
    const command = [this.server, 'serve'];
    return this.#program(name, held ? ['scripts/scale/held.sh', name, `${this.quota}`, ...command] : command, this.#env(name));
  }

  #program(name, command, env = {}) {
    return new Program(name, command, { log: `${this.folder}/${name}.log`, env });
  }

  #env(name) {
    return {
      SOIREE_ADDRESS: `127.0.0.1:${this.ports[name]}`,
      SOIREE_BASE_URL: this.base,
      SOIREE_DATA: `${this.folder}/${name}`,
      SOIREE_SECRET: this.secret,
      SOIREE_DATABASE_URL: this.databaseUrl,
      SOIREE_DATABASE_CONNECTIONS: '20',
      SOIREE_STORAGE: 's3',
      SOIREE_S3_BUCKET: BUCKET,
      SOIREE_S3_ENDPOINT: `http://127.0.0.1:${this.ports.s3}`,
      SOIREE_S3_PATH_STYLE: 'true',
      SOIREE_S3_ACCESS_KEY: 'soiree',
      SOIREE_S3_SECRET_KEY: 'soiree-secret',
      SOIREE_TRUSTED_PROXIES: '1',
      SOIREE_DRAIN_SECONDS: '1',
      SOIREE_RATE: '1000000',
      SOIREE_LOG: process.env.SOIREE_LOG ?? 'warn',
    };
  }

  // The configuration that people copy, with the ports of this run.
  #configure(name, count) {
    // Of each list of servers the first few, at their ports here.
    const here = (lines) => lines.split('\n').slice(0, count)
      .map((line, place) => line.replace(/ [0-9.]+:3000/, ` 127.0.0.1:${this.ports[NAMES[place]]}`)).concat('').join('\n');
    const text = readFileSync(`deploy/${name}`, 'utf8')
      .replace('bind :80', `bind 127.0.0.1:${this.port}`)
      .replaceAll('127.0.0.1:8081', `127.0.0.1:${this.ports.uploads}`)
      .replace(/( +server (one|two|three) .*\n)+/g, here);
    const file = `${this.folder}/${name}`;
    writeFileSync(file, text);
    return file;
  }
}
