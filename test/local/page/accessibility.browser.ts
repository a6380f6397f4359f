/** That everybody can use the page, in Chromium: `npm run test:browser`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { call, create, createUser, USER } from '../../e2e/scim.ts';
import { usePage } from './support/open-page.ts';

const { server, page, person, dialog, focused } = usePage();

describe('by keyboard', () => {
  test('everything is reached in the order in which it is read', async () => {
    await createUser(server(), 'keyboard@example.com');
    await person('keyboard@example.com').waitFor();
    const reached: unknown[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page().keyboard.press('Tab');
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
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    expect(await page().evaluate('document.activeElement.id')).toBe('requests');
  });

  test('a resource opens with Enter, closes with Escape, and the focus is where it was', async () => {
    await createUser(server(), 'escaped@example.com');
    const link = person('escaped@example.com').getByRole('link');
    await link.focus();
    await page().keyboard.press('Enter');
    await dialog().getByRole('heading', { name: 'escaped@example.com' }).waitFor();
    await page().keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(await focused()).toContain('escaped@example.com');
    // The driver hears of a changed address a moment after the page has changed it.
    await page().waitForURL(({ hash }) => hash === '');
  });

  test('the focus stays on somebody while the list changes', async () => {
    await createUser(server(), 'steady@example.com');
    await person('steady@example.com').getByRole('link').focus();
    await createUser(server(), 'newcomer@example.com');
    await person('newcomer@example.com').waitFor();
    expect(await focused()).toContain('steady@example.com');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every text can be read: a contrast of 4.5 to 1 or more', async () => {
    const userName = `${colorScheme}@example.com`;
    await create(server(), '/Users', { schemas: [USER], userName, active: false });
    await call(server(), 'POST', '/Users', { schemas: [USER], userName });
    await page().emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await person(userName).getByRole('link').click();
    await dialog().getByText('Create user').waitFor();
    const faint = await readFile(join(import.meta.dirname, 'support', 'contrast.js'), 'utf8');
    expect(await page().evaluate(faint)).toEqual([]);
  });

  test('the ground is as it should be', async () => {
    await page().emulateMedia({ colorScheme });
    const ground = await page().evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(colorScheme === 'light' ? 'rgb(245, 244, 241)' : 'rgb(18, 21, 23)');
  });
});

test('on a narrow screen nothing is wider than the screen', async () => {
  await createUser(server(), `${'long'.repeat(30)}@example.com`);
  await person('longlong').waitFor();
  for (const width of [320, 700, 1000]) {
    await page().setViewportSize({ width, height: 800 });
    expect(await page().evaluate('document.documentElement.scrollWidth')).toBe(width);
  }
});

test('nothing moves for those who want it so', async () => {
  await page().emulateMedia({ reducedMotion: 'reduce' });
  await createUser(server(), 'still@example.com');
  await person('still@example.com').waitFor();
  expect(await page().evaluate('document.getAnimations().length')).toBe(0);
});
