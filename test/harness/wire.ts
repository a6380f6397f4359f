import { isObject, type Json, type JsonObject } from '../../lambda/scim/json.ts';

/** A call of DynamoDB's API as it is on the wire (AWS JSON 1.0). */
export interface WireCall {
  /** `TransactWriteItems`, `Query`, … */
  readonly operation: string;
  readonly body: JsonObject;
}

export interface WireAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** An error as DynamoDB answers it. */
export const wireError = (name: string, status = 400, more: JsonObject = {}): WireAnswer => ({
  status,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more },
});

/** How DynamoDB answers a transaction that met another on any of its items. */
export const wireConflict = (call: WireCall, conflicting: (key: string) => boolean): WireAnswer =>
  wireError('TransactionCanceledException', 400, {
    CancellationReasons: transactedKeys(call).map((key) => ({
      Code: conflicting(key) ? 'TransactionConflict' : 'None',
    })),
  });

/** The actions of a TransactWriteItems, each with the item that it is about. */
export const transactedKeys = ({ body }: WireCall): readonly string[] =>
  list(body['TransactItems']).map((action) => {
    const [write] = Object.values(object(action));
    return keyOf(object(write));
  });

/** The item that a PutItem, UpdateItem or DeleteItem is about. */
export const writtenKey = ({ body }: WireCall): string => keyOf(body);

/** Capacity units that an answer says were consumed; per table in a list where it is about several. */
export const consumedCapacity = (answer: JsonObject): number => {
  const consumed = answer['ConsumedCapacity'];
  const all = Array.isArray(consumed) ? consumed : [consumed];
  return all.reduce<number>((sum, one) => sum + Number(object(one)['CapacityUnits'] ?? 0), 0);
};

/** How many items an answer holds. */
export const itemsIn = (answer: JsonObject): number =>
  [answer['Items'], ...Object.values(object(answer['Responses']))].reduce<number>(
    (sum, items) => sum + list(items).length,
    answer['Item'] ? 1 : 0,
  );

const keyOf = (write: JsonObject): string => {
  const { pk, sk } = object(write['Key'] ?? write['Item']);
  return JSON.stringify([write['TableName'], object(pk)['S'], object(sk)['S']]);
};

/** Of what is on the wire, an object; an empty one where there is none. */
export const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

export const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** The text of an attribute value; empty where it is none. */
export const stringIn = (value: Json | undefined): string => {
  const text = object(value)['S'];
  return typeof text === 'string' ? text : '';
};
