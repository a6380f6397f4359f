import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../local/admin/error.ts';
import { answers, run, words } from './command.ts';
import { contoso } from './support.ts';

describe('a command', () => {
  test.each([
    ['tenants create --name Contoso', { operation: 'tenants.create', name: 'Contoso' }],
    [
      'tenants create --name=Contoso --id contoso --group-names any',
      { operation: 'tenants.create', name: 'Contoso', id: 'contoso', groupNames: 'any' },
    ],
    ['tenants show --tenant contoso', { operation: 'tenants.show', tenant: 'contoso' }],
    [
      'tenants set --tenant contoso --group-names any --name C',
      { operation: 'tenants.set', tenant: 'contoso', groupNames: 'any', name: 'C' },
    ],
    [
      'tenants create --name Contoso --tier limited',
      { operation: 'tenants.create', name: 'Contoso', tier: 'limited' },
    ],
    [
      'tenants set --tenant contoso --tier standard',
      { operation: 'tenants.set', tenant: 'contoso', tier: 'standard' },
    ],
    ['tokens create --tenant contoso', { operation: 'tokens.create', tenant: 'contoso' }],
    [
      'tokens create --tenant contoso --label Entra --expires-in-days 365 --scopes provision,read',
      {
        operation: 'tokens.create',
        tenant: 'contoso',
        label: 'Entra',
        expiresInDays: 365,
        scopes: ['provision', 'read'],
      },
    ],
    ['tokens list --tenant contoso', { operation: 'tokens.list', tenant: 'contoso' }],
    [
      'tokens revoke --tenant contoso --token 4fTq2bLm9Z',
      { operation: 'tokens.revoke', tenant: 'contoso', tokenId: '4fTq2bLm9Z' },
    ],
  ])('"%s" asks for one operation', async (line, asked) => {
    expect(await run(words(line))).toMatchObject({ exitCode: 0, asked: [asked], error: '' });
  });

  test('"tenants create --first-token" asks for a tenant, then for its token, and shows both', async () => {
    const { asked, out } = await run(words('tenants create --name Contoso --first-token Entra'));
    expect(asked).toEqual([
      { operation: 'tenants.create', name: 'Contoso' },
      { operation: 'tokens.create', tenant: 'contoso', label: 'Entra' },
    ]);
    expect(out).toContain('Name         Contoso');
    expect(out).toContain('Secret Token  scim_4fTq2bLm9Z_secret');
  });

  test('"tenants create" says what its operator should know of the limit', async () => {
    const warned = { ...answers, 'tenants.create': () => ({ ...contoso, warning: 'it has no API key yet' }) };
    const { exitCode, out } = await run(words('tenants create --name Contoso'), warned);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Note +it has no API key yet$/m);
  });

  test('"tenants list" asks for every page', async () => {
    const { asked, out } = await run(['tenants', 'list']);
    expect(asked).toEqual([
      { operation: 'tenants.list', after: undefined },
      { operation: 'tenants.list', after: 'contoso' },
    ]);
    expect(out).toBe(
      [
        'ID        NAME            STATUS  GROUP NAMES  TIER      CREATED',
        'contoso   Contoso         active  unique       standard  2026-01-01',
        'fabrikam  Fabrikam, Inc.  active  any          standard  2026-01-01',
      ].join('\n'),
    );
  });

  test.each([
    ['', { stack: undefined, function: undefined }],
    ['--stack Production', { stack: 'Production', function: undefined }],
    ['--function arn:aws:lambda:f', { stack: undefined, function: 'arn:aws:lambda:f' }],
  ])('with "%s" is for that service', async (options, target) => {
    const { targets } = await run(words(`tenants list ${options}`));
    expect(targets).toEqual([{ ...target, dataFolder: '.local' }]);
  });

  test('with --json prints the result and nothing else', async () => {
    const { out } = await run(words('tenants show --tenant contoso --json'));
    expect(JSON.parse(out)).toEqual(contoso);
  });
});

