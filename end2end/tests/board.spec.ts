import { board, makePost, openMenu, post, reactions, reply } from '../support/board';
import { makeParty, partyWith } from '../support/parties';
import { noPicture, picture } from '../support/pictures';
import { expect, test } from '../support/test';
import { heading, type Visitor } from '../support/visitor';

const WORDS = 'Your words';

const pinned = ({ page }: Visitor) => page.getByRole('region', { name: 'Pinned' });
const file = ({ page }: Visitor, number: number) => page.getByLabel(new RegExp(`^Picture ${number} \\(`));

test('a post with pictures, a reply, and reactions', async ({ host, visitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  await host.open(party.path);
  await host.follow('Write the first post');
  await expect(page.getByRole('heading', { name: 'Nothing written yet' })).toBeVisible();
  await page.getByLabel(WORDS).fill('We *meet* at the pier.');
  await host.unfold('Add pictures');
  await file(host, 1).setInputFiles(picture('lake.png', [70, 110, 160]));
  await page.getByLabel('What picture 1 shows').fill('The lake at dusk');
  await file(host, 2).setInputFiles(picture('pier.png'));
  await page.getByLabel('What picture 2 shows').fill('The pier');
  await host.look();
  await host.press('Post');
  const mine = post(host, 'We meet at the pier.');
  await expect(mine.locator('em')).toHaveText('meet');
  await expect(mine.getByText('Host', { exact: true })).toBeVisible();

  // A guest without an account sees it all, and answers.
  await visitor.open(party.path);
  const { page: seen } = visitor;
  await visitor.follow(seen.getByRole('region', { name: 'Board' }).getByRole('link', { name: /^We meet at the pier/ }));
  for (const alt of ['The lake at dusk', 'The pier']) {
    const image = seen.getByAltText(alt);
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0);
    await expect(seen.getByRole('link', { name: alt })).toHaveAttribute('href', /\/large\.jpg$/);
  }
  await visitor.follow('Board');
  await visitor.unfold('Reply');
  await seen.getByLabel('Your reply').fill('I bring soup.');
  await visitor.press('Send reply');
  await expect(heading(visitor)).toHaveText(`Post by ${host.account!.name}`);
  await expect(reply(visitor, 'I bring soup.').getByRole('heading')).toHaveText('Ana');

  const bar = reactions(visitor, host.account!.name);
  await bar.locator('summary').click();
  await visitor.look();
  await visitor.tap(bar.getByRole('button', { name: 'Love' }));
  await expect(bar.getByRole('button', { name: 'Love, 1, chosen by you', pressed: true })).toBeVisible();
  await host.open(board(party));
  const love = reactions(host, host.account!.name).getByRole('button', { name: /^Love, \d/ });
  await host.tap(love);
  await expect(love).toHaveAccessibleName('Love, 2, chosen by you');
  await host.tap(love);
  await expect(love).toHaveAccessibleName('Love, 1');
  await expect(post(host, 'We meet at the pier.')).toContainText('I bring soup.');
});

test('a refused post keeps its words and good pictures', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await partyWith(host, visitor);
  await visitor.open(board(party));
  await visitor.press('Post', 422);
  await expect(page.getByLabel(WORDS)).toHaveAccessibleDescription(/fill this in/);

  await page.getByLabel(WORDS).fill('Two pictures, <b>one</b> of them broken');
  await visitor.unfold('Add pictures');
  await file(visitor, 1).setInputFiles(picture('lake.png'));
  await page.getByLabel('What picture 1 shows').fill('The lake');
  await file(visitor, 2).setInputFiles(noPicture());
  await visitor.unfold('More pictures');
  await file(visitor, 10).setInputFiles(noPicture());
  await visitor.press('Post', 422);
  const summary = page.getByRole('alert').filter({ visible: true });
  await expect(summary.getByRole('link')).toHaveText([/^Picture 2: That file is not a picture/, /^Picture 10: /]);
  await expect(page.getByLabel(WORDS)).toHaveValue('Two pictures, <b>one</b> of them broken');
  await expect(page.getByText('Your picture is already chosen')).toBeVisible();
  await expect(page.getByLabel('What picture 1 shows')).toHaveValue('The lake');
  await expect(file(visitor, 2)).toHaveAccessibleDescription(/not a picture/);
  await expect(file(visitor, 10)).toBeVisible();
  await visitor.press('Post');
  const mine = post(visitor, 'Two pictures, <b>one</b> of them broken');
  await expect(mine.getByAltText('The lake')).toBeVisible();
  await expect(mine.getByRole('link', { name: /lake|Picture/ })).toHaveCount(1);
});

test('a refused reply comes back on the page of its post', async ({ host, visitor }) => {
  const party = await partyWith(host, visitor);
  await makePost(host, party, 'Who brings what?');
  await visitor.open(board(party));
  await visitor.unfold('Reply');
  await visitor.page.getByLabel('Your reply').fill('   ');
  await visitor.press('Send reply', 422);
  await expect(heading(visitor)).toHaveText(/^Post by/);
  await expect(visitor.page.getByLabel(WORDS)).toHaveAccessibleDescription(/fill this in/);
  await visitor.page.getByLabel(WORDS).fill('Soup.');
  await visitor.press('Send reply');
  await expect(reply(visitor, 'Soup.')).toBeVisible();
});

