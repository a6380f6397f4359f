import { isObject, type Json, type JsonObject } from '../../lambda/scim/json.ts';
import type { WireCall } from '../harness/wire.ts';
import type { Alteration } from './wire-client.ts';

/**
 * Faults that the store does not have and that the exploration has to find: each changes an action of its
 * transactions, or takes it out.
 */
export const PLANTS: Readonly<Record<string, Alteration>> = {
  'mirror-not-written': inTransactions(({ Put }) => kindOf(Put) === 'mirror', takenOut),
  'claim-not-freed': inTransactions(
    ({ Delete }) => /#(User#userName|Group#displayName)$/.test(keyOf(Delete).pk),
    takenOut,
  ),
  'gate-not-counted': inTransactions(({ Update }) => keyOf(Update).sk === 'gate', uncounted),
  'deletion-not-pending': inTransactions(
    ({ Put }) => kindOf(Put) === 'pending' && textOf(object(object(Put)['Item'])['work']) === 'deleting',
    takenOut,
  ),
};

function inTransactions(
  isMeant: (action: JsonObject) => boolean,
  changed: (action: JsonObject, index: number) => JsonObject,
): Alteration {
  return (call: WireCall): WireCall => {
    if (call.operation !== 'TransactWriteItems') return call;
    const actions = list(call.body['TransactItems']).map(object);
    const TransactItems = actions.map((action, index) => (isMeant(action) ? changed(action, index) : action));
    return { ...call, body: { ...call.body, TransactItems } };
  };
}

/** A check that always holds stands in its place, so that the reasons of a cancellation keep theirs. */
function takenOut(action: JsonObject, index: number): JsonObject {
  const [write] = Object.values(action);
  return {
    ConditionCheck: {
      TableName: object(write)['TableName'] ?? '',
      Key: { pk: { S: 'nothing' }, sk: { S: String(index) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

function uncounted({ Update }: JsonObject): JsonObject {
  const update = object(Update);
  const values = { ...object(update['ExpressionAttributeValues']), ':more': { N: '0' } };
  return { Update: { ...update, ExpressionAttributeValues: values } };
}

function kindOf(put: Json | undefined): string {
  return textOf(object(object(put)['Item'])['kind']);
}

function keyOf(write: Json | undefined): { readonly pk: string; readonly sk: string } {
  const { pk, sk } = object(object(write)['Key']);
  return { pk: textOf(pk), sk: textOf(sk) };
}

function textOf(value: Json | undefined): string {
  return String(object(value)['S'] ?? '');
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
