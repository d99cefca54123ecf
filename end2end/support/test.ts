import { test as base, expect } from '@playwright/test';

import { Guard } from './guard';
import { signUp } from './people';
import { Visitor } from './visitor';

type Fixtures = {
  /** Somebody new with a browser of their own. */
  newVisitor: () => Promise<Visitor>;
  /** Somebody without an account. */
  visitor: Visitor;
  /** Somebody with an account, logged in. */
  host: Visitor;
};

export const test = base.extend<Fixtures>({
  newVisitor: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const origin = new URL(baseURL!).origin;
    const scripts = javaScriptEnabled ?? true;
    const guard = new Guard(origin, scripts);
    const visitors: Visitor[] = [];
    await use(async () => {
      const context = await browser.newContext();
      guard.watch(context);
      const visitor = new Visitor(await context.newPage(), context, guard, scripts, origin);
      visitors.push(visitor);
      return visitor;
    });
    for (const visitor of visitors) await visitor.context.close();
    expect(guard.complaints, 'what went wrong without being seen').toEqual([]);
  },
  visitor: async ({ newVisitor }, use) => use(await newVisitor()),
  host: async ({ newVisitor }, use) => {
    const host = await newVisitor();
    await signUp(host);
    await use(host);
  },
});

export { expect };
