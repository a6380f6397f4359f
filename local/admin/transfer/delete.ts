import type { Deletion } from '../../../lambda/tenancy/operations/course.ts';
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
  await untilSettled(connection, tenant, advance, io).catch(async (error: unknown) => {
    await file?.discard();
    throw error;
  });
  const written = await exportTo(file, connection, tenant, advance);
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

/** Waits for the requests that were let in before: the export is of one moment then. */
const untilSettled = async (
  { client }: Connection,
  tenant: string,
  advance: Advance,
  io: Io,
): Promise<void> => {
  let first: number | undefined;
  for (;;) {
    const { waitSeconds }: Deletion = await client.invoke('tenants.delete', { tenant });
    if (waitSeconds === 0) return;
    first ??= waitSeconds;
    advance(WAITED * (1 - waitSeconds / first), `its last requests, ${waitSeconds} s`);
    await io.sleep(Math.min(waitSeconds, LONGEST_PAUSE_SECONDS) * 1000);
  }
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
