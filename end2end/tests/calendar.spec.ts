import { inDays, makeParty } from '../support/parties';
import { expect, test } from '../support/test';
import type { Visitor } from '../support/visitor';

/** A calendar file, as programs ask for it. */
async function file(visitor: Visitor, path: string, status = 200): Promise<string> {
  const answer = await visitor.context.request.get(path);
  expect(answer.status(), path).toBe(status);
  if (status === 200) expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  return answer.text();
}

test('a party goes into a calendar', async ({ host, visitor }) => {
  const party = await makeParty(host, { place: 'The boathouse', address: 'Lake Road 1', address_shown: 'confirmed' });
  const { page } = visitor;
  await visitor.open(party.path);
  await visitor.unfold('Add to calendar');
  await visitor.look();
  const google = page.getByRole('link', { name: 'Google Calendar' });
  await expect(google).toHaveAttribute('href', /text=Lanterns\+by\+the\+lake&dates=\d{8}T200000%2F/);
  await expect(page.getByRole('link', { name: 'Outlook' })).toBeVisible();
  const path = await page.getByRole('link', { name: 'Calendar file (.ics)' }).getAttribute('href');
  expect(path).toBe(`${party.path}.ics`);
  const stranger = await file(visitor, path!);
  expect(stranger).toContain('SUMMARY:Lanterns by the lake\r\n');
  expect(stranger).not.toContain('Lake Road');
  expect(await file(host, path!)).toContain('Lake Road 1');
  await host.post('/api/parties/cancel', { party: party.id });
  expect(await file(visitor, path!)).toContain('STATUS:CANCELLED');
});

test('a calendar of all parties has a secret address', async ({ host, visitor }) => {
  const party = await makeParty(host);
  const { page } = host;
  await host.open('/settings');
  await host.follow('Calendar');
  await host.press('Make my calendar');
  await host.reads('Your calendar has a new address.');
  const address = () => page.getByLabel('Your private address').inputValue();
  const first = await address();
  expect(await file(visitor, first)).toContain(`SUMMARY:${party.title}`);
  await expect(page.getByRole('link', { name: 'Subscribe on this device' })).toHaveAttribute('href', first.replace(/^https?/, 'webcal'));
  await host.press('Make a new address');
  await file(visitor, first, 404);
  const second = await address();
  expect(second).not.toBe(first);
  expect(await file(visitor, second)).toContain('BEGIN:VEVENT');
  await host.press('Turn it off');
  await host.reads('Your calendar is off.');
  await file(visitor, second, 404);
});

test('a party starts from a calendar file', async ({ host }) => {
  const { page } = host;
  const choose = async (name: string, text: string) =>
    page.getByLabel('Calendar file').setInputFiles({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) });
  await host.open('/parties/new');
  await host.unfold('Start from a calendar file');
  await choose('notes.txt', 'milk, bread');
  await host.press('Fill in the form', 422);
  await expect(page.getByRole('alert')).toContainText('That file is not a calendar');

  const day = inDays(40).slice(0, 10);
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'SUMMARY:Midsummer\\, at last',
    `DTSTART;TZID=Europe/Paris:${day.replaceAll('-', '')}T193000`, 'DURATION:PT4H', 'LOCATION:Café Luna\\, Main St 1',
    'DESCRIPTION:Bring\\ncups', 'END:VEVENT', 'END:VCALENDAR', '',
  ];
  await choose('midsummer.ics', lines.join('\r\n'));
  await host.press('Fill in the form');
  await host.reads('This is what your file says.');
  await expect(page.getByLabel('What is the occasion?')).toHaveValue('Midsummer, at last');
  await expect(page.getByLabel('First entry')).toHaveValue(`${day}T19:30`);
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Paris');
  await expect(page.getByLabel('What should guests know?')).toHaveValue('Bring\ncups');
  await expect(page.getByRole('textbox', { name: /^Address/ })).toHaveValue('Café Luna, Main St 1');
  await host.press('Create party');
  await host.reads('Your party is ready.');
});

test('a party repeats, and dates are changed and cancelled', async ({ host, visitor }) => {
  const party = await makeParty(host, { title: 'Film night' });
  const { page } = host;
  await host.open(party.path);
  await host.follow('Dates');
  await host.press('Make the dates', 422);
  await page.getByLabel('How often').selectOption('Every two weeks');
  await page.getByLabel('How many dates').fill('4');
  await host.press('Make the dates');
  await host.reads('The party repeats.');
  const dates = page.getByRole('main').getByRole('listitem');
  await expect(dates).toHaveCount(4);

  await host.follow(dates.nth(1).getByRole('link', { name: /^Edit/ }));
  await page.getByLabel('What is the occasion?').fill('Film night, outdoors');
  await page.getByLabel('This and all later dates').check();
  await host.press('Save');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Film night, outdoors');
  await host.follow('Dates');
  await host.follow(dates.nth(3).getByRole('link', { name: /^Cancel/ }));
  await host.press('Cancel the party');

  await visitor.open(party.path);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('Film night');
  const others = visitor.page.getByRole('region', { name: 'Other dates' }).getByRole('listitem');
  await expect(others).toHaveCount(3);
  await expect(others.last()).toContainText('Cancelled');
  await visitor.follow(others.first().getByRole('link'));
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('Film night, outdoors');

  await host.open(`${party.path}/repeat`);
  await host.follow(dates.nth(1).getByRole('link', { name: /^Cancel/ }));
  await page.getByLabel('This and all later dates').check();
  await host.press('Cancel the party');
  await host.follow('Dates');
  await expect(dates.filter({ hasText: 'Cancelled' })).toHaveCount(3);
  await page.getByLabel('How many more').fill('2');
  await host.press('Add the dates');
  await host.reads('The dates are added.');
  await expect(dates).toHaveCount(6);
  await expect(dates.filter({ hasText: 'Cancelled' })).toHaveCount(3);
});
