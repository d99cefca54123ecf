// Everybody's photos of one party.
import { addPhotos, album, openPhoto, photographs, photos, shown } from '../support/album';
import { invite, makeParty, partyWith } from '../support/parties';
import { noPicture } from '../support/pictures';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import { heading } from '../support/visitor';

test('a guest adds photos, and everybody sees them', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  await visitor.follow('Open the album');
  await expect(heading(visitor)).toHaveText('Album');
  await expect(visitor.page.getByRole('heading', { name: 'No photos yet' })).toBeVisible();
  await addPhotos(visitor, party, 2, { 'Caption for all of them': 'The lake', 'Tags for all of them': 'lake, dusk' });
  await visitor.look();
  await host.open(album(party));
  await expect(photos(host)).toHaveCount(2);
  const image = host.page.getByAltText('The lake').first();
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0);
  await host.open(party.path);
  await expect(host.page.getByRole('region', { name: 'Photos' }).getByAltText('The lake')).toHaveCount(2);
});

test('a photo has a page with words, likes and people', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  await addPhotos(visitor, party, 2);
  const { page } = host;
  await host.open(album(party));
  const first = await photos(host).first().getByRole('link').getAttribute('href');
  await host.open(first!);
  await expect(heading(host)).toHaveText('Photo by Ana');
  await host.tap('Like');
  await expect(page.getByText('1 person likes it.')).toBeVisible();
  await page.getByLabel('Your comment').fill('What an evening!');
  await host.press('Comment');
  await expect(page.getByText('What an evening!')).toBeVisible();
  await host.press('I am on this photo');
  await expect(page.getByRole('region', { name: 'On this photo' })).toContainText(host.account!.name);
  await host.press(/^Untag/);
  await host.follow('Older photo');
  await expect(page.getByRole('link', { name: 'Newer photo' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Older photo' })).toHaveCount(0);
  await visitor.open(first!);
  await visitor.unfold('Caption and tags');
  await visitor.page.getByLabel('Caption').fill('Lanterns');
  await visitor.page.getByLabel('Tags').fill('light, night');
  await visitor.press('Save');
  await expect(visitor.page.getByText('#night')).toBeVisible();
  await visitor.follow('Remove');
  await visitor.press('Remove');
  await visitor.reads('The photo is removed');
  await expect(photos(visitor)).toHaveCount(1);
});

test('what is no photo is said, and the others arrive', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  const { page } = visitor;
  await visitor.open(album(party));
  await page.getByLabel('Your photos').setInputFiles([...photographs(1), noPicture()]);
  if (visitor.scripts) {
    await visitor.expecting(422, async () => {
      await page.getByRole('button', { name: 'Add photos' }).click();
      await expect(page.getByText('That file is not a picture.').first()).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: '1 of 2 have arrived. 1 did not work.' })).toBeVisible();
    });
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  } else {
    await visitor.press('Add photos', 422);
    await expect(page.getByText('That file is not a picture.').filter({ visible: true }).first()).toBeVisible();
  }
  await shown(visitor, party, 1);
});

test('hosts decide who sees what', async ({ host, visitor, newVisitor }) => {
  const party = await partyWith(host, visitor);
  const pia = await newVisitor();
  await signUp(pia, somebody('Pia Holm'));
  await invite(host, party, `@${pia.account!.username}`);
  const { page } = host;
  await host.open(album(party));
  await host.unfold('Who adds photos, and who sees them');
  await page.getByLabel('Photos of guests wait for a host').check();
  await host.press('Save');
  await addPhotos(visitor, party, 1);
  await pia.open(album(party));
  await expect(photos(pia)).toHaveCount(0);
  await host.open(album(party));
  await host.follow('Waiting for you (1)');
  await openPhoto(host);
  await host.press('Let others see it');
  await pia.open(album(party));
  await expect(photos(pia)).toHaveCount(1);
  await host.press('Hide');
  await host.reads('The photo is hidden.');
  await pia.open(album(party));
  await expect(photos(pia)).toHaveCount(0);
  await host.open(album(party));
  await host.unfold('Who adds photos, and who sees them');
  await page.getByLabel('Close the album').check();
  await host.press('Save');
  await pia.open(album(party));
  await expect(pia.page.getByText('The hosts closed this album.')).toBeVisible();
  await expect(pia.page.getByLabel('Your photos')).toHaveCount(0);
});

test('photos are taken along, and shown on a wall', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  await addPhotos(visitor, party, 2);
  const { page } = host;
  await host.open(album(party));
  await page.getByRole('checkbox').first().check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the chosen ones' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await host.follow('Wall');
  await expect(page.getByRole('img', { name: /^QR code for/ })).toBeVisible();
  await expect(page.locator('.slides > li')).toHaveCount(2);
  if (host.scripts) {
    await visitor.page.getByLabel('Your photos').setInputFiles(photographs(3).slice(2));
    await visitor.page.getByRole('button', { name: 'Add photos' }).click();
    await expect(page.locator('.slides > li')).toHaveCount(3);
  }
  await visitor.open(album(party));
});

test('a guest without an account is not tagged who does not want it', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  await addPhotos(host, party, 1);
  const photo = (await photos(host).first().getByRole('link').getAttribute('href'))!;
  const people = host.page.getByRole('region', { name: 'On this photo' });
  await host.open(photo);
  await people.getByLabel('Who else is on it?').selectOption('Ana');
  await host.press('Tag');
  await expect(people.getByRole('listitem')).toContainText(['Ana']);
  await visitor.open(album(party));
  await visitor.unfold('Who tags me');
  await visitor.page.getByLabel('Nobody may tag me in photos').check();
  await visitor.press('Save');
  await visitor.reads('Saved.');
  await visitor.unfold('Who tags me');
  await expect(visitor.page.getByLabel('Nobody may tag me in photos')).toBeChecked();
  await visitor.look();
  await host.open(photo);
  await expect(host.page.getByRole('button', { name: 'I am on this photo' })).toBeVisible();
  await expect(people.getByRole('listitem')).toHaveCount(0);
  await expect(people.getByLabel('Who else is on it?')).toHaveCount(0);
});

test('my photos stand together, and nobody has to be tagged', async ({ host }) => {
  const party = await makeParty(host);
  await addPhotos(host, party, 1);
  await host.open('/album');
  await expect(photos(host)).toHaveCount(1);
  await host.unfold('Who tags me');
  await host.page.getByLabel('Nobody may tag me in photos').check();
  await host.press('Save');
  await host.unfold('Who tags me');
  await expect(host.page.getByLabel('Nobody may tag me in photos')).toBeChecked();
});
