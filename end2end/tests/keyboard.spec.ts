import { invite, makeParty } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** Tabs on until something is focused; every stop on the way shows that it is. */
async function tabTo({ page }: Visitor, name: string | RegExp, role: 'button' | 'link' | 'textbox') {
  const target = page.getByRole(role, { name, exact: true });
  for (let stops = 0; stops < 40; stops++) {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    const shown = await focus.evaluate((element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    expect(shown, `focus is seen on ${await focus.evaluate((element) => element.outerHTML.slice(0, 100))}`).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${role} "${name}" is not reached`);
}

test('skip link, answer and log in without a mouse', async ({ host, visitor }) => {
  const { page, scripts } = visitor;
  const party = await makeParty(host, { plus_ones: '1' });
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await tabTo(visitor, 'Yes', 'button');
  await visitor.answeredInPlace(() => page.keyboard.press('Enter'));
  await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  // Whoever answers without a reload keeps their place.
  if (scripts) await expect(page.getByRole('button', { name: 'Yes', exact: true })).toBeFocused();
  else await tabTo(visitor, 'Yes', 'button');
  await tabTo(visitor, 'No', 'button');
  await visitor.answeredInPlace(() => page.keyboard.press('Space'));
  await expect(page.getByRole('heading', { name: 'You are not coming' })).toBeVisible();

  await visitor.open('/login');
  await tabTo(visitor, 'E-mail or username', 'textbox');
  await page.keyboard.type(host.account!.username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(host.account!.password);
  await visitor.arrive(() => page.keyboard.press('Enter'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Hello/);
});

test('the return key in the name field is no answer', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host);
  await visitor.open(party.path);
  await page.getByLabel('Your name').fill('Nadia');
  await page.keyboard.press('Enter');
  await tabTo(visitor, 'Maybe', 'button');
  await visitor.arrive(() => page.keyboard.press('Enter'));
  await expect(page.getByRole('heading', { name: 'You said maybe' })).toBeVisible();
});

test('the account menu opens and closes', async ({ host }) => {
  const { page } = host;
  await host.open('/parties');
  await page.locator('summary', { hasText: 'Your account' }).focus();
  await page.keyboard.press('Enter');
  await host.look();
  await tabTo(host, 'Log out', 'button');
  await host.arrive(() => page.keyboard.press('Enter'));
  await host.reads('You are logged out.');
});
