import type { Tenant } from '../../../lambda/tenancy/tenant/tenant.ts';
import type { AdminClient } from '../client.ts';
import { type Command, type Output, type Payload, textIn } from '../command.ts';
import { Failure, UsageError } from '../error.ts';
import type { Io } from '../io.ts';
import type { Advance } from '../progress.ts';
import type { Connection } from '../target.ts';
import { describeCensus } from './format.ts';
import { createExport, type ExportTarget, type Written, writeExport } from './write-export.ts';

export const DELETE_COMMANDS: Readonly<Record<string, Command>> = {
  'tenants delete': {
    summary: 'Delete a tenant with everything that it has, after an export of it',
    argument: { field: 'tenant', value: 'TENANT', help: 'id of the tenant' },
    options: {
      confirm: { field: 'confirm', value: 'TENANT', help: 'say so in a script, by its id once more' },
      export: {
        field: 'export',
        value: 'FILE',
        help: 'where the export goes; ./TENANT-DATE.ndjson by default',
      },
      'without-export': { field: 'withoutExport', help: 'keep nothing of it' },
    },
    examples: ['tenants delete contoso', 'tenants delete contoso --confirm contoso --without-export'],
    run: async (connection, payload, advance, io) =>
      output(await deleteAll(connection, payload, advance, io)),
  },
};

interface Result {
  readonly tenant: string;
  readonly export?: Written & { readonly file: string };
  readonly items: number;
  readonly credentials: number;
}

/** Parts of the whole, for the bar: the waiting, the export, the deleting. */
const [WAITED, EXPORTED] = [0.1, 0.4];

const deleteAll = async (
  connection: Connection,
  payload: Payload,
  advance: Advance,
  io: Io,
): Promise<Result> => {
  const { client } = connection;
  const tenant = textIn(payload, 'tenant') ?? '';
  const found = await client.invoke('tenants.show', { tenant });
  await requireConfirmation(tenant, textIn(payload, 'confirm'), io);
  // Once something of it is gone, there is nothing whole to be exported any more.
  const isExported = payload['withoutExport'] !== true && found.purgingSince === undefined;
  const file = isExported
    ? await createExport(textIn(payload, 'export') ?? defaultFile(tenant, new Date()))
    : undefined;
  const begun = await settled(connection, tenant, advance, io).catch(async (error: unknown) => {
    await file?.discard();
    throw error;
  });
  const written = await exportTo(file, connection, tenant, advance);
  await requireGoingOn(client, begun, file);
  await client.invoke('tenants.purge', { tenant });
  const items = await purge(connection, tenant, advance);
  const credentials = await forget(connection, tenant);
  return {
    tenant,
    ...(file && written && { export: { file: file.path, ...written } }),
    items,
    credentials,
  };
};

/** @throws UsageError, Failure unless whoever asks for it names the tenant once more */
const requireConfirmation = async (
  tenant: string,
  confirm: string | undefined,
  { ask }: Io,
): Promise<void> => {
  if (confirm === undefined && !ask)
    throw new UsageError(`tenants delete needs --confirm ${tenant}, where nobody can be asked.`);
  const given =
    confirm ?? (await ask?.(`Everything of ${tenant} will be deleted. Type ${tenant} to delete it: `));
  if (given?.trim() !== tenant) throw new Failure(`That is not ${tenant}; nothing was deleted.`);
};

/** @param now for its date, in UTC */
export const defaultFile = (tenant: string, now: Date): string =>
  `${tenant}-${now.toISOString().slice(0, 10)}.ndjson`;

/** So long that somebody sees it move. */
const LONGEST_PAUSE_SECONDS = 5;

/**
 * Begins the deletion, or finds it begun, and waits for the requests that were let in before: the export is of one
 * moment then. From there on it only looks, since to begin once more would undo that somebody has taken it back.
 * @returns the tenant as the deletion was begun
 */
const settled = async ({ client }: Connection, tenant: string, advance: Advance, io: Io): Promise<Tenant> => {
  const { tenant: begun, waitSeconds } = await client.invoke('tenants.delete', { tenant });
  for (let left = waitSeconds; left > 0; ) {
    advance(WAITED * (1 - left / waitSeconds), `its last requests, ${left} s`);
    const pause = Math.min(left, LONGEST_PAUSE_SECONDS);
    await io.sleep(pause * 1000);
    left -= pause;
    await requireGoingOn(client, begun);
  }
  return begun;
};

/**
 * One that was taken back and begun again has to wait again: its clients have written in between.
 * @throws Failure unless the deletion is still the one that was begun
 */
const requireGoingOn = async (client: AdminClient, begun: Tenant, kept?: ExportTarget): Promise<void> => {
  const found = await client.invoke('tenants.show', { tenant: begun.id });
  const objection = objectionTo(begun, found);
  if (objection === undefined) return;
  const where = kept ? ` What was exported until then is in ${kept.path}.` : '';
  throw new Failure(`${objection}${where}`);
};

const objectionTo = ({ id, deletingSince, purgingSince }: Tenant, found: Tenant): string | undefined => {
  if (found.status !== 'deleting')
    return `Somebody has taken the deletion of ${id} back: it is ${found.status}, and nothing of it was deleted.`;
  if (found.deletingSince !== deletingSince)
    return `Somebody has taken the deletion of ${id} back, and begun another: nothing was deleted by this one.`;
  if (found.purgingSince !== purgingSince)
    return `Somebody else deletes what ${id} has already: the same command goes on with that, without an export.`;
  return undefined;
};

const exportTo = (
  file: ExportTarget | undefined,
  connection: Connection,
  tenant: string,
  advance: Advance,
): Promise<Written> | undefined =>
  file?.write((to) =>
    writeExport(connection, tenant, to, (fraction, what) =>
      advance(WAITED + (EXPORTED - WAITED) * fraction, `exporting ${what}`),
    ),
  );

const purge = async ({ maintenance }: Connection, tenant: string, advance: Advance): Promise<number> => {
  let items = 0;
  let state: number | undefined;
  do {
    const step = await maintenance.step('purge', { tenant, ...(state !== undefined && { state }) });
    items += step.deleted;
    advance(
      EXPORTED + (1 - EXPORTED) * step.progress.fraction,
      `deleting ${step.progress.what}, ${items} items`,
    );
    state = step.state;
  } while (state !== undefined);
  return items;
};

const forget = async ({ client }: Connection, tenant: string): Promise<number> => {
  let credentials = 0;
  for (;;) {
    const { erased, isGone } = await client.invoke('tenants.forget', { tenant });
    credentials += erased;
    if (isGone) return credentials;
  }
};

const output = (result: Result): Output => {
  const { tenant, items, credentials, export: kept } = result;
  const what = `${tenant} is deleted: ${items} items of its directory, ${credentials} credentials, its settings.`;
  return {
    result,
    text: kept ? `${describeCensus(kept)} are in ${kept.file}.\n${what}` : what,
  };
};
