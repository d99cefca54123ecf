// What every page has to stand, whoever opens it.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Pages of the same structure are checked once per worker. */
const checked = new Set<string>();

/** No violation of WCAG 2.2 A and AA that a program can find. It is a script, so scripts have to be on. */
export async function expectAccessible(page: Page): Promise<void> {
  const structure = await page.evaluate(() => {
    const html = document.documentElement.outerHTML
      .replace(/>[^<]+</g, '>text<')
      .replace(/(href|src|srcset|value|content|nonce|datetime)="[^"]*"/g, '$1')
      .replace(/[\w-]{15,}/g, 'id');
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return `${innerWidth} ${dark} ${html}`;
  });
  if (checked.has(structure)) return;
  const results = await new AxeBuilder({ page })
    .setLegacyMode() // there are no frames, and this is quicker
    .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
    .withTags(WCAG)
    .analyze();
  const violations = results.violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.map((node) => `${node.html} ${node.any.concat(node.all).map((check) => check.message)}`),
  }));
  expect(violations, `accessibility of ${page.url()}`).toEqual([]);
  checked.add(structure);
}

/** One heading of the first level, a title, a description, and nothing that sticks out sideways. */
export async function expectInShape(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }), `headings of ${page.url()}`).toHaveCount(1);
  await expect(page, page.url()).toHaveTitle(/\S.*Soirée|Soirée.*\S/);
  await expect(page.locator('head > meta[name=description]'), page.url()).toHaveAttribute('content', /\S/);
  await expectNothingSticksOut(page);
}

export async function expectNothingSticksOut(page: Page): Promise<void> {
  const sticksOut = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const elements = [...document.querySelectorAll('body *')];
    const wide = elements.filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5);
    return wide.map((element) => element.outerHTML.slice(0, 120)).concat(`${scrollWidth} px of ${clientWidth} px`);
  });
  expect(sticksOut, `${page.url()} is wider than its window`).toEqual([]);
}
