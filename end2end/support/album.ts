import { expect, type Locator } from '@playwright/test';

import { makeParty, type Party } from './parties';
import { picture } from './pictures';
import type { Visitor } from './visitor';

const HUES: [number, number, number][] = [[220, 90, 60], [70, 110, 160], [90, 160, 80], [160, 90, 170]];

export const album = (party: Party) => `${party.path}/album`;

/** So many small photos, each of another colour. */
export function photographs(count: number) {
  return HUES.slice(0, count).map((hue, number) => picture(`photo-${number}.png`, hue));
}

/** The photos in the grid of the page. */
export function photos({ page }: Visitor): Locator {
  return page.locator('.photos > li');
}

/** Opens the page of the first photo; a click would open it over the grid. */
export async function openPhoto(visitor: Visitor): Promise<void> {
  const page = await photos(visitor).first().getByRole('link').getAttribute('href');
  await visitor.open(page!);
}

/** Adds photos through the form of the album's page, and waits until they are shown. */
export async function addPhotos(visitor: Visitor, party: Party, count: number, words: Record<string, string> = {}): Promise<void> {
  const { page } = visitor;
  await visitor.open(album(party));
  const before = await photos(visitor).count();
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label).fill(text);
  await page.getByLabel('Your photos').setInputFiles(photographs(count));
  if (visitor.scripts) {
    await page.getByRole('button', { name: 'Add photos' }).click();
    await expect(page.getByRole('status').filter({ hasText: `${count} of ${count} have arrived.` })).toBeVisible();
  } else {
    await visitor.press('Add photos');
    await visitor.reads('Your photos have arrived.');
  }
  await shown(visitor, party, before + count);
}

/** Waits until the album shows so many photos; they are prepared beside the requests. */
export async function shown(visitor: Visitor, party: Party, count: number): Promise<void> {
  await expect(async () => {
    if (!visitor.scripts) await visitor.page.goto(album(party));
    await expect(photos(visitor)).toHaveCount(count, { timeout: visitor.scripts ? 10_000 : 200 });
  }).toPass({ timeout: 20_000 });
}

/** A party with photos from Berlin, Potsdam and Lisbon. */
export async function travelled(host: Visitor): Promise<Party> {
  const party = await makeParty(host);
  await host.open(album(party));
  await host.page.getByLabel('Your photos').setInputFiles([
    picture('berlin.png', [220, 90, 60], [52.52, 13.405]),
    picture('potsdam.png', [70, 110, 160], [52.39, 13.06]),
    picture('lisbon.png', [90, 160, 80], [38.7223, -9.1393]),
  ]);
  if (host.scripts) await host.page.getByRole('button', { name: 'Add photos' }).click();
  else await host.press('Add photos');
  await shown(host, party, 3);
  return party;
}
