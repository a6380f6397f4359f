import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { closeServer, listen, portOf } from '../../../local/network.ts';
import { streamFeed } from '../../../local/page/event-stream.ts';
import { type NumberedRequest, type RequestFeed, requestFeed } from '../../../local/page/request-feed.ts';
import { summary } from './support/summary.ts';

interface Event {
  readonly id: string;
  readonly run: string;
  readonly requests: readonly NumberedRequest[];
}

let feed: RequestFeed;
let server: Server;
let lastEventId: string;

beforeEach(async () => {
  feed = requestFeed(50);
  lastEventId = '';
  server = createServer((_, response) => streamFeed(feed, response, lastEventId));
  await listen(server, 0, '127.0.0.1');
});

afterEach(() => closeServer(server));

const add = (count: number, target = '/scim/Users'): void => {
  for (let index = 0; index < count; index += 1) feed.add(summary({ target }));
};

const open = async (): Promise<IncomingMessage> => {
  const request = get({ port: portOf(server), host: '127.0.0.1' });
  const [response] = await once(request, 'response');
  return response.setEncoding('utf8');
};

/** Events as they come. */
async function* events(response: IncomingMessage): AsyncGenerator<Event> {
  let text = '';
  for await (const chunk of response) {
    const parts = `${text}${chunk}`.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const [, id = '', data = ''] = /^id: (.*)\ndata: (.*)$/.exec(part) ?? [];
      yield { id, ...JSON.parse(data) };
    }
  }
}

/** Numbers of the requests that come, until that one has. */
const numbersUntil = async (response: IncomingMessage, last: number): Promise<readonly number[]> => {
  const numbers: number[] = [];
  for await (const { requests } of events(response)) {
    numbers.push(...requests.map(({ number }) => number));
    if (numbers.at(-1) === last) return numbers;
  }
  throw new Error('the stream ended');
};

test('the first event says which run this is, even before any request', async () => {
  const { value } = await events(await open()).next();
  expect(value).toEqual({ id: `${feed.run}/0`, run: feed.run, requests: [] });
});

test('what was there comes first, then what comes', async () => {
  add(2);
  const response = await open();
  add(1);
  expect(await numbersUntil(response, 3)).toEqual([1, 2, 3]);
});

test('a reader that comes back goes on after the event that it saw last', async () => {
  add(5);
  lastEventId = `${feed.run}/3`;
  expect(await numbersUntil(await open(), 5)).toEqual([4, 5]);
});

test.each(['another-run/3', 'nonsense'])('an id of no event of this run begins anew: %s', async (id) => {
  add(5);
  lastEventId = id;
  expect(await numbersUntil(await open(), 5)).toEqual([1, 2, 3, 4, 5]);
});

test('for a reader that hangs nothing is kept; once it reads on, it gets what is still there', async () => {
  const response = await open();
  response.pause();
  const target = 'x'.repeat(100_000);
  for (let index = 0; index < 400; index += 1) {
    add(1, target);
    await turn();
  }
  const numbers = await numbersUntil(response, 400);
  expect(numbers.slice(-50)).toEqual(Array.from({ length: 50 }, (_, index) => 351 + index));
  expect(numbers.length).toBeLessThan(400);
});

test('a reader that has gone is told nothing more', async () => {
  let listeners = 0;
  const { subscribe } = feed;
  feed = {
    ...feed,
    subscribe: (listener) => {
      listeners += 1;
      const unsubscribe = subscribe(listener);
      return () => {
        listeners -= 1;
        unsubscribe();
      };
    },
  };
  const response = await open();
  expect(listeners).toBe(1);
  response.destroy();
  while (listeners > 0) await turn();
  add(1);
  expect(listeners).toBe(0);
});
