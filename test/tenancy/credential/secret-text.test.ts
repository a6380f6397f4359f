import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CREDENTIAL_ID,
  mintSecret,
  parseAuthorization,
  parseClientSecret,
  TOKEN_EXPRESSION,
} from '../../../lambda/tenancy/credential/secret-text.ts';
import { BASE62 } from '../../../lambda/tenancy/random.ts';

const expression = new RegExp(TOKEN_EXPRESSION);

const minted = fc.noShrink(fc.constantFrom('token' as const, 'access' as const).map(mintSecret));
const reasonOf = (header: string) => {
  const parsed = parseAuthorization(header);
  return parsed.kind === 'refused' ? parsed.reason : 'none';
};

describe('a token', () => {
  test('has a prefix, an id, 256 bits of secret and a checksum, and nothing that a URL or a shell changes', () => {
    const { text, id } = mintSecret('token');
    expect(text).toMatch(/^scim_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/);
    expect(text.split('_')[1]).toBe(id);
    expect(id).toMatch(CREDENTIAL_ID);
    expect(43 * Math.log2(BASE62.length)).toBeGreaterThanOrEqual(256);
  });

  test('is minted anew each time, id and secret', () => {
    const tokens = Array.from({ length: 1_000 }, () => mintSecret('token'));
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(1_000);
    expect(new Set(tokens.map(({ text }) => text.slice(16))).size).toBe(1_000);
  });

  test('has every character of the alphabet as often as the others', () => {
    const secrets = Array.from({ length: 2_000 }, () => mintSecret('token').text.slice(16, 59)).join('');
    const expected = secrets.length / BASE62.length;
    const counts = Array.from(BASE62).map((character) => secrets.split(character).length - 1);
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 61 degrees of freedom: chance passes 140 once in ten million runs; `byte % 62` gives about 600.
    expect(chiSquare).toBeLessThan(140);
  });

  test('carries the CRC-32 of all that stands before it, in base62', () => {
    // CRC-32 2,897,843,215, computed by zlib of Python.
    const text = `scim_0123456789_${'a'.repeat(43)}3A73Oh`;
    expect(parseAuthorization(`Bearer ${text}`)).toEqual({
      kind: 'token',
      text,
      id: '0123456789',
    });
  });
});

describe('an Authorization header', () => {
  test('yields the token that was minted', () => {
    fc.assert(
      fc.property(minted, (token) => {
        expect(parseAuthorization(`Bearer ${token.text}`)).toEqual(token);
      }),
    );
  });

  test.each(['Bearer ', 'bearer ', 'BEARER ', 'bEaReR ', 'Bearer   '])('may begin with "%s"', (scheme) => {
    expect(reasonOf(scheme + mintSecret('token').text)).toBe('none');
  });

  test('is refused when any one character of the token is another', () => {
    const alphabet = Array.from(`${BASE62}_- é`);
    const { text } = mintSecret('token');
    for (const [index, character] of Array.from(text).entries())
      for (const other of alphabet.filter((candidate) => candidate !== character)) {
        const mistyped = text.slice(0, index) + other + text.slice(index + 1);
        expect(['malformed', 'checksum']).toContain(reasonOf(`Bearer ${mistyped}`));
      }
  });

  test('is refused when two neighbouring characters have changed places', () => {
    const { text } = mintSecret('token');
    for (let index = 0; index < text.length - 1; index += 1) {
      const [a = '', b = ''] = text.slice(index, index + 2);
      if (a === b) continue;
      const swapped = text.slice(0, index) + b + a + text.slice(index + 2);
      expect(['malformed', 'checksum']).toContain(reasonOf(`Bearer ${swapped}`));
    }
  });

  test.each([
    ['nothing', ''],
    ['a scheme alone', 'Bearer'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['a JWT', 'Bearer eyJhbGciOiJub25lIn0.e30.'],
    ['no space', `Bearer${mintSecret('token').text}`],
    ['a tab', `Bearer\t${mintSecret('token').text}`],
    ['something before it', ` Bearer ${mintSecret('token').text}`],
    ['something behind it', `Bearer ${mintSecret('token').text} `],
    ['a line behind it', `Bearer ${mintSecret('token').text}\n`],
    ['a second line', `x\nBearer ${mintSecret('token').text}`],
    ['two tokens', `Bearer ${mintSecret('token').text} ${mintSecret('token').text}`],
    ['a token cut short', `Bearer ${mintSecret('token').text.slice(0, -1)}`],
    ['the token alone', mintSecret('token').text],
  ])('with %s is malformed', (_, header) => {
    expect(reasonOf(header)).toBe('malformed');
  });

  test('is malformed exactly when the identity validation expression does not match it', () => {
    const near = fc
      .tuple(
        fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', '', 'Bearer\t'),
        minted,
        fc.string({ maxLength: 3 }),
        fc.nat(70),
      )
      .map(([scheme, { text }, inserted, at]) => scheme + text.slice(0, at) + inserted + text.slice(at));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (header) => {
        expect(reasonOf(header) === 'malformed').toBe(!expression.test(header));
      }),
    );
  });
});

describe('what a text is', () => {
  test('is told by its mark: an access token opens the directory, a client secret never does', () => {
    const { access, secret } = { access: mintSecret('access'), secret: mintSecret('secret') };
    expect(access.text).toMatch(/^scim_at_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}$/);
    expect(secret.text).toMatch(/^scim_cs_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}$/);
    expect(reasonOf(`Bearer ${secret.text}`)).toBe('malformed');
    expect(parseClientSecret(secret.text)).toEqual(secret);
  });

  test.each([
    ['a token', mintSecret('token').text, 'malformed'],
    ['an access token', mintSecret('access').text, 'malformed'],
    ['nothing', '', 'malformed'],
    ['a mistyped one', mistyped(mintSecret('secret').text), 'checksum'],
  ])('a client secret is not %s', (_, text, reason) => {
    expect(parseClientSecret(text)).toEqual({ kind: 'refused', reason });
  });

  test('a mark cannot be exchanged for another: the checksum covers it', () => {
    const { text } = mintSecret('access');
    expect(reasonOf(`Bearer ${text.replace('scim_at_', 'scim_')}`)).toBe('checksum');
  });
});

describe('the identity validation expression', () => {
  test('uses only what Java and JavaScript read alike', () => {
    expect(TOKEN_EXPRESSION).toMatch(/^\^[A-Za-z0-9[\](){}_ +?-]+\$$/);
  });
});

function mistyped(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}
