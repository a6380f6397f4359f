/** The simulator against the whole service. */
import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Target } from '../../local/replay/client.ts';
import type { Scope } from '../../local/simulate/desired.ts';
import type { Exchange } from '../../local/simulate/http/exchange.ts';
import { linesOfProgress } from '../../local/simulate/progress.ts';
import { isFlawless } from '../../local/simulate/report.ts';
import { sampleDirectory } from '../../local/simulate/sample/generate.ts';
import type { DialectName } from '../../local/simulate/scim/dialect.ts';
import { simulate } from '../../local/simulate/simulation.ts';
import { formatGroups, formatPeople } from '../../local/simulate/source/files.ts';
import { type Service, startService } from '../e2e/service.ts';
import { once, type ProxiedRequest, startProxy } from './proxy.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bin', 'simulate.ts');
const LIMIT_MS = 60_000;
const SMALL = sampleDirectory('small', 36);

let service: Service;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  await writeFile(join(folder, 'users.csv'), formatPeople(SMALL));
  await writeFile(join(folder, 'groups.csv'), formatGroups(SMALL));
}, LIMIT_MS);

afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

interface Run {
  readonly dialect?: DialectName;
  readonly scope?: Scope;
  readonly cycles?: number;
}

const run = async (target: Target, { dialect = 'default', scope = 'all', cycles = 2 }: Run = {}) => {
  const failures: Exchange[] = [];
  const report = await simulate({
    target,
    directory: SMALL,
    dialect,
    scope,
    cycles,
    seed: 'test',
    parallel: 8,
    rate: undefined,
    progress: linesOfProgress(
      () => {},
      () => 0,
    ),
    signal: new AbortController().signal,
    onFailure: (exchange) => failures.push(exchange),
  });
  return { ...report, failures };
};

const flawless = { differences: [], failures: [], serverErrors: 0 };

describe('a run', () => {
  test.each<[DialectName, Scope]>([
    ['default', 'all'],
    ['default', 'assigned'],
    ['flag', 'all'],
    ['flag', 'assigned'],
  ])(
    'in the %s dialect with %s in scope ends without a difference',
    async (dialect, scope) => {
      const report = await run(await service.openTenant(), { dialect, scope });
      expect(report).toMatchObject(flawless);
      expect(report.users).toBeGreaterThan(15);
      expect([...report.operations.keys()]).toEqual(
        expect.arrayContaining([
          'create user',
          'update user',
          'set manager',
          'create group',
          'add member',
          'remove member',
        ]),
      );
    },
    LIMIT_MS,
  );

  test(
    'repeated in another dialect and scope ends without a difference',
    async () => {
      const tenant = await service.openTenant();
      await run(tenant, { cycles: 3 });
      expect(await run(tenant, { dialect: 'flag', scope: 'assigned', cycles: 1 })).toMatchObject(flawless);
    },
    LIMIT_MS,
  );
});

/** The simulator as a process; its requests are counted, and at the given one it gets the signal. */
const interrupted = async (tenant: Target, at: number, signal: NodeJS.Signals) => {
  let requests = 0;
  const proxy = await startProxy(tenant, (_, forward) => {
    requests += 1;
    if (requests === at) child.kill(signal);
    return forward();
  });
  await using _closing = proxy;
  const child = spawn(
    process.execPath,
    [
      ENTRY,
      ...['--url', proxy.target.tenantUrl, '--cycles', '2', '--seed', 'test', '--parallel', '8'],
      ...['--users', join(folder, 'users.csv'), '--groups', join(folder, 'groups.csv')],
    ],
    { env: { PATH: process.env['PATH'], SCIM_TOKEN: tenant.token }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output, [exitCode]] = await Promise.all([text(child.stdout), event(child, 'exit')]);
  return { output, exitCode, requests };
};

describe('a run that is killed half-way', () => {
  test.each([
    ['among the users', 80],
    ['among the members', 350],
    ['in a later cycle', 640],
  ])(
    '%s and started again ends without a difference',
    async (_, at) => {
      const tenant = await service.openTenant();
      const { exitCode } = await interrupted(tenant, at, 'SIGKILL');
      expect(exitCode).toBeNull();
      expect(await run(tenant)).toMatchObject(flawless);
    },
    LIMIT_MS,
  );
});

test(
  'Ctrl-C finishes what is under way, says how far it came, and ends with 130',
  async () => {
    const { output, exitCode, requests } = await interrupted(await service.openTenant(), 100, 'SIGINT');
    expect(exitCode).toBe(130);
    expect(requests).toBeLessThan(120);
    expect(output).toContain('Run it again to go on');
    expect(output).toMatch(/^create user +\d+/m);
  },
  LIMIT_MS,
);

describe('a fault of the service is reported:', () => {
  const isPatch = (path: string, body: string) => (request: ProxiedRequest) =>
    request.method === 'PATCH' && request.path.startsWith(path) && request.body.includes(body);
  const isCreation = ({ method, path }: ProxiedRequest) => method === 'POST' && path === '/Users';

  test.each([
    [
      'a lost member',
      once(isPatch('/Groups/', '"Add"'), async () => ({ status: 204, text: '' })),
      { subject: expect.stringMatching(/^group /), what: 'members', found: undefined },
    ],
    [
      'a stale attribute',
      once(isPatch('/Users/', '"title"'), async () => ({ status: 200, text: '{}' })),
      { subject: expect.stringMatching(/^user /), what: 'title' },
    ],
    [
      'a wrong status of an account',
      once(isPatch('/Users/', '"False"'), async () => ({ status: 200, text: '{}' })),
      { subject: expect.stringMatching(/^user /), what: 'active', expected: false, found: true },
    ],
    [
      'a wrong status of an answer',
      once(isCreation, async (forward) => ({ ...(await forward()), status: 200 })),
      { subject: 'POST /Users (create user)', what: 'status', expected: [201], found: 200 },
    ],
    [
      'a user who is made twice',
      once(isCreation, async (forward, { body }) => {
        await forward();
        return {
          status: 201,
          text: JSON.stringify({ ...JSON.parse(body), id: '00000000-0000-4000-8000-000000000000' }),
        };
      }),
      { subject: expect.stringMatching(/^user /), what: 'resource', expected: 'there', found: undefined },
    ],
  ])(
    '%s',
    async (_, fault, difference) => {
      await using proxy = await startProxy(await service.openTenant(), fault);
      const report = await run(proxy.target, { cycles: 1 });
      expect(isFlawless({ ...report, failures: report.failures.length })).toBe(false);
      expect(report.differences).toContainEqual(expect.objectContaining(difference));
    },
    LIMIT_MS,
  );

  test(
    'an answer of 5xx, although the next cycle makes up for it',
    async () => {
      const fault = once(isCreation, async () => ({ status: 503, text: '{}' }));
      await using proxy = await startProxy(await service.openTenant(), fault);
      const report = await run(proxy.target, { cycles: 1 });
      expect(report).toMatchObject({ differences: [], serverErrors: 1 });
      expect(isFlawless({ ...report, failures: report.failures.length })).toBe(false);
    },
    LIMIT_MS,
  );
});
