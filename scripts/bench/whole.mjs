// whole.mjs BASE_URL VISIT_FILE COUNT CONNECTIONS: fetches pages in turn and fails if one answer
// hangs, breaks off, or does not end in </html>.
import { readFileSync } from 'node:fs';
import http from 'node:http';

const [base, file, count, connections] = process.argv.slice(2);
const visit = JSON.parse(readFileSync(file, 'utf8'));
const pages = [
  ['/login', ''],
  [visit.party, visit.guest.cookie],
  ['/parties', visit.user.cookie],
];
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(connections) });

const fetchPage = ([path, cookie]) => new Promise((resolve) => {
  const headers = { accept: 'text/html', cookie };
  const request = http.get(base + path, { agent, headers, timeout: 10_000 }, (response) => {
    let end = '';
    response.setEncoding('latin1');
    response.on('data', (chunk) => { end = (end + chunk).slice(-32); });
    response.on('error', (error) => resolve(`${path} broke off: ${error.message}`));
    response.on('end', () => {
      if (response.statusCode !== 200) resolve(`${path} answered ${response.statusCode}`);
      else resolve(end.trimEnd().endsWith('</html>') ? null : `${path} ended in ${JSON.stringify(end)}`);
    });
  });
  request.on('timeout', () => request.destroy(new Error('nothing came for 10 seconds')));
  request.on('error', (error) => resolve(`${path}: ${error.message}`));
});

let next = 0;
const wrong = [];
const worker = async () => {
  while (next < Number(count) && wrong.length < 10) {
    const words = await fetchPage(pages[next++ % pages.length]);
    if (words) wrong.push(words);
  }
};
const begun = Date.now();
await Promise.all(Array.from({ length: Number(connections) }, worker));
agent.destroy();

if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
console.log(`${next} answers, every one whole, in ${Math.round((Date.now() - begun) / 1000)} s.`);
