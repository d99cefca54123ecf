// Photos on a map.
import { album, openPhoto, travelled } from '../support/album';
import { makeParty } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const pins = ({ page }: Visitor) => page.locator('.map .pin');
const paper = ({ page }: Visitor) => page.locator('.map > svg');
const window = ({ page }: Visitor) => page.locator('[data-window]').getAttribute('data-window');

/** Follows a link of the map, which scripts answer in place. */
async function move(visitor: Visitor, label: string) {
  const link = visitor.page.locator('.map').getByRole('link', { name: label, exact: true });
  if (!visitor.scripts) return visitor.follow(link);
  const before = await window(visitor);
  await link.click();
  await expect.poll(() => window(visitor)).not.toBe(before);
  await visitor.look();
}

test('photos stand where they were taken, and links move the map', async ({ host }) => {
  const party = await travelled(host);
  const { page } = host;
  await host.open(album(party));
  await host.follow('Map');
  await expect(page.getByText('3 photos tell where they were taken.')).toBeVisible();
  await expect(pins(host)).toHaveCount(2);
  await expect(page.locator('.map .land')).toHaveAttribute('d', /^M/);
  await move(host, '2 photos, look nearer');
  await expect(pins(host)).toHaveCount(2);
  await expect(page.locator('#here li')).toHaveCount(2);
  await move(host, 'Farther');
  await move(host, 'West');
  await move(host, 'South');
  await move(host, 'All photos');
  await expect(page.locator('#here li')).toHaveCount(3);
  await host.follow(page.locator('.map').getByRole('link', { name: /^Photo by/ }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Photo by/);
  await host.open('/map');
  await expect(pins(host)).toHaveCount(2);
});

test('hands pull the map and the wheel brings it nearer', async ({ host }) => {
  test.skip(!host.scripts, 'links do it without scripts');
  const party = await travelled(host);
  const { page } = host;
  await host.open(`${party.path}/map`);
  const box = (await paper(host).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  const start = await window(host);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 20, { steps: 4 });
  await expect(page.locator('[data-paper]')).toHaveAttribute('transform', /translate\(\d+ \d+\)/);
  await page.mouse.up();
  await expect.poll(() => window(host)).not.toBe(start);
  const pulled = await window(host);
  expect(pulled!.split('&z=')[1]).toBe(start!.split('&z=')[1]);
  await page.mouse.wheel(0, -480);
  await expect.poll(() => window(host)).not.toBe(pulled);
  expect(Number((await window(host))!.split('&z=')[1])).toBe(Number(start!.split('&z=')[1]) + 2);
  expect(new URL(page.url()).search).toBe(`?${await window(host)}`);
});

test('uploaders remove the place of a photo', async ({ host }) => {
  const party = await travelled(host);
  const { page } = host;
  await host.open(album(party));
  await openPhoto(host);
  await host.unfold('Where it was taken');
  await host.press('Keep it roughly');
  await host.unfold('Where it was taken');
  await host.press('Remove the place');
  await expect(page.getByRole('link', { name: 'Show on a map' })).toHaveCount(0);
  await host.open(`${party.path}/map`);
  await expect(page.getByText('2 photos tell where they were taken.')).toBeVisible();
});

test('who is no guest sees no map', async ({ host, visitor }) => {
  const party = await makeParty(host);
  await visitor.open('/map', 401);
  await visitor.open(`${party.path}/map`, 403);
  await host.open('/map');
  await expect(host.page.getByRole('heading', { name: 'No places yet' })).toBeVisible();
});
