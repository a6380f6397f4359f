import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, test } from '@jest/globals';
import { adminClient } from '../../local/admin/client.ts';
import { Failure } from '../../local/admin/error.ts';

/** A client whose every invocation ends like this. */
const answering = (outcome: object) => {
  const lambda = Object.create(new LambdaClient({ region: 'eu-west-1' }), {
    send: { value: async () => outcome },
  });
  return adminClient(lambda, 'Production-admin').invoke('tenants.list', {});
};

const payload = (value: object) => ({ transformToString: () => JSON.stringify(value) });

describe('the client of the admin function', () => {
  test('gives the result of an operation', async () => {
    const page = { tenants: [], next: 'contoso' };
    expect(await answering({ Payload: payload({ ok: true, result: page }) })).toEqual(page);
  });

  test.each([
    [
      { Payload: payload({ ok: false, error: { code: 'notFound', message: 'no such tenant' } }) },
      'no such tenant (notFound)',
    ],
    [
      { FunctionError: 'Unhandled', Payload: payload({ errorMessage: 'Task timed out' }) },
      'Production-admin failed (Unhandled)',
    ],
    [{}, 'Production-admin failed (no answer)'],
  ])('fails with a sentence for %j', async (outcome, sentence) => {
    const error = await answering(outcome).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect(String(error)).toContain(sentence);
  });
});
