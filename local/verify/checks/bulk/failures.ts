/** What fails: an operation, or the whole request (RFC 7644 §3.7.3, §3.7.4). */
import type { Json, JsonObject } from '../../../json.ts';
import { check, type Draft } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything, uriEndingIn } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import { BULK_REQUEST, NOBODY, USER } from '../../urns.ts';
import { listOf, objectOf, textOf } from '../../values.ts';
import { expectError, expectList } from '../support.ts';
import { BULK, bulk, done, expectBulk, failed, newUser, statusesIn } from './support.ts';

const LIMITS = 'RFC 7644 §3.7.4';

/** RFC 7644 §3.7.4: the answer says which limit it is. */
const expectLimit = (answer: Answer, limit: number): void => {
  expectError(answer, 413);
  const detail = textOf(objectOf(answer.body)['detail']);
  expectThat(
    answer,
    detail.replaceAll(/[\s,.']/g, '').includes(textOf(limit)),
    `a detail with ${limit}`,
    detail,
  );
};

/** An operation that fails by itself, or the whole request with it. */
const wrong = (name: string, title: string, operation: JsonObject): Draft =>
  check(name, BULK, title, async (scim) => {
    const answer = await bulk(scim, [{ ...newUser(scim, 'a'), ...operation }]);
    const [status = ''] = statusesIn(answer);
    const isRefused = [answer.status, Number(status)].some((one) => one >= 400 && one < 500);
    expectThat(answer, isRefused, 'a 4xx', answer.text);
  });

const refused = (name: string, title: string, body: Json, status: number, scimType?: string): Draft =>
  check(name, BULK, title, async (scim) => expectError(await scim.post('/Bulk', body), status, scimType));

export const FAILURES: readonly Draft[] = [
  check(
    'errors',
    'RFC 7644 §3.7.3',
    'what fails is told by its error, and the rest is done',
    async (scim) => {
      const user = await scim.user();
      const answer = await bulk(scim, [
        newUser(scim, 'a', { userName: user.attributes['userName'] ?? null }),
        { method: 'DELETE', path: `/Users/${NOBODY}` },
        newUser(scim, 'b'),
      ]);
      expectBulk(answer, [
        failed('POST', 409, 'uniqueness', { bulkId: 'a' }),
        failed('DELETE', 404, undefined, { location: uriEndingIn(`/Users/${NOBODY}`) }),
        done('POST', 201, anything, { bulkId: 'b' }),
      ]);
    },
  ),
  check(
    'fail-on-errors',
    BULK,
    'after failOnErrors errors nothing more is done',
    async (scim) => {
      const userName = `${scim.name('late')}@example.com`;
      const answer = await bulk(
        scim,
        [
          { method: 'DELETE', path: `/Users/${NOBODY}` },
          { method: 'POST', path: '/Users', bulkId: 'late', data: { schemas: [USER], userName } },
        ],
        { failOnErrors: 1 },
      );
      const [first] = listOf(objectOf(answer.body)['Operations']);
      expectAnswer(answer, { status: 200, body: anything });
      expectThat(answer, first?.['status'] === '404', 'the first to be a 404', answer.text);
      expectList(await scim.list('/Users', { filter: `userName eq "${userName}"` }), []);
    },
    { needs: ['filter'] },
  ),
  check('no-bulk-id', BULK, 'a creation without bulkId fails', async (scim) => {
    const { bulkId: _, ...operation } = newUser(scim, 'a') as JsonObject;
    const answer = await bulk(scim, [operation]);
    const [one] = listOf(objectOf(answer.body)['Operations']);
    expectThat(answer, answer.status === 400 || one?.['status'] === '400', 'a 400', answer.text);
  }),
  check('fail-on-second-error', BULK, 'up to failOnErrors errors everything is done', async (scim) => {
    const wrongOne = { method: 'DELETE', path: `/Users/${NOBODY}` };
    const answer = await bulk(scim, [wrongOne, newUser(scim, 'a'), wrongOne, newUser(scim, 'late')], {
      failOnErrors: 2,
    });
    const statuses = statusesIn(answer).join();
    expectThat(answer, statuses.startsWith('404,201,404'), '404,201,404', statuses);
    expectThat(answer, !statuses.startsWith('404,201,404,201'), 'nothing after it', statuses);
  }),
  check('one-bulk-id', 'RFC 7644 §3.7', 'a bulkId is unique in its request', async (scim) => {
    const answer = await bulk(scim, [newUser(scim, 'a'), newUser(scim, 'a')]);
    const isRefused = answer.status === 400 || statusesIn(answer).includes('400');
    expectThat(answer, isRefused, 'a 400', answer.text);
  }),
  wrong('no-method', 'an operation without a method fails', { method: null }),
  wrong('reading', 'an operation that reads fails', { method: 'GET' }),
  wrong('no-path', 'an operation without a path fails', { path: null }),
  wrong('no-endpoint', 'an operation of no endpoint fails', { path: '/Robots' }),
  wrong('post-to-resource', 'a creation below a resource fails', { path: `/Users/${NOBODY}` }),
  wrong('put-to-endpoint', 'a replacement of an endpoint fails', { method: 'PUT' }),
  wrong('no-data', 'a creation without data fails', { data: null }),
  refused(
    'no-operations',
    'a bulk without Operations is a 400',
    { schemas: [BULK_REQUEST] },
    400,
    'invalidSyntax',
  ),
  refused('no-schemas', 'a bulk without schemas is a 400', { Operations: [] }, 400, 'invalidSyntax'),
  refused('no-json', 'a bulk that is no JSON is a 400', '{"schemas":', 400, 'invalidSyntax'),
  check('max-operations', LIMITS, 'more operations than maxOperations are a 413', async (scim) => {
    const { maxOperations } = objectOf(scim.capabilities.config['bulk']);
    const operation = { method: 'DELETE', path: `/Users/${NOBODY}` };
    const operations = Array.from({ length: Number(maxOperations) + 1 }, () => operation);
    expectLimit(await bulk(scim, operations), Number(maxOperations));
  }),
  check('max-payload-size', LIMITS, 'a body over maxPayloadSize is a 413', async (scim) => {
    const { maxPayloadSize } = objectOf(scim.capabilities.config['bulk']);
    const title = 'x'.repeat(Number(maxPayloadSize));
    expectLimit(await bulk(scim, [newUser(scim, 'a', { title })]), Number(maxPayloadSize));
  }),
];
