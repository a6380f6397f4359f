import type { Key } from '../keys.ts';
import type { Refusal } from '../refusal.ts';
import type { Item } from '../table.ts';

/** Everything that can be wrong, and what that means. */
export const FAULTS = {
  'nobody’s item': 'it does not say who wrote it',
  'unknown item': 'nothing of this kind belongs here',
  'invalid attributes': 'the schemas do not allow these attributes',
  'undeclared attributes': 'no schema declares some of its attributes any more',
  'invalid version': 'a version is a whole number, of a resource from 1, of a gate from 0',
  'missing reference': 'its manager does not exist',
  'missing stub': 'it exists, and has no stub',
  'mistyped stub': 'its stub is of the other type',
  'stray stub': 'there is a stub of what does not exist',
  'wrong entries': 'the index entries that it names are not those of its attributes',
  'other setting': 'its name is claimed under the other setting of the tenant',
  'missing entry': 'an index entry that it names does not exist',
  'wrong entry': 'an index entry that it names is not its own, or holds another value',
  'stray entry': 'there is an index entry that its owner does not name',
  'missing mirror': 'a member has no mirror of its membership',
  'stray mirror': 'there is a mirror of a membership that does not exist',
  'mistyped mirror': 'a mirror is of the other type than its member',
  'missing member': 'a member does not exist',
  'mistyped member': 'a member is of the other type than was noted',
  'homeless member': 'there is a member of a group that does not exist',
  'missing gate': 'a group lacks a gate, and so does not exist for any reader',
  'wrong gate': 'a gate counts other members than there are',
  'stray gate': 'there is a gate of a group that does not exist',
  'wrong counter': 'a counter counts other resources than there are',
  'unfinished work': 'a deletion or a creation was cut short',
  'wrong work': 'a deletion or a creation is said to be under way, of what exists and is complete',
  'unlisted work': 'the list of all tenants does not tell of work as the tenant does',
  'stray work': 'only the list of all tenants knows of a work',
  'wrong tombstone': 'there is a tombstone of what exists',
} as const;

export type Fault = keyof typeof FAULTS;

/** What a repair writes, in one conditional transaction, and in the words of a report. */
export interface Repair {
  readonly does: string;
  /** @returns why it was not made; nothing when it was */
  readonly make: () => Promise<readonly Refusal[]>;
}

/** Something that seems wrong in what was read once. */
export interface Suspicion {
  readonly fault: Fault;
  /** The item from which its check begins. */
  readonly start: Key;
  /** The item that it is about, in words that hold no value of an attribute. */
  readonly where: string;
  /** The resources it is about: work that is under way on one of them explains it. */
  readonly ids: readonly string[];
  /** Tells whether a later reading found the very same state. */
  readonly evidence: string;
  readonly repair?: Repair;
  /** What a person has to do, where there is no repair. */
  readonly advice?: string;
}

/** What shows that an item was not written between two readings of it. */
export const trace = (item: Item | undefined): string => {
  if (!item) return 'none';
  const { version, count, owner, type, counted, by } = item;
  return JSON.stringify([version, count, owner, type, counted, by?.write ?? by !== undefined]);
};

/** The same words about it, whatever was read. */
export const identityOf = ({ fault, where }: Suspicion): string => `${fault} ${where}`;

/** A refusal that needs no words of its own: the item has changed, and is examined again. */
export const changed = (): Refusal => ({ kind: 'stale' });

export const ABSENT = { condition: 'attribute_not_exists(#pk)', refused: changed } as const;
export const PRESENT = { condition: 'attribute_exists(#pk)', refused: changed } as const;