test('authors change their words', async ({ host, visitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  const id = await makePost(host, party, 'We meet at eigth');
  await host.open(board(party));
  await openMenu(post(host, 'We meet at eigth'));
  await host.look();
  await host.follow('Edit');
  await expect(page.getByLabel(WORDS)).toHaveValue('We meet at eigth');
  await page.getByLabel(WORDS).fill(' ');
  await host.press('Save', 422);
  await expect(page.getByLabel(WORDS)).toHaveAccessibleDescription(/fill this in/);
  await page.getByLabel(WORDS).fill('We meet at **eight**');
  await host.press('Save');
  await host.reads('Your post is changed.');
  await expect(post(host, 'We meet at eight').locator('strong')).toHaveText('eight');
  await expect(post(host, 'We meet at eight').getByRole('link', { name: /, edited$/ })).toBeVisible();
  await visitor.open(`${board(party)}/${id}/edit`, 403);
});

test('a removed post stays while somebody answers it', async ({ host, visitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  const above = await makePost(host, party, 'Bring *nothing*');
  await makePost(visitor, party, 'Not even soup?', { reply_to: above });
  await host.open(board(party));
  await openMenu(post(host, 'Bring nothing'));
  await host.follow('Remove');
  await expect(heading(host)).toHaveText('Remove this post?');
  await expect(page.getByRole('main')).toContainText('The reply to it stays.');
  await host.press('Remove');
  await host.reads('The post is removed');
  await expect(page.getByRole('heading', { name: 'A removed post' })).toBeVisible();
  await expect(page.getByText('Not even soup?')).toBeVisible();
  await expect(page.getByText('Bring nothing')).toHaveCount(0);

  await visitor.open(board(party));
  await openMenu(reply(visitor, 'Not even soup?'));
  await visitor.follow('Remove');
  await expect(heading(visitor)).toHaveText('Remove this post?');
  await visitor.press('Remove');
  await expect(visitor.page.getByRole('heading', { name: 'Nothing written yet' })).toBeVisible();
});

test('announcements stand on top until they are unpinned', async ({ host, visitor }) => {
  const { page } = host;
  const party = await partyWith(host, visitor);
  await makePost(host, party, 'First words');
  await host.open(board(party));
  await page.getByLabel(WORDS).fill('The pier is closed');
  await page.getByLabel('Announcement').check();
  await host.press('Post');
  await expect(pinned(host).getByRole('article')).toContainText(['The pier is closed']);

  await makePost(visitor, party, 'Later words');
  await visitor.open(board(party));
  await expect(visitor.page.getByRole('article').first()).toContainText('The pier is closed');
  await expect(visitor.page.getByRole('region', { name: 'Posts' }).getByRole('article')).toContainText(['Later words', 'First words']);
  await expect(visitor.page.getByLabel('Announcement')).toHaveCount(0);

  await host.open(board(party));
  await openMenu(pinned(host));
  await host.press('Unpin');
  await expect(pinned(host)).toHaveCount(0);
  await expect(page.getByRole('article').first()).toContainText('Later words');
});

test('hosts decide who writes, and close the board', async ({ host, visitor, newVisitor }) => {
  const { page } = visitor;
  const party = await partyWith(host, visitor);
  await makePost(host, party, 'Hello!');
  await host.open(board(party));
  await host.unfold('Who writes here');
  await host.page.getByLabel('Those who said yes').check();
  await host.press('Save');
  await host.reads('Saved.');
  await visitor.open(board(party));
  await expect(page.getByRole('note')).toContainText('Those who said yes write here.');
  await expect(page.getByLabel(WORDS)).toHaveCount(0);
  await visitor.follow('To your answer');
  await visitor.tap('Yes');
  await visitor.open(board(party));
  await page.getByLabel(WORDS).fill('I was typing this');

  await host.unfold('Who writes here');
  await host.page.getByLabel('Close the board').check();
  await host.press('Save');
  // What was being typed is not lost.
  await visitor.press('Post', 403);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('You may not do that here.');
  await expect(page.getByLabel(WORDS)).toHaveValue('I was typing this');
  await visitor.open(board(party));
  await expect(page.getByRole('note')).toContainText('The hosts closed this board.');
  await expect(page.getByLabel(WORDS)).toHaveCount(0);
  await expect(page.getByText('React')).toHaveCount(0);
  await expect(host.page.getByLabel(WORDS)).toBeVisible();

  const stranger = await newVisitor();
  await stranger.open(party.path);
  await expect(stranger.page.getByRole('region', { name: 'Board' })).toHaveCount(0);
  await stranger.open(board(party), 403);
});

test('older posts and all replies', async ({ host }) => {
  const { page } = host;
  const party = await makeParty(host);
  const first = await makePost(host, party, 'Post 1');
  for (let number = 1; number <= 5; number++) await makePost(host, party, `Reply ${number}`, { reply_to: first });
  for (let number = 2; number <= 21; number++) await makePost(host, party, `Post ${number}`);
  await host.open(board(party));
  await expect(page.getByRole('article')).toHaveCount(20);
  await expect(page.getByRole('article').first()).toContainText('Post 21');
  await host.follow('Older posts');
  await expect(page.getByRole('article')).toHaveCount(4);
  await host.follow('Show all 5 replies');
  await expect(page.getByRole('article')).toContainText(['Post 1', 'Reply 1', 'Reply 2', 'Reply 3', 'Reply 4', 'Reply 5']);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await host.look();
});
