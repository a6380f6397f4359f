import { type MembershipShare, sharesTogether, withShare } from '../membership-share.ts';
import type { StoredResource } from '../port.ts';
import type { EntryName } from './item/entry.ts';
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

/** A resource as its readers get it: a group's version and date are those of its gates too. */
export const storedResource = (
  { entries, ...listed }: ResourceRecord,
  gates: readonly MembershipShare[],
): StoredResource => ({
  ...withShare(listed, sharesTogether(gates)),
  revision: new Revision(
    listed.version,
    entries,
    gates.map(({ version }) => version),
  ),
});

/** The item alone of a resource that was read: its own version, and the entries that it owns. */
export const recordOf = (stored: StoredResource): ResourceRecord => {
  const { type, id, created, lastModified, attributes } = stored;
  const { version, entries } = revisionOf(stored);
  return { type, id, version, created, lastModified, attributes, entries };
};
