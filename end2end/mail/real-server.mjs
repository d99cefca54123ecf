// Invites three guests by mail: to one the mail server delivers, to one it never does, to one at the second try.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { SMTPServer } from 'smtp-server';

const [folder] = process.argv.slice(2);
const { SOIREE_E2E_URL: site, SOIREE_SMTP_PORT: port, SOIREE_SMTP_USER: user, SOIREE_SMTP_PASSWORD: password } = process.env;
const patience = Date.now() + 60_000;

const received = [];
let turnedAway = 0;

function refusal(code, words) {
  return Object.assign(new Error(words), { responseCode: code });
}

const server = new SMTPServer({
  key: readFileSync(`${folder}/key.pem`),
  cert: readFileSync(`${folder}/cert.pem`),
  authMethods: ['PLAIN', 'LOGIN'],
  onAuth(auth, session, done) {
    const right = session.secure && auth.username === user && auth.password === password;
    done(right ? null : refusal(535, 'Who are you?'), { user });
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith('wrong')) return done(refusal(550, 'No such user here'));
    if (address.startsWith('later') && turnedAway++ === 0) return done(refusal(450, 'Come back later'));
    done();
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ to, secure: session.secure, user: session.user, source: Buffer.concat(pieces).toString() });
      done();
    });
  },
});

const cookies = new Map();

/** Posts a form as a browser does; `accept` decides whether the answer is a page or data. */
async function post(path, fields, accept = 'text/html') {
  const answer = await fetch(site + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept, origin: site, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    body: new URLSearchParams({ _page: '/', _key: randomUUID(), ...fields }),
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    cookies.set(name, value);
  }
  const expected = accept === 'text/html' ? 303 : 200;
  assert.equal(answer.status, expected, `${path}: ${answer.status === expected ? '' : await answer.text()}`);
  return answer;
}

/** Waits until it is so, and says what it waits for if it never is. */
async function until(what, isSo) {
  while (!(await isSo())) {
    assert.ok(Date.now() < patience, `${what}: ${JSON.stringify(received.map(({ to }) => to))}`);
    await wait(200);
  }
}

await new Promise((ready) => server.listen(Number(port), '127.0.0.1', ready));
try {
  const account = { username: 'ana', email: 'ana@example.org', display_name: 'Ana', password: 'three brave otters' };
  await post('/api/accounts/sign_up', account);
  const plan = { title: 'Größe & <Glück>', time_zone: 'Europe/Berlin', first_entry: '2099-07-10T20:00' };
  const party = (await post('/api/parties/create', plan)).headers.get('location').split('/')[2];
  const lines = ['right', 'wrong', 'later'].map((name) => `${name} <${name}@example.net>`).join('\n');
  await post('/api/invites/add', { party, lines, confirmed: '1' });
  await post('/api/mail/invite_all', { party });

  await until('the first mail', () => received.some(({ to }) => to.includes('right@example.net')));
  await until('the second try', () => received.some(({ to }) => to.includes('later@example.net')));
  // Ana herself is asked whether her address is hers.
  const toGuests = received.filter(({ to }) => !to.includes(account.email));
  assert.equal(toGuests.length, 2);
  for (const mail of toGuests) {
    assert.ok(mail.secure && mail.user === user, 'encrypted, and with the login');
    assert.match(mail.source, /^Message-ID: <[0-9a-f]{32}@example\.org>\r$/m);
    assert.match(mail.source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    assert.match(mail.source, /^Content-Type: multipart\/alternative;/m);
  }
  const state = async () => (await post('/api/mail/desk', { party }, 'application/json')).json();
  await until('the ledger', async () => (await state()).counts.some(([, state, count]) => state === 'Sent' && count === 2));
  const { counts, unreached } = await state();
  assert.ok(counts.some(([, state, count]) => state === 'Refused' && count === 1), JSON.stringify(counts));
  assert.equal(unreached[0].name, 'wrong');
  assert.match(unreached[0].mail.reason, /550.*No such user here/);
  console.log('Mails go out encrypted, with a login, once; what is refused is told.');
} finally {
  server.close();
}
