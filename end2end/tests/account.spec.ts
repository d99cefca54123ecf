import { signUp, somebody, type Account } from '../support/people';
import { noPicture, picture } from '../support/pictures';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

const PHOTO = /^Photo/;

async function fillSignUp({ page }: Visitor, { name, username, email, password }: Account) {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
}

async function fillLogIn({ page }: Visitor, login: string, password: string) {
  await page.getByLabel('E-mail or username').fill(login);
  await page.getByLabel('Password').fill(password);
}

/** The photo in the header is a picture that could be loaded. */
async function expectOwnPhoto({ page }: Visitor) {
  const photo = page.locator('header summary img');
  await expect(photo).toBeVisible();
  expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
}

async function logOut(visitor: Visitor) {
  await visitor.unfold('Your account');
  await visitor.press('Log out');
}

test('sign up with a photo', async ({ visitor }) => {
  const { page, scripts } = visitor;
  await visitor.open('/');
  await visitor.follow('Sign up');
  await fillSignUp(visitor, somebody());
  await page.getByLabel(PHOTO).setInputFiles(picture('me.png'));
  if (scripts) await expect(page.getByAltText('The picture you chose')).toBeVisible();
  await visitor.press('Sign up');
  await visitor.reads('Welcome! Your account is ready.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Mira Lind');
  await expectOwnPhoto(visitor);
});

test('sign up with everything wrong at once', async ({ visitor }) => {
  const { page } = visitor;
  await visitor.open('/signup');
  await fillSignUp(visitor, { name: '   ', username: '1 mira', email: 'mira@localhost', password: 'otter' });
  await page.getByLabel(PHOTO).setInputFiles(picture('me.png'));
  await visitor.press('Sign up', 422);

  const summary = page.getByRole('alert').filter({ hasText: 'put right' });
  await expect(summary.getByRole('heading')).toHaveText('4 things to put right');
  await expect(summary.getByRole('link')).toHaveCount(4);
  await expect(summary).toBeFocused();

  const username = page.getByLabel('Username');
  await expect(username).toHaveValue('1 mira');
  await expect(page.getByLabel('E-mail')).toHaveValue('mira@localhost');
  await expect(page.getByLabel('Password')).toHaveValue('');
  for (const label of ['Your name', 'Username', 'E-mail', 'Password']) {
    await expect(page.getByLabel(label)).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(username).toHaveAccessibleDescription(/beginning with a letter.*beginning with a letter/);
  await expect(page.getByText('Your picture is already chosen')).toBeVisible();

  await summary.getByRole('link', { name: /^Username/ }).click();
  await expect(username).toBeFocused();

  await fillSignUp(visitor, somebody());
  await visitor.press('Sign up');
  await visitor.reads('Welcome!');
  await expectOwnPhoto(visitor);
});

test('a photo that is none loses nothing that was typed', async ({ visitor }) => {
  const { page } = visitor;
  const account = somebody();
  await visitor.open('/signup');
  await fillSignUp(visitor, account);
  await page.getByLabel(PHOTO).setInputFiles(noPicture());
  await visitor.press('Sign up', 422);
  await expect(page.getByRole('alert').first()).toContainText('That file is not a picture.');
  await expect(page.getByLabel(PHOTO)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('E-mail')).toHaveValue(account.email);
});

test('a name that is taken', async ({ host, visitor }) => {
  await visitor.open('/signup');
  await fillSignUp(visitor, { ...host.account!, name: 'Somebody else' });
  await visitor.press('Sign up', 422);
  await expect(visitor.page.getByLabel('Username')).toHaveAccessibleDescription(/Somebody already uses this/);
  await expect(visitor.page.getByLabel('E-mail')).toHaveAccessibleDescription(/Somebody already uses this/);
});

test('log in by e-mail and by username, and out again', async ({ visitor }) => {
  const { page } = visitor;
  const account = await signUp(visitor);
  await visitor.open('/');
  await logOut(visitor);
  await visitor.reads('You are logged out.');

  for (const login of [account.email, account.username.toUpperCase()]) {
    await visitor.follow(page.getByRole('banner').getByRole('link', { name: 'Log in' }));
    await fillLogIn(visitor, login, account.password);
    await visitor.press('Log in');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Mira Lind');
    await logOut(visitor);
  }
  await visitor.open('/logout');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are logged out');
});

test('a wrong password says no more than that', async ({ host, visitor }) => {
  const { page } = visitor;
  await visitor.open('/login');
  const answers = [];
  for (const login of [host.account!.username, somebody().username]) {
    await fillLogIn(visitor, login, 'three timid otters');
    await visitor.press('Log in', 422);
    await expect(page.getByLabel('E-mail or username')).toHaveValue(login);
    await expect(page.getByLabel('Password')).toHaveValue('');
    answers.push(await page.getByRole('alert').filter({ visible: true }).innerText());
  }
  expect(answers[0]).toContain('Username, e-mail or password do not match.');
  expect(answers[0]).toBe(answers[1]);
});

test('logging in leads to where somebody wanted to go', async ({ newVisitor, host, visitor }) => {
  const { page } = visitor;
  await visitor.open('/settings/sessions', 401);
  await fillLogIn(visitor, host.account!.username, host.account!.password);
  await visitor.press('Log in');
  await expect(page).toHaveURL(/\/settings\/sessions$/);
  await expect(page.getByRole('heading', { name: 'Where you are logged in' })).toBeVisible();

  const other = await newVisitor();
  await other.open('/login?next=%2Fparties%2Fnew');
  await other.follow(other.page.getByRole('main').getByRole('link', { name: 'Sign up' }));
  await fillSignUp(other, somebody());
  await other.press('Sign up');
  await expect(other.page).toHaveURL(/\/parties\/new$/);
});
