import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isObject, type JsonObject } from '../../lambda/scim/json.ts';
import { clientOf } from '../harness/client.ts';
import type { WireAnswer, WireCall } from '../harness/wire.ts';

/** A call that wants to go to the database. */
export interface Passing {
  readonly call: WireCall;
  /** Makes the call take effect, or the part of it that is given. */
  readonly forward: (part?: WireCall) => Promise<WireAnswer>;
}

/** Where every call of a client passes: it answers, throws as a broken connection does, or never settles. */
export type Passage = (passing: Passing) => Promise<WireAnswer>;

/** What the SDK hands to whoever carries its requests. */
interface HttpRequest {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What a call is changed to before it goes anywhere. */
export type Alteration = (call: WireCall) => WireCall;

/**
 * A client of the engine, retries of the SDK included, whose calls go no other way than through the passage.
 * @param endpoint asked at each call, since an engine that is started anew has another
 */
export const clientThrough = (
  endpoint: () => string,
  passage: Passage,
  alteration: Alteration = (call) => call,
): DynamoDBDocumentClient =>
  clientOf(endpoint(), {
    signer: UNSIGNED,
    requestHandler: {
      handle: async ({ headers, body }: HttpRequest) => {
        const call = alteration(callOf(headers, textOf(body)));
        const answer = await passage({
          call,
          forward: (part = call) => post(endpoint(), headers, part.body),
        });
        const bytes = new TextEncoder().encode(JSON.stringify(answer.body));
        return { response: { statusCode: answer.status, headers: CONTENT_TYPE, body: bytes } };
      },
    },
  });

/** Signatures take a third of a call's time, and the engine reads the region from them, no more. */
const UNSIGNED = {
  sign: async <Request extends HttpRequest>(request: Request): Promise<Request> => ({
    ...request,
    headers: {
      ...request.headers,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
    },
  }),
};

const CONTENT_TYPE = { 'content-type': 'application/x-amz-json-1.0' };

const callOf = (headers: Record<string, string>, body: string): WireCall => {
  const [, operation = ''] = String(headers['x-amz-target']).split('.');
  return { operation, body: asObject(JSON.parse(body)) };
};

const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);

const post = async (
  endpoint: string,
  headers: Record<string, string>,
  body: JsonObject,
): Promise<WireAnswer> => {
  const others = Object.entries(headers).filter(([name]) => name !== 'content-length' && name !== 'host');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: Object.fromEntries(others),
    body: JSON.stringify(body),
  });
  return { status: response.status, body: asObject(await response.json()) };
};

const asObject = (value: unknown): JsonObject => {
  if (!isObject(value)) throw new TypeError('neither DynamoDB nor its clients send anything but objects');
  return value;
};
