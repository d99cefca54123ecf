import { makeParty } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';

test('a stranger answers with a name, and comes back by a link of their own', async ({ host, visitor, newVisitor }) => {
  const { page } = visitor;
  const party = await makeParty(host, { plus_ones: '1' });
  await host.open(party.path);
  const link = await host.page.getByLabel('Link for everybody').inputValue();
  await visitor.open(link);
  await page.getByLabel('Your name').fill('   ');
  await page.getByLabel('A word for the host').fill('I live upstairs.');
  await visitor.press('Yes', 422);
  await expect(page.getByLabel('Your name')).toHaveAccessibleDescription(/Please fill this in/);
  await expect(page.getByLabel('A word for the host')).toHaveValue('I live upstairs.');

  await page.getByLabel('Your name').fill('Nadia');
  await page.getByLabel('Who comes with you?').selectOption('Me and 1 more');
  await visitor.press('Yes');
  await visitor.reads('Lovely, you are on the list!');
  await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  const own = await page.getByLabel('Your link').inputValue();

  const later = await newVisitor();
  await later.open(own);
  await expect(later.page).toHaveURL(new RegExp(`${party.path}$`));
  await expect(later.page.getByText('You and one more.')).toBeVisible();
  await later.tap('No');
  await visitor.open(party.path);
  await expect(page.getByRole('heading', { name: 'You are not coming' })).toBeVisible();

  await host.open(`${party.path}/guests`);
  await expect(host.page.getByRole('listitem').filter({ hasText: 'Nadia' })).toContainText('Not coming');
});

test('somebody with an account answers under their name', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host);
  await signUp(visitor, somebody('Pia Holm'));
  await visitor.open(party.path);
  await expect(page.getByText('You answer as Pia Holm.')).toBeVisible();
  await visitor.press('Maybe');
  await expect(page.getByRole('heading', { name: 'You said maybe' })).toBeVisible();
  await visitor.open('/parties');
  await expect(page.getByRole('article')).toContainText('Maybe');
  await visitor.follow(party.title);
  await visitor.tap('Yes');
  await visitor.open('/parties?tab=confirmed');
  await expect(page.getByRole('link', { name: party.title })).toBeVisible();
});

test('without the link for everybody there is no page for strangers', async ({ host, visitor }) => {
  const party = await makeParty(host, { visibility: 'invited' });
  await visitor.open(party.path, 404);
  await signUp(visitor);
  await visitor.open(party.path, 404);
  await host.open(party.path);
  await expect(host.page.getByLabel('Link for everybody')).toHaveCount(0);
});
