/** A service with one fault each: the verifier names it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linesOfProgress } from '../../local/command/progress.ts';
import { GROUPS } from '../../local/verify/checks/index.ts';
import { selected } from '../../local/verify/command-line.ts';
import { failuresOf } from '../../local/verify/report/report.ts';
import { verify } from '../../local/verify/run.ts';
import { type Service, startService } from '../e2e/service.ts';
import {
  type Fault,
  type ProxiedAnswer,
  type ProxiedRequest,
  startProxy,
} from '../harness/faulty-service.ts';

const LIMIT_MS = 60_000;
const START_MS = 120_000;

let service: Service;

beforeAll(async () => {
  service = await startService();
}, START_MS);

afterAll(() => service?.close());

const without = (headers: ProxiedAnswer['headers'] = {}, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

const isCreation = ({ method, path }: ProxiedRequest) => method === 'POST' && path.startsWith('/Users');

/** Where a request is one of those, its answer is changed so. */
const answering =
  (fits: (request: ProxiedRequest) => boolean, change: (answer: ProxiedAnswer) => ProxiedAnswer): Fault =>
  async (request, forward) => {
    const answer = await forward();
    return fits(request) ? change(answer) : answer;
  };

const rewritten = (pattern: RegExp, by: string) => (answer: ProxiedAnswer) => ({
  ...answer,
  text: answer.text.replace(pattern, by),
});

