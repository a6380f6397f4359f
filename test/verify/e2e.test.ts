/** The verifier against the whole service. */
import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plain } from '../../local/command/style.ts';
import type { Target } from '../../local/replay/client.ts';
import { GROUPS } from '../../local/verify/checks/index.ts';
import { main } from '../../local/verify/main.ts';
import { failuresOf, type Report, resultsOf } from '../../local/verify/report/report.ts';
import { call } from '../e2e/scim.ts';
import { type Service, startService } from '../e2e/service.ts';
import { type Fault, startProxy } from '../harness/faulty-service.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bin', 'verify.ts');
const LIMIT_MS = 60_000;
const START_MS = 120_000;
const WHOLE_MS = 600_000;

let service: Service;
let folder: string;

beforeAll(async () => {
  service = await startService({ concurrency: 8 });
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
}, START_MS);

afterAll(async () => {
  await service?.close();
  await rm(folder, { recursive: true });
});

const command = async (...args: string[]) => {
  const out: string[] = [];
  const error: string[] = [];
  const exitCode = await main(args, {
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    screen: undefined,
    style: plain,
    dataFolder: folder,
    token: undefined,
    signal: new AbortController().signal,
  });
  return { exitCode, out: out.join('\n'), error: error.join('\n') };
};

const at = ({ tenantUrl, token }: Target) => ['--url', tenantUrl, '--token', token];

const holdings = async (target: Target) => {
  const lists = await Promise.all(['/Users', '/Groups'].map((path) => call(target, 'GET', path)));
  return lists.map(({ body }) => body.totalResults);
};

