import { beforeAll, describe, expect, test } from '@jest/globals';
import { bulkEndpoint } from '../../lambda/http/bulk-endpoint.ts';
import { uniqueness } from '../../lambda/scim/error.ts';
import type { BulkService } from '../../lambda/service/bulk/bulk.ts';
import { handle, type Sent } from './support.ts';

const ID = '0b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';
const BULK: Sent = { resource: '/Bulk', method: 'POST', body: '{"a":1}' };

beforeAll(() => {
  process.env['PUBLIC_URL'] = 'https://example.com/scim';
});

const send = async (bulk: BulkService, sent: Sent) => {
  const reported: number[] = [];
  const handled = await handle(
    bulkEndpoint(bulk, async (count) => {
      reported.push(count);
    }),
    sent,
  );
  return { ...handled, reported };
};

const echo: BulkService = async ({ tenant }, body) => ({ tenant, body });

describe('/Bulk', () => {
  test.each(['/Bulk', '/v2/Bulk'])('as %s hands its body to the use case', async (resource) => {
    expect(await send(echo, { ...BULK, resource })).toMatchObject({
      status: 200,
      body: { tenant: 'contoso', body: { a: 1 } },
      reported: [],
    });
  });

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405', async (method) => {
    expect(await send(echo, { ...BULK, method })).toMatchObject({
      status: 405,
      headers: { Allow: 'POST, OPTIONS' },
    });
  });

  test('has nothing below it', async () => {
    expect(await send(echo, { ...BULK, resource: '/Bulk/{proxy+}', id: 'x' })).toMatchObject({ status: 404 });
  });

  test('leaves a line for each operation as it ends, and one for the request', async () => {
    const bulk: BulkService = async (_context, _body, { ended }) => {
      const common = { method: 'POST', type: 'User', milliseconds: 1.4 } as const;
      ended({ ...common, place: 0, id: ID, status: 201, failure: undefined });
      ended({ ...common, place: 1, id: 'Lovelace', status: 409, failure: uniqueness('Lovelace') });
      throw new Error('of the rest');
    };
    const { lines, log } = await send(bulk, BULK);
    const common = { tenant: 'contoso', token: 't1', request: 'r1', ip: '192.0.2.1', dialect: 'other' };
    expect(lines.flatMap(({ audit }) => audit ?? [])).toEqual([
      { ...common, operation: 0, method: 'POST', resource: '/Users', id: ID, status: 201, milliseconds: 1 },
      {
        ...common,
        operation: 1,
        method: 'POST',
        resource: '/Users',
        status: 409,
        scimType: 'uniqueness',
        milliseconds: 1,
      },
      { ...common, method: 'POST', resource: '/Bulk', status: 500, milliseconds: expect.any(Number) },
    ]);
    expect(log).not.toContain('Lovelace');
  });

  test('reports faults of ours, which its answer hides, and logs where they are', async () => {
    const bulk: BulkService = async (_context, _body, { unexpected }) => {
      const failures = [unexpected(new TypeError('Lovelace')), unexpected('Lovelace')];
      return { details: failures.map(({ message }) => message) };
    };
    const { status, body, reported, lines, log } = await send(bulk, BULK);
    expect({ status, reported }).toEqual({ status: 200, reported: [2] });
    expect(body).toEqual({ details: Array(2).fill(expect.stringContaining('r1')) });
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: 'unexpected error',
        request: 'r1',
        name: 'TypeError',
      }),
    );
    expect(log).not.toContain('Lovelace');
  });
});
