import { isObject } from '../../../scim/json.ts';
import { isId } from '../id.ts';
import { SHARDS, shardOf } from '../keys.ts';
import type { Line } from './line.ts';

/** What is wrong with a line that is to be imported, for people; it holds no value of an attribute. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const id: Check = (value) => typeof value === 'string' && isId(value);
const type: Check = (value) => value === 'User' || value === 'Group';
const text: Check = (value) => typeof value === 'string';
const instant: Check = (value) =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
const from =
  (least: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least;

/** An object with exactly these names. */
const shaped =
  (shape: Shape): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(value).length === Object.keys(shape).length &&
    Object.entries(shape).every(([name, check]) => check(value[name]));

/** So long that each item holds it besides what it is about. */
const name: Check = (value) => typeof value === 'string' && value.length <= LONGEST_NAME;
const LONGEST_NAME = 1_000;

const by = shaped({ token: name, request: name, ip: name, dialect: name, write: name });

const listOf =
  (element: Check, isLong: (length: number) => boolean): Check =>
  (value) =>
    Array.isArray(value) && isLong(value.length) && value.every(element);

const RESOURCE: Shape = {
  kind: type,
  id,
  version: from(1),
  created: instant,
  lastModified: instant,
  attributes: isObject,
  by,
};

const gate = shaped({ version: from(0), lastModified: instant, by });

const SHAPES: Readonly<Record<string, Shape>> = {
  User: RESOURCE,
  Group: { ...RESOURCE, gates: listOf(gate, (length) => length === SHARDS.length) },
  members: {
    kind: text,
    group: id,
    shard: (value) => SHARDS.some((shard) => shard === value),
    members: listOf(shaped({ id, type, by }), (length) => length > 0),
  },
  tombstone: { ...RESOURCE, kind: text, type, deleted: instant },
};

/**
 * A line of an export, of which the form alone is right by then: what the schemas make of attributes is another
 * matter.
 * @throws LineError
 */
export const parseLine = (value: unknown): Line => {
  const kind = isObject(value) ? value['kind'] : undefined;
  const shape = typeof kind === 'string' && Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  if (!isObject(value) || typeof kind !== 'string' || !shape)
    throw new LineError('no line of this kind belongs here');
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw new LineError(`a ${kind} line has something that does not belong there`);
  const wrong = Object.entries(shape).find(([name, check]) => !check(value[name]));
  if (wrong) throw new LineError(`${wrong[0]} is missing or wrong`);
  // Each of its names has been checked.
  const line = value as unknown as Line;
  if (line.kind === 'members' && line.members.some((member) => shardOf(member.id) !== line.shard))
    throw new LineError('a member is in another shard than its own');
  if (line.kind === 'members' && !isAscending(line.members.map((member) => member.id)))
    throw new LineError('its members are out of order, or one is there twice');
  return line;
};

const isAscending = (ids: readonly string[]): boolean =>
  ids.every((one, index) => index === 0 || one > (ids[index - 1] ?? ''));
