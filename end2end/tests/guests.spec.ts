import { readFile } from 'node:fs/promises';

import { invite, makeParty } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const LINES = 'One guest per line';

const rows = ({ page }: Visitor) => page.getByRole('region', { name: 'Guest list' }).getByRole('listitem');
const row = (host: Visitor, name: string) => rows(host).filter({ hasText: name });

test('pasted lines are shown before they are added', async ({ host, newVisitor }) => {
  const { page, scripts } = host;
  const user = await signUp(await newVisitor(), somebody('Pia Holm'));
  const party = await makeParty(host);
  await invite(host, party, 'Ana');
  await host.open(`${party.path}/guests`);
  const lines = ['Zoë Blum', 'Bo <bo@example.org>', '', 'zoë blum', 'ana', 'Cy <nonsense>', `@${user.username}`, '@nobody-here'];
  await page.getByLabel(LINES).fill(lines.join('\n'));
  if (scripts) {
    await expect(page.locator('form').filter({ has: page.getByLabel(LINES) }).getByRole('status')).toContainText('1 not understood');
    await expect(page.getByText('“Cy <nonsense>”')).toBeVisible();
  }
  await host.press('Add guests');

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check the list');
  const understood = page.getByRole('table', { name: '3 ready to add' });
  await expect(understood.getByRole('row')).toHaveCount(4);
  await expect(understood.getByRole('row', { name: 'Bo bo@example.org' })).toBeVisible();
  await expect(understood.getByRole('row', { name: `@${user.username}` })).toBeVisible();
  const doubled = page.getByRole('table', { name: '2 already there' });
  await expect(doubled.getByRole('cell', { name: 'zoë blum' })).toBeVisible();
  await expect(doubled.getByRole('cell', { name: 'ana', exact: true })).toBeVisible();
  const unclear = page.getByRole('table', { name: '2 not understood' });
  await expect(unclear.getByRole('row', { name: /^Cy <nonsense>.*e-mail/ })).toBeVisible();
  await expect(unclear.getByRole('row', { name: /^@nobody-here.*Nobody here/ })).toBeVisible();
  await expect(page.getByLabel(LINES)).toHaveValue(lines.join('\n'));

  await host.press('Add 3 guests');
  await host.reads('Your guests are on the list.');
  await expect(rows(host)).toHaveCount(4);
  for (const name of ['Ana', 'Bo', 'Pia Holm', 'Zoë Blum']) await expect(row(host, name)).toHaveCount(1);
});

test('lines that hold nobody, and a guest twice', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host);
  await invite(host, party, 'Ana');
  await host.open(`${party.path}/guests`);
  await page.getByLabel(LINES).fill('ana');
  await host.press('Add guests', 422);
  await expect(page.getByLabel(LINES)).toHaveAccessibleDescription(/already on the guest list/);
  await page.getByLabel(LINES).fill('Cy <nonsense>');
  await host.press('Add guests', 422);
  await expect(page.getByLabel(LINES)).toHaveValue('Cy <nonsense>');
  await expect(page.getByLabel(LINES)).toHaveAccessibleDescription(/e-mail address/);
});

test('search, filter, answer for a guest, note, name, and off the list', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host, { plus_ones: '2' });
  await invite(host, party, 'Ana', 'Bo <bo@example.org>', 'Cy');
  await host.open(`${party.path}/guests`);
  await page.getByLabel('Search guests').fill('BO@example');
  await host.press('Search');
  await expect(rows(host)).toHaveCount(1);
  await host.follow('Bo');

  await page.getByLabel('Answer', { exact: true }).selectOption('Yes');
  await page.getByLabel('Comes with').selectOption('1 more');
  await page.getByLabel('Message').fill('Called me. Brings cake.');
  await host.press('Save answer');
  await host.reads('Saved.');
  await page.getByLabel('What hosts should know').fill('Vegetarian');
  await host.press('Save note');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Bo Berg');
  await host.press('Save name');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bo Berg');

  await host.follow('Guests');
  await expect(page.getByText('2 people expected.')).toBeVisible();
  await expect(row(host, 'Bo Berg')).toContainText('with 1 more · “Called me. Brings cake.” · Vegetarian');
  await host.follow('Coming 1');
  await expect(rows(host)).toHaveCount(1);
  await host.follow('No answer yet 2');
  await expect(rows(host)).toHaveCount(2);

  await host.follow('Cy');
  await host.unfold('Take off the list');
  await host.look();
  await host.press('Take Cy off the list');
  await host.reads('The guest is off the list.');
  await expect(rows(host)).toHaveCount(2);
  await host.follow('Print');
  await expect(page.getByRole('listitem')).toHaveCount(2);
});

test('who looks again sees who has answered', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana', 'Bo');
  await host.open(`${party.path}/guests?answer=yes`);
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await host.follow('Refresh');
  await expect(rows(host)).toHaveCount(1);
  await expect(row(host, 'Ana')).toContainText('Coming');
  await visitor.tap('No');
  await visitor.follow('Refresh');
  await expect(visitor.page.locator('#who-comes')).toContainText('1 no');
});

test('the list as a file', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host);
  await invite(host, party, 'Zoë Blum', '=SUM(A1) <sum@example.org>');
  await host.open(`${party.path}/guests`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFName,E-mail,Answer/);
  expect(lines).toContainEqual(expect.stringMatching(/^'=SUM\(A1\),sum@example\.org,No answer yet,/));
  expect(lines).toContainEqual(expect.stringMatching(/^Zoë Blum,,No answer yet,/));
});

test('at the door', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host);
  await invite(host, party, 'Ana', 'Bo');
  await host.open(`${party.path}/guests`);
  await host.press(/^Check in ?, Ana$/);
  await expect(page.getByText('1 guest is here.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Here ?, Ana$/, pressed: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Check in ?, Bo$/, pressed: false })).toBeVisible();
  await host.press(/^Here ?, Ana$/);
  await expect(page.getByText('is here.')).toHaveCount(0);

  await host.follow('Bo');
  await host.press('Check in');
  await expect(page.getByText('Is here.')).toBeVisible();
});

test('links are renewed and revoked', async ({ host, visitor, newVisitor }) => {
  const { page } = host;
  const party = await makeParty(host, { visibility: 'invited' });
  const { Ana: old } = await invite(host, party, 'Ana');
  await visitor.open(old);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText(party.title);

  await host.open(`${party.path}/guests`);
  await host.follow('Ana');
  await host.press('New link');
  await host.reads('There is a new link.');
  const renewed = await page.getByLabel('Only for this guest').inputValue();
  expect(renewed).not.toBe(old);
  const late = await newVisitor();
  await late.open(old, 410);
  await expect(late.page.getByRole('heading', { level: 1 })).toHaveText('This link is gone');
  await expect(late.page.getByRole('main')).toContainText('Please ask your host for a new one.');
  await late.open(renewed);
  await expect(late.page.getByRole('heading', { level: 1 })).toHaveText(party.title);

  await host.press('Revoke link');
  await host.reads('The link no longer works.');
  await late.open(renewed, 410);
  await late.open(party.path, 404);
  await visitor.open(party.path, 404);
});
