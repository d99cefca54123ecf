import { linkIn, mailsTo } from '../support/mails';
import { invite, makeParty } from '../support/parties';
import { logIn, signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';

test('an address is verified by mail, and its invitations come along', async ({ host, visitor }) => {
  const { page } = visitor;
  const account = somebody('Zoë Blum');
  const party = await makeParty(host, { title: 'Lanterns', visibility: 'invited' });
  await invite(host, party, `Zoë <${account.email}>`);
  await signUp(visitor, account);
  await visitor.open(party.path, 404);
  const [mail] = await mailsTo(visitor, account.email);
  expect(mail!.subject).toBe('Is this your address?');
  await visitor.open(linkIn(mail!, '/verify/'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Is this your address?');
  await visitor.press('Yes, it is mine');
  await visitor.reads('Thank you, your address is verified.');
  await visitor.open(party.path);
  await visitor.open('/settings/address');
  await expect(page.getByRole('region', { name: 'Your e-mail' })).toContainText('Verified');
  await visitor.open(linkIn(mail!, '/verify/'), 410);
  await expect(page.getByText('This link no longer works')).toBeVisible();
});

test('a forgotten password', async ({ host, visitor }) => {
  const { page } = visitor;
  const account = host.account!;
  await visitor.open('/login');
  await visitor.follow('Forgot your password?');
  await page.getByLabel('Your e-mail').fill(account.email);
  await visitor.press('Send me a link');
  await visitor.reads('If there is an account with this address');
  const [mail] = await mailsTo(visitor, account.email, 2);
  await visitor.open(linkIn(mail!, '/login/reset/'));
  await page.getByLabel('New password', { exact: true }).fill('four brave otters');
  await page.getByLabel('New password again').fill('four brave others');
  await visitor.press('Set password', 422);
  await expect(page.getByLabel('New password again')).toHaveAccessibleDescription(/differ/);
  await page.getByLabel('New password', { exact: true }).fill('four brave otters');
  await page.getByLabel('New password again').fill('four brave otters');
  await visitor.press('Set password');
  await visitor.reads('Your password is changed.');
  await host.open('/settings', 401);
  await page.getByLabel('E-mail or username').fill(account.username);
  await page.getByLabel('Password').fill('four brave otters');
  await visitor.press('Log in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Mira Lind');
  const [notice] = await mailsTo(visitor, account.email, 3);
  expect(notice!.subject).toBe('Your password was changed');
});

test('nobody learns who has an account', async ({ visitor }) => {
  const { page } = visitor;
  for (const address of ['/login/reset', '/login/link']) {
    await visitor.open(address);
    await page.getByLabel('Your e-mail').fill(somebody().email);
    await visitor.press('Send me a link');
    await visitor.reads('If there is an account with this address');
    await visitor.open(address);
    await page.getByLabel('Your e-mail').fill('nobody@localhost');
    // Browsers take that for an address, the site does not.
    await visitor.press('Send me a link', 422);
    await expect(page.getByLabel('Your e-mail')).toHaveAccessibleDescription(/does not look like an e-mail address/);
  }
});

test('log in by mail, and on to where somebody wanted to go', async ({ host, visitor }) => {
  const { page } = visitor;
  const account = host.account!;
  const [first] = await mailsTo(host, account.email);
  await host.open(linkIn(first!, '/verify/'));
  await host.press('Yes, it is mine');
  await visitor.open('/login?next=%2Fparties%2Fnew');
  await visitor.follow('Log in by mail');
  await page.getByLabel('Your e-mail').fill(account.email);
  await visitor.press('Send me a link');
  const [mail] = await mailsTo(visitor, account.email, 2);
  await visitor.open(linkIn(mail!, '/login/link/'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back, Mira Lind');
  await visitor.press('Log in');
  await expect(page).toHaveURL(/\/parties\/new$/);
  await visitor.open(linkIn(mail!, '/login/link/'), 410);
});

test('another address, confirmed on both sides', async ({ host, visitor }) => {
  const { page } = host;
  const [account, other] = [host.account!, somebody().email];
  const [first] = await mailsTo(host, account.email);
  await host.open(linkIn(first!, '/verify/'));
  await host.press('Yes, it is mine');
  await host.open('/settings');
  await host.follow('E-mail');
  await page.getByLabel('New e-mail').fill(other);
  await page.getByLabel('Your password').fill(account.password);
  await host.press('Change address');
  await expect(page.getByRole('region', { name: 'Waiting to be confirmed' })).toContainText(other);

  const [fromNew] = await mailsTo(host, other);
  await visitor.open(linkIn(fromNew!, '/address/'));
  await visitor.page.getByLabel('Your password').fill(account.password);
  await visitor.press('Yes, change it');
  await visitor.reads('as soon as the other side is confirmed');
  await host.open('/settings/address');
  await expect(page.getByRole('region', { name: 'Your e-mail' })).toContainText(account.email);
  const [fromOld] = await mailsTo(host, account.email, 2);
  await visitor.open(linkIn(fromOld!, '/address/'));
  await visitor.press('Yes, change it');
  await visitor.reads('Your e-mail address is changed.');
  await host.open('/settings/address');
  await expect(page.getByRole('region', { name: 'Your e-mail' })).toContainText(other);
  await logIn(visitor, { ...account, username: other });
});

test('a change of address is stopped by the owner of the old one', async ({ host, visitor }) => {
  const { page } = host;
  const [account, other] = [host.account!, somebody().email];
  const [first] = await mailsTo(host, account.email);
  await host.open(linkIn(first!, '/verify/'));
  await host.press('Yes, it is mine');
  await host.open('/settings/address');
  await page.getByLabel('New e-mail').fill(other);
  await page.getByLabel('Your password').fill(account.password);
  await host.press('Change address');
  const [mail] = await mailsTo(host, account.email, 2);
  await visitor.open(linkIn(mail!, '/address/'));
  await visitor.press('No, stop this');
  await visitor.reads('Your address stays as it is.');
  await host.open('/settings/address');
  await expect(page.getByRole('region', { name: 'Waiting to be confirmed' })).toHaveCount(0);
});
