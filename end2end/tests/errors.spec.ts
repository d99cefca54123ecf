import { makeParty } from '../support/parties';
import { signUp } from '../support/people';
import { expect, test } from '../support/test';

test('addresses where nothing is', async ({ visitor }) => {
  const { page } = visitor;
  for (const address of ['/nothing-here', '/p/nothing', '/p/8hQ2vX0pLm/guests', '/media/nothing/here.jpg', '/parties/../nothing']) {
    await visitor.open(address, 404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing here');
  }
  await visitor.follow(page.getByRole('main').getByRole('link', { name: 'Log in' }));
  await visitor.open('/i/never-was-a-token', 410);
  await visitor.follow('To the front page');
});

test('pages of other people', async ({ host, visitor }) => {
  const party = await makeParty(host);
  for (const page of ['edit', 'guests', 'guests/add', 'hosts', 'duplicate', 'cancel', 'delete', 'guests.csv']) {
    await visitor.open(`${party.path}/${page}`, 401);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('Please log in');
  }
  await signUp(visitor);
  for (const page of ['edit', 'guests', 'guests/add', 'hosts', 'duplicate', 'cancel', 'delete', 'guests.csv']) {
    await visitor.open(`${party.path}/${page}`, 403);
    await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('Not for you');
  }
});

test('a form from another site changes nothing', async ({ host }) => {
  const answer = await host.context.request.post('/api/accounts/log_out', {
    form: { _page: '/' },
    headers: { accept: 'text/html', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.status()).toBe(403);
  await host.open('/settings');
});