describe('"fsck"', () => {
  const stub = { fault: 'missing stub', means: 'it exists', where: 'User 1', remedy: 'puts the stub' };
  const service = (...steps: readonly (readonly [outcome: string, more?: object])[]) => {
    const left = [...steps];
    return {
      ...answers,
      fsck: () => {
        const [outcome = '', more = {}] = left.shift() ?? [];
        const findings = outcome === '' ? [] : [{ ...stub, outcome }];
        return {
          findings,
          progress: { check: 'users', fraction: left.length ? 0.5 : 1, items: 100 },
          ...more,
        };
      },
    };
  };
  const state = { check: 1, at: 'x' };

  test('asks for the setting of the tenant, then for step after step, and says how far it is', async () => {
    const { exitCode, asked, out, error } = await run(words('fsck contoso'), service(['', { state }], ['']));
    expect(asked).toEqual([
      { operation: 'tenants.show', tenant: 'contoso' },
      { operation: 'fsck', tenant: 'contoso', groupNames: 'unique', repair: false },
      { operation: 'fsck', tenant: 'contoso', groupNames: 'unique', repair: false, state },
    ]);
    expect(error).toBe(' 50% users, 100 items100% users, 200 items');
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: 'Everything is in order; 200 items were checked, 0 findings.',
    });
  });

  test('ends with 1 when faults are left, and tells them', async () => {
    const { exitCode, out } = await run(words('fsck contoso'), service(['found']));
    expect(exitCode).toBe(1);
    expect(out.split('\n')).toEqual([
      'OUTCOME  FAULT         WHERE   REMEDY',
      'found    missing stub  User 1  puts the stub',
      '',
      '1 faults are left; 100 items were checked, 1 findings.',
    ]);
  });

  test.each([
    ['repaired', 0],
    ['noted', 0],
    ['left', 1],
  ])('of a finding that is %s ends with %i', async (outcome, code) => {
    const { exitCode, asked } = await run(words('fsck contoso --repair'), service([outcome]));
    expect(exitCode).toBe(code);
    expect(asked.at(-1)).toMatchObject({ repair: true });
  });

  test('with --json prints findings and what is left', async () => {
    const { out } = await run(words('fsck contoso --json'), service(['found']));
    expect(JSON.parse(out)).toEqual({ items: 100, left: 1, findings: [{ ...stub, outcome: 'found' }] });
  });
});

describe('"reindex"', () => {
  const CODE = 'urn:acme:User:costCenterCode';
  const service = (...steps: readonly object[]) => {
    const left = [...steps];
    const progress = { check: 'index entries of users', fraction: 1, items: 100 };
    return {
      ...answers,
      reindex: () => ({ incomplete: [CODE], findings: [], rewritten: 0, progress, ...left.shift() }),
    };
  };
  const state = { check: 0, at: '', generations: { User: { [CODE]: 1 } }, failed: false };

  test('waits where it has to, then asks for step after step, and says what is complete', async () => {
    const { exitCode, asked, out } = await run(
      words('reindex contoso'),
      service({ waitSeconds: 0 }, { state }, { incomplete: [], rewritten: 7 }),
    );
    const payload = { operation: 'reindex', tenant: 'contoso', groupNames: 'unique' };
    expect(asked).toEqual([
      { operation: 'tenants.show', tenant: 'contoso' },
      payload,
      payload,
      { ...payload, state },
    ]);
    expect(exitCode).toBe(0);
    expect(out).toBe(`These indexes are complete now:\n  ${CODE}\n300 resources were read, 7 rewritten.`);
  });

  test('says so where there is nothing to do', async () => {
    const { exitCode, out } = await run(words('reindex contoso'), service({ incomplete: [] }));
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'Every index is complete already.' });
  });

  test('ends with 1 where a resource could not be given its entries, and tells which', async () => {
    const finding = {
      fault: 'wrong entries',
      means: '',
      where: 'User 1',
      remedy: 'names them',
      outcome: 'left',
    };
    const { exitCode, out } = await run(words('reindex contoso'), service({ findings: [finding] }));
    expect(exitCode).toBe(1);
    expect(out.split('\n')).toEqual([
      'FAULT          WHERE   REMEDY',
      'wrong entries  User 1  names them',
      '',
      'These indexes are not complete, and lists do without them:',
      `  ${CODE}`,
      '100 resources were read, 0 rewritten.',
    ]);
  });
});

