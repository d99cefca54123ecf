import { execFileSync } from 'node:child_process';

import { board, makePost, openMenu, post } from '../support/board';
import { invite, partyWith, type Party } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import { heading, type Visitor } from '../support/visitor';

/** Reports a post from its menu. */
async function report(visitor: Visitor, party: Party, text: string, note: string) {
  const { page } = visitor;
  await visitor.open(board(party));
  const menu = post(visitor, text);
  await openMenu(menu);
  await visitor.look();
  await visitor.follow(menu.getByRole('link', { name: 'Report' }));
  await expect(heading(visitor)).toHaveText('Report this post?');
  await expect(page.getByRole('main')).toContainText(text);
  await page.getByLabel('What should the hosts know?').fill(note);
  await visitor.press('Report', 422);
  await expect(page.getByRole('group', { name: 'What is wrong with it?' })).toHaveAccessibleDescription(/fill this in/);
  await expect(page.getByLabel('What should the hosts know?')).toHaveValue(note);
  await page.getByLabel('It is advertising').check();
  await visitor.press('Report');
  await visitor.reads('Thank you. The hosts look at it.');
}

test('a guest reports, and the host decides', async ({ host, visitor, newVisitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  const other = await newVisitor();
  await signUp(other, somebody('Pia Holm'));
  await invite(host, party, `@${other.account!.username}`);
  await makePost(other, party, 'Buy my watches');
  await makePost(other, party, 'And my rings');
  await host.open(board(party));
  await expect(page.getByRole('link', { name: /^Reports/ })).toHaveCount(0);
  await report(visitor, party, 'Buy my watches', 'Every day the same');
  await report(visitor, party, 'And my rings', 'Again');

  await host.open(board(party));
  await expect(page.getByRole('note')).toContainText('2 posts were reported.');
  await host.follow('Reports (2)');
  await expect(page.getByRole('article')).toHaveCount(2);
  const rings = page.getByRole('article').filter({ hasText: 'And my rings' });
  await expect(rings).toContainText('It is advertising · 1');
  await expect(rings).toContainText('Again');
  await expect(page.getByRole('main')).not.toContainText('Ana');
  await host.press(rings.getByRole('button', { name: /^Leave it/ }));
  await host.reads('The post stays. Its reports are closed.');
  await expect(page.getByRole('article')).toHaveCount(1);
  await host.press(page.getByRole('button', { name: /^Remove the post/ }));
  await host.reads('The post is removed, with its pictures.');
  await expect(page.getByRole('heading', { name: 'Nothing to look at' })).toBeVisible();
  await visitor.open(board(party));
  await expect(visitor.page.getByRole('main')).not.toContainText('watches');
  await visitor.open(`${party.path}/reports`, 401);
});

test('hidden words can be removed', async ({ host, visitor, newVisitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  const other = await newVisitor();
  await signUp(other, somebody('Pia Holm'));
  await invite(host, party, `@${other.account!.username}`);
  await makePost(other, party, 'Rude words');
  await host.post('/api/people/block', { username: other.account!.username });
  await report(visitor, party, 'Rude words', 'See?');
  await host.open(`${party.path}/reports`);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Somebody you cannot see');
  await expect(page.getByRole('main')).not.toContainText('Rude words');
  await host.press(page.getByRole('button', { name: /^Remove the post/ }));
  await expect(page.getByRole('heading', { name: 'Nothing to look at' })).toBeVisible();
  if (visitor.scripts) await expect(visitor.page.getByText('This is no longer here.')).toBeAttached();
});

test('who looks after the site decides too', async ({ host, visitor, newVisitor }) => {
  const server = process.env.SOIREE_E2E_SERVER;
  test.skip(!server, 'scripts/with-server.sh tells where the server is');
  const text = `Spam of ${host.account!.username}`;
  const party = await partyWith(host, visitor);
  await makePost(host, party, text);
  await report(visitor, party, text, 'The host does nothing');

  const admin = await newVisitor();
  const { page } = admin;
  const { username } = await signUp(admin, somebody('Cy Berg'));
  await admin.open('/admin/reports', 404);
  execFileSync(server!, ['user', 'admin', username]);
  await admin.open('/');
  await admin.unfold('Your account');
  await admin.follow('Reports');
  const article = page.getByRole('article').filter({ hasText: text });
  await expect(article).toContainText(party.title);
  await expect(article).toContainText('The host does nothing');
  await admin.press(article.getByRole('button', { name: /^Remove the post/ }));
  await admin.reads('The post is removed, with its pictures.');
  await expect(article).toHaveCount(0);
  await admin.open(party.path);
  await admin.open(board(party), 403);
});

test('names in posts lead to people', async ({ host, visitor }) => {
  const { username } = host.account!;
  const party = await partyWith(host, visitor);
  await makePost(visitor, party, `Thank you, @${username}! Not \`@${username}\``);
  await visitor.open(board(party));
  await expect(visitor.page.getByRole('link', { name: `@${username}` })).toHaveCount(0);
  await host.open(board(party));
  await host.follow(`@${username}`);
  await expect(heading(host)).toHaveText(host.account!.name);
});
