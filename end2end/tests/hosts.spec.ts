import { makeParty } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';

test('a co-host is added and taken back', async ({ host, visitor }) => {
  const { page } = host;
  const party = await makeParty(host);
  const friend = await signUp(visitor, somebody('Pia Holm'));
  await visitor.open(`${party.path}/guests`, 403);

  await host.open(`${party.path}/hosts`);
  await page.getByLabel('Username').fill('@nobody-at-all');
  await host.press('Add co-host', 422);
  await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/Nobody here has that username/);
  await page.getByLabel('Username').fill(`@${friend.username}`);
  await host.press('Add co-host');
  await host.reads('Your co-host is added.');
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Pia Holm' })).toContainText('Co-host');

  await visitor.open(`${party.path}/guests`);
  await visitor.open(`${party.path}/hosts`);
  await expect(visitor.page.getByLabel('Username')).toHaveCount(0);
  await visitor.open('/parties?tab=hosting');
  await expect(visitor.page.getByRole('link', { name: party.title })).toBeVisible();

  await host.press(/^Take back ?: Pia Holm$/);
  await host.reads('The co-host is removed.');
  await visitor.open(`${party.path}/guests`, 403);
});

test('the last host stays until there is another', async ({ host, visitor }) => {
  const { page } = host;
  const party = await makeParty(host);
  const friend = await signUp(visitor, somebody('Pia Holm'));
  await host.post('/api/hosts/add', { party: party.id, username: friend.username });
  await host.open(`${party.path}/hosts`);
  await host.press('Stop hosting', 409);
  await expect(page.getByRole('alert').filter({ visible: true })).toContainText('A party needs a host.');
  await host.press(/^Make host ?: Pia Holm$/);
  await host.press('Stop hosting');
  await host.reads('You no longer host this party.');
  await host.open(`${party.path}/guests`, 403);
  await visitor.open(`${party.path}/delete`);
});
