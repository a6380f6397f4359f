import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { isObject, type JsonObject } from '../../../lambda/scim/json.ts';
import { GROUP_NAMES, TENANT_ID } from '../../../lambda/tenancy/tenant/tenant.ts';
import { TIERS } from '../../../lambda/tenancy/tenant/tier.ts';
import { Failure } from '../error.ts';
import { type Census, counted, type End, FORMAT, type Header, NOBODY } from './format.ts';
import { idList } from './id-list.ts';
import { linesOf } from './lines.ts';

/** Some lines that follow one another. */
export interface Batch {
  /** The number of the first one, from 1. */
  readonly first: number;
  readonly lines: readonly JsonObject[];
  /** How much of the file has been read, bytes. */
  readonly read: number;
}

export interface ExportFile {
  readonly header: Header;
  /** Everything between the first and the last line, which is checked when all has been read. */
  readonly batches: AsyncGenerator<Batch, End>;
}

/** What one request of the maintenance function carries: some seconds of work, and far below Lambda's 6 MB. */
const MOST_BYTES = 1_000_000;
const MOST_LINES = 200;

const KINDS = ['User', 'Group', 'members', 'tombstone'];

/** @throws Failure for what is no export, or was changed or cut short; each says which line is wrong */
export const readExport = async (stream: Readable): Promise<ExportFile> => {
  const lines = linesOf(stream);
  const { value: first } = await lines.next();
  const header = headerIn(first ? jsonOf(first, 1) : undefined);
  return { header, batches: batchesOf(lines, first ?? Buffer.of()) };
};

const headerIn = (line: JsonObject | undefined): Header => {
  if (line?.['kind'] !== 'tenant') throw new Failure('This is no export of a tenant.');
  // There were no tiers in the first release.
  const { format, tenant, name, groupNames, tier = 'standard', created, exported } = line;
  if (format !== FORMAT)
    throw new Failure(`The export is not of format ${FORMAT}, which this release reads.`);
  const names = GROUP_NAMES.find((one) => one === groupNames);
  const known = TIERS.find((one) => one === tier);
  if (
    typeof tenant !== 'string' ||
    !TENANT_ID.test(tenant) ||
    typeof name !== 'string' ||
    typeof created !== 'string' ||
    typeof exported !== 'string' ||
    names === undefined ||
    known === undefined
  )
    throw wrong(1, 'the settings of the tenant are missing or wrong');
  return { kind: 'tenant', format, tenant, name, groupNames: names, tier: known, created, exported };
};

async function* batchesOf(lines: AsyncGenerator<Buffer>, header: Buffer): AsyncGenerator<Batch, End> {
  const hash = createHash('sha256').update(header);
  let [first, read] = [2, header.length];
  let batch: JsonObject[] = [];
  let bytes = 0;
  let census = NOBODY;
  let last = '';
  const users = idList();
  for await (const text of lines) {
    const number = first + batch.length;
    const line = jsonOf(text, number);
    const isEnd = line['kind'] === 'end';
    const isFull = bytes + text.length > MOST_BYTES || batch.length >= MOST_LINES;
    if (batch.length > 0 && (isEnd || isFull)) {
      yield { first, lines: batch, read };
      [first, batch, bytes] = [number, [], 0];
    }
    if (isEnd) {
      const { done } = await lines.next();
      if (!done) throw wrong(number + 1, 'nothing may follow the end');
      return endIn(line, census, hash.digest('hex'), number);
    }
    const places = placesOf(line, number);
    if (places.first <= last) throw wrong(number, 'it is out of order, or there twice');
    last = places.last;
    const { kind, id } = line;
    if (kind === 'User') users.add(id);
    if (kind === 'Group' && users.has(id)) throw wrong(number, 'its id is that of a user');
    hash.update(text);
    census = counted(census, line);
    bytes += text.length;
    read += text.length;
    batch.push(line);
  }
  throw new Failure('The export was cut short: its last line is missing.');
}

/**
 * Where a line belongs: of users, groups, members and tombstones, in this order, each by its ids. The members of one
 * are a stretch, which the next may not overlap.
 */
const placesOf = (line: JsonObject, number: number): { readonly first: string; readonly last: string } => {
  const { kind, id, group, shard, members } = line;
  const ids = (Array.isArray(members) ? members : []).map((member: unknown) => Object(member).id);
  const rank = typeof kind === 'string' ? KINDS.indexOf(kind) : -1;
  if (rank < 0) throw wrong(number, 'no line of this kind belongs here');
  const place = (member: unknown): string =>
    [rank, ...(kind === 'members' ? [group, shard, member] : [id])].join('/');
  return { first: place(ids.at(0)), last: place(ids.at(-1)) };
};

const endIn = (line: JsonObject, census: Census, sha256: string, number: number): End => {
  if (line['sha256'] !== sha256)
    throw new Failure('The export was changed, or damaged: its digest is not that of its lines.');
  const wrongCount = Object.entries(census).find(([name, count]) => line[name] !== count);
  if (wrongCount) throw wrong(number, `it does not count the ${wrongCount[0]} that there are`);
  return { kind: 'end', ...census, sha256 };
};

/** @throws Failure */
const jsonOf = (text: Buffer, number: number): JsonObject => {
  try {
    const line: unknown = JSON.parse(text.toString());
    if (isObject(line)) return line;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrong(number, 'it is no JSON object');
};

const wrong = (number: number, what: string): Failure => new Failure(`Line ${number}: ${what}.`);
