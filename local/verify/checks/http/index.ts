/** The manners of HTTP (RFC 7644 §3.1, §3.8, RFC 9110). */
import { check, group } from '../../check.ts';
import { expectAnswer } from '../../expect/answer.ts';
import { bodyOf } from '../../resource.ts';
import { ADDRESSES } from './addresses.ts';
import { CODINGS } from './codings.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { METHODS } from './methods.ts';

export const HTTP = group(
  'http',
  'HTTP',
  ['users'],
  [
    ...MEDIA_TYPES,
    ...CODINGS,
    ...METHODS,
    ...ADDRESSES,
    check(
      'scheme-in-any-case',
      'RFC 9110 §11.1',
      'the scheme of Authorization is taken in any case',
      async (scim) => {
        const user = await scim.user();
        for (const scheme of ['bearer', 'BEARER']) {
          const answer = await scim.get(user.path, { authorization: `${scheme} {token}` });
          expectAnswer(answer, { status: 200, body: bodyOf(user) });
        }
      },
    ),
    check('no-user-agent', 'Entra ID', 'a request without User-Agent is answered', async (scim) => {
      const user = await scim.user();
      expectAnswer(await scim.get(user.path, { 'user-agent': null }), { status: 200, body: bodyOf(user) });
    }),
  ],
);
