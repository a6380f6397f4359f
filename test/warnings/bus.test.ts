import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventBus } from '../../lambda/warnings/bus.ts';
import type { BusEvent } from '../../lambda/warnings/event.ts';
import { type FakeAws, ServiceError, startFakeAws } from '../tenancy/aws.ts';

let aws: FakeAws;
let client: EventBridgeClient;

beforeAll(async () => {
  aws = await startFakeAws();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new EventBridgeClient({ endpoint: aws.url, region: 'local', credentials, maxAttempts: 1 });
});
beforeEach(() => void aws.calls.splice(0));
afterAll(() => aws.close());

const eventOf = (id: string): BusEvent => ({
  type: 'Credential Expiring',
  detail: {
    version: 1,
    tenant: 'contoso',
    credential: { kind: 'token', id, label: 'Entra', expires: '2026-12-01T00:00:00.000Z' },
    within: 7,
    days: 6,
  },
});

const EVENTS = [eventOf('a'), eventOf('b'), eventOf('c')];
const REFUSED = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };

/** The ids of the credentials in each call. */
const sent = () =>
  aws.calls.map((call) =>
    JSON.parse(call).Entries.map(({ Detail }: { Detail: string }) => JSON.parse(Detail).credential.id),
  );

test('an event names the bus, its source and its type, and its detail is JSON', async () => {
  aws.answer = () => ({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  expect(await eventBus(client, 'bus')([eventOf('a')])).toEqual([true]);
  const [entry] = JSON.parse(aws.calls[0] ?? '').Entries;
  expect(entry).toEqual({
    EventBusName: 'bus',
    Source: 'scim-on-aws',
    DetailType: 'Credential Expiring',
    Detail: JSON.stringify(eventOf('a').detail),
  });
});

test('what the bus refuses is sent again, and nothing else is', async () => {
  aws.answer = () =>
    aws.calls.length === 1
      ? { FailedEntryCount: 1, Entries: [{ EventId: '1' }, REFUSED, { EventId: '3' }] }
      : { FailedEntryCount: 0, Entries: [{ EventId: '2' }] };
  expect(await eventBus(client, 'bus')(EVENTS)).toEqual([true, true, true]);
  expect(sent()).toEqual([['a', 'b', 'c'], ['b']]);
});

test('what it refuses for good is told', async () => {
  aws.answer = () =>
    aws.calls.length === 1
      ? { FailedEntryCount: 1, Entries: [{ EventId: '1' }, REFUSED, { EventId: '3' }] }
      : { FailedEntryCount: 1, Entries: [REFUSED] };
  expect(await eventBus(client, 'bus')(EVENTS)).toEqual([true, false, true]);
  expect(sent()).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
});

test('a call that fails as a whole is an error', async () => {
  aws.answer = () => {
    throw new ServiceError(400, 'AccessDeniedException', 'no');
  };
  await expect(eventBus(client, 'bus')(EVENTS)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