/** Each with the checks that find it, and one that has nothing to do with it. */
const FAULTS: readonly (readonly [
  what: string,
  fault: Fault,
  finders: readonly string[],
  control: string,
])[] = [
  [
    'a creation that is answered by 200',
    answering(isCreation, (answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
    ['users/create', 'http/sent-as-scim'],
    'discovery/schema-user',
  ],
  [
    'an ETag that is lost',
    answering(
      ({ method }) => method === 'GET',
      (answer) => ({ ...answer, headers: without(answer.headers, 'etag') }),
    ),
    ['etag/user-get', 'users/get', 'consistency/etag'],
    'users/delete',
  ],
  [
    'a Location that is missing',
    answering(isCreation, (answer) => ({ ...answer, headers: without(answer.headers, 'location') })),
    ['users/create'],
    'users/missing-get',
  ],
  [
    'excludedAttributes that are ignored',
    (request, forward) => forward({ path: request.path.replace(/[?&]excludedAttributes=[^&]*/, '') }),
    ['projection/without-one', 'groups/without-members'],
    'projection/only-one',
  ],
  [
    'a totalResults that is off by one',
    async (_, forward) => {
      const answer = await forward();
      const text = answer.text.replace(
        /"totalResults":(\d+)/,
        (_all, total) => `"totalResults":${Number(total) + 1}`,
      );
      return { ...answer, text };
    },
    ['paging/first', 'filter/eq-id', 'discovery/schemas'],
    'users/get',
  ],
  [
    'every seventh member that is lost',
    (() => {
      let additions = 0;
      const fault: Fault = async (request, forward) => {
        const isAddition = request.method === 'PATCH' && /"op":"add".*"members"/.test(request.body);
        if (isAddition) additions += 1;
        return isAddition && additions % 7 === 0 ? { status: 204, text: '' } : forward();
      };
      return fault;
    })(),
    ['concurrency/add-members'],
    'groups/create-empty',
  ],
  [
    'a userName that is looked for in its own case only',
    async (request, forward) => {
      const answer = await forward();
      const [, wanted] = /userName eq "([^"]*)"/.exec(decodeURIComponent(request.path)) ?? [];
      if (wanted === undefined || answer.text.includes(`"${wanted}"`)) return answer;
      const text = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0}';
      return { ...answer, text };
    },
    ['filter/user-name-in-any-case'],
    'filter/eq',
  ],
  [
    'a PATCH that ignores remove',
    (request, forward) => {
      if (request.method !== 'PATCH') return forward();
      const { Operations, ...rest } = JSON.parse(request.body);
      const kept = Operations.filter(({ op }: { readonly op: string }) => op !== 'remove');
      return forward({ body: JSON.stringify({ ...rest, Operations: kept }) });
    },
    ['patch/remove', 'groups/remove-by-filter'],
    'patch/replace',
  ],
  [
    'a 200 in the place of a 304',
    (request, forward) => forward({ headers: { ...request.headers, 'if-none-match': null } }),
    ['etag/user-not-modified-version', 'etag/group-not-modified-any'],
    'etag/user-modified',
  ],
  [
    'a wrong scimType',
    answering(() => true, rewritten(/"scimType":"uniqueness"/, '"scimType":"invalidValue"')),
    ['users/taken', 'concurrency/create-one-name'],
    'users/invalid-active-word',
  ],
  [
    'an If-Match that is ignored',
    (request, forward) => forward({ headers: { ...request.headers, 'if-match': null } }),
    ['etag/user-put-stale', 'etag/group-patch-stale', 'concurrency/put-if-match'],
    'etag/user-put-version',
  ],
  [
    'an If-None-Match of writes that is ignored',
    (request, forward) =>
      request.method === 'GET'
        ? forward()
        : forward({ headers: { ...request.headers, 'if-none-match': null } }),
    ['etag/user-put-exists-any', 'etag/group-delete-exists-version'],
    'etag/user-put-other',
  ],
  [
    'a HEAD that knows nobody',
    async (request, forward) => (request.method === 'HEAD' ? { status: 404, text: '' } : forward()),
    ['http/head', 'http/head-list'],
    'http/head-missing',
  ],
  [
    'a status that is a number',
    answering(() => true, rewritten(/"status":"(\d+)"/, '"status":$1')),
    ['errors/error-is-complete'],
    'users/get',
  ],
  [
    'another media type of lists',
    answering(
      ({ path }) => path.startsWith('/Users?'),
      (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } }),
    ),
    ['http/list-media-type', 'paging/first'],
    'users/get',
  ],
  [
    'a 401 without WWW-Authenticate',
    answering(
      () => true,
      (answer) => ({ ...answer, headers: without(answer.headers, 'www-authenticate') }),
    ),
    ['errors/no-authorization'],
    'errors/unknown-endpoint',
  ],
  [
    'booleans that are kept as texts',
    answering(() => true, rewritten(/"active":false/, '"active":"False"')),
    ['entra/patch/disable-default-dialect', 'users/created-is-inactive'],
    'entra/create/user-with-nulls',
  ],
  [
    'two users of one name',
    async (request, forward) => {
      const answer = await forward();
      if (answer.status !== 409) return answer;
      const body = JSON.parse(request.body);
      return forward({ body: JSON.stringify({ ...body, userName: `${Math.random()}${body.userName}` }) });
    },
    ['users/taken', 'concurrency/create-one-name-in-any-case'],
    'users/ids-differ',
  ],
  [
    'failOnErrors that is ignored',
    (request, forward) => forward({ body: request.body.replace(/,"failOnErrors":\d+/, '') }),
    ['bulk/fail-on-errors', 'bulk/fail-on-second-error'],
    'bulk/errors',
  ],
  [
    'a bulk that begins at its end',
    async (request, forward) => {
      if (request.path !== '/Bulk' || request.method !== 'POST') return forward();
      const { Operations, ...rest } = JSON.parse(request.body);
      const answer = await forward({
        body: JSON.stringify({ ...rest, Operations: Operations.toReversed() }),
      });
      const body = JSON.parse(answer.text);
      return { ...answer, text: JSON.stringify({ ...body, Operations: body.Operations.toReversed() }) };
    },
    // Not bulk/name-given-up: a name may be free in time for an operation before the one that gives it up (docs/bulk.md).
    ['bulk/repeated', 'bulk/changed-and-deleted'],
    'bulk/bulk-id-circular',
  ],
  [
    'a root without groups',
    (request, forward) =>
      forward({ path: request.path.replace(/^\/\?/, '/Users?').replace(/^\/\.search$/, '/Users/.search') }),
    ['root/get-both', 'root/post-both', 'root/post-resource-type'],
    'root/get-undefined',
  ],
];

describe('of a service with', () => {
  test.each(FAULTS)(
    '%s the check that is about it fails, and another does not',
    async (_, fault, finders, control) => {
      await using proxy = await startProxy(service.target, fault);
      const report = await verify({
        target: proxy.target,
        groups: selected(GROUPS, [...finders, control]),
        parallel: 4,
        progress: linesOfProgress(
          () => {},
          () => 0,
        ),
        signal: new AbortController().signal,
      });
      expect(failuresOf(report).map(({ id }) => id)).toEqual(expect.arrayContaining([...finders]));
      expect(failuresOf(report).map(({ id }) => id)).not.toContain(control);
    },
    LIMIT_MS,
  );
});
