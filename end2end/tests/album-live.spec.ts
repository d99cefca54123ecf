// What scripts make of the album: photos over the whole window, and uploads that do not give up.
import { addPhotos, album, photographs, photos, shown } from '../support/album';
import { makeParty } from '../support/parties';
import { expect, test } from '../support/test';

test('a photo opens over the whole window, and keys lead on', async ({ host }) => {
  const party = await makeParty(host);
  await addPhotos(host, party, 3);
  const { page } = host;
  await host.open(album(party));
  const dialog = page.getByRole('dialog', { name: 'Photo' });
  const links = photos(host).getByRole('link');
  await links.first().click();
  await expect(dialog).toBeVisible();
  const large = dialog.locator('figure img');
  await expect(large).toHaveAttribute('src', (await links.nth(0).getAttribute('data-photo'))!);
  await host.look();
  await page.keyboard.press('ArrowRight');
  await expect(large).toHaveAttribute('src', (await links.nth(1).getAttribute('data-photo'))!);
  await dialog.getByRole('button', { name: 'Older photo' }).click();
  await expect(large).toHaveAttribute('src', (await links.nth(2).getAttribute('data-photo'))!);
  await page.keyboard.press('ArrowRight');
  await expect(large).toHaveAttribute('src', (await links.nth(0).getAttribute('data-photo'))!);
  for (let times = 0; times < 8; times++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest('dialog'))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(links.first()).toBeFocused();
  const [newest, second] = [await links.nth(0).getAttribute('href'), await links.nth(1).getAttribute('href')];
  await host.open(second!);
  await host.arrive(() => page.keyboard.press('ArrowLeft'));
  await expect(page).toHaveURL(new RegExp(`${newest}$`));
});

test('a photo that does not arrive is sent again', async ({ host }) => {
  const party = await makeParty(host);
  const { page } = host;
  await host.open(album(party));
  let failures = 1;
  await page.route('**/api/album/add', (route) => (failures-- > 0 ? route.abort('aborted') : route.continue()));
  await page.getByLabel('Your photos').setInputFiles(photographs(1));
  await page.getByRole('button', { name: 'Add photos' }).click();
  await expect(page.getByText('Did not arrive, is tried again')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 of 1 have arrived.' })).toBeVisible({ timeout: 15_000 });
  await shown(host, party, 1);
});

test('photos that are dropped on the page are sent, and what is chosen stays so', async ({ host }) => {
  const party = await makeParty(host);
  const { page } = host;
  await host.open(album(party));
  const drop = (photo: { buffer: Buffer }) =>
    page.evaluate((bytes) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    }, [...photo.buffer]);
  const [one, other] = photographs(2);
  await drop(one!);
  await shown(host, party, 1);
  await photos(host).getByRole('checkbox').check();
  await drop(other!);
  await shown(host, party, 2);
  await expect(photos(host).getByRole('checkbox', { checked: true })).toHaveCount(1);
});
