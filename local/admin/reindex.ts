import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../../lambda/store/dynamo/fsck/step.ts';
import type { RebuildStep } from '../../lambda/store/dynamo/indexes/rebuilding.ts';
import type { Command, Output, Payload } from './command.ts';
import type { Advance } from './progress.ts';
import { table } from './table.ts';
import type { Connection } from './target.ts';

export const REINDEX_COMMANDS: Readonly<Record<string, Command>> = {
  reindex: {
    summary: 'Give a tenant’s resources the entries of indexes that were declared after them',
    argument: { field: 'tenant', value: 'TENANT', help: 'id of the tenant' },
    options: {},
    examples: ['reindex contoso', 'reindex contoso --stack ScimOnAws --json'],
    run: async (connection, payload, advance) => output(await rebuildAll(connection, payload, advance)),
  },
};

interface Result {
  /** The attributes whose indexes were not complete. */
  readonly indexes: readonly string[];
  /** Those that still are not. */
  readonly incomplete: readonly string[];
  readonly resources: number;
  readonly rewritten: number;
  readonly findings: readonly Finding[];
}

/** Steps until everything has been gone through; the function remembers nothing between them. */
const rebuildAll = async (
  { client, maintenance }: Connection,
  { tenant }: Payload,
  advance: Advance,
): Promise<Result> => {
  const { groupNames } = await client.invoke('tenants.show', { tenant });
  const indexes = new Set<string>();
  const findings: Finding[] = [];
  let resources = 0;
  let rewritten = 0;
  for (let state: RebuildStep['state']; ; ) {
    const step = await maintenance.step('reindex', { tenant, groupNames, ...(state && { state }) });
    for (const attribute of step.incomplete) indexes.add(attribute);
    findings.push(...step.findings);
    resources += step.progress.items;
    rewritten += step.rewritten;
    advance(step.progress.fraction, `${step.progress.check}, ${resources} items`);
    if (step.waitSeconds !== undefined) await sleep(step.waitSeconds * 1000);
    else if (!step.state)
      return { indexes: [...indexes], incomplete: step.incomplete, resources, rewritten, findings };
    state = step.state;
  }
};

const output = (result: Result): Output => {
  const { indexes, incomplete, resources, rewritten, findings } = result;
  const lines = findings.map(({ fault, where, remedy = '' }) => [fault, where, remedy]);
  const read = `${resources} resources were read, ${rewritten} rewritten.`;
  return {
    result,
    text: [
      ...(lines.length > 0 ? [table(['fault', 'where', 'remedy'], lines), ''] : []),
      ...(incomplete.length > 0
        ? [`These indexes are not complete, and lists do without them:\n${indented(incomplete)}\n${read}`]
        : [indexes.length > 0 ? `These indexes are complete now:\n${indented(indexes)}\n${read}` : NOTHING]),
    ].join('\n'),
    failed: incomplete.length > 0,
  };
};

const NOTHING = 'Every index is complete already.';

const indented = (attributes: readonly string[]): string => attributes.map((one) => `  ${one}`).join('\n');
