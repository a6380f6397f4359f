import { randomUUID } from 'node:crypto';
import { clientOf } from '../../test/harness/client.ts';
import { startFilledEngine, TENANT } from '../fill/filled-engine.ts';
import type { Residents } from '../fill/population.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { eventOf } from '../service/event.ts';
import { type InProcess, inProcess, loggedToNowhere } from '../service/in-process.ts';
import {
  addMembers,
  type BenchRequest,
  filtered,
  get,
  patch,
  post,
  removeMembers,
  replaceValue,
  userBody,
} from '../service/requests.ts';
import { median, rounded } from '../statistics.ts';
import { type Recorder, recorderOf, redirected } from './replay.ts';

interface Overhead {
  readonly samples: number;
  /** Medians, milliseconds. */
  readonly handler: number;
  readonly bare: number;
  readonly ratio: number;
}

type Results = Readonly<Record<string, Overhead>>;

const TABLE = 'Directory';
const TWIN = 'Twin';
const EFFORT = {
  full: { rounds: 400, within: 30_000, warmUp: 20 },
  quick: { rounds: 20, within: 1_000, warmUp: 2 },
} as const;
const MOST = 1.5;

export const overheadPart: Part<Results> = {
  name: 'overhead',
  about: 'operations through the handler, from event to result, against the bare SDK calls that they make',
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    say('filling two tables alike');
    const engine = await startFilledEngine({ [TABLE]: { users: 1_000, groups: [100], twin: TWIN } });
    undo.defer(engine.stop);
    const [ours, bare] = [clientOf(engine.endpoint), clientOf(engine.endpoint)];
    undo.defer(async () => {
      ours.destroy();
      bare.destroy();
    });
    const recorder = recorderOf(ours);
    const service = inProcess(recorder.client, TABLE, TENANT);
    const residents = engine.residents.get(TABLE) ?? { users: [], groups: [] };
    const results: Record<string, Overhead> = {};
    await loggedToNowhere(async () => {
      for (const [name, request] of Object.entries(requestsOf(residents))) {
        say(name);
        const sample = () => sampleOf(service, recorder, bare, request());
        results[name] = overheadOf(await samplesOf(sample, EFFORT[size]));
      }
    });
    return results;
  },
  report: (results) =>
    markdownTable(
      ['p50, ms', 'handler', 'bare calls', 'ratio'],
      Object.entries(results).map(([name, { handler, bare, ratio }]) => [
        name,
        handler.toFixed(2),
        bare.toFixed(2),
        ratio.toFixed(2),
      ]),
    ),
  targets: (results) =>
    Object.entries(results).map(([what, { ratio }]) => ({
      what,
      measured: ratio,
      atMost: MOST,
      unit: 'times',
    })),
};

interface Sample {
  readonly handler: number;
  readonly bare: number;
}

interface Effort {
  readonly rounds: number;
  /** Milliseconds after which no other sample is taken. */
  readonly within: number;
  /** Samples that are thrown away first. */
  readonly warmUp: number;
}

const samplesOf = async (
  sample: () => Promise<Sample>,
  { rounds, within, warmUp }: Effort,
): Promise<readonly Sample[]> => {
  for (let round = 0; round < warmUp; round += 1) await sample();
  const samples: Sample[] = [];
  const end = performance.now() + within;
  while (samples.length === 0 || (samples.length < rounds && performance.now() < end))
    samples.push(await sample());
  return samples;
};

/**
 * Lets the handler answer, then sends what it asked of its table to the twin, in the same round trips: the twin is
 * what the table was before, so the same happens there.
 */
const sampleOf = async (
  { handle }: InProcess,
  recorder: Recorder,
  bare: ReturnType<typeof clientOf>,
  request: BenchRequest,
): Promise<Sample> => {
  const event = eventOf(TENANT, request);
  recorder.take();
  const start = performance.now();
  const { statusCode, body } = await handle(event);
  const handler = performance.now() - start;
  if (statusCode >= 400) throw new Error(`${statusCode} ${body}`);

  const trips = redirected(recorder.take(), TABLE, TWIN);
  const again = performance.now();
  for (const commands of trips) await Promise.all(commands.map((command) => bare.send(command)));
  return { handler, bare: performance.now() - again };
};

const requestsOf = ({ users, groups: [group] }: Residents): Readonly<Record<string, () => BenchRequest>> => {
  let turn = 0;
  const next = () => {
    turn += 1;
    return users[turn % users.length] ?? { id: '', name: '' };
  };
  const crew = `/Groups/${group?.id}`;
  const { id: outsider } = users.find(({ id }) => !group?.members.includes(id)) ?? { id: '' };
  let isIn = false;
  return {
    'GET a user': () => get(`/Users/${next().id}`),
    'look up a user': () => filtered('/Users', `userName eq "${next().name}@contoso.com"`),
    'look up a user, in vain': () => filtered('/Users', 'userName eq "nobody@contoso.com"'),
    'create a user': () => post('/Users', userBody(randomUUID())),
    'PATCH a user': () => patch(`/Users/${next().id}`, replaceValue('title', randomUUID())),
    'add or remove a member': () => {
      isIn = !isIn;
      return patch(crew, isIn ? addMembers(outsider) : removeMembers(outsider));
    },
    'GET a group without members': () => get(`${crew}?excludedAttributes=members`),
    'GET a group of 100 members': () => get(crew),
    'page of 100 users': () => get('/Users?startIndex=1&count=100'),
  };
};

const overheadOf = (samples: readonly Sample[]): Overhead => {
  const handler = median(samples.map((sample) => sample.handler));
  const bare = median(samples.map((sample) => sample.bare));
  return {
    samples: samples.length,
    handler: rounded(handler, 3),
    bare: rounded(bare, 3),
    ratio: rounded(handler / bare),
  };
};
