import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Imported } from '../../../lambda/store/dynamo/transfer/importing.ts';
import type { RecountState } from '../../../lambda/store/dynamo/transfer/recounting.ts';
import type { Limited } from '../../../lambda/tenancy/operations/limits.ts';
import { type Command, type Output, type Payload, textIn } from '../command.ts';
import { Failure } from '../error.ts';
import type { Io } from '../io.ts';
import type { Advance } from '../progress.ts';
import type { Connection } from '../target.ts';
import { type Census, describeCensus, type End, NOBODY } from './format.ts';
import { type ExportFile, readExport } from './read-export.ts';

export const IMPORT_COMMANDS: Readonly<Record<string, Command>> = {
  import: {
    summary: 'Make a tenant of what was exported, with the ids and versions that it had',
    argument: { field: 'file', value: 'FILE', help: 'an export; - for standard input' },
    options: {
      as: { field: 'as', value: 'ID', help: 'id of the new tenant; that of the export by default' },
      'keep-suspended': { field: 'keepSuspended', help: 'leave it suspended when it is complete' },
    },
    examples: ['import contoso.ndjson', 'import contoso.ndjson --as contoso-2 --keep-suspended'],
    run: async (connection, payload, advance, io) =>
      output(await importAll(connection, payload, advance, io)),
  },
};

interface Result extends Census {
  readonly tenant: Limited;
  readonly leftOut: Census;
}

/** Which parts of the whole the phases are, for the bar. */
const PHASES = { check: [0, 0.3], write: [0.3, 0.9], count: [0.9, 1] } as const;

const importAll = async (
  connection: Connection,
  payload: Payload,
  advance: Advance,
  io: Io,
): Promise<Result> => {
  const path = textIn(payload, 'file') ?? '';
  const size = path === '-' ? Number.POSITIVE_INFINITY : await sizeOf(path);
  const open = () => readExport(path === '-' ? io.input : createReadStream(path));
  const within = (phase: keyof typeof PHASES): Advance => {
    const [from, to] = PHASES[phase];
    return (fraction, what) => advance(from + (to - from) * fraction, what);
  };
  const { client } = connection;
  const nameOf = ({ header }: ExportFile) => textIn(payload, 'as') ?? header.tenant;

  const check = async (): Promise<string> => {
    const checked = await open();
    const { end } = await sendAll(
      connection,
      checked,
      nameOf(checked),
      { check: true },
      size,
      within('check'),
    );
    return sourceOf(end);
  };
  // What comes from standard input is known by nothing until its end: it is gone on with by nobody.
  const source = path === '-' ? randomBytes(32).toString('base64url') : await check();
  const file = await open();
  const { header } = file;
  const { name, groupNames, tier, created } = header;
  const { id } = await client.invoke('tenants.import', {
    id: nameOf(file),
    name,
    groupNames,
    tier,
    created,
    source,
  });
  const { end, leftOut } = await sendAll(connection, file, id, {}, size, within('write'));
  if (path !== '-' && sourceOf(end) !== source)
    throw new Failure(
      `The file was changed while it was imported: take ${id} away, by tenants delete ${id} --without-export, and repeat it.`,
    );
  await recountAll(connection, id, within('count'));
  const keepSuspended = payload['keepSuspended'] === true;
  const tenant = await client.invoke('tenants.imported', { tenant: id, source, keepSuspended });
  return { tenant, ...changed(end, leftOut, -1), leftOut };
};

/** Names an export: the digest of all that it has. */
const sourceOf = ({ sha256 }: End): string => Buffer.from(sha256, 'hex').toString('base64url');

/** A census and another, or the one without the other. */
const changed = (census: Census, other: Census, sign: 1 | -1): Census => ({
  users: census.users + sign * other.users,
  groups: census.groups + sign * other.groups,
  memberships: census.memberships + sign * other.memberships,
  tombstones: census.tombstones + sign * other.tombstones,
});

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Failure(`There is no file ${path}.`);
  return found.size;
};

/** The most problems that are told. */
const MOST_PROBLEMS = 20;

/** Sends a file to the maintenance function, some lines at a time. @throws Failure that names the lines that are wrong */
const sendAll = async (
  { maintenance }: Connection,
  { header: { groupNames }, batches }: ExportFile,
  tenant: string,
  how: { readonly check?: true },
  size: number,
  advance: Advance,
): Promise<{ readonly end: End; readonly leftOut: Census }> => {
  let leftOut = NOBODY;
  for (;;) {
    const next = await batches.next();
    if (next.done) return { end: next.value, leftOut };
    const { first, lines, read } = next.value;
    const answer = await maintenance.step('import', { tenant, groupNames, lines, ...how });
    if (answer.problems.length > 0) throw new Failure(describeProblems(answer, first));
    leftOut = changed(leftOut, answer.leftOut, 1);
    advance(read / size, `${how.check ? 'checked' : 'written'} up to line ${first + lines.length - 1}`);
  }
};

const describeProblems = ({ problems }: Imported, first: number): string => {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ line, message }) => `Line ${first + line}: ${message}.`);
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join('\n');
};

const recountAll = async ({ maintenance }: Connection, tenant: string, advance: Advance): Promise<void> => {
  let state: RecountState | undefined;
  do {
    const step = await maintenance.step('recount', { tenant, ...(state && { state }) });
    advance(step.progress.fraction, 'counting');
    state = step.state;
  } while (state);
};

const output = (result: Result): Output => {
  const { tenant, leftOut } = result;
  const left = Object.values(leftOut).some((count) => count > 0)
    ? ` Left out, since it was deleted meanwhile or its time is over: ${describeCensus(leftOut)}.`
    : '';
  const note = tenant.warning === undefined ? '' : `Note: ${tenant.warning}.\n`;
  return {
    result,
    text:
      `${tenant.id} has ${describeCensus(result)}, and is ${tenant.status}.${left}\n${note}` +
      `It has no credentials yet: npm run admin -- tokens create --tenant ${tenant.id}`,
  };
};
