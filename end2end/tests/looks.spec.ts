// How the pages look: nothing sticks out of narrow windows, light and dark are readable, and screenshots to look at.
import { fileURLToPath } from 'node:url';

import { travelled } from '../support/album';
import { inDays, invite, makeParty, type Party } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { picture } from '../support/pictures';
import { expectNothingSticksOut } from '../support/look';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const SCREENS = fileURLToPath(new URL('../../target/screens/', import.meta.url));
const LONG = 'A-party-name-without-a-single-space-that-goes-on-and-on-until-midnight 🎉 and then some more words';

test.slow();

/** Takes pictures of the page, narrow and wide, light and dark. */
async function portray(visitor: Visitor, name: string) {
  const { page } = visitor;
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNothingSticksOut(page);
  for (const [width, height] of [[390, 844], [1280, 800]] as const) {
    await page.setViewportSize({ width, height });
    await expectNothingSticksOut(page);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      // Every page was checked wide and light when it was opened.
      if (width === 390 && colorScheme === 'dark') await visitor.look();
      await page.screenshot({ path: `${SCREENS}${name}-${width}-${colorScheme}.jpg`, type: 'jpeg', quality: 80, fullPage: true });
    }
  }
}

async function fullParty(host: Visitor): Promise<Party> {
  await host.open('/parties/new');
  const { page } = host;
  await page.getByLabel('What is the occasion?').fill('Lanterns by the lake');
  await page.getByLabel('First entry').fill(inDays(30));
  await page.getByLabel('Time zone').selectOption('Berlin');
  await page.getByLabel(/^Place \(/).fill('The boathouse');
  await page.getByLabel('What should guests know?').fill('Soup on the stove, a fire in the yard.\n\n- a warm coat\n- one song');
  await page.getByLabel(/^Cover picture/).setInputFiles(picture('lake.png', [70, 110, 160]));
  await portray(host, 'party-new');
  await host.press('Create party');
  const id = new URL(page.url()).pathname.split('/')[2]!;
  await portray(host, 'guests-empty');
  return { id, path: `/p/${id}`, title: 'Lanterns by the lake' };
}

test('pages for everybody', async ({ visitor }) => {
  for (const [address, name] of [['/', 'home'], ['/login', 'login'], ['/signup', 'signup']] as const) {
    await visitor.open(address);
    await portray(visitor, name);
  }
  await visitor.open('/nothing-here', 404);
  await portray(visitor, 'error-404');
  await visitor.open('/i/nothing', 410);
  await portray(visitor, 'error-410');
  await visitor.open('/settings', 401);
  await portray(visitor, 'error-401');
});

test('pages for hosts and guests', async ({ host, newVisitor }) => {
  const { page } = host;
  const party = await fullParty(host);
  const names = ['Ana', 'Bo <bo@example.org>', 'عائشة', LONG.slice(0, 70)] as const;
  await invite(host, party, ...names);
  const { Ana } = await invite(host, party, 'Ana', 'Cy');

  const guest = await newVisitor();
  await guest.open(Ana);
  await portray(guest, 'party-guest');
  await guest.tap('Yes');
  await portray(guest, 'party-yes');
  await host.open('/notifications');
  await expect(page.getByRole('button', { name: /^A guest answered/ })).toBeVisible();
  await portray(host, 'notifications');
  const stranger = await newVisitor();
  await stranger.open(party.path);
  await portray(stranger, 'party-stranger');

  for (const path of ['', '/album', '/wall', '/guests', '/edit', '/hosts', '/duplicate', '/cancel', '/delete', '/guests?print=1']) {
    await host.open(party.path + path);
    await portray(host, `party${path.replace(/\W/g, '-') || '-host'}`);
  }
  await host.open(`${party.path}/guests/add`);
  await page.getByLabel('One guest per line').fill(`Dee <dee@example.org>\nana\nEve <nonsense>\n${LONG}`);
  await host.press('Add guests');
  await portray(host, 'guests-preview');
  await host.open(`${party.path}/guests`);
  await host.follow('Ana');
  await portray(host, 'guest');
});

test('pages with an account', async ({ host }) => {
  await host.open('/');
  await portray(host, 'home-empty');
  await makeParty(host, { title: LONG, place: LONG, address: LONG, flat: LONG.slice(0, 70), description: `${LONG} https://example.org/${'long'.repeat(40)}` });
  const second = await makeParty(host, { theme: 'disco', title: 'Studio 45' });
  await host.post('/api/parties/cancel', { party: second.id });
  for (const path of ['/', '/parties', '/parties?tab=hosting', '/people', '/album', '/search', '/map', '/notifications', '/settings', '/settings/notifications', '/settings/calendar', '/settings/password', '/settings/sessions', '/settings/address', '/settings/passkeys', '/settings/logins', '/settings/export', '/settings/tokens', '/settings/webhooks', '/developers', '/settings/delete', '/logout']) {
    await host.open(path);
    await portray(host, path === '/' ? 'home-user' : path.slice(1).replace(/\W/g, '-'));
  }
  await host.open('/parties?tab=hosting');
  await host.follow(LONG);
  await portray(host, 'party-long-words');
});

test('photos on a map, and found by words', async ({ host }) => {
  const party = await travelled(host);
  for (const [address, name] of [[`${party.path}/map`, 'party-map'], [`${party.path}/search`, 'party-search'], ['/map', 'map-photos'], ['/search?q=photo', 'search-nothing']] as const) {
    await host.open(address);
    await portray(host, name);
  }
});

test('every theme, light and dark', async ({ host, visitor }) => {
  await signUp(visitor, somebody('Pia Holm'));
  for (const theme of ['garden', 'disco', 'candle', 'beach', 'winter', 'confetti', 'midnight', 'paper']) {
    const party = await makeParty(host, { theme, title: `A night of ${theme}`, capacity: '9', description: 'With a [link](https://example.org).' });
    await visitor.open(party.path);
    await visitor.press('Yes');
    await portray(visitor, `theme-${theme}`);
  }
  expect(await visitor.page.locator('[data-theme]').count()).toBeGreaterThan(0);
});
