import type { Finding, FsckStep } from '../../lambda/store/dynamo/fsck/step.ts';
import type { Command, Output, Payload } from './command.ts';
import type { Advance } from './progress.ts';
import { table } from './table.ts';
import type { Connection } from './target.ts';

export const FSCK_COMMANDS: Readonly<Record<string, Command>> = {
  fsck: {
    summary: 'Check that everything in a tenant’s directory agrees, and repair it on request',
    argument: { field: 'tenant', value: 'TENANT', help: 'id of the tenant' },
    options: {
      repair: { field: 'repair', help: 'put right what is wrong, as far as that hurts nobody' },
    },
    examples: ['fsck contoso', 'fsck contoso --repair', 'fsck contoso --stack ScimOnAws --json'],
    run: async (connection, payload, advance) => output(await checkAll(connection, payload, advance)),
  },
};

interface Result {
  readonly items: number;
  readonly findings: readonly Finding[];
}

/** Steps until everything has been checked; the function remembers nothing between them. */
const checkAll = async (
  { client, maintenance }: Connection,
  { tenant, repair = false }: Payload,
  advance: Advance,
): Promise<Result> => {
  const { groupNames } = await client.invoke('tenants.show', { tenant });
  const findings: Finding[] = [];
  let items = 0;
  let state: FsckStep['state'];
  do {
    const step: FsckStep = await maintenance.step('fsck', {
      tenant,
      groupNames,
      repair,
      ...(state && { state }),
    });
    findings.push(...step.findings);
    items += step.progress.items;
    advance(step.progress.fraction, `${step.progress.check}, ${items} items`);
    state = step.state;
  } while (state);
  return { items, findings };
};

/** What is not in order by now. A reference to nobody is no fault: clients may send it. */
const isLeft = ({ outcome }: Finding): boolean => outcome === 'found' || outcome === 'left';

const output = (result: Result): Output => {
  const { items, findings } = result;
  const left = findings.filter(isLeft).length;
  const lines = findings.map(({ outcome, fault, where, remedy = '' }) => [outcome, fault, where, remedy]);
  const summary = left === 0 ? 'Everything is in order' : `${left} faults are left`;
  return {
    result: { ...result, left },
    text: [
      ...(lines.length > 0 ? [table(['outcome', 'fault', 'where', 'remedy'], lines), ''] : []),
      `${summary}; ${items} items were checked, ${findings.length} findings.`,
    ].join('\n'),
    failed: left > 0,
  };
};
