import { expect, type Locator } from '@playwright/test';

import type { Party } from './parties';
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
