import { invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';

test('a full party has a waitlist that moves up by itself', async ({ host, newVisitor }) => {
  const party = await makeParty(host, { capacity: '1' });
  const links = await invite(host, party, 'Ana', 'Bo', 'Cy');
  const [ana, bo, cy] = [await newVisitor(), await newVisitor(), await newVisitor()];
  const heading = (visitor: typeof ana, name: string | RegExp) => visitor.page.getByRole('heading', { name });

  await ana.open(links.Ana);
  await expect(ana.page.getByText('One place left.')).toBeVisible();
  await ana.tap('Yes');
  await expect(heading(ana, 'You are coming')).toBeVisible();

  await bo.open(links.Bo);
  await expect(heading(bo, /is taken|are taken/)).toBeVisible();
  await bo.tap('Yes');
  await bo.reads('The party is full. You are on the waitlist');
  await expect(heading(bo, 'You are on the waitlist')).toBeVisible();
  await expect(bo.page.getByText('You are next.')).toBeVisible();
  await cy.open(links.Cy);
  await cy.tap('Yes');
  await expect(cy.page.getByText('You are number 2 in line.')).toBeVisible();

  await ana.tap('No');
  await bo.open(party.path);
  await expect(heading(bo, 'You are coming')).toBeVisible();
  await expect(bo.page.getByText('A place became free, and you moved up from the waitlist.')).toBeVisible();
  await cy.open(party.path);
  await expect(cy.page.getByText('You are next.')).toBeVisible();

  await host.open(`${party.path}/guests`);
  const row = (name: string) => host.page.getByRole('listitem').filter({ hasText: name });
  await expect(row('Bo')).toContainText('moved up from the waitlist');
  await expect(row('Bo')).toContainText('Coming');
  await expect(row('Cy')).toContainText('Waitlist');
  await expect(host.page.getByText('1 person expected, 1 place.')).toBeVisible();

  // More room lets everybody in.
  await host.open(`${party.path}/edit`);
  await host.page.getByLabel('Places').fill('2');
  await host.press('Save');
  await cy.open(party.path);
  await expect(heading(cy, 'You are coming')).toBeVisible();
});
