import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { isObject } from '../../../lambda/scim/json.ts';
import type { ExportState } from '../../../lambda/store/dynamo/transfer/exporting.ts';
import { Failure } from '../error.ts';
import type { Advance } from '../progress.ts';
import type { Connection } from '../target.ts';
import { type Census, counted, type End, FORMAT, type Header, NOBODY } from './format.ts';

/** What an export came to. */
export interface Written extends Census {
  readonly lines: number;
  readonly bytes: number;
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
  const { name, groupNames, tier, created } = await client.invoke('tenants.show', { tenant });
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
  return { ...census, lines, bytes };
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

/** A file that nobody else has, and that only its owner may read: it is full of people's data. */
export interface ExportTarget {
  readonly path: string;
  readonly write: (work: (to: Writable) => Promise<Written>) => Promise<Written>;
  /** Takes it away, where nothing comes of the export. */
  readonly discard: () => Promise<void>;
}

/** @throws Failure where there is a file of that name already */
export const createExport = async (path: string): Promise<ExportTarget> => {
  const handle = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw isTaken(error) ? new Failure(`There is a file ${path} already; nothing was overwritten.`) : error;
  });
  const discard = async () => {
    await handle.close();
    await unlink(path);
  };
  return {
    path,
    discard,
    write: (work) =>
      writing(handle, work).catch(async (error: unknown) => {
        await unlink(path);
        throw error;
      }),
  };
};

const writing = async (handle: FileHandle, work: (to: Writable) => Promise<Written>): Promise<Written> => {
  const stream = handle.createWriteStream();
  const ended = finished(stream);
  try {
    const [written] = await Promise.all([work(stream).finally(() => stream.end()), ended]);
    return written;
  } finally {
    stream.destroy();
  }
};

const isTaken = (error: unknown): boolean => Object(error).code === 'EEXIST';
