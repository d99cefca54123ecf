// Streams as open pages hold them: of guests by link who listen to one party.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

// The server lets one guest at one address hold so many.
const OF_ONE_ADDRESS = 6;

function listen(url, headers, agent) {
  const stream = { ready: false, over: null, heard: null };
  const end = (why) => { stream.over ??= why; };
  stream.request = http.get(url, { agent, headers }, (response) => {
    if (response.statusCode !== 200) end(`answered ${response.statusCode}`);
    response.setEncoding('utf8');
    response.on('data', (text) => {
      if (text.includes('event: ready')) stream.ready = true;
      if (text.includes('event: change')) stream.heard ??= performance.now();
    });
    response.on('error', (error) => end(error.message));
    response.on('close', () => end('ended'));
  });
  stream.request.on('error', (error) => end(error.message));
  return stream;
}

// Waits until it is true, at most so long; tells whether it is.
export async function until(isTrue, seconds) {
  const end = performance.now() + seconds * 1000;
  while (!isTrue() && performance.now() < end) await sleep(20);
  return isTrue();
}

// Opens `count` streams evenly within `seconds`. The server looks at each of them once a minute and says now and then that
// it is there; so this work is spread over time, as it is where people come and go.
export async function openStreams({ base, party, cookie, count, seconds }) {
  const agent = new http.Agent({ keepAlive: true });
  const begun = performance.now();
  const streams = [];
  for (let number = 0; number < count; number += 1) {
    await sleep(Math.max(0, begun + (number * seconds * 1000) / count - performance.now()));
    const address = Math.floor(number / OF_ONE_ADDRESS);
    const from = `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`;
    const headers = { accept: 'text/event-stream', cookie, 'x-forwarded-for': from };
    streams.push(listen(`${base}/events?party=${party}&since=${Date.now()}`, headers, agent));
  }
  await until(() => streams.every((stream) => stream.ready || stream.over), 10);
  checkOpen(streams);
  return streams;
}

// Every one of them is open.
export function checkOpen(streams) {
  const broken = streams.filter((stream) => stream.over || !stream.ready);
  if (broken.length === 0) return;
  console.error(`${broken.length} of ${streams.length} streams are not open; the first: ${broken[0].over ?? 'no word came'}.`);
  process.exit(1);
}
