import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { isId } from '../id.ts';
import { listedOf, resourceOf } from '../item/resource.ts';
import { tombstoneOf } from '../item/tombstone.ts';
import { gatePartition, resourcePartition, SHARDS, tombstonePartition } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf, queryAll } from '../read-item.ts';
import { counters } from '../seeking.ts';
import type { Item } from '../table.ts';
import type { Reading } from '../writing.ts';
import type { GateOfLine, Line, PlacedLine, ResourceLine, TombstoneLine } from './line.ts';
import { memberLines } from './member-lines.ts';

/** The parts of an export, in their order. */
export const PARTS = ['users', 'groups', 'members', 'tombstones'] as const;
export type Part = (typeof PARTS)[number];

/** Where the next step goes on. */
export interface ExportState {
  readonly part: Part;
  /** What the last line was about: an id; of `members`, of the group, its shard and its last member. Empty at first. */
  readonly after: string;
  /** How many resources there are, and how many have been gone through; groups twice, for their members. */
  readonly total: number;
  readonly done: number;
}

export interface ExportStep {
  readonly lines: readonly Line[];
  /** Absent when this was the last one. */
  readonly state?: ExportState;
  readonly progress: { readonly part: Part; readonly fraction: number };
}

export interface Exporting extends Reading {
  /** Epoch milliseconds after which nothing more is read. */
  readonly until: number;
}

/** An answer of Lambda's may have 6 MB; the longest line, 400 KB of characters that JSON escapes, 2.4. */
const MOST_BYTES = 3_500_000;

/**
 * As much of a tenant as time and an answer allow, and a line at least, in the order of `PARTS` and of ids.
 * @param from what the step before answered; undefined for the first
 * @throws Unavailable, after which the same step may be made again
 */
export const exportStep = async (
  exporting: Exporting,
  from: ExportState | undefined,
): Promise<ExportStep> => {
  const lines: Line[] = [];
  let bytes = 0;
  let state = from ?? (await beginning(exporting));
  for (;;) {
    for await (const { line, after, counts } of LINES[state.part](exporting, state.after)) {
      const size = line ? Buffer.byteLength(JSON.stringify(line)) : 0;
      if (lines.length > 0 && bytes + size > MOST_BYTES) return ended(lines, state);
      if (line) lines.push(line);
      bytes += size;
      state = { ...state, after, done: state.done + counts };
      if (Date.now() >= exporting.until) return ended(lines, state);
    }
    const part = PARTS[PARTS.indexOf(state.part) + 1];
    if (part === undefined) return { lines, progress: { part: state.part, fraction: 1 } };
    state = { ...state, part, after: '' };
  }
};

const ended = (lines: readonly Line[], state: ExportState): ExportStep => {
  const { part, done, total } = state;
  return { lines, state, progress: { part, fraction: Math.min(done / Math.max(total, 1), 0.99) } };
};

const beginning = async (exporting: Exporting): Promise<ExportState> => {
  const [users = 0, groups = 0] = await Promise.all(
    (['User', 'Group'] as const).map(async (type) =>
      (await counters(exporting, type)).reduce((sum, count) => sum + count, 0),
    ),
  );
  return { part: 'users', after: '', total: users + 2 * groups, done: 0 };
};

async function* resources(
  exporting: Exporting,
  type: ResourceTypeName,
  after: string,
): AsyncGenerator<PlacedLine> {
  const pk = resourcePartition(exporting.tenant, type);
  const range = after === '' ? undefined : { after };
  for await (const items of pagesOf(exporting, { pk, range, pageSize: PAGE_SIZE })) {
    const known = items.filter((item) => item['kind'] === type && isId(item['sk']));
    const gates = await inParallel(known, (item) =>
      type === 'Group' ? gatesOf(exporting, item['sk']) : Promise.resolve([]),
    );
    for (const [index, item] of known.entries()) {
      const own = gates[index];
      // Without its gates a group does not exist for any reader.
      yield { ...(own && { line: resourceLine(type, item, own) }), after: item['sk'], counts: 1 };
    }
  }
}

const PAGE_SIZE = 200;

const resourceLine = (type: ResourceTypeName, item: Item, gates: readonly GateOfLine[]): ResourceLine => {
  const { type: kind, ...listed } = listedOf(resourceOf(type, item));
  return { kind, ...listed, by: item['by'], ...(type === 'Group' && { gates }) };
};

const gatesOf = async (reading: Reading, groupId: string): Promise<readonly GateOfLine[] | undefined> => {
  const projection = '#sk, #version, #lastModified, #by';
  const items = await queryAll(reading, { pk: gatePartition(reading.tenant, groupId), projection });
  const found = SHARDS.map((shard) => items.find(({ sk }) => sk === shard)).filter(
    (item) => item !== undefined,
  );
  if (found.length < SHARDS.length) return undefined;
  return found.map(({ version, lastModified, by }) => ({ version, lastModified, by }));
};

async function* tombstones(exporting: Exporting, after: string): AsyncGenerator<PlacedLine> {
  const pk = tombstonePartition(exporting.tenant);
  const range = after === '' ? undefined : { after };
  for await (const items of pagesOf(exporting, { pk, range, pageSize: PAGE_SIZE })) {
    for (const item of items) yield { line: tombstoneLine(item), after: item['sk'], counts: 0 };
  }
}

const tombstoneLine = (item: Item): TombstoneLine => ({
  kind: 'tombstone',
  ...tombstoneOf(item),
  by: item['by'],
});

const LINES: Readonly<Record<Part, (exporting: Exporting, after: string) => AsyncGenerator<PlacedLine>>> = {
  users: (exporting, after) => resources(exporting, 'User', after),
  groups: (exporting, after) => resources(exporting, 'Group', after),
  members: memberLines,
  tombstones,
};

export const isExportState = (value: unknown): value is ExportState => {
  const { part, after, total, done } = Object(value);
  return (
    PARTS.some((one) => one === part) &&
    typeof after === 'string' &&
    Number.isSafeInteger(total) &&
    Number.isSafeInteger(done)
  );
};
