// One server that is killed again and again, with its database and its pictures.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';

import { Program, answers, databaseAnswers, freePort, listens, run, temporaryFolder, until } from '../load/process.mjs';
import { postgres, sqlite } from '../load/sql.mjs';

const BUCKET = 'soiree';
const INDEXES = `SELECT bt_index_check(i.indexrelid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND i.indisready AND i.indisvalid AND c.relpersistence = 'p'`
  .replaceAll('\n', ' ');

export class CrashSite {
  // Who asks while the server is away asks again.
  again = true;

  static async open(kind, server) {
    const site = new CrashSite(kind, await freePort());
    await site[kind]();
    site.server = new Program('soiree', [server, 'serve'], { log: `${site.folder}/soiree.log`, env: site.env });
    run(server, ['migrate', 'up'], site.env);
    await site.start();
    return site;
  }

  constructor(kind, port) {
    this.folder = temporaryFolder('soiree-crash-', `target/crash/logs-${kind}`);
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.beside = [];
    this.env = {
      SOIREE_ADDRESS: `127.0.0.1:${port}`,
      SOIREE_BASE_URL: this.base,
      SOIREE_DATA: `${this.folder}/data`,
      SOIREE_RATE: '1000000',
      SOIREE_BACKUP_HOURS: '0',
      SOIREE_LOG: process.env.SOIREE_LOG ?? 'error',
    };
  }

  async sqlite() {
    const path = `${this.folder}/data/soiree.db`;
    this.sql = sqlite(path);
    this.storage = `${this.folder}/data/pictures`;
    this.env.SOIREE_DATABASE_URL = ''; // SQLite in SOIREE_DATA
    this.checkedOften = true; // it takes milliseconds
    this.damage = () => {
      const found = execFileSync('sqlite3', [path, 'PRAGMA integrity_check; PRAGMA foreign_key_check;'], { encoding: 'utf8' }).trim();
      return found === 'ok' ? [] : [`the database: ${found}`];
    };
  }

  async postgres() {
    const [port, s3] = [await freePort(), await freePort()];
    const url = `postgres://soiree@127.0.0.1:${port}/postgres`;
    this.sql = postgres(url);
    this.storage = `${this.folder}/s3/${BUCKET}`;
    // Each index is compared with its table; foreign keys hold at any moment.
    this.damage = () => {
      try {
        this.sql(INDEXES);
        return [];
      } catch (error) {
        return [`the database: ${error.stderr ?? error.message}`];
      }
    };
    mkdirSync(`${this.folder}/s3/${BUCKET}`, { recursive: true });
    this.database = this.#beside('postgres', ['scripts/load/postgres.sh', `${this.folder}/postgres`, `${port}`]);
    this.databaseStarted = () => this.database.ready(() => databaseAnswers(url), 30, 50);
    await this.databaseStarted();
    this.sql('CREATE EXTENSION amcheck');
    const storage = this.#beside('s3', [
      's3s-fs', '--host', '127.0.0.1', '--port', `${s3}`, '--access-key', 'soiree', '--secret-key', 'soiree-secret', `${this.folder}/s3`,
    ]);
    await storage.ready(() => listens(s3), 10);
    Object.assign(this.env, {
      SOIREE_DATABASE_URL: url,
      SOIREE_STORAGE: 's3',
      SOIREE_S3_BUCKET: BUCKET,
      SOIREE_S3_ENDPOINT: `http://127.0.0.1:${s3}`,
      SOIREE_S3_PATH_STYLE: 'true',
      SOIREE_S3_ACCESS_KEY: 'soiree',
      SOIREE_S3_SECRET_KEY: 'soiree-secret',
    });
  }

  async start() {
    await this.server.start().ready(() => answers(this.port, '/healthz'), 20, 5);
  }

  kill() {
    return this.server.stop('SIGKILL');
  }

  // The same to the database's own processes, where it has some. It starts again when the last of them is gone.
  async killDatabase() {
    if (!this.database) return;
    await this.database.stop('SIGKILL');
    const begun = async () => {
      this.database.start();
      return this.databaseStarted().then(() => true, () => false);
    };
    await until(begun, 60, `the start of PostgreSQL after a crash (${this.database.log})`, 200);
  }

  async close() {
    await this.server.stop('SIGTERM');
    await Promise.all(this.beside.map((program) => program.stop('SIGQUIT')));
    rmSync(this.folder, { recursive: true, force: true });
  }

  // Where a file of a picture is kept.
  file = (id, name) => `${this.storage}/${name === 'original' ? 'originals' : 'pictures'}/${id}/${name}`;

  // The files of all pictures, unfinished ones too: "<picture>/<name>".
  files() {
    const folders = ['originals', 'pictures'].map((name) => `${this.storage}/${name}`).filter((folder) => existsSync(folder));
    return folders
      .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => `${(entry.parentPath ?? entry.path).split('/').at(-1)}/${entry.name}`);
  }

  #beside(name, command) {
    const program = new Program(name, command, { log: `${this.folder}/${name}.log` }).start();
    this.beside.push(program);
    return program;
  }
}
