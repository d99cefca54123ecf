import { randomBytes } from 'node:crypto';

import type { Visitor } from './visitor';

export type Account = { name: string; username: string; email: string; password: string };

/** Somebody whom the server does not know yet. */
export function somebody(name = 'Mira Lind'): Account {
  const first = name.split(' ')[0]!.normalize('NFD').toLowerCase().replace(/[^a-z]/g, '');
  const username = `${first}-${randomBytes(5).toString('hex')}`;
  return { name, username, email: `${username}@example.org`, password: 'three brave otters' };
}

/** Makes an account, and logs the visitor in to it. */
export async function signUp(visitor: Visitor, account = somebody()): Promise<Account> {
  const { name, username, email, password } = account;
  await visitor.post('/api/accounts/sign_up', { display_name: name, username, email, password });
  visitor.account = account;
  return account;
}

export async function logIn(visitor: Visitor, account: Account): Promise<void> {
  await visitor.post('/api/accounts/log_in', { login: account.username, password: account.password });
  visitor.account = account;
}
