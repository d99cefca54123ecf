// What only scripts do.
import { invite, makeParty } from '../support/parties';
import { picture } from '../support/pictures';
import { expect, test } from '../support/test';

const ANSWER = '**/api/rsvps/answer';

test('an answer that cannot be sent in the background is sent all the same', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host, { plus_ones: '1' });
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await page.route(ANSWER, (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort('aborted')));
  await visitor.unfold('Plus-one or message');
  await page.getByLabel('A word for the host').fill('From the train.');
  await visitor.press('Yes');
  await visitor.reads('Lovely, you are on the list!');
  await expect(page.getByLabel('A word for the host')).toHaveValue('From the train.');
});

test('two quick taps are one answer', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  let sent = 0;
  await page.route(ANSWER, async (route) => {
    sent += 1;
    await new Promise((later) => setTimeout(later, 300));
    await route.continue();
  });
  await visitor.answeredInPlace(() => page.getByRole('button', { name: 'Yes' }).dblclick());
  await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible();
  expect(sent).toBe(1);
});

test('a file that is no picture is called so before it is sent', async ({ visitor }) => {
  const { page } = visitor;
  await visitor.open('/signup');
  const photo = page.getByLabel(/^Photo/);
  await photo.setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') });
  await expect(page.getByText('That file is not a picture.')).toBeVisible();
  await visitor.look();
  await photo.setInputFiles(picture('me.png'));
  await expect(page.getByAltText('The picture you chose')).toBeVisible();
  await expect(page.getByText('That file is not a picture.')).toHaveCount(0);
});

test('whoever answers keeps their place on the page', async ({ host, visitor }) => {
  const { page } = visitor;
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await visitor.open(Ana);
  await visitor.tap('Yes');
  const scrolled = () => page.evaluate(() => scrollY);
  await page.setViewportSize({ width: 390, height: 600 });
  await page.getByRole('button', { name: 'Maybe' }).scrollIntoViewIfNeeded();
  const before = await scrolled();
  await visitor.tap('Maybe');
  await expect(page.getByRole('button', { name: 'Maybe' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Maybe' })).toBeInViewport();
  expect(Math.abs((await scrolled()) - before)).toBeLessThan(300);
});
