import { invite, makeParty, type Party } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const invitation = { plus_ones: '2', place: 'The boathouse', address: 'Seestraße 1', address_shown: 'confirmed' };

/** A mark that only the document of this moment has. */
const mark = ({ page }: Visitor) => page.evaluate(() => void Object.assign(window, { marked: true }));

async function expectSameDocument({ page, scripts }: Visitor) {
  if (scripts) expect(await page.evaluate(() => 'marked' in window), 'the page was not loaded again').toBe(true);
}

async function expectCounts(host: Visitor, party: Party, counts: string) {
  await host.open(party.path);
  await expect(host.page.getByRole('region', { name: 'Invite people' })).toContainText(counts);
}

test('yes in one tap, then no, then maybe', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host, invitation);
  const { Ana } = await invite(host, party, 'Ana', 'Bo');
  await visitor.open(Ana);
  await expect(page).toHaveURL(new RegExp(`${party.path}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(party.title);
  await expect(page.getByRole('heading', { name: 'Will you come, Ana?' })).toBeVisible();
  await expect(page.getByText('Seestraße 1')).toHaveCount(0);
  await mark(visitor);

  await visitor.unfold('Plus-one or message');
  await visitor.look();
  await page.getByLabel('Who comes with you?').selectOption('Me and 1 more');
  await page.getByLabel('A word for the host').fill('We bring the cheese! 🧀');
  await visitor.tap('Yes');
  await visitor.reads('Lovely, you are on the list!');
  await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  await expect(page.getByText('You and one more.')).toBeVisible();
  await expect(page.getByText('Seestraße 1')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Yes', pressed: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Who comes' }).getByRole('listitem')).toHaveText(/Ana.*\+1/);
  await expect(page.getByLabel('A word for the host')).toHaveValue('We bring the cheese! 🧀');
  await expectCounts(host, party, '1 yes · 0 maybe · 0 no · 1 has not answered.');

  await visitor.tap('No');
  await expect(page.getByRole('heading', { name: 'You are not coming' })).toBeVisible();
  await expect(page.getByText('Seestraße 1')).toHaveCount(0);
  await expectCounts(host, party, '0 yes · 0 maybe · 1 no · 1 has not answered.');

  await visitor.tap('Maybe');
  await visitor.reads('Noted as maybe.');
  await expect(page.getByRole('heading', { name: 'You said maybe' })).toBeVisible();
  await expectCounts(host, party, '0 yes · 1 maybe · 0 no · 1 has not answered.');
  await expectSameDocument(visitor);

  await visitor.open(party.path);
  await expect(page.getByRole('button', { name: 'Maybe', pressed: true })).toBeVisible();
  await host.follow(host.page.getByRole('navigation', { name: 'Manage this party' }).getByRole('link', { name: 'Guests' }));
  await expect(host.page.getByRole('listitem').filter({ hasText: 'Ana' })).toContainText('“We bring the cheese! 🧀”');
});

test('one tap is enough', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await expect(visitor.page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  await visitor.page.getByLabel('A word for the host').fill('Only me.');
  await visitor.tap('Save changes');
  await expect(visitor.page.getByLabel('A word for the host')).toHaveValue('Only me.');
  await expectCounts(host, party, '1 yes · 0 maybe · 0 no · everybody has answered.');
});

test('more companions than there is room for keeps the own place', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host, { capacity: '2', plus_ones: '2' });
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await mark(visitor);
  await page.getByLabel('Who comes with you?').selectOption('Me and 2 more');
  await page.getByLabel('A word for the host').fill('The twins come too.');
  await visitor.tap('Save changes', 422);
  await expectSameDocument(visitor);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('There is room for 1 more. Your own place is safe.');
  await expect(page.getByRole('alert').filter({ visible: true })).toBeFocused();
  await expect(page.getByLabel('Who comes with you?')).toHaveValue('2');
  await expect(page.getByLabel('A word for the host')).toHaveValue('The twins come too.');
  await page.getByLabel('Who comes with you?').selectOption('Me and 1 more');
  await visitor.tap('Save changes');
  await expect(page.getByText('You and one more.')).toBeVisible();
});

test('answers that close while the page is open', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await host.post('/api/parties/cancel', { party: party.id });
  await visitor.tap('Yes', 409);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('This party is cancelled.');
  await expect(page.getByRole('heading', { name: 'No party this time' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Yes' })).toHaveCount(0);
});

test('answers are paused', async ({ host, visitor }) => {
  const party = await makeParty(host, { paused: 'true' });
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await expect(visitor.page.getByRole('heading', { name: 'Answers are paused' })).toBeVisible();
});
