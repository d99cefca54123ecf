// Passkeys, with the authenticator that Chromium plays.
import type { CDPSession } from '@playwright/test';

import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

type Device = { devtools: CDPSession; authenticatorId: string };

/** Gives the browser a device that knows passkeys, and whose owner is there. */
async function giveDevice({ context, page }: Visitor): Promise<Device> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devtools, authenticatorId };
}

async function addPasskey(visitor: Visitor, name: string): Promise<void> {
  await visitor.open('/settings');
  await visitor.follow('Passkeys');
  const passkeys = visitor.page.getByRole('region', { name: 'Passkeys' });
  await passkeys.getByLabel('Name of the new passkey').fill(name);
  await passkeys.getByLabel('Your password').fill(visitor.account!.password);
  await visitor.press('Add a passkey');
  await visitor.reads('Your passkey is ready.');
  await expect(keys(visitor).filter({ hasText: name })).toHaveCount(1);
}

const keys = ({ page }: Visitor) => page.getByRole('region', { name: 'Passkeys' }).locator('.rows').getByRole('listitem');

async function logOut(visitor: Visitor): Promise<void> {
  await visitor.unfold('Your account');
  await visitor.press('Log out');
}

async function typePassword({ page }: Visitor, login: string, password: string): Promise<void> {
  await page.getByLabel('E-mail or username').fill(login);
  await page.getByLabel('Password').fill(password);
}

test.describe('with a device', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'Passkeys need JavaScript.');

  test('a passkey is made, named, and logs in without name and password', async ({ host }) => {
    const { page } = host;
    await giveDevice(host);
    await addPasskey(host, 'My phone');
    await host.unfold('Rename');
    await page.getByLabel('Name', { exact: true }).fill('My old phone');
    await host.press('Rename');
    await expect(keys(host)).toContainText('My old phone');

    await logOut(host);
    await host.open('/login?next=%2Fparties%2Fnew');
    await host.follow('Log in with a passkey');
    await host.press('Use my passkey');
    await expect(page).toHaveURL(/\/parties\/new$/);
    await host.open('/settings/passkeys');
    await expect(keys(host)).toContainText('last used just now');

    await host.press(keys(host).getByRole('button', { name: /^Remove/ }));
    await host.reads('The passkey no longer gets anybody in.');
    await expect(keys(host)).toHaveCount(0);
    await logOut(host);
    await host.open('/login/passkey');
    await host.press('Use my passkey', 422);
    await expect(page.getByRole('alert').filter({ visible: true })).toContainText('does not belong to an account here');
  });

  test('somebody else at the device gets nowhere', async ({ host }) => {
    const { page } = host;
    const { devtools, authenticatorId } = await giveDevice(host);
    await addPasskey(host, 'My phone');
    await logOut(host);
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await host.open('/login/passkey');
    await page.getByRole('button', { name: 'Use my passkey' }).click();
    await expect(page.getByText('That did not work. Please try again')).toBeVisible();
    await host.open('/settings', 401);
  });

  test('a second step after the password, and recovery codes', async ({ host }) => {
    const { page } = host;
    const { username, password } = host.account!;
    await giveDevice(host);
    await addPasskey(host, 'My key');
    const second = page.getByRole('region', { name: 'Second step' });
    await second.getByLabel('Your password').fill(password);
    await host.press('Ask for a passkey too');
    await host.reads('From now on a passkey is asked for after the password.');
    const codes = page.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(codes).toHaveCount(10);
    const code = await codes.nth(2).innerText();

    await logOut(host);
    await host.open('/login?next=%2Fparties');
    await typePassword(host, username, password);
    await host.press('Log in');
    await host.reads('One more step.');
    await host.press('Use my passkey');
    await expect(page).toHaveURL(/\/parties$/);

    await logOut(host);
    await host.open('/login');
    await typePassword(host, username, password);
    await host.press('Log in');
    await page.getByLabel('Recovery code').fill('0000-0000-0000');
    await host.press('Log in with the code', 422);
    await expect(page.getByLabel('Recovery code')).toHaveAccessibleDescription(/none of your codes/);
    await page.getByLabel('Recovery code').fill(code.toUpperCase());
    await host.press('Log in with the code');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Mira Lind');

    await host.open('/settings/passkeys');
    await second.getByLabel('Your password').fill(password);
    await host.press('Ask no longer');
    await host.reads('From now on the password alone is enough.');
  });

  test('a passkey is added, and the second step goes with the last one, by the password alone', async ({ host }) => {
    const { page } = host;
    const { password } = host.account!;
    const { devtools, authenticatorId } = await giveDevice(host);
    await host.open('/settings/passkeys');
    await page.getByLabel('Name of the new passkey').fill('My key');
    await page.getByLabel('Your password').fill('three timid otters');
    await host.press('Add a passkey', 422);
    await expect(page.getByLabel('Your password').first()).toHaveAccessibleDescription(/not your current password/);
    await expect(keys(host)).toHaveCount(0);
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials, 'the device was not asked').toHaveLength(0);
    await addPasskey(host, 'My key');
    await page.getByRole('region', { name: 'Second step' }).getByLabel('Your password').fill(password);
    await host.press('Ask for a passkey too');

    const remove = keys(host).getByRole('button', { name: 'Remove My key' });
    await host.unfold('Remove');
    await keys(host).getByLabel('Your password').fill('three timid otters');
    await host.press(remove, 422);
    await keys(host).getByLabel('Your password').fill(password);
    await host.press(remove);
    await host.reads('The passkey no longer gets anybody in.');
    await expect(keys(host)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Second step' })).toHaveCount(0);
  });
});

test('without a script, pages say that passkeys need one', async ({ host, visitor }) => {
  test.skip(visitor.scripts, 'Scripts are on.');
  await visitor.open('/login');
  await visitor.follow('Log in with a passkey');
  // Chromium without scripts, as Playwright has it, does not show what it would.
  expect(await visitor.page.locator('noscript').innerHTML()).toContain('Passkeys need JavaScript');
  await host.open('/settings/passkeys');
  expect(await host.page.locator('noscript').innerHTML()).toContain('Passkeys need JavaScript');
});