test(
  'everything that the service offers is right, and nothing is left of the run',
  async () => {
    const tenant = await service.openTenant();
    await writeFile(join(folder, 'server.json'), JSON.stringify(tenant));
    const { exitCode, out, error } = await command('--json', '--report', join(folder, 'report.html'));
    await rm(join(folder, 'server.json'));
    const report: Report & { readonly counts: Readonly<Record<string, number>> } = JSON.parse(out);
    expect(failuresOf(report)).toEqual([]);
    expect(report.counts).toMatchObject({
      checks: GROUPS.flatMap(({ checks }) => checks).length,
      failed: 0,
    });
    expect(report.counts['passed']).toBeGreaterThan(300);
    const left = resultsOf(report).filter(({ outcome }) => outcome === 'not offered');
    expect(left.map(({ id }) => id).filter((id) => /^(?:etag|http)\//.test(id))).toEqual([]);
    expect(error).toMatch(/^PATCH +\d+ +[\d.]+ s$/m);
    expect(exitCode).toBe(0);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain(
      'Everything that is offered is right',
    );
    expect(await holdings(tenant)).toEqual([0, 0]);
  },
  WHOLE_MS,
);

test(
  'runs side by side in one tenant do not meet, and leave others alone',
  async () => {
    const tenant = await service.openTenant();
    await call(tenant, 'POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada@example.com',
    });
    const runs = await Promise.all([
      command(...at(tenant), '--only', 'entra,concurrency'),
      command(...at(tenant), '--only', 'entra,paging'),
    ]);
    expect(runs.map(({ exitCode, out }) => [exitCode, out.match(/^FAILED .*?\n\n/ms)?.[0]])).toEqual([
      [0, undefined],
      [0, undefined],
    ]);
    expect(await holdings(tenant)).toEqual([1, 0]);
  },
  LIMIT_MS,
);

test(
  'a tenant with another setting offers other things',
  async () => {
    const any = await service.openTenant({ groupNames: 'any' });
    const { exitCode, out } = await command(
      ...at(any),
      '--only',
      'groups/name-taken,groups/name-shared,entra/settled/group-names-any,entra/settled/group-names-unique',
    );
    expect(exitCode).toBe(0);
    expect(out).toContain('2 passed, 0 failed, 2 not offered');
    expect(out).toContain('  unique group names (2 checks)');
  },
  LIMIT_MS,
);

describe('a check that fails', () => {
  const tells: (token: string) => Fault = (token) => async (request, forward) => {
    const answer = await forward();
    if (request.method !== 'POST') return answer;
    return {
      ...answer,
      status: 200,
      text: answer.text.replace('"userName"', `"token":"${token}","userName"`),
    };
  };

  test(
    'is shown with what was expected, request and answer, in every report without the token',
    async () => {
      const tenant = await service.openTenant();
      await using proxy = await startProxy(tenant, tells(tenant.token));
      const files = ['html', 'json', 'xml'].map((ending) => join(folder, `report.${ending}`));
      const { exitCode, out, error } = await command(
        ...at(proxy.target),
        '--only',
        'users/create,errors/wrong-token',
        '--report',
        files.join(),
      );
      expect(exitCode).toBe(1);
      expect(out).toMatch(
        /FAILED users\/create +POST answers 201 .*\(RFC 7644 §3\.3\)\n {2}status is 200, not 201\n/,
      );
      expect(out).toContain('"token":"(redacted)","userName"');
      expect(out).toMatch(/^ {4}> POST \/Users$/m);
      expect(out).toMatch(/^ {4}< 200$/m);
      const written = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      for (const one of [out, error, ...written]) expect(one).not.toContain(tenant.token);
      for (const one of written) expect(one).toContain('users/create');
      expect(await holdings(tenant)).toEqual([0, 0]);
    },
    LIMIT_MS,
  );

  test(
    'because an answer was lost leaves nothing either',
    async () => {
      const tenant = await service.openTenant();
      let created = 0;
      await using proxy = await startProxy(tenant, async (request, forward) => {
        const answer = await forward();
        if (request.method !== 'POST' || answer.status !== 201) return answer;
        created += 1;
        if (created === 2) throw new Error('lost');
        return answer;
      });
      const { exitCode, out } = await command(...at(proxy.target), '--only', 'users/ids-differ,users/delete');
      expect(exitCode).toBe(1);
      expect(out).toMatch(/socket hang up|ECONNRESET/);
      expect(await holdings(tenant)).toEqual([0, 0]);
    },
    LIMIT_MS,
  );
});

describe('the command ends with 2', () => {
  test.each([
    [
      'nobody is there',
      ['--url', 'http://127.0.0.1:1/scim', '--token', 'x'],
      'No answer from http://127.0.0.1:1/scim',
    ],
    ['no local server is running', [], 'No local server is running'],
    ['the token is missing', ['--url', 'http://127.0.0.1:1/scim'], '--url needs --token'],
    [
      'there is no such check',
      ['--only', 'patch/everything-else'],
      "There is no group or check 'patch/everything-else'",
    ],
    ['there is no such option', ['--onyl', 'patch'], 'Did you mean --only?'],
  ])('when %s', async (_, args, message) => {
    const { exitCode, error } = await command(...args);
    expect([exitCode, error]).toEqual([2, expect.stringContaining(message)]);
  });

  test('when the token is refused', async () => {
    const { tenantUrl } = service.target;
    const { exitCode, error } = await command(...at({ tenantUrl, token: 'wrong' }));
    expect([exitCode, error]).toEqual([2, `${tenantUrl} refuses the token.`]);
  });
});

test('--help lists the groups', async () => {
  const { exitCode, out } = await command('--help');
  expect(exitCode).toBe(0);
  for (const { id } of GROUPS) expect(out).toMatch(new RegExp(`^  ${id} +`, 'm'));
});

test(
  'Ctrl-C deletes what was made, says how far it came, and ends with 130',
  async () => {
    const tenant = await service.openTenant();
    let requests = 0;
    const proxy = await startProxy(tenant, (_, forward) => {
      requests += 1;
      if (requests === 80) child.kill('SIGINT');
      return forward();
    });
    await using _closing = proxy;
    const child = spawn(
      process.execPath,
      [ENTRY, '--url', proxy.target.tenantUrl, '--only', 'concurrency,users'],
      {
        env: { PATH: process.env['PATH'], SCIM_TOKEN: tenant.token },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [output, [exitCode]] = await Promise.all([text(child.stdout), event(child, 'exit')]);
    expect(exitCode).toBe(130);
    expect(output).toContain('Stopped; what was made is deleted.');
    expect(output).toContain(' 0 failed, ');
    expect(await holdings(tenant)).toEqual([0, 0]);
  },
  LIMIT_MS,
);
