import { inDays, invite, makeParty, type Party } from '../support/parties';
import { signUp, somebody } from '../support/people';
import { expect, test } from '../support/test';
import { heading, type Visitor } from '../support/visitor';

const cards = ({ page }: Visitor) => page.getByRole('main').getByRole('listitem');

/** Puts somebody with an account on the list, who comes. */
async function comes(host: Visitor, party: Party, guest: Visitor) {
  await invite(host, party, `@${guest.account!.username}`);
  await guest.post('/api/rsvps/answer', { party: party.id, answer: 'yes' });
}

test('two become friends', async ({ host, visitor }) => {
  const pia = await signUp(visitor, somebody('Pia Holm'));
  const party = await makeParty(host);
  await comes(host, party, visitor);

  await host.open('/');
  await host.unfold('Your account');
  await host.follow('People');
  await expect(host.page.getByRole('heading', { name: 'No friends yet' })).toBeVisible();

  await host.open(party.path);
  await host.follow('Pia Holm');
  await expect(heading(host)).toHaveText('Pia Holm');
  await expect(host.page.getByRole('main')).toContainText(`@${pia.username}`);
  await expect(host.page.getByRole('heading', { name: 'Coming up for you both' })).toBeVisible();
  await host.press('Follow Pia Holm');
  await host.reads('You follow them now.');

  await visitor.open('/people?tab=followers');
  await expect(cards(visitor)).toContainText('Follows you');
  await visitor.press('Follow back Mira Lind');
  await expect(cards(visitor)).toContainText('Friends');
  await visitor.follow('Friends');
  await visitor.follow('Mira Lind');
  await expect(heading(visitor)).toHaveText('Mira Lind');

  await host.open('/people');
  await host.press('Unfollow Pia Holm');
  await host.reads('You no longer follow them.');
  await host.follow('Followers');
  await expect(cards(host)).toContainText('Follows you');
  await host.open(`/u/${host.account!.username}`);
  await host.follow('Edit your profile');
});

test('profiles ask strangers to log in', async ({ host, visitor }) => {
  const address = `/u/${host.account!.username}`;
  await visitor.open(address, 401);
  await expect(heading(visitor)).toHaveText('Please log in');
  await signUp(visitor, somebody('Pia Holm'));
  await visitor.open(address);
  await visitor.open('/u/nobody-at-all', 404);
  await host.open(`/u/${visitor.account!.username}`);
});

test('blocked, out of sight, and back', async ({ host, visitor, newVisitor }) => {
  const { page } = host;
  const pia = await signUp(visitor, somebody('Pia Holm'));
  const third = await newVisitor();
  await signUp(third, somebody('Cy Berg'));
  const party = await makeParty(host, { guest_list: 'everyone' });
  await comes(host, party, visitor);
  await comes(host, party, third);

  await host.open(`/u/${pia.username}`);
  await host.unfold('Block');
  await host.look();
  await host.press('Block Pia Holm');
  await host.reads('Blocked.');
  await expect(cards(host)).toHaveCount(1);
  await host.open(`/u/${pia.username}`, 404);
  await visitor.open(`/u/${host.account!.username}`, 404);

  await host.open(party.path);
  await expect(page.getByRole('main')).not.toContainText('Pia Holm');
  await expect(page.getByRole('region', { name: 'Who comes' })).toContainText('2 yes');
  await visitor.open(party.path);
  await expect(visitor.page.getByRole('main')).toContainText('The host invites you');
  await expect(visitor.page.getByRole('main')).not.toContainText('Mira Lind');
  await third.open(party.path);
  await expect(third.page.getByRole('main')).toContainText('Pia Holm');

  await host.open(`${party.path}/guests`);
  const unseen = page.getByRole('region', { name: 'Guest list' }).getByRole('listitem').filter({ hasText: 'Somebody you cannot see' });
  await expect(unseen).toContainText('Coming');
  await expect(page.getByRole('main')).not.toContainText('Pia Holm');
  await page.getByLabel('One guest per line').fill(`@${pia.username}`);
  await host.press('Add guests', 422);
  await expect(page.getByLabel('One guest per line')).toHaveAccessibleDescription(/Nobody here has that username/);
  await host.open(`${party.path}/guests`);
  await unseen.locator('summary').click();
  await host.press('Take off the list');
  await host.reads('The guest is off the list.');
  await expect(unseen).toHaveCount(0);

  await host.open('/people?tab=blocked');
  await host.press('Unblock Pia Holm');
  await host.reads('Unblocked.');
  await expect(page.getByRole('heading', { name: 'Nobody is blocked' })).toBeVisible();
  await host.open(`/u/${pia.username}`);
});

test('who was at a party is invited to the next', async ({ host, visitor }) => {
  const { page } = host;
  await signUp(visitor, somebody('Pia Holm'));
  const before = await makeParty(host, { title: 'The first supper', first_entry: inDays(-1), last_entry: inDays(1) });
  await comes(host, before, visitor);
  await host.open('/people?tab=met');
  await expect(cards(host)).toContainText('One party together');

  const next = await makeParty(host, { title: 'The second supper' });
  await host.open(`${next.path}/guests/add`);
  await host.press('Add chosen people', 422);
  await expect(page.getByRole('group', { name: /people you have met/ })).toHaveAccessibleDescription(/at least one person/);
  await page.getByRole('checkbox', { name: /Pia Holm/ }).check();
  await host.press('Add chosen people');
  await host.reads('Your guests are on the list.');
  await expect(page.getByRole('region', { name: 'Guest list' })).toContainText('Pia Holm');
  await host.open(`${next.path}/guests/add`);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await visitor.open('/parties');
  await expect(visitor.page.getByRole('link', { name: 'The second supper' })).toBeVisible();
});
