// Photos are found by words.
import { addPhotos, album } from '../support/album';
import { invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const found = ({ page }: Visitor) => page.locator('.found > li');

/** Presses the round button of the search box. */
const search = (visitor: Visitor) => visitor.press(visitor.page.getByRole('search').getByRole('button', { name: 'Search' }).first());

test('photos of one party are found by words, and the words are marked', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await addPhotos(visitor, party, 2, { 'Caption for all of them': 'Crème brûlée 北京烤鸭', 'Tags for all of them': 'Cake, dusk' });
  const { page } = visitor;
  await visitor.open(album(party));
  await page.getByRole('searchbox', { name: 'Search photos' }).fill('creme 北京');
  await search(visitor);
  await expect(found(visitor)).toHaveCount(2);
  await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
  await expect(found(visitor).first().locator('mark')).toHaveText(['Crème', '北京']);
  await page.getByLabel('Words', { exact: true }).fill('nothing of that');
  await search(visitor);
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await visitor.open(`${party.path}/search`);
  await visitor.follow(page.getByRole('navigation', { name: 'Tags', exact: true }).getByRole('link', { name: '#cake' }));
  await expect(found(visitor)).toHaveCount(2);
  await expect(page.getByLabel('Tag', { exact: true })).toHaveValue('cake');
  await page.getByLabel('Until').fill('2000-01-01');
  await visitor.press(page.getByRole('button', { name: 'Search' }).last());
  await expect(found(visitor)).toHaveCount(0);
});

test('photos of all parties are found by the party and its people', async ({ host }) => {
  const [lake, roof] = [await makeParty(host, { title: 'By the lake' }), await makeParty(host, { title: 'On the roof' })];
  await addPhotos(host, lake, 1, { 'Caption for all of them': 'Swimming' });
  await addPhotos(host, roof, 2, { 'Tags for all of them': 'stars' });
  const { page } = host;
  await host.open('/search');
  await expect(found(host)).toHaveCount(3);
  await page.getByLabel('Words', { exact: true }).fill('roof stars');
  await search(host);
  await expect(found(host)).toHaveCount(2);
  await expect(found(host).first().locator('mark')).toHaveText(['roof', 'stars']);
  await host.open('/search?q=swimming');
  await host.follow(found(host).first().getByRole('link', { name: 'Swimming' }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Swimming');
  await host.press('I am on this photo');
  await host.open(`/search?q=${encodeURIComponent(host.account!.name)}`);
  await expect(found(host)).toHaveCount(1);
  await host.unfold('Narrow it down');
  await page.getByLabel('Who is on it').selectOption({ label: host.account!.name });
  await host.press(page.getByRole('button', { name: 'Search' }).last());
  await expect(found(host)).toHaveCount(1);
});

test('who is no guest finds nothing', async ({ host, visitor }) => {
  const party = await makeParty(host);
  await visitor.open('/search', 401);
  await visitor.open(`${party.path}/search`, 403);
});
