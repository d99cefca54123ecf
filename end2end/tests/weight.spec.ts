// What travels over the wire.
import { inDays, invite, makeParty } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const KB = 1000;

type Sent = { path: string; type: string; bytes: number };

/** Opens an address in an empty browser; gives all that was sent for it, headers included. */
async function sentFor({ context, page }: Visitor, address: string): Promise<Sent[]> {
  const devtools = await context.newCDPSession(page);
  const sent = new Map<string, Sent>();
  devtools.on('Network.responseReceived', ({ requestId, response, type }) => {
    sent.set(requestId, { path: new URL(response.url).pathname, type, bytes: 0 });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const response = sent.get(requestId);
    if (response) response.bytes = encodedDataLength;
  });
  await devtools.send('Network.enable');
  await page.goto(address);
  // Pages with an island go on to listen for changes, so that the network is never idle.
  if ((await page.locator('leptos-island').count()) > 0) await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  await devtools.detach();
  return [...sent.values()];
}

const sum = (sent: Sent[]) => sent.reduce((bytes, response) => bytes + response.bytes, 0);
const ending = (sent: Sent[], ...endings: string[]) => sent.filter(({ path }) => endings.some((end) => path.endsWith(end)));

test('the party page of a guest is light', async ({ host, visitor, newVisitor }) => {
  const party = await makeParty(host, { title: 'Feather ball', plus_ones: '2', description: 'Bring a feather. '.repeat(20) });
  await invite(host, party, ...Array.from({ length: 20 }, (_, n) => `Guest ${n}`));
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  const { cookies } = await visitor.context.storageState();
  const guest = await newVisitor();
  await guest.context.addCookies(cookies);
  const sent = await sentFor(guest, party.path);

  expect(ending(sent, '.wasm')).toHaveLength(1);
  expect(ending(sent, '.js')).toHaveLength(1);
  const styles = ending(sent, '.css');
  const scripts = ending(sent, '.wasm', '.js');
  const rest = sent.filter((response) => !scripts.includes(response) && !response.path.startsWith('/media/'));
  test.info().annotations.push({ type: 'bytes sent', description: JSON.stringify(sent) });
  expect(styles).toHaveLength(1);
  expect(sum(styles), 'style').toBeLessThanOrEqual(14 * KB);
  expect(sum(scripts), 'wasm and script').toBeLessThanOrEqual(80 * KB);
  expect(sum(rest), 'the page without them').toBeLessThanOrEqual(60 * KB);
});

test('pages without an island send no script', async ({ host, newVisitor }) => {
  const party = await makeParty(host, { first_entry: inDays(5) });
  const anybody = ['/', '/login', '/logout', '/nothing-here'];
  const account = ['/', '/album', '/parties', '/parties?tab=hosting', '/settings/notifications', '/settings/calendar', '/settings/password', '/settings/sessions', '/settings/address', '/settings/logins', '/settings/export', '/settings/delete', '/logout'];
  const hosts = ['hosts', 'cancel', 'delete', 'duplicate', 'repeat'].map((page) => `${party.path}/${page}`);
  const stranger = await newVisitor();
  const user = await newVisitor();
  await signUp(user, somebody('Pia Holm'));
  const all = [anybody.map((path) => [stranger, path]), account.map((path) => [user, path]), hosts.map((path) => [host, path])];
  for (const [visitor, path] of all.flat() as [Visitor, string][]) {
    if (path === '/nothing-here') await visitor.open(path, 404);
    const sent = path === '/nothing-here' ? [] : await sentFor(visitor, path);
    expect(ending(sent, '.wasm', '.js'), path).toEqual([]);
    expect(await visitor.page.locator('script').count(), path).toBe(0);
  }
});

test('what was sent once is not sent again', async ({ host, visitor }) => {
  const party = await makeParty(host);
  await visitor.open('/');
  const stylesheet = await visitor.page.locator('link[rel=stylesheet]').getAttribute('href');
  const style = await visitor.context.request.get(stylesheet!, { headers: { 'accept-encoding': 'br' } });
  expect(style.headers()).toMatchObject({ 'cache-control': expect.stringContaining('immutable'), 'content-encoding': 'br' });
  const page = await visitor.context.request.get(party.path, { headers: { accept: 'text/html' } });
  expect(page.headers()['content-encoding']).toBe('br');
  expect(page.headers()['cache-control']).toContain('private');
});
