import { ScimError } from '../../../scim/error.ts';
import { type IndexedValue, indexedValues } from '../../../scim/index-entries.ts';
import type { ResourceModel } from '../../../scim/schema/definition.ts';
import { GROUP, USER } from '../../../scim/schema/models.ts';
import { TooLarge } from '../../error.ts';
import { type EntryRecord, entryItem, entryRecords } from '../item/entry.ts';
import { gateItem } from '../item/gate.ts';
import { resourceItem } from '../item/resource.ts';
import { requireTombstoneFit } from '../item/size.ts';
import { stubItem } from '../item/stub.ts';
import { endOf, tombstoneItem } from '../item/tombstone.ts';
import { SHARDS } from '../keys.ts';
import type { Item } from '../table.ts';
import { validityOf } from '../validity.ts';
import type { Writing } from '../writing.ts';
import type { Line, ResourceLine, TombstoneLine } from './line.ts';
import { LineError, parseLine } from './parse-line.ts';

export interface Importing extends Writing {
  readonly groupNames: 'unique' | 'any';
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What is wrong with a line, for people; it holds no value of an attribute. */
export interface Problem {
  /** Its place among those that were given, from 0. */
  readonly line: number;
  readonly message: string;
}

const MODELS = { User: USER, Group: GROUP } as const;

/** A line with what is to be written of it, besides memberships. */
export interface Ready {
  readonly index: number;
  readonly line: Line;
  readonly items: readonly Item[];
  readonly unique: readonly EntryRecord[];
}

/** What lines come to before anything is written, and what is wrong with the others. */
export const prepared = (importing: Importing, lines: readonly unknown[]) => {
  const ready: Ready[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, given] of lines.entries()) {
    try {
      const line = parseLine(given);
      const written = preparedLine(importing, line);
      const own = identitiesOf(line);
      if (own.some((one) => seen.has(one))) throw new LineError('it, or what it is about, is there twice');
      for (const one of own) seen.add(one);
      ready.push({ index, line, ...written });
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      problems.push({ line: index, message: error.message });
    }
  }
  return { ready, problems };
};

/** What no other line may be about: DynamoDB refuses whatever would write one item twice at a time. */
const identitiesOf = (line: Line): readonly string[] => {
  if (line.kind === 'members') return line.members.map(({ id }) => `${line.group}/${id}`);
  return [line.kind === 'tombstone' ? `${line.kind}/${line.id}` : line.id];
};

/** @throws LineError */
const preparedLine = (importing: Importing, line: Line): Pick<Ready, 'items' | 'unique'> => {
  switch (line.kind) {
    case 'members':
      return { items: [], unique: [] };
    case 'tombstone':
      return {
        items: isKept(importing, line) ? [itemWithin(() => tombstoneWithin(importing, line))] : [],
        unique: [],
      };
    case 'User':
    case 'Group':
      return preparedResource(importing, line);
  }
};

/** @throws TooLarge */
const tombstoneWithin = ({ tenant }: Importing, line: TombstoneLine): Item => {
  const item = tombstoneItem(tenant, line, line.by);
  requireTombstoneFit(item);
  return item;
};

/** Whether its time is not over. */
export const isKept = ({ now }: Importing, line: TombstoneLine): boolean => endOf(line) * 1000 > now();

/** @throws LineError for attributes that the schemas of this deployment do not allow */
const preparedResource = (importing: Importing, line: ResourceLine): Pick<Ready, 'items' | 'unique'> => {
  const { tenant, groupNames, by } = importing;
  const { kind: type, id, by: author, gates = [], ...listed } = line;
  if (validityOf(MODELS[type], line.attributes) === 'invalid')
    throw new LineError(`the schemas do not allow the attributes of the ${type} ${id}`);
  const owned = entryRecords(entriesOf(MODELS[type], line, groupNames), id);
  const record = { type, id, ...listed, entries: owned.map(({ name }) => name) };
  return {
    items: [
      itemWithin(() => resourceItem(tenant, record, author)),
      stubItem(tenant, { id, type }, by),
      ...owned.filter(({ unique }) => !unique).map((entry) => entryItem(tenant, type, id, entry, by)),
      ...gates.map((gate, index) =>
        gateItem(tenant, id, SHARDS[index] ?? '', { ...gate, count: 0 }, gate.by),
      ),
    ],
    unique: owned.filter(({ unique }) => unique),
  };
};

const entriesOf = (
  model: ResourceModel,
  { id, attributes }: ResourceLine,
  groupNames: Importing['groupNames'],
): readonly IndexedValue[] => {
  try {
    return indexedValues(model, attributes, groupNames);
  } catch (error) {
    if (error instanceof ScimError)
      throw new LineError(`the ${model.name} ${id} has too many indexed values`);
    throw error;
  }
};

const itemWithin = (make: () => Item): Item => {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooLarge) throw new LineError(error.message);
    throw error;
  }
};
