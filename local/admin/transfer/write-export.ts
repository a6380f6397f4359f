import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, link, lstat, open, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { isObject } from '../../../lambda/scim/json.ts';
import type { ExportState } from '../../../lambda/store/dynamo/transfer/exporting.ts';
import type { TenantStatus } from '../../../lambda/tenancy/tenant/tenant.ts';
import { Failure } from '../error.ts';
import type { Advance } from '../progress.ts';
import type { Connection } from '../target.ts';
import { type Census, counted, type End, FORMAT, type Header, NOBODY } from './format.ts';

/** What an export came to. */
export interface Written extends Census {
  readonly lines: number;
  readonly bytes: number;
  /** What the tenant was when it began: one that is active is not exported as it is at one moment. */
  readonly status: TenantStatus;
}

/**
 * Writes everything that a tenant has, besides its credentials, as lines of JSON: a step of the maintenance function
 * at a time, and no more than that is ever held.
 */
export const writeExport = async (
  { client, maintenance }: Connection,
  tenant: string,
  to: Writable,
  advance: Advance,
): Promise<Written> => {
  const { name, groupNames, tier, created, status } = await client.invoke('tenants.show', { tenant });
  const hash = createHash('sha256');
  let [lines, bytes] = [0, 0];
  let census = NOBODY;
  const write = async (line: object): Promise<void> => {
    const text = `${canonical(line)}\n`;
    hash.update(text);
    lines += 1;
    bytes += Buffer.byteLength(text);
    if (!to.write(text)) await once(to, 'drain');
  };
  const exported = new Date().toISOString();
  const settings = { name, groupNames, tier, created };
  const header: Header = { kind: 'tenant', format: FORMAT, tenant, ...settings, exported };
  await write(header);
  let state: ExportState | undefined;
  do {
    const step = await maintenance.step('export', { tenant, ...(state && { state }) });
    for (const line of step.lines) {
      census = counted(census, line);
      await write(line);
    }
    advance(step.progress.fraction, `${step.progress.part}, ${lines} lines`);
    state = step.state;
  } while (state);
  const end: End = { kind: 'end', ...census, sha256: hash.copy().digest('hex') };
  await write(end);
  return { ...census, lines, bytes, status };
};

/** The database keeps no order of names; with one, the same tenant gives the same text. What a line is comes first. */
const canonical = (line: object): string =>
  JSON.stringify(line, (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
  );

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => {
  if (a === b) return 0;
  return a === 'kind' || (b !== 'kind' && a < b) ? -1 : 1;
};

/**
 * A file that only its owner may read: it is full of people's data. It has its name when it is whole, and another one
 * until then, so that whatever ends the command leaves no name taken, and no part that looks like an export.
 */
export interface ExportTarget {
  readonly path: string;
  /** When it answers, the file outlives a loss of power. */
  readonly write: (work: (to: Writable) => Promise<Written>) => Promise<Written>;
  /** Takes it away, where nothing comes of the export. */
  readonly discard: () => Promise<void>;
}

/** What an earlier command has left of a part is replaced. @throws Failure where there is a file of that name already */
export const createExport = async (path: string): Promise<ExportTarget> => {
  if (await idOf(path)) throw new Failure(`There is a file ${path} already; nothing was overwritten.`);
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  const handle = await open(partial, 'wx', 0o600);
  const id = fileId(await handle.stat());
  const isOurs = async () => (await idOf(partial)) === id;
  const remove = async () => {
    if (await isOurs()) await unlink(partial);
  };
  return {
    path,
    discard: async () => {
      await handle.close();
      await remove();
    },
    write: async (work) => {
      const written = await writing(handle, work).catch(async (error: unknown) => {
        await remove();
        throw error;
      });
      if (!(await isOurs()))
        throw new Failure(
          `Another command has replaced ${partial}: run one at a time, or name another file.`,
        );
      await rename(partial, path);
      return written;
    },
  };
};

const fileId = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev}/${ino}`;

/** Which file has a name; undefined where none has. */
const idOf = (path: string): Promise<string | undefined> =>
  lstat(path).then(fileId, (error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });

/** Writes it to the disk. The system's own memory, where it is without that, is lost with the power. */
const writing = async (handle: FileHandle, work: (to: Writable) => Promise<Written>): Promise<Written> => {
  const stream = handle.createWriteStream({ flush: true });
  const ended = finished(stream);
  try {
    const [written] = await Promise.all([work(stream).finally(() => stream.end()), ended]);
    return written;
  } finally {
    stream.destroy();
  }
};

/** Unlike the system's renaming it overwrites nothing. @throws Failure that says where the export is */
const rename = async (partial: string, path: string): Promise<void> => {
  await link(partial, path).catch((error: unknown) => {
    const why = codeOf(error) === 'EEXIST' ? 'there is such a file by now' : String(error);
    throw new Failure(`The export is whole, but in ${partial}: it cannot be called ${path}, since ${why}.`);
  });
  await unlink(partial);
  await flushFolder(dirname(path));
};

/** Where names are kept; some systems do not open folders, or keep names by themselves. */
const flushFolder = async (path: string): Promise<void> => {
  try {
    await using folder = await open(path);
    await folder.sync();
  } catch (error) {
    if (!['EINVAL', 'EISDIR', 'EPERM'].includes(codeOf(error))) throw error;
  }
};

const codeOf = (error: unknown): string => String(Object(error).code);
