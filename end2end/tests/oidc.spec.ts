// Logging in with an account elsewhere, at a provider on this machine.
import { linkIn, mailsTo } from '../support/mails';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

test.skip(!process.env.SOIREE_E2E_OIDC, 'There is no provider.');

/** Goes to the provider by a link of the page, logs in there, and comes back. */
async function comeFrom({ page }: Visitor, link: string, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: link }).click();
  await page.getByLabel('Name').fill(name);
  const back = page.waitForURL((url) => url.origin !== process.env.SOIREE_E2E_OIDC);
  await Promise.all([back, page.getByRole('button', { name: 'Go on' }).click()]);
}

async function verify(visitor: Visitor): Promise<void> {
  const [mail] = await mailsTo(visitor, visitor.account!.email);
  await visitor.open(linkIn(mail!, '/verify/'));
  await visitor.press('Yes, it is mine');
}

test('a new account, and the same one the next time', async ({ visitor, newVisitor }) => {
  const { page } = visitor;
  const { username } = somebody('Noa Berg');
  await visitor.open('/login?next=%2Fparties%2Fnew');
  await comeFrom(visitor, 'Log in with Example', username);
  await visitor.look();
  await expect(page.getByText('You come with your Example account.')).toBeVisible();
  await expect(page.getByText(`Your e-mail here: ${username}@example.org`)).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Noa Berg');
  await expect(page.getByLabel('Username')).toHaveValue(username.slice(0, 30));
  await visitor.press('Make my account');
  await visitor.reads('Welcome!');
  await expect(page).toHaveURL(/\/parties\/new$/);

  const again = await newVisitor();
  await again.open('/login');
  await comeFrom(again, 'Log in with Example', username);
  await expect(again.page.getByRole('heading', { level: 1 })).toHaveText('Hello, Noa Berg');

  await again.open('/settings/logins');
  await again.press(again.page.getByRole('button', { name: /^Disconnect/ }), 409);
  await expect(again.page.getByRole('alert').filter({ visible: true })).toContainText('Nobody could log in any more.');
});

test('an account with the same verified address is connected by its password', async ({ host, visitor }) => {
  const { page } = visitor;
  const { email, username, password } = host.account!;
  await verify(host);
  await visitor.open('/login');
  await comeFrom(visitor, 'Log in with Example', username);
  await visitor.look();
  await expect(page.getByText(`There is an account with your address ${email}.`)).toBeVisible();
  await page.getByLabel('Password').fill('three timid otters');
  await visitor.press('Connect and log in', 422);
  await page.getByLabel('Password').fill(password);
  await visitor.press('Connect and log in');
  await visitor.reads('Connected.');
  await visitor.open('/settings/logins');
  await expect(page.getByRole('listitem').filter({ hasText: `Example · ${email}` })).toBeVisible();
  await visitor.press(page.getByRole('button', { name: /^Disconnect/ }));
  await visitor.reads('Disconnected.');
});

test('an address that is not verified connects nothing', async ({ newVisitor, visitor }) => {
  const { page } = visitor;
  const owner = await newVisitor();
  const { username } = await signUp(owner);
  await verify(owner);
  await visitor.open('/login');
  await comeFrom(visitor, 'Log in with Example', `unsure-${username}`);
  await visitor.look();
  await expect(page.getByLabel('E-mail')).toHaveValue(`${username}@example.org`);
  await page.getByLabel('Username').fill(somebody().username);
  await visitor.press('Make my account', 422);
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Somebody already uses this/);
});

test('the owner of an account connects another one from the settings', async ({ host }) => {
  const { page } = host;
  const name = somebody().username;
  await host.open('/settings');
  await host.follow('Logins');
  await comeFrom(host, 'Connect Example', name);
  await host.look();
  await expect(page.getByRole('heading', { name: 'Connect Example?' })).toBeVisible();
  await host.open('/settings/logins');
  await expect(page.getByRole('listitem').filter({ hasText: 'Example' })).toHaveCount(0);
  await host.open('/settings/logins/connect');
  await page.getByLabel('Your password').fill('three timid otters');
  await host.press('Connect', 422);
  await page.getByLabel('Your password').fill(host.account!.password);
  await host.press('Connect');
  await host.reads('Connected.');
  await expect(page.getByRole('listitem').filter({ hasText: `${name}@example.org` })).toBeVisible();
});
