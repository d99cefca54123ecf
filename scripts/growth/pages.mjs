// pages.mjs BASE_URL VISIT_FILE RESULT_FILE: how long each page takes, asked again and again by one visitor.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';

import { percentile } from '../load/stats.mjs';

const [base, file, target] = process.argv.slice(2);
const visit = JSON.parse(readFileSync(file, 'utf8'));
const requests = Number(process.env.GROWTH_REQUESTS);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const { party } = visit;

// The first address on a page that begins so, of something that has an identifier.
async function first(page, beginning) {
  const html = await (await fetch(base + page, { headers: { accept: 'text/html', cookie: visit.user.cookie } })).text();
  const [found] = html.match(new RegExp(`${beginning}/[0-9A-Za-z-]{20,}`)) ?? [];
  if (!found) throw new Error(`${page} leads to nothing below ${beginning}`);
  return found;
}

const post = await first(`${party}/board`, `${party}/board`);
const photo = await first(`${party}/album`, `${party}/album`);
const guest = await first(`${party}/guests`, `${party}/guests`);

// Of a guest by link, and of the host, who looks after the site too.
const PAGES = {
  welcome: ['nobody', '/'],
  login: ['nobody', '/login'],
  signup: ['nobody', '/signup'],
  developers: ['nobody', '/developers'],
  home: ['user', '/'],
  invited: ['user', '/parties'],
  confirmed: ['user', '/parties?tab=confirmed'],
  hosting: ['user', '/parties?tab=hosting'],
  past: ['user', '/parties?tab=past'],
  'new party': ['user', '/parties/new'],
  party: ['guest', party],
  'party as host': ['user', party],
  'party.ics': ['guest', `${party}.ics`],
  board: ['guest', `${party}/board`],
  'board as host': ['user', `${party}/board`],
  post: ['guest', post],
  album: ['guest', `${party}/album`],
  'album as host': ['user', `${party}/album`],
  photo: ['guest', photo],
  wall: ['user', `${party}/wall`],
  map: ['guest', `${party}/map`],
  'search in party': ['guest', `${party}/search?q=lanterns`],
  'search in party, all': ['guest', `${party}/search`],
  'guest list': ['user', `${party}/guests`],
  'guests.csv': ['user', `${party}/guests.csv`],
  'one guest': ['user', guest],
  'add guests': ['user', `${party}/guests/add`],
  hosts: ['user', `${party}/hosts`],
  reports: ['user', `${party}/reports`],
  edit: ['user', `${party}/edit`],
  duplicate: ['user', `${party}/duplicate`],
  repeat: ['user', `${party}/repeat`],
  cancel: ['user', `${party}/cancel`],
  delete: ['user', `${party}/delete`],
  'my album': ['user', '/album'],
  'my map': ['user', '/map'],
  search: ['user', '/search?q=lanterns'], // which the captions of many other parties say too
  'search, two words': ['user', '/search?q=the+lanterns'],
  'search, a tag': ['user', '/search?tag=lights'],
  'search, nothing': ['user', '/search?q=zeppelin'],
  people: ['user', '/people?tab=met'],
  following: ['user', '/people?tab=following'],
  profile: ['user', '/u/tomas'],
  notifications: ['user', '/notifications'],
  settings: ['user', '/settings'],
  ...Object.fromEntries(
    ['address', 'notifications', 'calendar', 'password', 'passkeys', 'logins', 'sessions', 'export', 'tokens', 'webhooks', 'delete']
      .map((name) => [`settings/${name}`, ['user', `/settings/${name}`]]),
  ),
  admin: ['user', '/admin'],
  'all reports': ['user', '/admin/reports'],
  answer: ['guest', visit.answer.path, visit.answer.body],
};

function ask([who, path, form]) {
  const headers = { accept: 'text/html', cookie: visit[who]?.cookie ?? '' };
  const body = form?.replaceAll('UNIQUE', randomBytes(6).toString('hex')).replaceAll('CHOICE', 'maybe');
  if (body) {
    Object.assign(headers, { origin: base, 'sec-fetch-site': 'same-origin', 'content-length': Buffer.byteLength(body) });
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = http.request(base + path, { agent, headers, method: body ? 'POST' : 'GET' }, (response) => {
      response.resume();
      response.on('end', () => {
        const expected = body ? 303 : 200;
        if (response.statusCode === expected) resolve(performance.now() - begun);
        else reject(new Error(`${path} answers ${response.statusCode} instead of ${expected}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const result = {};
for (const [name, page] of Object.entries(PAGES)) {
  const times = [];
  // One that cannot be asked leaves the others.
  const problem = await ask(page).then(() => null, (error) => error.message);
  if (problem) {
    console.error(`${name}: ${problem}`);
    result[name] = { problem };
    continue;
  }
  for (let number = -Math.ceil(requests / 4); number < requests; number += 1) {
    const ms = await ask(page);
    if (number >= 0) times.push(ms); // after some to warm up
  }
  times.sort((a, b) => a - b);
  result[name] = { p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99) };
}
writeFileSync(target, JSON.stringify(result));
process.exit();
