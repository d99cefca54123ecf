// wrk on one page, from a few connections that wait between their requests, as people do: a server that is asked as fast as
// it can answer is always busy, and its latency is only that of its queue.
import { spawn } from 'node:child_process';

const CONNECTIONS = 4;
// Milliseconds on average.
const PAUSE = 25;

export class Page {
  constructor(url, cookie) {
    Object.assign(this, { url, cookie });
  }

  // Asks for so many seconds.
  measure(seconds) {
    return this.begin(seconds).result;
  }

  // Asks until it is stopped; `stop` gives the result.
  begin(seconds = 2 * 3600) {
    const options = ['--latency', '--timeout', '20s', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', 'scripts/bench/load.lua'];
    const env = { ...process.env, BENCH_COOKIE: this.cookie, BENCH_PAUSE: String(PAUSE), BENCH_BODY: '' };
    const wrk = spawn('wrk', [...options, this.url], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const killed = () => wrk.kill('SIGKILL');
    process.once('exit', killed);
    let text = '';
    wrk.stdout.on('data', (piece) => { text += piece; });
    const result = new Promise((resolve, reject) => {
      wrk.once('error', reject);
      wrk.once('close', () => {
        process.removeListener('exit', killed);
        const line = text.match(/^RESULT (.*)$/m);
        if (line) resolve(read(JSON.parse(line[1])));
        else reject(new Error(`wrk did not come to its end:\n${text}`));
      });
    });
    // Interrupted, wrk tells what it has measured until then.
    const stop = () => {
      wrk.kill('SIGINT');
      return result;
    };
    result.catch(() => {}); // it is told where the result is waited for
    return { result, stop };
  }
}

function read({ requests, duration_us, p50_us, p99_us, bad_status, broken }) {
  const round = (number) => Number(number.toFixed(2));
  return {
    requests, req_s: round(requests / (duration_us / 1e6)), p50_ms: round(p50_us / 1000), p99_ms: round(p99_us / 1000),
    failed: bad_status + broken,
  };
}
