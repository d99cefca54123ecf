// Walks in as a user, as a guest of the lively party and as one of the quiet party, as a browser without JavaScript would, and
// prints what the bench needs: the paths of the parties, the cookies, and the form of an answer.
//   visit.mjs BASE_URL FILE   FILE holds the output of `soiree demo --json`:
//   {"party":"<id>","guest":"<personal link>","quiet":{"party":…,"guest":…},"logins":[{"login":"…","password":"…"},…]}
import { readFileSync } from 'node:fs';

const [base, file] = process.argv.slice(2);
const demo = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1));

const die = (words) => {
  console.error(words);
  process.exit(1);
};

// One visitor with a cookie jar; follows redirects to where they lead on this server.
function visitor() {
  const jar = new Map();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const go = async (path, form) => {
    for (let hops = 0; hops < 8; hops += 1) {
      const url = new URL(path, base);
      const response = await fetch(base + url.pathname + url.search, {
        method: form ? 'POST' : 'GET',
        redirect: 'manual',
        body: form && new URLSearchParams(form),
        headers: { accept: 'text/html', cookie: cookie(), origin: base, 'sec-fetch-site': 'same-origin', referer: base + '/' },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
        jar.set(name, value);
      }
      const to = response.headers.get('location');
      if (!to) return { path: url.pathname, status: response.status, html: await response.text() };
      path = new URL(to, base + url.pathname).href;
      form = undefined;
    }
    return die(`${path} redirects for ever`);
  };
  return { go, cookie };
}

const unescape = (text) => text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
const attribute = (tag, name) => {
  const match = tag.match(new RegExp(`\\s${name}="([^"]*)"`, 'i'));
  return match && unescape(match[1]);
};

// The first form on the page that `fits`, as { path, fields }.
function form(page, fits, what) {
  const html = (page.html.match(/<form[\s\S]*?<\/form>/gi) ?? []).find(fits);
  if (!html) die(`No ${what} form on ${page.path} (status ${page.status}).`);
  const fields = [];
  for (const tag of html.match(/<(input|textarea|select|button)\b[^>]*>/gi)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type') ?? '';
    const left = (type === 'radio' || type === 'checkbox') && !/\schecked/i.test(tag);
    if (name && !left && !/^<button/i.test(tag)) fields.push([name, attribute(tag, 'value') ?? '']);
  }
  return { path: attribute(html, 'action') || page.path, fields, html };
}

const user = visitor();
const [{ login, password }] = demo.logins;
const door = form(await user.go('/login'), (html) => /type="password"/.test(html), 'login');
const filled = new Map([...door.fields, ['login', login], ['password', password]]);
await user.go(door.path, [...filled]);
const parties = await user.go('/parties');
if (parties.status !== 200 || parties.path !== '/parties') die('The login of the demo did not work.');

async function invited(to) {
  const guest = visitor();
  await guest.go(new URL(to.guest, base).pathname);
  const path = `/p/${to.party}`;
  const party = await guest.go(path);
  if (party.status !== 200 || party.path !== path) die('A personal link of the demo does not open its party.');
  return { path, party, cookie: guest.cookie() };
}
const { path, party, cookie } = await invited(demo);
const quiet = await invited(demo.quiet);

// Which field is the answer? The one whose choices are yes, maybe and no.
const answer = form(party, (html) => /value="maybe"/i.test(html), 'answer');
const choice = attribute(answer.html.match(/<(?:input|button)[^>]*value="maybe"[^>]*>/i)[0], 'name');
const body = new URLSearchParams([...answer.fields.filter(([name]) => name !== choice), [choice, 'CHOICE']]).toString();
// A key of the form counts once: its last twelve digits are different in every request.
const fresh = body.replace(/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3})[0-9a-f]{12}/gi, '$1UNIQUE');

console.log(JSON.stringify({
  party: path,
  guest: { cookie },
  quiet: { party: quiet.path, cookie: quiet.cookie },
  user: { cookie: user.cookie() },
  answer: { path: answer.path, body: fresh },
}));
