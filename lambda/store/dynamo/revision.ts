import type { StoredResource } from '../port.ts';
import type { EntryName } from './item/entry.ts';
import type { Gate } from './item/gate.ts';
import type { ResourceRecord } from './item/resource.ts';

/** What a resource was when it was read, item by item: the conditions of a later write are made of it. */
export class Revision {
  readonly version: number;
  readonly entries: readonly EntryName[];
  /** The versions of a group's gates, in the order of SHARDS; empty for a user. */
  readonly gates: readonly number[];

  constructor(version: number, entries: readonly EntryName[], gates: readonly number[]) {
    this.version = version;
    this.entries = entries;
    this.gates = gates;
  }
}

/** @throws TypeError for a resource that this store has not read */
export const revisionOf = ({ revision }: StoredResource): Revision => {
  if (!(revision instanceof Revision)) throw new TypeError('the resource was not read from this store');
  return revision;
};

/** What a gate adds to what readers know of its group. */
export type GateState = Pick<Gate, 'version' | 'lastModified'>;

/** A resource as its readers get it: a group's version and date are those of its gates too. */
export const storedResource = (record: ResourceRecord, gates: readonly GateState[]): StoredResource => {
  const { type, id, version, created, lastModified, attributes, entries } = record;
  return {
    type,
    id,
    version: gates.reduce((sum, gate) => sum + gate.version, version),
    created,
    lastModified: gates.reduce((latest, gate) => later(latest, gate.lastModified), lastModified),
    attributes,
    revision: new Revision(
      version,
      entries,
      gates.map((gate) => gate.version),
    ),
  };
};

/** The item alone of a resource that was read: its own version, and the entries that it owns. */
export const recordOf = (stored: StoredResource): ResourceRecord => {
  const { type, id, created, lastModified, attributes } = stored;
  const { version, entries } = revisionOf(stored);
  return { type, id, version, created, lastModified, attributes, entries };
};

/** Instants in one format and zone are in the order of their text. */
const later = (a: string, b: string): string => (a > b ? a : b);
