import { inDays } from '../support/parties';
import { picture } from '../support/pictures';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

async function fillIn({ page, scripts }: Visitor, title: string) {
  await page.getByLabel('What is the occasion?').fill(title);
  await page.getByLabel('First entry').fill(inDays(30));
  // With scripts, the zone of the device is chosen already.
  const zone = page.getByLabel('Time zone');
  if (scripts) await expect(zone).toHaveValue('Europe/Berlin');
  else await zone.selectOption('Berlin');
}

const hosted = ({ page }: Visitor) => page.getByRole('main').getByRole('article');

test('from the idea to a copied link', async ({ host, visitor }) => {
  const { page, scripts } = host;
  await host.open('/parties');
  await host.follow(page.getByRole('main').getByRole('link', { name: 'New party' }));
  await fillIn(host, 'Lanterns & lemonade 🏮');
  await page.getByLabel(/^Place \(/).fill('The boathouse');
  await page.getByLabel('What should guests know?').fill('Bring *warm socks*.\n\n- a mug\n- a song');
  await page.getByLabel(/^Cover picture/).setInputFiles(picture('lake.png'));
  if (scripts) await expect(page.getByAltText('The picture you chose')).toBeVisible();
  await host.press('Create party');

  await host.reads('Your party is ready. Now invite your guests.');
  await expect(page.getByRole('heading', { name: 'The door is open' })).toBeVisible();
  await page.getByLabel('One guest per line').fill('Ana');
  await host.press('Add guests');
  await host.reads('Your guests are on the list.');
  await page.locator('summary[aria-label="Link for Ana"]').click();
  const field = page.getByLabel('Personal link', { exact: true });
  const link = await field.inputValue();
  if (scripts) {
    await host.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy Personal link' }).click();
    await expect(page.getByRole('button', { name: 'Copied Personal link' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  } else {
    await expect(page.getByRole('button', { name: /Copy/ })).toHaveCount(0);
  }
  await host.look();

  await visitor.open(link);
  const { page: seen } = visitor;
  await expect(seen.getByRole('heading', { level: 1 })).toHaveText('Lanterns & lemonade 🏮');
  await expect(seen.getByText('The boathouse')).toBeVisible();
  await expect(seen.getByRole('region', { name: 'Good to know' }).locator('em')).toHaveText('warm socks');
  const cover = seen.locator('.cover img');
  await expect(cover).toBeVisible();
  expect(await cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test('wrong dates come back with the form', async ({ host }) => {
  const { page, scripts } = host;
  await host.open('/parties/new');
  await fillIn(host, 'Backwards');
  await host.unfold('Last entry and deadline');
  if (scripts) await expect(page.getByLabel('Last entry')).toHaveValue(inDays(31, '08:00'));
  await page.getByLabel('Last entry').fill(inDays(29));
  await host.look();
  await page.getByLabel(/^Cover picture/).setInputFiles(picture('lake.png'));
  await host.press('Create party', 422);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('Last entry must be after first entry.');
  await expect(page.getByLabel('Last entry')).toBeVisible();
  await expect(page.getByLabel('Last entry')).toHaveValue(inDays(29));
  await expect(page.getByLabel('Last entry')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('What is the occasion?')).toHaveValue('Backwards');
  await expect(page.getByText('Your picture is already chosen')).toBeVisible();

  await page.getByLabel('Last entry').fill(inDays(31));
  await page.getByLabel('Answer by').fill(inDays(32));
  await host.press('Create party', 422);
  await expect(page.getByLabel('Answer by')).toHaveAccessibleDescription(/must be before last entry/);

  await page.getByLabel('Answer by').fill(inDays(20));
  await host.press('Create party');
  await host.reads('Your party is ready.');
  await host.open('/parties?tab=hosting');
  await expect(hosted(host)).toHaveCount(1);
  await expect(hosted(host).locator('img')).toBeVisible();
});

test('everything wrong at once, in closed drawers too', async ({ host }) => {
  const { page } = host;
  await host.open('/parties/new');
  await fillIn(host, ' ');
  // An hour that does not exist: clocks go forward.
  await page.getByLabel('First entry').fill('2027-03-28T02:30');
  await host.unfold('How to find it');
  await page.getByLabel('Latitude').fill('north');
  await host.unfold('Guests and answers');
  await page.getByLabel('Places').fill('many');
  await host.look();
  await host.press('Create party', 422);
  const summary = page.getByRole('alert').filter({ visible: true });
  await expect(summary.getByRole('heading')).toHaveText('4 things to put right');
  await expect(page.getByLabel('First entry')).toHaveAccessibleDescription(/this time does not exist/);
  await expect(page.getByLabel('Latitude')).toHaveValue('north');
  await expect(page.getByLabel('Places')).toHaveValue('many');
  await summary.getByRole('link', { name: /^Capacity|^Places/ }).click();
  await expect(page.getByLabel('Places')).toBeFocused();
});

test('pressing twice makes one party', async ({ host }) => {
  const { page } = host;
  await host.open('/parties/new');
  await fillIn(host, 'Only once');
  await page.getByRole('button', { name: 'Create party' }).dblclick();
  await page.waitForURL(/\/guests$/);
  await host.look();
  await host.open('/parties?tab=hosting');
  await expect(hosted(host)).toHaveCount(1);
});

test('the same form sent again makes one party', async ({ host }) => {
  const form = { title: 'Again and again', time_zone: 'UTC', first_entry: inDays(3), _key: 'the very same form' };
  const first = await host.post('/api/parties/create', form);
  expect(await host.post('/api/parties/create', form)).toBe(first);
  await host.open('/parties?tab=hosting');
  await expect(hosted(host)).toHaveCount(1);
});
