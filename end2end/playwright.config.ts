import { existsSync } from 'node:fs';

import { defineConfig } from '@playwright/test';

const chromium = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

/** What Playwright switches off itself, for the last list counts, and the address bar, which costs more than our pages. */
const unused = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'BoundaryEventDispatchTracksNodeRemoval', 'DestroyProfileOnBrowserClose'],
  ...['DialMediaRouteProvider', 'GlobalMediaControls', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'OptimizationHints'],
  ...['PaintHolding', 'RenderDocument', 'ThirdPartyStoragePartitioning', 'Translate'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
];

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A machine that is busy with something else may be too slow once.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME || 'test-results/results.json' }],
  ],
  webServer: process.env.SOIREE_E2E_OIDC
    ? { command: 'node oidc/provider.mjs', url: `${process.env.SOIREE_E2E_OIDC}/.well-known/openid-configuration` }
    : undefined,
  use: {
    baseURL: process.env.SOIREE_E2E_URL || 'http://127.0.0.1:3000',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${unused}`,
      ],
    },
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'with JavaScript' },
    {
      name: 'without JavaScript',
      // On a phone, so that every flow is walked in both widths.
      use: { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
      testIgnore: /(live|live-updates|looks|weight)\.spec/,
    },
  ],
});
