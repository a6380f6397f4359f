import { randomUUID } from 'node:crypto';
import { exchange, type Target as Tenant } from '../../local/replay/client.ts';
import { startLocalServer } from '../../local/server.ts';
import { userName } from '../fill/population.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { type BenchRequest, filtered, patch, post, replaceValue, userBody } from '../service/requests.ts';
import { quantile, rounded } from '../statistics.ts';

interface Latency {
  readonly requests: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Results {
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly latency: Readonly<Record<string, Latency>>;
}

const CONCURRENCY = 16;
const USERS = 200;
const REQUESTS = { full: 4_000, quick: 400 } as const;
const ALL = 'all';

export const httpPart: Part<Results> = {
  name: 'http',
  about: `requests a second through the local server, ${CONCURRENCY} at a time: lookups, creations, patches`,
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    say('starting the local server');
    const server = await startLocalServer({ port: 0, host: '127.0.0.1', data: ':memory:' });
    undo.defer(server.stop);
    const users = Array.from({ length: USERS }, (_, index) => ({ name: userName(index), id: '' }));
    await together(users, async (user) => {
      user.id = JSON.parse(await answered(server, post('/Users', userBody(user.name)))).id;
    });
    say(`${REQUESTS[size]} requests`);
    const kinds = Object.entries(MIX);
    const work = Array.from({ length: REQUESTS[size] }, (_, index) => {
      const [kind = '', request] = kinds[index % kinds.length] ?? [];
      return { kind, request: request?.(users[index % USERS] ?? { name: '', id: '' }) };
    });
    const times = new Map([ALL, ...Object.keys(MIX)].map((kind) => [kind, [] as number[]]));
    const start = performance.now();
    await together(work, async ({ kind, request }) => {
      if (!request) return;
      const sent = performance.now();
      await answered(server, request);
      for (const one of [kind, ALL]) times.get(one)?.push(performance.now() - sent);
    });
    const seconds = (performance.now() - start) / 1_000;
    return {
      concurrency: CONCURRENCY,
      requestsPerSecond: rounded(work.length / seconds, 0),
      latency: Object.fromEntries([...times].map(([kind, all]) => [kind, latencyOf(all)])),
    };
  },
  report: ({ requestsPerSecond, latency }) => {
    const rows = Object.entries(latency).map(([kind, { requests, p50, p99 }]) => [
      kind,
      String(requests),
      p50.toFixed(1),
      p99.toFixed(1),
    ]);
    return `${requestsPerSecond} requests a second\n\n${markdownTable(['request', 'number', 'p50 ms', 'p99 ms'], rows)}`;
  },
  targets: () => [],
};

type Someone = { readonly name: string; readonly id: string };

/** In equal parts; of lookups, two. */
const MIX: Readonly<Record<string, (user: Someone) => BenchRequest>> = {
  lookup: ({ name }) => filtered('/Users', `userName eq "${name}@contoso.com"`),
  creation: () => post('/Users', userBody(randomUUID())),
  'lookup in vain': () => filtered('/Users', `userName eq "${randomUUID()}@contoso.com"`),
  patch: ({ id }) => patch(`/Users/${id}`, replaceValue('title', randomUUID())),
};

/** Does the work with as many requests under way as there may be. */
const together = async <Element>(
  elements: readonly Element[],
  work: (element: Element) => Promise<void>,
): Promise<void> => {
  const left = elements.values();
  const worker = async () => {
    for (const element of left) await work(element);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
};

/** @returns the body. @throws Error for an answer of 400 or more */
const answered = async (tenant: Tenant, { method, path, body }: BenchRequest): Promise<string> => {
  const headers = { 'content-type': 'application/scim+json' };
  const { status, text } = await exchange(tenant, method, path, headers, body && JSON.stringify(body));
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
  return text;
};

const latencyOf = (times: readonly number[]): Latency => ({
  requests: times.length,
  p50: rounded(quantile(times, 0.5), 1),
  p99: rounded(quantile(times, 0.99), 1),
});
