import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { list, object, stringIn } from '../harness/wire.ts';
import type { Alteration } from './wire-client.ts';

/** Changes those actions of a transaction that are meant. */
const inTransactions =
  (
    isMeant: (action: JsonObject) => boolean,
    changed: (action: JsonObject, index: number) => JsonObject,
  ): Alteration =>
  (call) => {
    if (call.operation !== 'TransactWriteItems') return call;
    const actions = list(call.body['TransactItems']).map(object);
    const TransactItems = actions.map((action, index) => (isMeant(action) ? changed(action, index) : action));
    return { ...call, body: { ...call.body, TransactItems } };
  };

/** A check that always holds stands in its place, so that the reasons of a cancellation keep theirs. */
const takenOut = (action: JsonObject, index: number): JsonObject => {
  const [write] = Object.values(action);
  return {
    ConditionCheck: {
      TableName: object(write)['TableName'] ?? '',
      Key: { pk: { S: 'nothing' }, sk: { S: String(index) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

const uncounted = ({ Update }: JsonObject): JsonObject => {
  const update = object(Update);
  const values = { ...object(update['ExpressionAttributeValues']), ':more': { N: '0' } };
  return { Update: { ...update, ExpressionAttributeValues: values } };
};

const itemOf = (put: Json | undefined): JsonObject => object(object(put)['Item']);
const keyOf = (write: Json | undefined): JsonObject => object(object(write)['Key']);

/** Faults that the store does not have and that the exploration has to find. */
export const PLANTS: Readonly<Record<string, Alteration>> = {
  'mirror-not-written': inTransactions(({ Put }) => stringIn(itemOf(Put)['kind']) === 'mirror', takenOut),
  'claim-not-freed': inTransactions(
    ({ Delete }) => /#(User#userName|Group#displayName)$/.test(stringIn(keyOf(Delete)['pk'])),
    takenOut,
  ),
  'gate-not-counted': inTransactions(
    ({ Update }) => /#Group#[^#]+$/.test(stringIn(keyOf(Update)['pk'])),
    uncounted,
  ),
  'deletion-not-pending': inTransactions(({ Put }) => {
    const { kind, work } = itemOf(Put);
    return stringIn(kind) === 'pending' && stringIn(work) === 'deleting';
  }, takenOut),
};
