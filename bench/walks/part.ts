import { clientOf } from '../../test/harness/client.ts';
import { startFilledEngine, TENANT } from '../fill/filled-engine.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { inProcess, loggedToNowhere } from '../service/in-process.ts';
import { quantile, rounded } from '../statistics.ts';
import { churn } from './churn.ts';
import { byCursor, byStartIndex, type Walk } from './walk.ts';

/** A walk over everybody while others come and go. */
interface Row {
  readonly walk: string;
  readonly pages: number;
  /** Milliseconds a page. */
  readonly p50: number;
  readonly p99: number;
  /** Users created, and deleted, from its first page to its last. */
  readonly created: number;
  readonly deleted: number;
  /** Users who were there throughout, and of these, those whom it did not meet. */
  readonly staying: number;
  readonly missed: number;
  /** Users whom it met more than once. */
  readonly doubled: number;
}

const TABLE = 'Walked';
const SIZES = { full: { users: 200_000, count: 1_000 }, quick: { users: 2_000, count: 100 } } as const;
/** Of every so many users one is there to be deleted. */
const LEAVING = 20;
const WALKS: Readonly<Record<string, Walk>> = { startIndex: byStartIndex, cursor: byCursor };

export const walksPart: Part<readonly Row[]> = {
  name: 'walks',
  about: 'walks over 200,000 users, by startIndex and by cursor, while others are created and deleted',
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const { users, count } = SIZES[size];
    say(`filling a table with ${users} users`);
    const engine = await startFilledEngine({ [TABLE]: { users, groups: [] } });
    undo.defer(engine.stop);
    const client = clientOf(engine.endpoint);
    undo.defer(async () => client.destroy());
    const service = inProcess(client, TABLE, TENANT);
    const ids = (engine.residents.get(TABLE)?.users ?? []).map(({ id }) => id);
    const staying = new Set(ids.filter((_, index) => index % LEAVING !== 0));
    const leaving = ids.filter((id) => !staying.has(id));

    const measured = async ([name, walk]: readonly [string, Walk]): Promise<Row> => {
      say(`a walk by ${name}`);
      const stop = new AbortController();
      const changes = churn(service, leaving, stop.signal);
      const pages = await walk(service, count).finally(() => stop.abort());
      const times = pages.map(({ milliseconds }) => milliseconds);
      const met = Map.groupBy(
        pages.flatMap((page) => page.ids),
        (id) => id,
      );
      return {
        walk: name,
        pages: pages.length,
        p50: rounded(quantile(times, 0.5), 1),
        p99: rounded(quantile(times, 0.99), 1),
        ...(await changes),
        staying: staying.size,
        missed: [...staying].filter((id) => !met.has(id)).length,
        doubled: [...met.values()].filter(({ length }) => length > 1).length,
      };
    };
    return await loggedToNowhere(async () => {
      const rows: Row[] = [];
      for (const walk of Object.entries(WALKS)) rows.push(await measured(walk));
      return rows;
    });
  },
  report: (rows) =>
    markdownTable(
      ['walk by', 'pages', 'p50 ms', 'p99 ms', 'created', 'deleted', 'there throughout', 'missed', 'doubled'],
      rows.map(({ walk, pages, p50, p99, ...figures }) => [
        walk,
        String(pages),
        p50.toFixed(0),
        p99.toFixed(0),
        ...[figures.created, figures.deleted, figures.staying, figures.missed, figures.doubled].map(
          (figure) => figure.toLocaleString('en'),
        ),
      ]),
    ),
  targets: (rows) =>
    rows.flatMap(({ walk, missed, doubled }) => [
      { what: `missed by ${walk}`, measured: missed, atMost: 0, unit: 'users' },
      { what: `met twice by ${walk}`, measured: doubled, atMost: 0, unit: 'users' },
    ]),
};
