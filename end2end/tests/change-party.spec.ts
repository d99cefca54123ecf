import { inDays, invite, makeParty } from '../support/parties';
import { picture } from '../support/pictures';
import { expect, test } from '../support/test';
import { heading, type Visitor } from '../support/visitor';

const manage = (host: Visitor, link: string) =>
  host.follow(host.page.getByRole('navigation', { name: 'Manage this party' }).getByRole('link', { name: link }));

test('edit', async ({ host, visitor }) => {
  const { page } = host;
  const party = await makeParty(host);
  await host.open(party.path);
  await manage(host, 'Edit');
  await expect(page.getByLabel('What is the occasion?')).toHaveValue(party.title);
  await page.getByLabel('What is the occasion?').fill('Candles and quiet songs');
  await page.getByLabel(/^Cover picture/).setInputFiles(picture('candles.png', [120, 60, 120]));
  await host.unfold('How to find it');
  await page.getByLabel('Flat or door').fill('Second floor');
  await host.unfold('Look');
  await page.getByLabel('Candlelight').check();
  await page.getByLabel('What the cover picture shows').fill('Three candles');
  await host.unfold('Guests and answers');
  await page.getByLabel('Places').fill('12');
  await page.getByLabel('Each guest may bring').selectOption('2 people');
  await host.look();
  await host.press('Save');
  await host.reads('Saved.');
  await expect(heading(host)).toHaveText('Candles and quiet songs');
  await expect(page.getByAltText('Three candles')).toBeVisible();
  await expect(page.getByText('Second floor')).toBeVisible();
  await expect(page.locator('[data-theme=candle]')).toBeVisible();
  await expect(page.getByText('12 places left')).toBeVisible();

  await visitor.open(party.path);
  await expect(visitor.page.getByAltText('Three candles')).toBeVisible();

  await manage(host, 'Edit');
  await page.getByLabel('Take the picture away').check();
  await page.getByLabel('First entry').fill('1815-12-10T10:00');
  await host.press('Save', 422);
  await expect(page.getByLabel('Take the picture away')).toBeChecked();
  await page.getByLabel('First entry').fill(inDays(30));
  await host.press('Save');
  await expect(page.getByAltText('Three candles')).toHaveCount(0);
});

test('duplicate', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host, { place: 'The boathouse', capacity: '7' });
  await invite(host, party, 'Ana');
  await host.open(party.path);
  await manage(host, 'Duplicate');
  await host.press('Make a copy');
  await host.reads('This is your copy.');
  await expect(page).not.toHaveURL(new RegExp(party.id));
  await expect(page.getByLabel('What is the occasion?')).toHaveValue(party.title);
  await expect(page.getByLabel(/^Place \(/)).toHaveValue('The boathouse');
  await expect(page.getByLabel('First entry')).not.toHaveValue(inDays(30));
  await host.press('Save');
  await expect(page.getByText('Nobody is invited yet.')).toBeVisible();
});

test('cancel and revive', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  await host.open(party.path);
  await manage(host, 'Cancel');
  await host.press('Cancel the party');
  await host.reads('The party is cancelled.');

  await visitor.open(party.path);
  await expect(visitor.page.getByRole('heading', { name: 'This party is cancelled' })).toBeVisible();
  await expect(visitor.page.getByText('Your answer was Yes.')).toBeVisible();
  await expect(visitor.page.getByRole('button', { name: 'No' })).toHaveCount(0);
  await host.open('/parties?tab=hosting');
  await expect(host.page.getByRole('article')).toContainText('Cancelled');

  await host.follow(party.title);
  await manage(host, 'Bring back');
  await host.press('Bring it back');
  await host.reads('The party is on again.');
  await visitor.open(party.path);
  await expect(visitor.page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
});

test('delete, only with the title', async ({ host, visitor }) => {
  const { page } = host;
  const party = await makeParty(host, { title: 'First snow supper' });
  const { Ana } = await invite(host, party, 'Ana');
  await host.open(party.path);
  await manage(host, 'Delete');
  await page.getByLabel('Type the name of the party').fill('First snow');
  await host.press('Delete for good', 422);
  await expect(page.getByLabel('Type the name of the party')).toHaveAccessibleDescription(/exactly as shown/);
  await expect(page.getByLabel('Type the name of the party')).toHaveValue('First snow');
  await page.getByLabel('Type the name of the party').fill('First snow supper');
  await host.press('Delete for good');
  await host.reads('The party is deleted.');
  await host.open(party.path, 404);
  await visitor.open(Ana, 410);
});

test('many parties come page by page', async ({ host }) => {
  const { page } = host;
  for (let night = 1; night <= 21; night++) {
    await makeParty(host, { title: `Night ${night}`, first_entry: inDays(night) });
  }
  await host.open('/parties?tab=hosting');
  await expect(page.getByRole('article')).toHaveCount(20);
  await expect(page.getByRole('article').first()).toContainText('Night 1');
  await host.follow('Show more');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article')).toContainText('Night 21');
});
