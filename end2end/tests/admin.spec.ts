// How the site is doing, for those who look after it.
import { execFileSync } from 'node:child_process';

import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';

test('the site at a glance, for those who look after it', async ({ visitor }) => {
  const server = process.env.SOIREE_E2E_SERVER;
  test.skip(!server, 'scripts/with-server.sh tells where the server is');
  await visitor.open('/admin', 401);
  const { username } = await signUp(visitor, somebody('Cy Berg'));
  await visitor.open('/admin', 404);
  execFileSync(server!, ['user', 'admin', username]);
  await visitor.open('/');
  await visitor.unfold('Your account');
  await visitor.follow('The site');
  const { page } = visitor;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The site');
  for (const part of ['What there is', 'How it is', 'Jobs']) {
    await expect(page.getByRole('region', { name: part })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: 'What there is' })).toContainText(/Accounts\s*\d+/);
});
