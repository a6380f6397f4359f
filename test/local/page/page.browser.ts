/** What the page shows, in Chromium: `npm run test:browser`. */
import { describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { call, create, createGroup, createUser, patch, USER } from '../../e2e/scim.ts';
import { usePage } from './support/open-page.ts';

const { server, page, row, person, dialog } = usePage();

const cells = (line: Locator): Promise<string[]> => line.getByRole('cell').allTextContents();
const clipboard = (): Promise<unknown> => page().evaluate('navigator.clipboard.readText()');

describe('what is sent appears', () => {
  test('as a request, as a user and in the counts, while one looks on', async () => {
    const count = page().locator('#count-users');
    await count.filter({ hasText: /\d/ }).waitFor();
    const before = Number(await count.textContent());
    await createUser(server(), 'appearing@example.com');
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
    await create(server(), '/Users', body);
    await call(server(), 'POST', '/Users', body, { 'user-agent': 'Okta SCIM Client 1.0.0' });
    await page().getByLabel('Refused only').check();
    const refused = row('another User has this userName').first();
    await refused.waitFor();
    expect((await cells(refused)).filter((text) => /^(409|Okta)$/.test(text))).toEqual(['409', 'Okta']);
    expect(await row('201').count()).toBe(0);
  });

  test('as a group, when groups are listed', async () => {
    await createGroup(server(), 'Analysts');
    await page().getByLabel('Groups', { exact: true }).check();
    await person('Analysts').waitFor();
  });

  test('as the text that it is', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
    await create(server(), '/Users', {
      schemas: [USER],
      userName: 'markup@example.com',
      displayName: markup,
    });
    await person(markup).getByRole('link').click();
    await dialog().getByRole('heading', { name: markup }).waitFor();
    expect(await page().locator('img[src="x"], .name b').count()).toBe(0);
    expect(await page().title()).toBe('scim-on-aws, local');
  });

  test('not while the table is paused, and all of it afterwards', async () => {
    await page().getByRole('button', { name: 'Pause' }).click();
    await createUser(server(), 'paused@example.com');
    await page().getByRole('button', { name: 'Paused, 1 more' }).waitFor();
    expect(await row('paused@example.com').count()).toBe(0);
    await page().getByRole('button', { name: 'Paused' }).click();
    await row('paused@example.com').waitFor();
  });
});

test('a search finds who is not among the first', async () => {
  await createUser(server(), 'zoe.found@example.com');
  await createUser(server(), 'other@example.com');
  await page().getByRole('searchbox').fill('ZOE.f');
  await person('zoe.found@example.com').waitFor();
  await person('other@example.com').waitFor({ state: 'detached' });
  await page().getByRole('searchbox').fill('no"body\\');
  await page().getByText('No user has a name that starts with').waitFor();
});

describe('what an administrator enters', () => {
  test('is copied by a button each, and that is said', async () => {
    await page().getByRole('button', { name: 'Copy Tenant URL' }).click();
    await page().getByRole('status').filter({ hasText: 'Tenant URL copied' }).waitFor({ state: 'attached' });
    expect(await clipboard()).toBe(server().tenantUrl);
    await page().getByRole('button', { name: 'Copy Secret Token' }).click();
    await page()
      .getByRole('status')
      .filter({ hasText: 'Secret Token copied' })
      .waitFor({ state: 'attached' });
    expect(await clipboard()).toBe(server().token);
  });

  test('hides the token until it is asked for', async () => {
    const token = page().getByLabel('Secret Token', { exact: true });
    expect(await token.inputValue()).toMatch(/^scim_[^_]+_•+$/);
    await page().getByRole('button', { name: 'Show Secret Token' }).click();
    expect(await token.inputValue()).toBe(server().token);
    await page().getByRole('button', { name: 'Show Secret Token' }).click();
    expect(await token.inputValue()).not.toContain(server().token);
  });
});

describe('one resource', () => {
  test('has its JSON as a client reads it, and its requests, and both follow', async () => {
    const id = await createUser(server(), 'inspected@example.com');
    await person('inspected@example.com').getByRole('link').click();
    const json = dialog().locator('pre');
    await json.getByText('"inspected@example.com"').waitFor();
    const { body } = await call(server(), 'GET', `/Users/${id}`);
    expect(JSON.parse((await json.textContent()) ?? '')).toEqual(body);

    await call(server(), 'PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'title', value: 'Analyst' }));
    await json.getByText('"Analyst"').waitFor();
    const history = await dialog().getByRole('listitem').allInnerTexts();
    expect(history.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^\S+ 200 Change user Entra · [\d,]+ ms$/),
      expect.stringMatching(/^\S+ 200 Read user [\d,]+ ms$/),
      expect.stringMatching(/^\S+ 201 Create user [\d,]+ ms$/),
    ]);
  });

  test('has the requests that made it a member, and its groups follow', async () => {
    const id = await createUser(server(), 'member@example.com');
    const group = await createGroup(server(), 'Engineers');
    await person('member@example.com').getByRole('link').click();
    const json = dialog().locator('pre');
    await json.getByText('"member@example.com"').waitFor();
    await call(
      server(),
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
    const id = await createUser(server(), 'deleted@example.com');
    await person('deleted@example.com').getByRole('link').click();
    await dialog().locator('pre').getByText('"deleted@example.com"').waitFor();
    await call(server(), 'DELETE', `/Users/${id}`);
    await dialog().getByText('answered with 404').waitFor();
    await dialog().getByText('Delete user').waitFor();
    await person('deleted@example.com').waitFor({ state: 'detached' });
  });

  test('has an address of its own', async () => {
    const id = await createUser(server(), 'addressed@example.com');
    await page().goto(`${server().pageUrl}#Users/${id}`);
    await dialog().getByRole('heading', { name: 'addressed@example.com' }).waitFor();
    await page().reload();
    await dialog().getByRole('heading', { name: 'addressed@example.com' }).waitFor();
  });
});
