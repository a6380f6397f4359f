import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { takesGzip } from '../../lambda/http/compression.ts';
import { handle } from './support.ts';

beforeAll(() => {
  process.env['PUBLIC_URL'] = '';
});

describe('gzip', () => {
  test.each([
    ['gzip', true],
    ['GZIP', true],
    ['x-gzip', true],
    ['*', true],
    ['gzip, deflate, br', true],
    ['br;q=1, gzip;q=0.2', true],
    ['gzip;q=0.5, identity;q=0.5', true],
    ['', false],
    ['br', false],
    ['identity', false],
    ['gzip;q=0', false],
    ['gzip;q=0, *', false],
    ['identity, gzip;q=0.5', false],
  ])('is what Accept-Encoding %j takes: %s', (header, takes) => {
    const headers = new Map([
      ['accept', '*/*'],
      ['accept-encoding', header],
    ]);
    expect(takesGzip(headers)).toBe(takes);
  });

  test('is not for who asks for nothing, or says nothing of media types', () => {
    expect(takesGzip(new Map([['accept', '*/*']]))).toBe(false);
    expect(takesGzip(new Map([['accept-encoding', 'gzip']]))).toBe(false);
    for (const accept of ['', ' ', ', */*']) {
      const headers = new Map([
        ['accept', accept],
        ['accept-encoding', 'gzip'],
      ]);
      expect(takesGzip(headers)).toBe(false);
    }
  });
});

describe('an answer', () => {
  const large = { text: 'Quintaneiro '.repeat(1_000) };
  const ofLength = (characters: number) => ({ text: 'x'.repeat(characters - '{"text":""}'.length) });
  const asking = { Accept: 'application/scim+json', 'Accept-Encoding': 'gzip' };
  const get = (body: unknown, headers: Record<string, string>, method = 'GET') =>
    handle(async () => ({ status: 200, body }), { headers, method });

  test('is in gzip, as bytes in base64, for who takes it', async () => {
    const { coding, body, headers, isBase64Encoded } = await get(large, asking);
    expect({ coding, body, isBase64Encoded }).toEqual({ coding: 'gzip', body: large, isBase64Encoded: true });
    expect(headers).toMatchObject({ 'Content-Type': 'application/scim+json', Vary: 'Accept-Encoding' });
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    ['for who does not', large, { Accept: '*/*' }, 'GET'],
    ['where it fits one packet', ofLength(1_400), asking, 'GET'],
    ['where it would not get shorter', { text: randomBytes(10_000).toString('base64') }, asking, 'GET'],
  ])('is as it is, and says that it might not be, %s', async (_, sent, headers, method) => {
    const { coding, body, isBase64Encoded, headers: answered } = await get(sent, headers, method);
    expect({ coding, body, isBase64Encoded }).toEqual({
      coding: undefined,
      body: sent,
      isBase64Encoded: false,
    });
    expect(answered).toMatchObject({ Vary: 'Accept-Encoding' });
  });

  test('is in gzip as soon as it does not', async () => {
    expect((await get(ofLength(1_401), asking)).coding).toBe('gzip');
  });

  test('to HEAD has nothing to compress', async () => {
    const { body, headers, isBase64Encoded } = await get(large, asking, 'HEAD');
    expect({ body, isBase64Encoded }).toEqual({ body: undefined, isBase64Encoded: false });
    expect(headers).toEqual({ 'Content-Type': 'application/scim+json', Vary: 'Accept-Encoding' });
  });

  test('is too large for Lambda whatever it would be in gzip', async () => {
    const { status, body } = await get({ text: 'x'.repeat(6_100_000) }, asking);
    expect({ status, body }).toMatchObject({ status: 400, body: { scimType: 'tooMany' } });
  });
});
