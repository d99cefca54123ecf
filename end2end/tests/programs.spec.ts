// API tokens and webhooks: made, used, and gone.
import { expect, test } from '../support/test';

test('a token', async ({ host, request }) => {
  const { page } = host;
  await host.open('/settings');
  await host.follow('API tokens');
  await page.getByLabel('What it is for').fill('Door list');
  await host.press('Make a token', 422);
  await expect(page.getByLabel(/^Read what I see/)).toHaveAccessibleDescription(/tick at least one box/);
  await expect(page.getByLabel('What it is for')).toHaveValue('Door list');

  await page.getByLabel(/^Read what I see/).check();
  await page.getByLabel('How long it works').selectOption('30 days');
  await host.press('Make a token');
  await host.reads('Here is your token.');
  const token = await page.getByLabel(/^Copy it now/).inputValue();
  expect(token).toMatch(/^soi_\w{30,}$/);

  const headers = { authorization: `Bearer ${token}` };
  const me = await request.get('/api/v1/me', { headers });
  expect(await me.json()).toMatchObject({ username: host.account!.username, token: 'Door list', scopes: ['read'] });
  const refused = await request.post('/api/v1/parties', { headers, data: { title: 'Supper' } });
  expect(refused.status()).toBe(403);
  expect(refused.headers()['content-type']).toBe('application/problem+json');

  await host.press('Remove Door list');
  await host.reads('The token is removed');
  expect((await request.get('/api/v1/me', { headers })).status()).toBe(401);
});

test('what programs are told', async ({ host, request }) => {
  await host.open('/settings/tokens');
  await host.follow('How programs use it');
  await expect(host.page.getByRole('heading', { name: 'Calling this site' })).toBeVisible();
  const description = await (await request.get('/api/v1/openapi.json')).json();
  expect(Object.keys(description.paths).length).toBeGreaterThan(10);
});

test('a webhook that leads nowhere, and one that must not be called', async ({ host }) => {
  const { page } = host;
  await host.open('/settings');
  await host.follow('Webhooks');
  await page.getByLabel('Address').fill('https://127.0.0.1/hook');
  await host.press('Add webhook', 422);
  await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/private network/);

  await page.getByLabel('Address').fill('https://soiree-test.invalid/hook');
  await host.press('Add webhook');
  await host.reads('The webhook is added');
  await expect(page.getByLabel(/^Its secret/)).toHaveValue(/^whsec_/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/It could not be reached|It did not answer in time/)).toBeVisible({ timeout: 500 });
  }).toPass();

  await host.press(/^Send a test/);
  await host.reads('It is on its way.');
  await host.press(/^Remove/);
  await host.reads('The webhook is removed.');
});
