import { readFile } from 'node:fs/promises';

import { invite, makeParty } from '../support/parties';
import { logIn } from '../support/people';
import { picture } from '../support/pictures';
import { expect, test } from '../support/test';

test('name, words and photo', async ({ host }) => {
  const { page } = host;
  const faces = page.getByRole('main').locator('img.avatar');
  await host.open('/settings');
  await page.getByLabel('Your name').fill('Mira 🎈 Lind');
  await page.getByLabel('About you').fill('Swims in winter.\nBakes in summer.');
  await page.getByLabel('New photo').setInputFiles(picture('me.png', [60, 120, 200]));
  await host.press('Save profile');
  await host.reads('Your profile is saved.');
  await expect(page.getByLabel('Your name')).toHaveValue('Mira 🎈 Lind');
  await expect(page.getByLabel('About you')).toHaveValue('Swims in winter.\nBakes in summer.');
  await expect(faces).toBeVisible();
  const first = await faces.getAttribute('src');

  await page.getByLabel('New photo').setInputFiles(picture('me again.png', [90, 160, 90]));
  await host.press('Save profile');
  await expect(faces).not.toHaveAttribute('src', first!);

  await page.getByLabel('Remove my photo').check();
  await host.press('Save profile');
  await expect(faces).toHaveCount(0);
  await expect(page.getByLabel('Remove my photo')).toHaveCount(0);
});

test('the password', async ({ host, newVisitor }) => {
  const { page } = host;
  const account = host.account!;
  const type = async (current: string, next: string, repeated = next) => {
    await page.getByLabel('Password now').fill(current);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(repeated);
  };
  await host.open('/settings');
  await host.follow('Password');
  await type('three timid otters', 'four brave otters');
  await host.press('Change password', 422);
  await expect(page.getByLabel('Password now')).toHaveAccessibleDescription(/not your current password/);

  await type(account.password, 'four brave otters', 'four brave others');
  await host.press('Change password', 422);
  await expect(page.getByLabel('New password again')).toHaveAccessibleDescription(/differ/);

  await type(account.password, 'password1');
  await host.press('Change password', 422);
  await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/most common/);

  const elsewhere = await newVisitor();
  await logIn(elsewhere, account);
  await type(account.password, 'four brave otters');
  await host.press('Change password');
  await host.reads('Your password is changed.');
  await elsewhere.open('/settings', 401);
  await logIn(elsewhere, { ...account, password: 'four brave otters' });
  await elsewhere.open('/settings');
});

test('sessions, one ended and all others ended', async ({ host, newVisitor }) => {
  const { page } = host;
  const [phone, tablet] = [await newVisitor(), await newVisitor()];
  await logIn(phone, host.account!);
  await logIn(tablet, host.account!);
  await host.open('/settings');
  await host.follow('Devices');
  const sessions = page.getByRole('region', { name: 'Where you are logged in' }).getByRole('listitem');
  await expect(sessions).toHaveCount(3);
  await expect(sessions.filter({ hasText: 'This device' })).toHaveCount(1);

  await host.press(sessions.getByRole('button', { name: /^Log out/ }).first());
  await host.reads('That session has ended.');
  await expect(sessions).toHaveCount(2);
  const answers = await Promise.all([phone, tablet].map(({ context }) => context.request.get('/settings')));
  expect(answers.map((answer) => answer.status()).sort()).toEqual([200, 401]);

  await host.press('Log out everywhere else');
  await expect(sessions).toHaveCount(1);
  await phone.open('/settings', 401);
  await tablet.open('/settings', 401);
  await host.open('/settings');
});

test('delete the account, and come back', async ({ host, newVisitor }) => {
  const { page } = host;
  const party = await makeParty(host, { title: 'The last supper' });
  const guest = await newVisitor();
  const { Ana } = await invite(host, party, 'Ana');
  await host.open('/settings/delete');
  await expect(page.getByRole('listitem').filter({ hasText: 'The last supper' })).toBeVisible();
  await expect(page.getByText('For 14 days you can log in and keep your account after all.')).toBeVisible();

  await page.getByLabel('Your password').fill('three timid otters');
  await host.press('Delete my account', 422);
  await expect(page.getByLabel('Your password')).toHaveAccessibleDescription(/not your current password/);

  await page.getByLabel('Your password').fill(host.account!.password);
  await host.press('Delete my account');
  await host.reads('Your account goes away in a while.');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Log in' })).toBeVisible();
  await guest.open(Ana);

  await logIn(host, host.account!);
  await host.open('/parties');
  await expect(page.getByText('Your account is deleted on')).toBeVisible();
  await host.press('Keep my account');
  await host.reads('Your account stays.');
  await expect(page.getByText('Your account is deleted on')).toHaveCount(0);
});

test('all my data in one file', async ({ host }) => {
  const { page } = host;
  await host.open('/settings');
  await host.follow('Your data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('soiree.zip');
  const file = await readFile(await download.path());
  expect(file.subarray(0, 2).toString()).toBe('PK');
  expect(file.toString('latin1')).toContain(host.account!.email);
});
