// Pages that stand open show what others do, and take nothing away from whoever is writing.
import type { Page } from '@playwright/test';

import { invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';

const whoComes = (page: Page) => page.locator('#who-comes');
/** What a page asks for when it hears of something. */
const EVENTS = '**/events?*';

test('an answer stands on the page of the host at once', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await host.open(party.path);
  await visitor.open(Ana);
  await expect(host.page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  await visitor.tap('Yes');
  await expect(whoComes(host.page)).toContainText('1 yes');
  await expect(whoComes(host.page).getByText('Ana')).toBeVisible();
  const news = host.page.getByRole('status').filter({ hasText: /The answers have changed|You have new notifications/ });
  await expect(news).toBeAttached();
  await expect(host.page.getByRole('link', { name: 'Notifications, 1 unread' })).toBeVisible();
  await host.look();
  await host.follow('Notifications, 1 unread');
  await expect(host.page.getByText(`A guest answered your invitation to ${party.title}`)).toBeVisible();
  await host.press(/^A guest answered/);
  await expect(host.page.getByRole('heading', { name: 'Guests', exact: true })).toBeVisible();
  await expect(host.page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
});

test('what somebody is writing stays, with the focus', async ({ host, newVisitor }) => {
  const party = await makeParty(host, { plus_ones: '2' });
  const links = await invite(host, party, 'Ana', 'Bo');
  const [ana, bo] = [await newVisitor(), await newVisitor()];
  await bo.open(links.Bo);
  await ana.open(links.Ana);
  await ana.tap('Yes');
  const message = ana.page.getByLabel('A word for the host');
  await message.pressSequentially('I bring ice cr');
  await ana.page.getByLabel('Who comes with you?').selectOption('Me and 2 more');
  await message.focus();
  await bo.tap('Yes');
  await expect(whoComes(ana.page)).toContainText('2 yes');
  await expect(message).toBeFocused();
  await ana.page.keyboard.type('eam.');
  await expect(message).toHaveValue('I bring ice cream.');
  await expect(ana.page.getByLabel('Who comes with you?')).toHaveValue('2');
  await ana.tap('Save changes');
  await host.open(party.path);
  await expect(whoComes(host.page)).toContainText('4 people with companions');
});

test('who moves up from the waitlist reads it without a reload', async ({ host, newVisitor }) => {
  const party = await makeParty(host, { capacity: '1' });
  const links = await invite(host, party, 'Ana', 'Bo');
  const [ana, bo] = [await newVisitor(), await newVisitor()];
  await ana.open(links.Ana);
  await ana.tap('Yes');
  await bo.open(links.Bo);
  await bo.tap('Yes');
  await expect(bo.page.getByRole('heading', { name: 'You are on the waitlist' })).toBeVisible();
  await ana.tap('No');
  await expect(bo.page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  await bo.look();
});

test('what is unfolded stays unfolded, and the keyboard where it was', async ({ host, newVisitor }) => {
  const party = await makeParty(host);
  const links = await invite(host, party, 'Ana', 'Bo');
  const [ana, bo] = [await newVisitor(), await newVisitor()];
  await ana.open(links.Ana);
  await bo.open(links.Bo);
  await ana.unfold('A word for the host');
  await ana.page.getByRole('button', { name: 'Maybe' }).focus();
  await bo.tap('Yes');
  await expect(whoComes(ana.page)).toContainText('1 yes');
  await expect(ana.page.locator('#my-answer details')).toHaveAttribute('open', '');
  await expect(ana.page.getByRole('button', { name: 'Maybe' })).toBeFocused();
});

test('the guest list shows an answer at once, around a search that is being typed', async ({ host, visitor }) => {
  const { page } = host;
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await host.open(`${party.path}/guests`);
  const search = page.getByLabel('Search guests');
  await search.pressSequentially('An');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await expect(page.getByText('1 person expected.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Guest list' }).getByRole('listitem')).toContainText('Coming');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('An');
  await host.look();
});

test('a stream that breaks is opened again and nothing is missed', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  let broken = true;
  await host.page.route(EVENTS, (route) => (broken ? route.abort('aborted') : route.continue()));
  await host.open(party.path);
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await expect(whoComes(host.page)).not.toContainText('1 yes');
  broken = false;
  await expect(whoComes(host.page)).toContainText('1 yes', { timeout: 30_000 });
});
