/** The page in Chromium, on the service itself, opened anew for each test of a file. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type LocalServer, startLocalServer } from '../../../../local/server.ts';
import { launchChromium } from '../chromium.ts';

const LIMIT_MS = 60_000;

export interface OpenPage {
  readonly server: () => LocalServer;
  readonly page: () => Page;
  readonly row: (text: string) => Locator;
  readonly person: (name: string) => Locator;
  readonly dialog: () => Locator;
  readonly focused: () => Promise<unknown>;
}

/** Fails a test in whose course the page complains of anything, or asks anybody besides the server. */
export const usePage = (): OpenPage => {
  let server: LocalServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:' }),
      launchChromium(),
    ]);
  }, LIMIT_MS);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, LIMIT_MS);

  beforeEach(async () => {
    complaints = [];
    strangers = [];
    const origin = new URL(server.tenantUrl).origin;
    context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    context.setDefaultTimeout(10_000);
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) strangers.push(request.url());
    });
    await page.goto(`${origin}/`);
    await page.getByText('Live', { exact: true }).waitFor();
  }, LIMIT_MS);

  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  return {
    server: () => server,
    page: () => page,
    row: (text) => page.getByRole('row').filter({ hasText: text }),
    person: (name) => page.getByRole('listitem').filter({ hasText: name }),
    dialog: () => page.getByRole('dialog'),
    focused: () =>
      page.evaluate(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      ),
  };
};
