// Programs that run beside the load, and are stopped with it.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync,
} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();

export class Program {
  constructor(name, command, { log, env = {} }) {
    Object.assign(this, { name, command, log, env: { ...process.env, ...env } });
  }

  start() {
    const out = openSync(this.log, 'a');
    const [file, ...options] = this.command;
    this.child = spawn(file, options, { stdio: ['ignore', out, out], env: this.env });
    closeSync(out); // it has its own, and is started a thousand times
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve(signal ?? code));
      this.child.once('error', (error) => resolve(error.message)); // such as a command that is not there
    });
    running.add(this);
    this.ended.then(() => running.delete(this));
    return this;
  }

  signal(name) {
    this.child.kill(name);
  }

  async stop(signal = 'SIGTERM') {
    this.signal(signal);
    return this.ended;
  }

  // Until it does what it is there for; an error tells its last words, at once where it has ended.
  async ready(isTrue, seconds, pause = 20) {
    let over;
    this.ended.then((how) => { over = `It has ended (${how}).`; });
    try {
      await until(async () => {
        if (over) throw new Error(over);
        return isTrue();
      }, seconds, `the start of ${this.name}`, pause);
    } catch (error) {
      throw new Error(`${error.message} ${this.lastWords()}`);
    }
  }

  lastWords() {
    return `${this.name}:\n${readFileSync(this.log, 'utf8').split('\n').slice(-15).join('\n')}`;
  }
}

// It is gone when this process ends; where that went wrong, what all programs said is kept in the folder `logs`. PostgreSQL
// runs as another user, who has to get in.
export function temporaryFolder(prefix, logs) {
  const folder = mkdtempSync(`${tmpdir()}/${prefix}`);
  chmodSync(folder, 0o755);
  process.once('exit', (code) => {
    if (code !== 0 && existsSync(folder)) keepLogs(folder, logs);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

function keepLogs(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((name) => name.endsWith('.log'))) copyFileSync(`${from}/${name}`, `${to}/${name}`);
  console.error(`What all programs said lies in ${to}.`);
}

export function killAll() {
  for (const { child } of running) child.kill('SIGKILL');
}

// Begins to watch; what it gives tells for how much of the time since then the cores had nothing to do, in percent.
export function idleness() {
  const look = () => {
    const times = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/ +/).slice(1, 9).map(Number);
    return { idle: times[3] + times[4], all: times.reduce((sum, time) => sum + time, 0) };
  };
  const begun = look();
  return () => {
    const now = look();
    return Math.round((100 * (now.idle - begun.idle)) / Math.max(1, now.all - begun.all));
  };
}

export function run(file, options, env = {}) {
  return execFileSync(file, options, { encoding: 'utf8', env: { ...process.env, ...env } });
}

export function databaseAnswers(url) {
  try {
    execFileSync('psql', [url, '-qAtXc', 'SELECT 1'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export async function until(isTrue, seconds, what, pause = 20) {
  const end = performance.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${seconds} seconds`);
    await sleep(pause);
  }
}

export function listens(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const end = (is) => { socket.destroy(); resolve(is); };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(500, () => end(false));
  });
}

// Whether GET gives 200.
export function answers(port, path) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path, timeout: 1000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
