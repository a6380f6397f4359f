/** The page in Chromium, on the service itself: `npm run test:browser`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type LocalServer, startLocalServer } from '../../../local/server.ts';
import { call, create, createGroup, createUser, patch, USER } from '../../e2e/scim.ts';
import { launchChromium } from './chromium.ts';

const LIMIT_MS = 60_000;

let server: LocalServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the page complained of, and whom it asked besides the server. */
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

const row = (text: string): Locator => page.getByRole('row').filter({ hasText: text });
const person = (name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
const cells = (line: Locator): Promise<string[]> => line.getByRole('cell').allTextContents();
const dialog = (): Locator => page.getByRole('dialog');
const clipboard = (): Promise<unknown> => page.evaluate('navigator.clipboard.readText()');
const focused = (): Promise<unknown> =>
  page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');

describe('what is sent appears', () => {
  test('as a request, as a user and in the counts, while one looks on', async () => {
    const count = page.locator('#count-users');
    await count.filter({ hasText: /\d/ }).waitFor();
    const before = Number(await count.textContent());
    await createUser(server, 'appearing@example.com');
    await person('appearing@example.com').waitFor();
    const request = row('appearing@example.com');
    await request.waitFor();
    expect(await cells(request)).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      'Create user POST /scim/Users',
      'appearing@example.com',
      '201',
      expect.stringMatching(/^[\d,]+ ms$/),
      '–',
    ]);
    expect(await count.textContent()).toBe(String(before + 1));
  });

  test('with the dialect, and with the reason of a refusal', async () => {
    const body = { schemas: [USER], userName: 'twice@example.com' };
    await create(server, '/Users', body);
    await call(server, 'POST', '/Users', body, { 'user-agent': 'Okta SCIM Client 1.0.0' });
    await page.getByLabel('Refused only').check();
    const refused = row('another User has this userName').first();
    await refused.waitFor();
    expect((await cells(refused)).filter((text) => /^(409|Okta)$/.test(text))).toEqual(['409', 'Okta']);
    expect(await row('201').count()).toBe(0);
  });

  test('as a group, when groups are listed', async () => {
    await createGroup(server, 'Analysts');
    await page.getByLabel('Groups', { exact: true }).check();
    await person('Analysts').waitFor();
  });

  test('as the text that it is', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
    await create(server, '/Users', { schemas: [USER], userName: 'markup@example.com', displayName: markup });
    await person(markup).getByRole('link').click();
    await dialog().getByRole('heading', { name: markup }).waitFor();
    expect(await page.locator('img[src="x"], .name b').count()).toBe(0);
    expect(await page.title()).toBe('scim-on-aws, local');
  });

  test('not while the table is paused, and all of it afterwards', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await createUser(server, 'paused@example.com');
    await page.getByRole('button', { name: 'Paused, 1 more' }).waitFor();
    expect(await row('paused@example.com').count()).toBe(0);
    await page.getByRole('button', { name: 'Paused' }).click();
    await row('paused@example.com').waitFor();
  });
});

test('a search finds who is not among the first', async () => {
  await createUser(server, 'zoe.found@example.com');
  await createUser(server, 'other@example.com');
  await page.getByRole('searchbox').fill('ZOE.f');
  await person('zoe.found@example.com').waitFor();
  await person('other@example.com').waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('no"body\\');
  await page.getByText('No user has a name that starts with').waitFor();
});

describe('what an administrator enters', () => {
  test('is copied by a button each, and that is said', async () => {
    await page.getByRole('button', { name: 'Copy Tenant URL' }).click();
    await page.getByRole('status').filter({ hasText: 'Tenant URL copied' }).waitFor({ state: 'attached' });
    expect(await clipboard()).toBe(server.tenantUrl);
    await page.getByRole('button', { name: 'Copy Secret Token' }).click();
    await page.getByRole('status').filter({ hasText: 'Secret Token copied' }).waitFor({ state: 'attached' });
    expect(await clipboard()).toBe(server.token);
  });

  test('hides the token until it is asked for', async () => {
    const token = page.getByLabel('Secret Token', { exact: true });
    expect(await token.inputValue()).toMatch(/^scim_[^_]+_•+$/);
    await page.getByRole('button', { name: 'Show Secret Token' }).click();
    expect(await token.inputValue()).toBe(server.token);
    await page.getByRole('button', { name: 'Show Secret Token' }).click();
    expect(await token.inputValue()).not.toContain(server.token);
  });
});

