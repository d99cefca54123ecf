import { expect } from '@playwright/test';

import type { Visitor } from './visitor';

export type Party = { id: string; path: string; title: string };

/** So many days from now, as a date field holds it. */
export function inDays(days: number, time = '20:00'): string {
  const date = new Date(Date.now() + days * 24 * 3_600_000);
  return `${date.toISOString().slice(0, 10)}T${time}`;
}

/** Makes a party in a month. `fields` are those of the form. */
export async function makeParty(host: Visitor, fields: Record<string, string> = {}): Promise<Party> {
  const party = { title: 'Lanterns by the lake', time_zone: 'Europe/Berlin', first_entry: inDays(30), ...fields };
  const address = await host.post('/api/parties/create', party);
  const id = /^\/p\/(\w+)\/guests$/.exec(address)?.[1];
  expect(id, `a party in ${address}`).toBeTruthy();
  return { id: id!, path: `/p/${id}`, title: party.title };
}

/** Puts guests on the list; gives their personal links. */
export async function invite<Name extends string>(host: Visitor, party: Party, ...names: Name[]): Promise<Record<Name, string>> {
  await host.post('/api/invites/add', { party: party.id, lines: names.join('\n'), confirmed: '1' });
  return links(host, party);
}

/** The personal links of all guests by name. */
export async function links<Name extends string>(host: Visitor, party: Party): Promise<Record<Name, string>> {
  type List = { rows: { name: Name; link: string }[] };
  const { rows } = await host.ask<List>('/api/invites/list', { party: party.id });
  return Object.fromEntries(rows.map(({ name, link }) => [name, link])) as Record<Name, string>;
}

/** A party of the host, and a guest who came by a personal link. */
export async function partyWith(host: Visitor, guest: Visitor): Promise<Party> {
  const party = await makeParty(host);
  const { Ana } = await invite(host, party, 'Ana');
  await guest.open(Ana);
  return party;
}
