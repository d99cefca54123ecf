import { randomUUID } from 'node:crypto';

import { expect, type BrowserContext, type Locator, type Page, type Response } from '@playwright/test';

import type { Guard } from './guard';
import { expectAccessible, expectInShape } from './look';
import type { Account } from './people';

type Name = string | RegExp;

/** Somebody with a browser of their own. Every page that is opened on purpose is looked at. */
export class Visitor {
  /** Whose account the browser is logged in to. */
  account?: Account;

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    private readonly guard: Guard,
    /** Whether scripts are on. */
    readonly scripts: boolean,
    private readonly origin: string,
  ) {}

  /** Opens an address, which answers with a status. */
  async open(address: string, status = 200): Promise<void> {
    await this.arrive(() => this.page.goto(address), status);
  }

  /** Follows a link to another page. */
  async follow(link: Name | Locator, status = 200): Promise<void> {
    const target = isName(link) ? this.page.getByRole('link', { name: link, exact: true }) : link;
    await this.arrive(() => target.click(), status);
  }

  /** Presses a button that sends its form and leads to another page. */
  async press(button: Name | Locator, status = 200): Promise<void> {
    await this.arrive(() => this.button(button).click(), status);
  }

  /** Presses a button whose form is answered on the same page where scripts are on. */
  async tap(button: Name | Locator, status = 200): Promise<void> {
    await this.answeredInPlace(() => this.button(button).click(), status);
  }

  /** Does something that sends a form which is answered on the same page where scripts are on. */
  async answeredInPlace(act: () => Promise<void>, status = 200): Promise<void> {
    if (!this.scripts) return this.arrive(act, status);
    // A page that stands open may ask for itself meanwhile.
    const isRefresh = (answer: Response) => 'x-live' in answer.request().headers();
    const answered = (answer: Response) =>
      answer.request().resourceType() === 'fetch' && !isRedirect(answer) && !isRefresh(answer);
    await this.guard.expecting(status, async () => {
      const [answer] = await Promise.all([this.page.waitForResponse(answered), act()]);
      expect(answer.status(), `status of ${answer.url()}`).toBe(status);
      await expect(this.page.locator('form[aria-busy]')).toHaveCount(0);
    });
    await this.look();
  }

  /** Does something that leads to a page, and looks at it. */
  async arrive(act: () => Promise<unknown>, status = 200): Promise<void> {
    const arrived = (answer: Response) => answer.request().isNavigationRequest() && !isRedirect(answer);
    await this.guard.expecting(status, async () => {
      const [answer] = await Promise.all([
        this.page.waitForResponse(arrived),
        this.page.waitForEvent('load'),
        act(),
      ]);
      expect(answer.status(), `status of ${answer.url()}`).toBe(status);
    });
    await this.look();
  }

  /** Checks the page as it is now. */
  async look(): Promise<void> {
    if (this.scripts) await this.awake();
    await expectInShape(this.page);
    if (this.scripts) await expectAccessible(this.page);
  }

  /** What the page says has just happened. */
  async reads(message: Name): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: message }).first()).toBeVisible();
  }

  /** Lets answers with this status pass while something is done. */
  async expecting<T>(status: number, act: () => Promise<T>): Promise<T> {
    return this.guard.expecting(status, act);
  }

  /** Opens a part of the page that is folded away. */
  async unfold(summary: Name): Promise<void> {
    await this.page.locator('details:not([open]) > summary').filter({ hasText: summary }).click();
  }

  /** Posts a form without its page, which is quicker; gives the address that it leads to. */
  async post(action: string, fields: Record<string, string>): Promise<string> {
    const answer = await this.send(action, fields, 'text/html');
    expect(answer.status(), `${action}: ${answer.status() === 303 ? '' : await answer.text()}`).toBe(303);
    return answer.headers()['location'] ?? '';
  }

  /** Asks the server for data. */
  async ask<T>(action: string, fields: Record<string, string>): Promise<T> {
    const answer = await this.send(action, fields, 'application/json');
    expect(answer.status(), action).toBe(200);
    return (await answer.json()) as T;
  }

  private send(action: string, fields: Record<string, string>, accept: string) {
    return this.context.request.post(action, {
      form: { _page: '/', _key: randomUUID(), ...fields },
      headers: { accept, origin: this.origin },
      maxRedirects: 0,
    });
  }

  /** Waits until the islands of the page listen. */
  private async awake(): Promise<void> {
    if ((await this.page.locator('leptos-island').count()) > 0) {
      await this.page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
    }
  }

  private button(button: Name | Locator): Locator {
    return isName(button) ? this.page.getByRole('button', { name: button, exact: true }) : button;
  }
}

function isName(target: Name | Locator): target is Name {
  return typeof target === 'string' || target instanceof RegExp;
}

function isRedirect(answer: Response): boolean {
  return Math.floor(answer.status() / 100) === 3;
}

/** What the page is called at its top. */
export const heading = ({ page }: Visitor) => page.getByRole('heading', { level: 1 });
