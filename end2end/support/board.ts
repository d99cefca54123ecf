import { expect, type Locator } from '@playwright/test';

import type { Party } from './parties';
import type { Visitor } from './visitor';

export const board = (party: Party) => `${party.path}/board`;

/** Posts without the page, which is quicker; gives the post's identifier. `fields` are those of the form. */
export async function makePost(visitor: Visitor, party: Party, text: string, fields: Record<string, string> = {}): Promise<string> {
  const address = await visitor.post('/api/board/add', { party: party.id, text, ...fields });
  const id = /#post-(\w+)$/.exec(address)?.[1];
  expect(id, `a post in ${address}`).toBeTruthy();
  return id!;
}

/** The post that says so, with its replies. */
export function post({ page }: Visitor, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).first();
}

/** The reply that says so. */
export function reply({ page }: Visitor, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text }).last();
}

/** Opens what stands behind the three dots of a post. */
export async function openMenu(post: Locator): Promise<void> {
  await post.locator('summary', { hasText: 'More about' }).first().click();
}

/** The reactions to a post of somebody. */
export function reactions({ page }: Visitor, name: string): Locator {
  return page.getByRole('group', { name: `Reactions to ${name}` });
}