describe('what people read', () => {
  test('of a new token is all that Entra asks for', async () => {
    const { out } = await run(words('tokens create --tenant contoso'));
    expect(out.split('\n')).toEqual([
      'Tenant URL    http://127.0.0.1:8787/scim',
      'Secret Token  scim_4fTq2bLm9Z_secret',
      '',
      'Token 4fTq2bLm9Z of contoso may provision and read until 9999-12-31.',
      'Keep it now: it is never shown again.',
    ]);
  });

  test('of a new token says where the Tenant URL is found when it is not known', async () => {
    const { out } = await run(words('tokens create --tenant contoso --stack Production'));
    expect(out).toContain("Tenant URL    the stack's output TenantUrl");
  });

  test('of tokens tells those that have ended', async () => {
    const { out } = await run(words('tokens list --tenant contoso'));
    expect(out.split('\n')).toEqual([
      'ID          LABEL  SCOPES          CREATED     EXPIRES     LAST USED         STATUS',
      '4fTq2bLm9Z  Entra  provision read  2026-01-01  9999-12-31  2026-11-24 11:00  active',
      'bbbbbbbbbb         read            2026-01-01  9999-12-31  never             revoked',
      'cccccccccc  Old    provision read  2026-01-01  2020-02-29  never             expired',
    ]);
  });

  test('of an empty service says how to begin', async () => {
    const { out } = await run(['tenants', 'list'], { 'tenants.list': () => ({ tenants: [] }) });
    expect(out).toContain('npm run admin -- tenants create --name NAME');
  });
});

describe('help', () => {
  test.each([[''], ['--help'], ['-h'], ['tenants --help']])('of "%s" lists every command', async (line) => {
    const { exitCode, out } = await run(words(line));
    expect(exitCode).toBe(0);
    for (const command of ['tenants create', 'tenants set', 'tokens create', 'tokens revoke'])
      expect(out).toContain(command);
  });

  test('of a command has its options and examples that are valid', async () => {
    const { out, asked } = await run(words('tokens create --help'));
    expect(asked).toEqual([]);
    expect(out).toContain('--tenant ID              id of the tenant (required)');
    const examples = out.split('\n').filter((line) => line.includes('-- tokens create --tenant'));
    expect(examples).toHaveLength(2);
    for (const example of examples)
      expect((await run(words(example.split(' -- ')[1] ?? ''))).exitCode).toBe(0);
  });
});

describe('a wrong command line asks nothing of the service, ends with 2, and says what to write', () => {
  test.each([
    ['tokens', "There is no command 'tokens'."],
    ['fsck', 'fsck needs TENANT.'],
    ['fsck --repair', 'fsck needs TENANT.'],
    ['fsck contoso fabrikam', "Unexpected argument 'fabrikam'."],
    ['fsck contoso --repare', 'fsck has no option --repare. Did you mean --repair?'],
    ['tenant list', "There is no command 'tenant list'. Did you mean tenants list?"],
    ['constructor', "There is no command 'constructor'."],
    ['--stack Production tenants list', 'A command comes first, then its options.'],
    ['tokens create --tenant c --labl Entra', 'tokens create has no option --labl. Did you mean --label?'],
    ['tenants show --tenant c --name C', 'tenants show has no option --name.'],
    ['tokens create --label Entra', 'tokens create needs --tenant ID.'],
    ['tokens create --tenant c --label', "Option '--label <value>' argument missing"],
    ['tokens create --tenant --label x', "Option '--tenant' argument is ambiguous."],
    ['tokens create --tenant c --expires-in-days soon', '--expires-in-days takes a whole number'],
    ['tenants show contoso', "Unexpected argument 'contoso'."],
    ['tenants list --json=yes', "Option '--json' does not take an argument"],
  ])('"%s"', async (line, sentence) => {
    const { exitCode, asked, out, error } = await run(words(line));
    expect({ exitCode, asked, out }).toEqual({ exitCode: 2, asked: [], out: '' });
    expect(error).toContain(sentence);
  });
});

describe('what goes wrong at the service ends with 1', () => {
  const failure = (error: unknown) => ({
    'tenants.list': () => {
      throw error;
    },
  });

  test.each([
    ['its own message', new Failure('there is no tenant x (notFound)'), 'there is no tenant x (notFound)'],
    ['a sentence', named('ResourceNotFoundException'), 'AdminFunctionName'],
    ['a sentence', named('CredentialsProviderError'), 'AWS_PROFILE'],
    ['a sentence', named('AccessDeniedException'), 'lambda:InvokeFunction'],
    ['a sentence', new Error('Region is missing'), 'AWS_REGION'],
    ['a sentence', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'npm start'],
    ['what there is', new RangeError('of some kind'), 'RangeError: of some kind'],
  ])('and %s', async (_, thrown, message) => {
    const { exitCode, out, error } = await run(['tenants', 'list'], failure(thrown));
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(error).toContain(message);
  });

  function named(name: string): Error {
    return Object.assign(new Error('from the SDK'), { name });
  }
});
