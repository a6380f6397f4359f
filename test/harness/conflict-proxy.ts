import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type JsonObject } from '../../lambda/scim/json.ts';
import { closeServer, listen, portOf } from '../../local/network.ts';
import { Conflicts } from './conflicts.ts';
import { consumedCapacity, itemsIn, type WireAnswer, type WireCall } from './wire.ts';

/** What is to go wrong with a call. */
export type Fault =
  /** It is answered like this, and takes no effect. */
  | { readonly kind: 'answer'; readonly answer: WireAnswer }
  /** The connection breaks before it takes effect. */
  | { readonly kind: 'drop' }
  /** It takes effect, and the connection breaks before the answer. */
  | { readonly kind: 'lose' }
  /** It goes on when this is settled. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  | { readonly kind: 'delay'; readonly ms: number };

export interface ConflictProxy {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`, `DYNAMODB_ENDPOINT` or a client's `endpoint`. */
  readonly endpoint: string;
  /** Asked for each call, in the order of their arrival; undefined lets it pass. */
  injectFaults(faults: Faults): void;
  /** Ends each page of a query after so many items, as DynamoDB does after 1 MB of them. */
  endPagesAfter(most: number): void;
  /** Since the last `reset`, in the order of their arrival. */
  readonly calls: () => readonly WireCall[];
  /** Capacity units consumed since the last `reset`. */
  readonly capacity: () => number;
  /** Items read since the last `reset`. */
  readonly items: () => number;
  /** Forgets the calls, injects no more faults, and leaves pages as they are. */
  reset(): void;
  stop(): Promise<void>;
}

interface Options {
  /** The URL of the engine. */
  readonly target: string;
  /** How long a transaction takes, milliseconds. */
  readonly holdMs?: number;
}

type Faults = (call: WireCall) => Fault | undefined;

const NO_FAULT: Faults = () => undefined;

/**
 * An HTTP proxy between any SDK client and the engine. It adds what the engine lacks, DynamoDB's conflicts, and
 * what a test needs: a record of the calls, and faults at chosen ones.
 */
export const startConflictProxy = async ({ target, holdMs = 8 }: Options): Promise<ConflictProxy> => {
  const conflicts = new Conflicts(holdMs);
  let calls: WireCall[] = [];
  let capacity = 0;
  let items = 0;
  let faultOf = NO_FAULT;
  let pageSize = Number.POSITIVE_INFINITY;

  const limited = ({ operation, body }: WireCall): JsonObject => {
    const Limit = Math.min(Number(body['Limit'] ?? Number.POSITIVE_INFINITY), pageSize);
    return operation === 'Query' && Number.isFinite(Limit) ? { ...body, Limit } : body;
  };

  const forward = async (request: IncomingMessage, call: WireCall): Promise<WireAnswer> => {
    const answer = await fetch(target, {
      method: 'POST',
      headers: forwardedHeaders(request),
      body: JSON.stringify({ ...limited(call), ReturnConsumedCapacity: 'TOTAL' }),
    });
    const parsed = asObject(await answer.json());
    capacity += consumedCapacity(parsed);
    items += itemsIn(parsed);
    return { status: answer.status, body: parsed };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await callOf(request);
    calls.push(call);
    const fault = faultOf(call);
    if (fault?.kind === 'answer') return send(response, fault.answer);
    if (fault?.kind === 'drop') return breakOff(request);
    if (fault?.kind === 'hold') await fault.until;
    if (fault?.kind === 'delay') await sleep(fault.ms);
    const result = await conflicts.pass(call, () => forward(request, call));
    return fault?.kind === 'lose' ? breakOff(request) : send(response, result);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => breakOff(request));
  });
  await listen(server, 0, '127.0.0.1');
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    injectFaults: (faults) => {
      faultOf = faults;
    },
    endPagesAfter: (most) => {
      pageSize = most;
    },
    calls: () => calls,
    capacity: () => capacity,
    items: () => items,
    reset: () => {
      calls = [];
      capacity = 0;
      items = 0;
      faultOf = NO_FAULT;
      pageSize = Number.POSITIVE_INFINITY;
    },
    stop: () => closeServer(server),
  };
};

const callOf = async (request: IncomingMessage): Promise<WireCall> => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
  return { operation, body: asObject(JSON.parse(Buffer.concat(chunks).toString())) };
};

/** The signature's too, though the body is another by now: the engine reads the region from it, no more. */
const forwardedHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'].map((name) => [
      name,
      String(headers[name] ?? ''),
    ]),
  );

const send = (response: ServerResponse, { status, body }: WireAnswer): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
};

const breakOff = (request: IncomingMessage): void => {
  request.socket.destroy();
};

const asObject = (value: unknown): JsonObject => {
  if (!isObject(value)) throw new TypeError('neither DynamoDB nor its clients send anything but objects');
  return value;
};
