import { randomBytes } from 'node:crypto';

import { linkIn, mailsTo } from '../support/mails';
import { invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';

const address = () => `zoe-${randomBytes(5).toString('hex')}@example.org`;

test('an invitation by mail, answered from it', async ({ host, newVisitor }) => {
  const { page } = host;
  const [zoe, to] = [await newVisitor(), address()];
  const party = await makeParty(host, { title: 'Supper & <song>' });
  await invite(host, party, `Zoë <${to}>`, 'Cy');
  await host.open(`${party.path}/guests`);
  await expect(page.getByText('1 guest with an e-mail address got no invitation yet.')).toBeVisible();
  await host.press('Send invitation');
  await host.reads('The invitations are on their way.');

  const [mail] = await mailsTo(zoe, to);
  expect(mail!.subject).toBe('Mira Lind invites you: Supper & <song>');
  await zoe.open('/dev/outbox');
  await zoe.open(`/dev/outbox/${mail!.id}`);
  await expect(zoe.page.getByText('Hello Zoë,').first()).toBeVisible();
  const letter = zoe.page.frameLocator('iframe');
  await expect(letter.getByRole('heading', { name: 'Mira Lind invites you: Supper & <song>' })).toBeVisible();
  await expect(letter.getByRole('link', { name: 'See the invitation and answer' })).toHaveAttribute('href', linkIn(mail!, '/i/'));

  await zoe.open(linkIn(mail!, '/i/'));
  await expect(zoe.page.getByRole('heading', { level: 1 })).toHaveText('Supper & <song>');
  await host.open(`${party.path}/guests`);
  const row = page.getByRole('region', { name: 'Guest list' }).getByRole('listitem').filter({ hasText: 'Zoë' });
  await expect(row).toContainText(/Invitation sent .*opened the link/);
  await expect(page.getByText('got no invitation yet')).toHaveCount(0);

  await host.follow('Zoë');
  await host.press('Send invitation again');
  await host.reads('The invitation is on its way.');
  await mailsTo(zoe, to, 2);
});

test('a message to guests, and reminders', async ({ host }) => {
  const { page } = host;
  const to = address();
  const party = await makeParty(host);
  await invite(host, party, `Zoë <${to}>`);
  await host.open(party.path);
  await host.follow('Mail');
  await page.getByLabel('Message').fill('Bring warm shoes.\n\nAnd ice.');
  await host.press('Send message');
  await host.reads('Your message is on its way.');
  const [message] = await mailsTo(host, to);
  expect(message!.text).toContain('Bring warm shoes.\n\nAnd ice.');
  await host.press('Ask them kindly');
  await mailsTo(host, to, 2);

  await host.open(`${party.path}/mail`);
  await expect(page.getByRole('region', { name: 'What was sent' }).getByRole('listitem')).toHaveCount(2);
  await page.getByLabel('First reminder').fill('x');
  await host.press('Save reminders', 422);
  await expect(page.getByLabel('First reminder')).toHaveAccessibleDescription(/whole number/);
  await page.getByLabel('First reminder').fill('5');
  await page.getByLabel('Second reminder').fill('');
  await host.press('Save reminders');
  await host.reads('Saved. Guests are reminded at these times.');
  await expect(page.getByLabel('First reminder')).toHaveValue('5');
  await expect(page.getByLabel('Second reminder')).toHaveValue('');
});

test('a change and a cancellation are told', async ({ host, newVisitor }) => {
  const { page } = host;
  const to = address();
  const party = await makeParty(host);
  const { Zoë: link } = await invite(host, party, `Zoë <${to}>` as 'Zoë');
  await (await newVisitor()).open(link);
  await host.open(`${party.path}/edit`);
  await expect(page.getByLabel('Tell guests by mail if time or place change')).toBeChecked();
  await page.getByLabel('Place').first().fill('The cellar');
  await host.press('Save');
  const [change] = await mailsTo(host, to);
  expect(change!.subject).toContain('the place has changed');
  expect(change!.text).toContain('Where: The cellar');

  await host.open(`${party.path}/cancel`);
  await expect(page.getByText('get a mail')).toBeVisible();
  await host.press('Cancel the party');
  const [cancellation] = await mailsTo(host, to, 2);
  expect(cancellation!.subject).toBe(`Cancelled: ${party.title}`);
});

test('who is taken off the list, or whose party is deleted, hears of it', async ({ host }) => {
  const { page } = host;
  const [zoe, cy] = [address(), address()];
  const party = await makeParty(host);
  await invite(host, party, `Zoë <${zoe}>`, `Cy <${cy}>`);
  await host.post('/api/mail/invite_all', { party: party.id });
  await expect
    .poll(async () => (await host.ask<{ counts: [string, string, number][] }>('/api/mail/desk', { party: party.id })).counts)
    .toContainEqual(['Invitation', 'Sent', 2]);
  await host.open(`${party.path}/guests`);
  await host.follow('Zoë');
  await host.unfold('Take off the list');
  await expect(page.getByText('A mail tells the guest')).toBeVisible();
  await host.press('Take Zoë off the list');
  await host.reads('The guest is off the list.');
  const [uninvited] = await mailsTo(host, zoe, 2);
  expect(uninvited!.subject).toBe(`You are no longer invited: ${party.title}`);
  expect(uninvited!.source).toContain('method=CANCEL');

  await host.open(`${party.path}/delete`);
  await expect(page.getByText('Guests who were invited by mail are told by mail')).toBeVisible();
  await page.getByLabel('Type the name of the party').fill(party.title);
  await host.press('Delete for good');
  const [deleted] = await mailsTo(host, cy, 2);
  expect(deleted!.subject).toBe(`Deleted: ${party.title}`);
  expect(deleted!.source).toContain('method=CANCEL');
});

test('mails turned off without logging in, and on again', async ({ host, newVisitor }) => {
  const [zoe, to] = [await newVisitor(), address()];
  const { page } = zoe;
  const party = await makeParty(host);
  await invite(host, party, `Zoë <${to}>`);
  await host.post('/api/mail/invite_all', { party: party.id });
  const [mail] = await mailsTo(zoe, to);
  const link = linkIn(mail!, '/unsubscribe/');
  await zoe.open(link);
  await page.getByLabel('No mails about this party').check();
  await zoe.press('Save');
  await zoe.reads('Saved. You get no mails that are ticked.');
  await expect(page.getByLabel('No mails about this party')).toBeChecked();
  await host.post('/api/mail/announce', { party: party.id, audience: 'all', message: 'She does not get this.' });

  await page.getByLabel('No mails about this party').uncheck();
  // The ledger tells when the first message has found that nobody wants it.
  await expect
    .poll(async () => (await host.ask<{ counts: [string, string, number][] }>('/api/mail/desk', { party: party.id })).counts)
    .toContainEqual(['Announcement', 'Dropped', 1]);
  await zoe.press('Save');
  await host.post('/api/mail/announce', { party: party.id, audience: 'all', message: 'She gets this.' });
  const [newest] = await mailsTo(zoe, to, 2);
  expect(newest!.text).toContain('She gets this.');

  await zoe.open('/unsubscribe/nonsense', 410);
});

test('mails in the language that a guest has chosen', async ({ host, newVisitor }) => {
  const [zoe, to] = [await newVisitor(), address()];
  const party = await makeParty(host, { title: 'Sommerfest' });
  await invite(host, party, `Zoë <${to}>`);
  await host.post('/api/mail/invite_all', { party: party.id });
  const [invitation] = await mailsTo(zoe, to);
  await zoe.open(linkIn(invitation!, '/unsubscribe/'));
  await zoe.page.getByLabel('Language of the mails').selectOption('Deutsch');
  await zoe.press('Save');
  await expect(zoe.page.getByLabel('Language of the mails')).toHaveValue('de');
  await host.post('/api/mail/announce', { party: party.id, audience: 'all', message: 'Bring warm shoes.' });
  const [message] = await mailsTo(zoe, to, 2);
  expect(message!.subject).toBe('Sommerfest: Nachricht von Mira Lind');
  await zoe.open(`/dev/outbox/${message!.id}`);
  await expect(zoe.page.frameLocator('iframe').getByRole('link', { name: 'Zur Party' })).toBeVisible();
});
