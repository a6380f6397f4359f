import { randomUUID } from 'node:crypto';
import type { Table } from '../../../lambda/store/dynamo/table.ts';
import { type ExportState, exportStep } from '../../../lambda/store/dynamo/transfer/exporting.ts';
import {
  importLines,
  type LeftOut,
  NOTHING_LEFT_OUT,
} from '../../../lambda/store/dynamo/transfer/importing.ts';
import type { Line } from '../../../lambda/store/dynamo/transfer/line.ts';
import type { Problem } from '../../../lambda/store/dynamo/transfer/prepared.ts';
import { purgeStep } from '../../../lambda/store/dynamo/transfer/purging.ts';
import {
  FIRST_RECOUNT,
  type RecountState,
  recountStep,
} from '../../../lambda/store/dynamo/transfer/recounting.ts';
import { type Writing, writing } from '../../../lambda/store/dynamo/writing.ts';

/** Steps end at once, so that each makes as little as it can. */
export const stepping = (table: Table, tenant: string): Writing & { readonly until: number } => {
  const by = { tokenId: 'maintenance', requestId: randomUUID(), sourceIp: '-', dialect: 'test' };
  return { ...writing(table, tenant, { by, deadline: Date.now() + 60_000 }), until: 0 };
};

/** What a step answers, as whoever invokes the function gets it. */
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

/** @param until epoch milliseconds after which a step ends; at once where absent */
export const exportAll = async (table: Table, tenant: string, until = 0): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  let state: ExportState | undefined;
  do {
    const step = sent(await exportStep({ ...stepping(table, tenant), until }, state));
    lines.push(...step.lines);
    state = step.state;
  } while (state);
  return lines;
};

export interface ImportedAll {
  readonly problems: readonly Problem[];
  readonly leftOut: LeftOut;
}

/** Lines some at a time, and the counts in the end. */
export const importAll = async (
  table: Table,
  tenant: string,
  lines: readonly unknown[],
  atOnce = 7,
): Promise<ImportedAll> => {
  let leftOut = NOTHING_LEFT_OUT;
  const importing = () => ({ ...stepping(table, tenant), groupNames: 'unique' as const, now: Date.now });
  for (let from = 0; from < lines.length; from += atOnce) {
    const answer = await importLines(importing(), lines.slice(from, from + atOnce));
    if (answer.problems.length > 0) return { ...answer, leftOut };
    leftOut = sum(leftOut, answer.leftOut);
  }
  await recountAll(table, tenant);
  return { problems: [], leftOut };
};

const sum = (one: LeftOut, other: LeftOut): LeftOut => ({
  users: one.users + other.users,
  groups: one.groups + other.groups,
  memberships: one.memberships + other.memberships,
  tombstones: one.tombstones + other.tombstones,
});

export const recountAll = async (table: Table, tenant: string): Promise<void> => {
  let state: RecountState | undefined = FIRST_RECOUNT;
  while (state) state = sent(await recountStep(stepping(table, tenant), state)).state;
};

export const purgeAll = async (table: Table, tenant: string, from = 0): Promise<number> => {
  let deleted = 0;
  let state: number | undefined = from;
  while (state !== undefined) {
    const step: Awaited<ReturnType<typeof purgeStep>> = await purgeStep(stepping(table, tenant), state);
    deleted += step.deleted;
    state = step.state;
  }
  return deleted;
};
