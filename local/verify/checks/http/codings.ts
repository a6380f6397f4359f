/** Bodies that are compressed, or in another encoding than UTF-8 (RFC 9110 §8.4, §12.5.3, RFC 8259 §8.1). */
import { check, type Draft, NotOffered } from '../../check.ts';
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import { USER } from '../../urns.ts';
import { textOf } from '../../values.ts';
import { expectError } from '../support.ts';

const SOURCE = 'RFC 9110 §12.5.3';

/** More than a server would take for not worth it. */
const PATH = '/Schemas';
const NEEDS = [{ endpoint: PATH }] as const;

const codingOf = ({ headers }: Answer): string => textOf(headers['content-encoding'] ?? 'identity');

const plain = (name: string, what: string, coding: string | null): Draft =>
  check(
    `coding-${name}`,
    SOURCE,
    `an answer to ${what} is not compressed`,
    async (scim) => {
      const answer = await scim.get(PATH, { 'accept-encoding': coding });
      expectAnswer(answer, { status: 200, headers: { 'content-encoding': null }, body: anything });
    },
    { needs: NEEDS },
  );

export const CODINGS: readonly Draft[] = [
  check(
    'coding-gzip',
    SOURCE,
    'an answer in gzip is what it is without, and says that it depends on Accept-Encoding',
    async (scim) => {
      const { body } = await scim.get(PATH);
      const answer = await scim.get(PATH, { 'accept-encoding': 'gzip' });
      if (codingOf(answer) === 'identity') throw new NotOffered('answers in gzip');
      expectThat(answer, codingOf(answer) === 'gzip', 'gzip', codingOf(answer));
      const vary = textOf(answer.headers.vary ?? 'nothing');
      expectThat(answer, /accept-encoding|\*/i.test(vary), 'Vary: Accept-Encoding', vary);
      expectThat(answer, textOf(answer.body) === textOf(body), 'the same body', 'another');
    },
    { needs: NEEDS },
  ),
  plain('none', 'a request without Accept-Encoding', null),
  plain('refused', 'Accept-Encoding: gzip;q=0', 'gzip;q=0'),
  plain('identity', 'Accept-Encoding: identity', 'identity'),
  check(
    'coding-unknown',
    'RFC 9110 §15.5.16',
    'a body in a coding that there is not is a 415',
    async (scim) => {
      const body = { schemas: [USER], userName: `${scim.name('coded')}@example.com` };
      expectError(await scim.post('/Users', body, { 'content-encoding': 'x-nothing' }), 415);
    },
  ),
  check(
    'not-utf-8',
    'RFC 8259 §8.1',
    'a body that is not in UTF-8 is a 400 with invalidSyntax',
    async (scim) => {
      const body = JSON.stringify({ schemas: [USER], userName: `${scim.name('zoë')}@example.com` });
      const answer = await scim.send('POST', '/Users', { bytes: Buffer.from(body, 'latin1') });
      expectError(answer, 400, 'invalidSyntax');
    },
  ),
];
