/** Writes the pictures of the page that the documentation shows: `npm run screenshots`. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { linesOfProgress } from '../../../local/command/progress.ts';
import { type LocalServer, startLocalServer } from '../../../local/server.ts';
import { sampleDirectory } from '../../../local/simulate/sample/generate.ts';
import { simulate } from '../../../local/simulate/simulation.ts';
import { launchChromium } from './chromium.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'images');
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A directory of some size, provisioned as Entra does it. */
const fill = ({ tenantUrl, token }: LocalServer): Promise<unknown> =>
  simulate({
    target: { tenantUrl, token },
    directory: sampleDirectory('picture', 60),
    dialect: 'flag',
    scope: 'all',
    cycles: 1,
    seed: 'picture',
    parallel: 4,
    // Not so many that they wait for one another, which the picture would show.
    rate: 50,
    progress: linesOfProgress(
      () => {},
      () => 0,
    ),
    signal: new AbortController().signal,
    onFailure: () => {},
  });

/** What identity providers send of one person and one group. @returns the person's id */
const provision = async ({ tenantUrl, token }: LocalServer): Promise<string> => {
  const send = async (method: string, path: string, body?: object, userAgent = ''): Promise<string> => {
    const response = await fetch(`${tenantUrl}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/scim+json',
        'User-Agent': userAgent,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.headers.get('location')?.split('/').at(-1) ?? '';
  };
  const patch = (...Operations: readonly object[]): object => ({ schemas: [PATCH_OP], Operations });
  const ada = {
    schemas: [USER],
    userName: 'ada@contoso.example',
    displayName: 'Ada Lovelace',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    title: 'Analyst',
    emails: [{ value: 'ada@contoso.example', type: 'work', primary: true }],
  };

  await send('GET', '/Users?filter=userName+eq+%22ada@contoso.example%22&aadOptscim062020');
  const id = await send('POST', '/Users?aadOptscim062020', ada);
  const group = await send('POST', '/Groups?aadOptscim062020', {
    schemas: [GROUP],
    displayName: 'Analytical Engine',
  });
  await send('PATCH', `/Groups/${group}`, patch({ op: 'Add', path: 'members', value: [{ value: id }] }));
  await send('POST', '/Users', ada, 'Okta SCIM Client 1.0.0');
  await send('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'title', value: 'Principal Analyst' }));
  await send('GET', `/Groups/${group}?excludedAttributes=members&aadOptscim062020`);
  return id;
};

const photograph = async (page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
};

const server = await startLocalServer({
  port: Number(process.env['PORT'] ?? 8787),
  host: '127.0.0.1',
  data: ':memory:',
});
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1160, height: 820 } });
  await page.goto(server.pageUrl ?? '');
  await fill(server);
  const id = await provision(server);
  await page.getByRole('list').getByText('Ada Lovelace').waitFor();
  // The figures follow the list within a second.
  await page.waitForTimeout(2_000);
  await photograph(page, 'page-light', 'light');
  await photograph(page, 'page-dark', 'dark');
  await page.goto(`${server.pageUrl}#Users/${id}`);
  await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  await photograph(page, 'page-resource', 'light');
} finally {
  await browser.close();
  await server.stop();
}
