import { invite, makeParty } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';

test('an account keeps the invitation of a personal link', async ({ host, visitor, newVisitor }) => {
  const { page } = visitor;
  const party = await makeParty(host, { visibility: 'invited' });
  const { 'Aunt Ana': link } = await invite(host, party, 'Aunt Ana');
  await visitor.open(link);
  await visitor.tap('Yes');

  // A guest without an account makes one, and comes right back.
  const account = somebody('Ana Blum');
  await visitor.follow(page.getByRole('region', { name: 'Keep this link' }).getByRole('link', { name: 'Log in' }));
  await visitor.follow(page.getByRole('main').getByRole('link', { name: 'Sign up' }));
  await page.getByLabel('Your name').fill(account.name);
  await page.getByLabel('Username').fill(account.username);
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await visitor.press('Sign up');
  await expect(page).toHaveURL(new RegExp(`${party.path}$`));
  const offer = page.getByRole('region', { name: 'This invitation is for “Aunt Ana”' });
  await expect(offer).toContainText('You are logged in as Ana Blum.');
  await visitor.press('Add to my account');
  await visitor.reads('This invitation now belongs to your account.');
  await expect(offer).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  await visitor.open('/parties?tab=confirmed');
  await expect(page.getByRole('link', { name: party.title })).toBeVisible();

  // Whoever opens the link later cannot claim it too.
  const other = await newVisitor();
  await signUp(other, somebody('Cy Cole'));
  await other.open(link);
  await expect(other.page.getByRole('button', { name: 'Add to my account' })).toHaveCount(0);

  await host.open(`${party.path}/guests`);
  await host.follow('Aunt Ana');
  await expect(host.page.getByText(`@${account.username}`)).toBeVisible();
});

test('a user who is invited by username finds the party', async ({ host, visitor }) => {
  const party = await makeParty(host, { visibility: 'invited' });
  const account = await signUp(visitor, somebody('Pia Holm'));
  await invite(host, party, `@${account.username}`);
  await visitor.open('/');
  await expect(visitor.page.getByText('One invitation is waiting for your answer.')).toBeVisible();
  await visitor.follow(party.title);
  await visitor.tap('Yes');
  await expect(visitor.page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
});
