import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeService } from '../../local/synthesize.ts';
import { readDeployment } from '../../local/template/deployment.ts';
import { startFilledEngine, TENANT } from '../fill/filled-engine.ts';
import type { Residents } from '../fill/population.ts';
import { markdownTable } from '../markdown.ts';
import type { Part, Size } from '../part.ts';
import { eventOf } from '../service/event.ts';
import { outcomesOf } from './function-process.ts';
import { HEAVY, type Heavy } from './requests.ts';

interface Figures {
  /** Of the first request; the same one again may be answered otherwise. */
  readonly status: number;
  readonly answerKb: number;
  readonly milliseconds: number;
  /** The most memory that the process ever had, with the request repeated. 0: it ended before it could say. */
  readonly peakMb: number;
}

type Results = Readonly<Record<string, Figures>>;

const MOST_MB = 512;
const KILOBYTE = 1_024;
const MEGABYTE = KILOBYTE * KILOBYTE;
const REPEATED = { full: 3, quick: 1 } as const;
/** A user of nearly 400 KB. */
const PADDING = 395_000;
const SIZES: Readonly<
  Record<Size, { readonly users: number; readonly crowd: number; readonly fat: number }>
> = {
  full: { users: 110_000, crowd: 100_000, fat: 1_000 },
  quick: { users: 1_500, crowd: 1_000, fat: 20 },
};

export const memoryPart: Part<Results> = {
  name: 'memory',
  about: 'the most memory of a function’s process on the heaviest requests',
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const { users, crowd, fat } = SIZES[size];
    say(`filling a table with ${users} users, another with ${fat} that are as large as can be`);
    const engine = await startFilledEngine({
      Ordinary: { users, groups: [crowd, 500, 0] },
      Fat: { users: fat, groups: [], padding: PADDING },
    });
    undo.defer(engine.stop);
    const folder = await mkdtemp(join(tmpdir(), 'scim-bench-'));
    undo.defer(() => rm(folder, { recursive: true }));
    const { functions } = readDeployment(await synthesizeService(folder));
    const heavy: Heavy = {
      ordinary: residentsOf(engine.residents, 'Ordinary'),
      fat: residentsOf(engine.residents, 'Fat'),
    };

    const results: Record<string, Figures> = {};
    for (const [name, requestFor] of Object.entries(HEAVY)) {
      say(name);
      const { in: where, request } = requestFor(heavy);
      const definition = functions.find((one) =>
        one.name.endsWith(request.path.startsWith('/Users') ? 'users' : 'groups'),
      );
      if (!definition) throw new Error('there is no such function');
      const environment = new Map([
        ...definition.environment,
        ['TABLE_NAME', where === 'fat' ? 'Fat' : 'Ordinary'] as const,
      ]);
      const outcomes = await outcomesOf(
        { ...definition, environment },
        engine.endpoint,
        eventOf(TENANT, request),
        REPEATED[size],
      ).catch(() => []);
      const [first] = outcomes;
      results[name] = {
        status: first?.status ?? 0,
        answerKb: Math.round((first?.bytes ?? 0) / KILOBYTE),
        milliseconds: first?.milliseconds ?? 0,
        peakMb: Math.round((outcomes.at(-1)?.peak ?? 0) / MEGABYTE),
      };
    }
    return results;
  },
  report: (results) =>
    markdownTable(
      ['request', 'status', 'answer KB', 'ms', 'peak MB'],
      Object.entries(results).map(([name, { status, answerKb, milliseconds, peakMb }]) => [
        name,
        status === 0 ? '–' : String(status),
        String(answerKb),
        String(milliseconds),
        peakMb === 0 ? '–' : String(peakMb),
      ]),
    ),
  targets: (results) =>
    Object.entries(results).map(([what, { peakMb }]) => ({
      what,
      measured: peakMb || Number.POSITIVE_INFINITY,
      atMost: MOST_MB,
      unit: 'MB',
    })),
};

const residentsOf = (all: ReadonlyMap<string, Residents>, table: string): Residents => {
  const residents = all.get(table);
  if (!residents) throw new Error(`${table} was not filled`);
  return residents;
};
