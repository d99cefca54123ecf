// The development outbox, which keeps what a mail server would get.
import { expect } from '@playwright/test';

import type { Visitor } from './visitor';

export type Mail = { id: string; from: string; to: string; subject: string; text: string; source: string };

/** The mails to an address, the newest first; waits until there are so many. */
export async function mailsTo(visitor: Visitor, address: string, count = 1): Promise<Mail[]> {
  let mails: Mail[] = [];
  const poll = async () => {
    const all = await visitor.ask<Mail[]>('/api/mail/outbox', {});
    mails = all.filter(({ to }) => to.includes(address));
    return mails.length;
  };
  await expect.poll(poll, { message: `mails to ${address}`, timeout: 20_000 }).toBe(count);
  return mails;
}

/** The first link of a mail that leads to such a path of this site. */
export function linkIn(mail: Mail, path: string): string {
  const link = mail.text.split(/\s+/).find((word) => /^https?:/.test(word) && new URL(word).pathname.startsWith(path));
  expect(link, `a link to ${path} in ${mail.text}`).toBeTruthy();
  return link!;
}
