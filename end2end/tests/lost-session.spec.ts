import { linkIn, mailsTo } from '../support/mails';
import { inDays, invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

async function logIn({ page }: Visitor, login: string, password: string) {
  await page.getByLabel('E-mail or username').fill(login);
  await page.getByLabel('Password').fill(password);
}

test('a form that stood open while the session ended comes back filled in', async ({ host }) => {
  const { page } = host;
  const { username, password } = host.account!;
  await host.open('/parties/new');
  await page.getByLabel('What is the occasion?').fill('Über & über "quoted" <b>');
  await page.getByLabel('First entry').fill(inDays(30));
  await page.getByLabel('Time zone').selectOption('Lisbon');
  await page.getByLabel('What should guests know?').fill('One line.\nAnother line.');
  await host.context.clearCookies();

  await host.press('Create party', 401);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please log in');
  await expect(page.getByRole('main')).toContainText('Nothing is lost');
  await logIn(host, username, 'three timid otters');
  await host.press('Log in', 422);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('password do not match');
  await logIn(host, username, password);
  await host.press('Log in');

  await host.reads('please send it again');
  await expect(page.getByLabel('What is the occasion?')).toHaveValue('Über & über "quoted" <b>');
  await expect(page.getByLabel('First entry')).toHaveValue(inDays(30));
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Lisbon');
  await expect(page.getByLabel('What should guests know?')).toHaveValue('One line.\nAnother line.');
  await host.press('Create party');
  await host.reads('Your party is ready.');
  await host.open('/parties?tab=hosting');
  await expect(page.getByRole('article')).toHaveCount(1);
});

test('who logs in another way sends the form from the tab in which it waits', async ({ host }) => {
  const { context, page } = host;
  const { email, name } = host.account!;
  const [first] = await mailsTo(host, email);
  await host.open(linkIn(first!, '/verify/'));
  await host.press('Yes, it is mine');
  await host.open('/parties/new');
  await page.getByLabel('What is the occasion?').fill('Über & über "quoted" <b>');
  await page.getByLabel('First entry').fill(inDays(30));
  await page.getByLabel('Time zone').selectOption('Lisbon');
  await page.getByLabel('What should guests know?').fill('One line.\nAnother line.');
  await context.clearCookies();
  await host.press('Create party', 401);
  await expect(page.getByRole('heading', { name: 'Logged in in another tab?' })).toBeVisible();
  await host.press('Send again', 401);

  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Log in by mail' }).click();
  const tab = await opened;
  await tab.getByLabel('Your e-mail').fill(email);
  await tab.getByRole('button', { name: 'Send me a link' }).click();
  await expect(tab.getByRole('status').filter({ hasText: 'If there is an account' }).first()).toBeVisible();
  const [mail] = await mailsTo(host, email, 2);
  await tab.goto(linkIn(mail!, '/login/link/'));
  await tab.getByRole('button', { name: 'Log in', exact: true }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${name}`);
  await tab.close();

  await host.press('Send again');
  await host.reads('Your party is ready.');
  await host.open('/parties?tab=hosting');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article')).toContainText('Über & über "quoted" <b>');
});

test('the same for an edited party, with secrets left out', async ({ host }) => {
  const { page } = host;
  const { email, password } = host.account!;
  const party = await makeParty(host, { capacity: '5' });
  await host.open(`${party.path}/edit`);
  await page.getByLabel('Places').fill('15');
  await host.context.clearCookies();
  await host.press('Save', 401);
  await logIn(host, email, password);
  await host.press('Log in');
  await expect(page.getByLabel('Places')).toHaveValue('15');
  await host.press('Save');
  await expect(page.getByText('15 places left')).toBeVisible();

  await host.open('/settings/password');
  await page.getByLabel('Password now').fill(password);
  await page.getByLabel('New password', { exact: true }).fill('four brave otters');
  await page.getByLabel('New password again').fill('four brave otters');
  await host.context.clearCookies();
  await host.press('Change password', 401);
  expect(await page.content()).not.toContain('otters');
  await logIn(host, email, password);
  await host.press('Log in');
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('');
});

test('a guest whose link is lost opens it again and sends what was written', async ({ host, visitor }) => {
  const { context, page } = visitor;
  const party = await makeParty(host, { visibility: 'invited' });
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.open(`${party.path}/board`);
  await page.getByLabel('Your words').fill('I bring soup.');
  await context.clearCookies();
  await visitor.press('Post', 401);
  await expect(page.getByRole('heading', { name: 'What you wrote is not lost' })).toBeVisible();
  await expect(page.getByLabel('Your words')).toHaveValue('I bring soup.');
  const tab = await context.newPage();
  await tab.goto(Ana);
  await tab.close();
  await visitor.press('Send again');
  await expect(page.getByText('I bring soup.')).toBeVisible();
});
