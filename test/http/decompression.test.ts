import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { jsonBody } from '../../lambda/http/json-body.ts';
import { MAX_PAYLOAD_BYTES } from '../../lambda/scim/discovery.ts';
import { handle } from './support.ts';

const SENT = { userName: 'josefina.quintaneiro@contoso.com' };
const BYTES = Buffer.from(JSON.stringify(SENT));

beforeAll(() => {
  process.env['PUBLIC_URL'] = '';
});

const send = (bytes: Buffer, coding: string) =>
  handle(async (request) => ({ status: 200, body: jsonBody(request) }), {
    method: 'POST',
    headers: { 'Content-Encoding': coding },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  });

describe.each([
  ['false', 'identity'],
  ['true', 'gzip, identity'],
])('where compressed requests are set to %s', (setting, taken) => {
  beforeAll(() => {
    process.env['COMPRESSED_REQUESTS'] = setting;
  });

  test.each(['identity', ' Identity '])('a body in %j is taken', async (coding) => {
    expect(await send(BYTES, coding)).toMatchObject({ status: 200, body: SENT });
  });

  test.each([
    ['br', brotliCompressSync(BYTES)],
    ['gzip, gzip', gzipSync(gzipSync(BYTES))],
    ['', BYTES],
  ])('a body in %j is a 415, with what would be taken', async (coding, bytes) => {
    expect(await send(bytes, coding)).toMatchObject({
      status: 415,
      headers: { 'Accept-Encoding': taken },
      body: { status: '415' },
    });
  });
});

describe('gzip', () => {
  test('is a 415 where it is not enabled', async () => {
    process.env['COMPRESSED_REQUESTS'] = 'false';
    expect(await send(gzipSync(BYTES), 'gzip')).toMatchObject({ status: 415 });
  });

  describe('where it is enabled', () => {
    beforeAll(() => {
      process.env['COMPRESSED_REQUESTS'] = 'true';
    });

    test('is unpacked', async () => {
      expect(await send(gzipSync(BYTES), 'GZip')).toMatchObject({ status: 200, body: SENT });
    });

    test('may not unpack to more than a body may have', async () => {
      const bomb = gzipSync(Buffer.alloc(MAX_PAYLOAD_BYTES + 1, ' '));
      expect(bomb.length).toBeLessThan(10_000);
      expect(await send(bomb, 'gzip')).toMatchObject({ status: 413, body: { status: '413' } });
    });

    test.each([
      ['what is none', BYTES],
      ['half of it', gzipSync(BYTES).subarray(0, 20)],
    ])('that is %s is no syntax', async (_, bytes) => {
      expect(await send(bytes, 'gzip')).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    });
  });
});
