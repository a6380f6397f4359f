/** The verifier and extensions that it learns of from the server alone. */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { linesOfProgress } from '../../local/command/progress.ts';
import { GROUPS } from '../../local/verify/checks/index.ts';
import { selected } from '../../local/verify/command-line.ts';
import { failuresOf } from '../../local/verify/report/report.ts';
import { verify } from '../../local/verify/run.ts';
import { type Service, startService } from '../e2e/service.ts';
import { type Fault, startProxy } from '../harness/faulty-service.ts';
import { type TemporaryFolder, temporaryFolder } from '../local/support/temporary-folder.ts';

const LIMIT_MS = 120_000;
const SAMPLE = join(import.meta.dirname, '..', '..', 'extensions', 'sample', 'acme-user.json');
const ACME = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';

const attribute = (name: string, more: object = {}) => ({ name, description: 'An attribute.', ...more });

/** What the sample has not: an attribute of every other kind, and an extension of groups. */
const OTHERS = {
  id: 'urn:example:acme:Others',
  name: 'Others',
  description: 'Everything else.',
  extends: 'User',
  attributes: [
    attribute('level', { required: true, canonicalValues: ['low', 'high'] }),
    attribute('score', { mutability: 'readOnly', type: 'integer' }),
    attribute('rate', { type: 'decimal', returned: 'always' }),
    attribute('page', { type: 'reference', referenceTypes: ['external'], indexed: true }),
    attribute('key', { type: 'binary' }),
    attribute('tags', { multiValued: true, indexed: true }),
    attribute('home', { type: 'complex', subAttributes: [attribute('city'), attribute('street')] }),
    attribute('nonce', { returned: 'never' }),
  ],
};
const TEAM = {
  id: 'urn:example:acme:Team',
  name: 'Team',
  description: 'What groups have.',
  extends: 'Group',
  attributes: [attribute('floor'), attribute('since', { type: 'dateTime', mutability: 'immutable' })],
};

let service: Service;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
  await copyFile(SAMPLE, join(folder.path, 'acme-user.json'));
  await writeFile(join(folder.path, 'others.json'), JSON.stringify(OTHERS));
  await writeFile(join(folder.path, 'team.json'), JSON.stringify(TEAM));
  service = await startService({ context: { 'scim:extensions': folder.path } });
}, LIMIT_MS);

afterAll(async () => {
  await service?.close();
  await folder?.remove();
});

const reportOf = (target: Parameters<typeof startProxy>[0], only: readonly string[]) =>
  verify({
    target,
    groups: selected(GROUPS, [...only]),
    parallel: 4,
    progress: linesOfProgress(
      () => {},
      () => 0,
    ),
    signal: new AbortController().signal,
  });

test(
  'every check of extensions is tried, and nothing is wrong',
  async () => {
    const report = await reportOf(await service.openTenant(), ['extensions', 'consistency', 'discovery']);
    expect(failuresOf(report)).toEqual([]);
    const results = report.groups.find(({ id }) => id === 'extensions')?.results ?? [];
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  },
  LIMIT_MS,
);

const FAULTS: readonly (readonly [what: string, fault: Fault, finder: string, control: string])[] = [
  [
    'a secret that is shown to whoever asks for it',
    async (request, forward) => {
      const answer = await forward();
      if (!/attributes=.*startPin/.test(decodeURIComponent(request.path))) return answer;
      return { ...answer, text: answer.text.replace('{', `{"${ACME}":{"startPin":"4711"},`) };
    },
    'extensions/never-returned',
    'extensions/kept',
  ],
  [
    'keys with a URN that are passed over',
    (request, forward) => {
      if (request.method !== 'PATCH' || !/"value":\{"urn:[^"]*:\w+":(?!\{)/.test(request.body))
        return forward();
      return forward({ body: JSON.stringify({ ...JSON.parse(request.body), Operations: [] }) });
    },
    'extensions/patch-key',
    'extensions/patch-path',
  ],
  [
    'lists that lack who was found by an index',
    async (request, forward) => {
      const answer = await forward();
      if (!/costCenterCode eq/.test(decodeURIComponent(request.path))) return answer;
      return { ...answer, text: answer.text.replace(/"totalResults":2/, '"totalResults":1') };
    },
    'extensions/found-alone',
    'extensions/found',
  ],
];

test.each(FAULTS)(
  '%s make one check fail, and another not',
  async (_, fault, finder, control) => {
    await using proxy = await startProxy(await service.openTenant(), fault);
    const report = await reportOf(proxy.target, [finder, control]);
    expect(failuresOf(report).map(({ id }) => id)).toEqual([finder]);
  },
  LIMIT_MS,
);
