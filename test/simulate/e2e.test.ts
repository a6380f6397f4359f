/** The simulator against the whole service. */
import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linesOfProgress } from '../../local/command/progress.ts';
import type { Target } from '../../local/replay/client.ts';
import type { Scope } from '../../local/simulate/desired.ts';
import type { Exchange } from '../../local/simulate/http/exchange.ts';
import { main } from '../../local/simulate/main.ts';
import { isFlawless } from '../../local/simulate/report.ts';
import { sampleDirectory } from '../../local/simulate/sample/generate.ts';
import type { DialectName } from '../../local/simulate/scim/dialect.ts';
import { simulate } from '../../local/simulate/simulation.ts';
import type { Directory, Group } from '../../local/simulate/source/directory.ts';
import { formatGroups, formatPeople, readDirectory } from '../../local/simulate/source/files.ts';
import { type Service, startConflictingService, startService } from '../e2e/service.ts';
import { once, type ProxiedRequest, startProxy } from '../harness/faulty-service.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bin', 'simulate.ts');
const LIMIT_MS = 60_000;

const SAMPLE = sampleDirectory('small', 36);

/** So many of the people of the sample, and those groups, as files and as what they say. */
const partOf = (count: number, isWanted: (group: Group, index: number) => boolean) => {
  const some = {
    people: new Map([...SAMPLE.people].slice(0, count)),
    groups: new Map([...SAMPLE.groups].filter(([, group], index) => isWanted(group, index))),
  };
  const [users, groups] = [formatPeople(some), formatGroups(some)];
  return { users, groups, directory: readDirectory(users, groups) };
};

const SMALL = partOf(36, (_, index) => index % 4 === 0);
/** One change of each kind is enough to be noticed. */
const FEW = partOf(10, ({ displayName }) => /^(?:Managers|Project (?:Aurora|100 %))$/.test(displayName));

let service: Service;
let folder: string;

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  for (const [name, { users, groups }] of Object.entries({ small: SMALL, few: FEW })) {
    await writeFile(join(folder, `${name}-users.csv`), users);
    await writeFile(join(folder, `${name}-groups.csv`), groups);
  }
}, LIMIT_MS);

afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

const files = (of: 'small' | 'few') => [
  ...['--users', join(folder, `${of}-users.csv`)],
  ...['--groups', join(folder, `${of}-groups.csv`)],
];

interface Run {
  readonly directory?: Directory;
  readonly dialect?: DialectName;
  readonly scope?: Scope;
  readonly cycles?: number;
}

const run = async (target: Target, options: Run = {}) => {
  const { directory = SMALL.directory, dialect = 'default', scope = 'all', cycles = 2 } = options;
  const failures: Exchange[] = [];
  const report = await simulate({
    target,
    directory,
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

const isCreation = ({ method, path }: ProxiedRequest) => method === 'POST' && path === '/Users';

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
      await run(tenant);
      expect(await run(tenant, { dialect: 'flag', scope: 'assigned', cycles: 1 })).toMatchObject(flawless);
    },
    LIMIT_MS,
  );
});

test(
  'a run ends without a difference while transactions conflict, as parallel ones do on AWS',
  async () => {
    const conflicting = await startConflictingService({ concurrency: 8 });
    try {
      expect(await run(conflicting.target)).toMatchObject(flawless);
    } finally {
      await conflicting.close();
    }
  },
  LIMIT_MS,
);

describe('the command', () => {
  const command = async (...args: string[]) => {
    const out: string[] = [];
    const error: string[] = [];
    const exitCode = await main(args, {
      out: (text) => out.push(text),
      error: (text) => error.push(text),
      screen: undefined,
      dataFolder: folder,
      token: undefined,
      signal: new AbortController().signal,
    });
    return { exitCode, out: out.join('\n'), error: error.join('\n') };
  };
  test(
    'goes to the running local server, and prints nothing but JSON where that is asked for',
    async () => {
      const { tenantUrl, token } = await service.openTenant();
      await writeFile(join(folder, 'server.json'), JSON.stringify({ tenantUrl, token }));
      const options = '--dialect flag --scope assigned --rate 100'.split(' ');
      const { exitCode, out, error } = await command(...files('few'), ...options, '--json');
      await rm(join(folder, 'server.json'));
      expect(exitCode).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        tenantUrl,
        dialect: 'flag',
        scope: 'assigned',
        cycles: 1,
        differences: [],
      });
      expect(error).toMatch(/^Users +\d+/m);
    },
    LIMIT_MS,
  );

  test(
    'ends with 1 and shows request and answer, without the token, when a request fails',
    async () => {
      const tenant = await service.openTenant();
      const fault = once(isCreation, async () => ({ status: 500, text: `{"detail":"for ${tenant.token}"}` }));
      await using proxy = await startProxy(tenant, fault);
      const { tenantUrl, token } = proxy.target;
      const { exitCode, out } = await command(
        ...files('few'),
        '--url',
        tenantUrl,
        '--token',
        token,
        '--cycles',
        '1',
      );
      expect(exitCode).toBe(1);
      expect(out).toMatch(
        /create user: POST \/Users\n.*redacted.*\n {2}> \{"schemas".*\n {2}< 500 after \d+ ms/,
      );
      expect(out).toContain('1 failed requests, 1 of them 5xx, 0 differences.');
      expect(out).not.toContain(token);
    },
    LIMIT_MS,
  );

  test('stops at once when the token is refused', async () => {
    const { tenantUrl } = service.target;
    const { exitCode, error } = await command('--url', tenantUrl, '--token', 'wrong');
    expect([exitCode, error]).toEqual([1, expect.stringMatching(/^The service refuses the token/)]);
  });

  test.each([
    [
      'nobody is there',
      ['--url', 'http://127.0.0.1:1/scim', '--token', 'x'],
      1,
      'No answer from http://127.0.0.1:1/scim',
    ],
    ['no local server is running', [], 1, 'No local server is running'],
    ['the token is missing', ['--url', 'http://127.0.0.1:1/scim'], 2, '--url needs --token'],
    [
      'there is no such file',
      ['--url', 'http://x/scim', '--token', 'x', '--users', 'none.csv'],
      1,
      'none.csv cannot be read',
    ],
  ])('says so when %s', async (_, args, expected, message) => {
    const { exitCode, error } = await command(...args);
    expect([exitCode, error]).toEqual([expected, expect.stringContaining(message)]);
  });

  test('says so when nothing is assigned', async () => {
    const users = join(folder, 'few-users.csv');
    const { exitCode, error } = await command(
      '--url',
      'http://x',
      '--token',
      'x',
      '--users',
      users,
      '--scope',
      'assigned',
    );
    expect([exitCode, error]).toEqual([2, expect.stringMatching(/^No group is assigned/)]);
  });
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
      ...files('small'),
    ],
    { env: { PATH: process.env['PATH'], SCIM_TOKEN: tenant.token }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output, [exitCode]] = await Promise.all([text(child.stdout), event(child, 'exit')]);
  return { output, exitCode, requests };
};

describe('a run that is killed half-way', () => {
  test.each([
    ['among the users', 60],
    ['among the members', 220],
    ['in a later cycle', 315],
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
      const report = await run(proxy.target, { directory: FEW.directory, cycles: 1 });
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
      const report = await run(proxy.target, { directory: FEW.directory, cycles: 1 });
      expect(report).toMatchObject({ differences: [], serverErrors: 1 });
      expect(isFlawless({ ...report, failures: report.failures.length })).toBe(false);
    },
    LIMIT_MS,
  );
});