describe('one resource', () => {
  test('has its JSON as a client reads it, and its requests, and both follow', async () => {
    const id = await createUser(server, 'inspected@example.com');
    await person('inspected@example.com').getByRole('link').click();
    const json = dialog().locator('pre');
    await json.getByText('"inspected@example.com"').waitFor();
    const { body } = await call(server, 'GET', `/Users/${id}`);
    expect(JSON.parse((await json.textContent()) ?? '')).toEqual(body);

    await call(server, 'PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'title', value: 'Analyst' }));
    await json.getByText('"Analyst"').waitFor();
    const history = await dialog().getByRole('listitem').allInnerTexts();
    expect(history.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^\S+ 200 Change user Entra · [\d,]+ ms$/),
      expect.stringMatching(/^\S+ 200 Read user [\d,]+ ms$/),
      expect.stringMatching(/^\S+ 201 Create user [\d,]+ ms$/),
    ]);
  });

  test('has the requests that made it a member, and its groups follow', async () => {
    const id = await createUser(server, 'member@example.com');
    const group = await createGroup(server, 'Engineers');
    await person('member@example.com').getByRole('link').click();
    const json = dialog().locator('pre');
    await json.getByText('"member@example.com"').waitFor();
    await call(
      server,
      'PATCH',
      `/Groups/${group}`,
      patch({ op: 'Add', path: 'members', value: [{ value: id }] }),
    );
    await json.getByText(`"${group}"`).waitFor();
    const [latest] = await dialog().getByRole('listitem').allInnerTexts();
    expect(latest?.replaceAll(/\s+/g, ' ')).toMatch(/^\S+ 204 Change group Engineers Entra · [\d,]+ ms$/);
    await dialog().getByRole('link', { name: 'Engineers' }).click();
    await dialog().getByRole('heading', { name: 'Engineers' }).waitFor();
  });

  test('that is deleted says so, and keeps its requests', async () => {
    const id = await createUser(server, 'deleted@example.com');
    await person('deleted@example.com').getByRole('link').click();
    await dialog().locator('pre').getByText('"deleted@example.com"').waitFor();
    await call(server, 'DELETE', `/Users/${id}`);
    await dialog().getByText('answered with 404').waitFor();
    await dialog().getByText('Delete user').waitFor();
    await person('deleted@example.com').waitFor({ state: 'detached' });
  });

  test('has an address of its own', async () => {
    const id = await createUser(server, 'addressed@example.com');
    await page.goto(`${server.pageUrl}#Users/${id}`);
    await dialog().getByRole('heading', { name: 'addressed@example.com' }).waitFor();
    await page.reload();
    await dialog().getByRole('heading', { name: 'addressed@example.com' }).waitFor();
  });
});

describe('by keyboard', () => {
  test('everything is reached in the order in which it is read', async () => {
    await createUser(server, 'keyboard@example.com');
    await person('keyboard@example.com').waitFor();
    const reached: unknown[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
    }
    expect(reached).toEqual([
      'Skip to the requests',
      '',
      'Copy Tenant URL',
      '',
      'Show Secret Token',
      'Copy Secret Token',
      '',
      'Pause',
    ]);
  });

  test('the requests are one step away', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('requests');
  });

  test('a resource opens with Enter, closes with Escape, and the focus is where it was', async () => {
    await createUser(server, 'escaped@example.com');
    const link = person('escaped@example.com').getByRole('link');
    await link.focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { name: 'escaped@example.com' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(await focused()).toContain('escaped@example.com');
    // The driver hears of a changed address a moment after the page has changed it.
    await page.waitForURL(({ hash }) => hash === '');
  });

  test('the focus stays on somebody while the list changes', async () => {
    await createUser(server, 'steady@example.com');
    await person('steady@example.com').getByRole('link').focus();
    await createUser(server, 'newcomer@example.com');
    await person('newcomer@example.com').waitFor();
    expect(await focused()).toContain('steady@example.com');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every text can be read: a contrast of 4.5 to 1 or more', async () => {
    const userName = `${colorScheme}@example.com`;
    await create(server, '/Users', { schemas: [USER], userName, active: false });
    await call(server, 'POST', '/Users', { schemas: [USER], userName });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await person(userName).getByRole('link').click();
    await dialog().getByText('Create user').waitFor();
    const faint = await readFile(join(import.meta.dirname, 'support', 'contrast.js'), 'utf8');
    expect(await page.evaluate(faint)).toEqual([]);
  });

  test('the ground is as it should be', async () => {
    await page.emulateMedia({ colorScheme });
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(colorScheme === 'light' ? 'rgb(245, 244, 241)' : 'rgb(18, 21, 23)');
  });
});

test('on a narrow screen nothing is wider than the screen', async () => {
  await createUser(server, `${'long'.repeat(30)}@example.com`);
  await person('longlong').waitFor();
  for (const width of [320, 700, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
});

test('nothing moves for those who want it so', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await createUser(server, 'still@example.com');
  await person('still@example.com').waitFor();
  expect(await page.evaluate('document.getAnimations().length')).toBe(0);
});
