import { describe, expect, test } from '@jest/globals';
import { LineError, parseLine } from '../../../lambda/store/dynamo/transfer/parse-line.ts';

const id = '0b6f1d0e-0000-4000-8000-00000000000a';
const by = { token: 't', request: 'r', ip: '-', dialect: 'other', write: 'w' };
const at = '2026-11-24T12:00:00.000Z';
const user = { kind: 'User', id, version: 1, created: at, lastModified: at, attributes: {}, by };
const gates = Array.from({ length: 16 }, () => ({ version: 0, lastModified: at, by }));
const member = { id, type: 'User', by };
const later = { ...member, id: id.replace('0', '1') };
const members = { kind: 'members', group: id, shard: 'a', members: [member, later] };
const tombstone = { ...user, kind: 'tombstone', type: 'User', deleted: at };

describe('a line of an export', () => {
  test.each([[user], [{ ...user, kind: 'Group', gates }], [members], [tombstone]])('is one: %j', (line) => {
    expect(parseLine(line)).toBe(line);
  });

  test.each<[unknown, string]>([
    [null, 'no line of this kind belongs here'],
    [[], 'no line of this kind belongs here'],
    [{ ...user, kind: 'toString' }, 'no line of this kind belongs here'],
    [{ ...user, password: 'secret' }, 'a User line has something that does not belong there'],
    [{ ...user, id: 'ada' }, 'id is missing or wrong'],
    [{ ...user, version: 0 }, 'version is missing or wrong'],
    [{ ...user, version: 1.5 }, 'version is missing or wrong'],
    [{ ...user, created: '2026-13-24T12:00:00.000Z' }, 'created is missing or wrong'],
    [{ ...user, lastModified: 'yesterday' }, 'lastModified is missing or wrong'],
    [{ ...user, attributes: [] }, 'attributes is missing or wrong'],
    [{ ...user, by: { ...by, more: 1 } }, 'by is missing or wrong'],
    [{ ...user, kind: 'Group' }, 'gates is missing or wrong'],
    [{ ...user, kind: 'Group', gates: gates.slice(1) }, 'gates is missing or wrong'],
    [{ ...members, shard: 'g' }, 'shard is missing or wrong'],
    [{ ...members, members: [] }, 'members is missing or wrong'],
    [{ ...members, shard: 'b' }, 'a member is in another shard than its own'],
    [{ ...tombstone, type: 'Robot' }, 'type is missing or wrong'],
    [{ ...user, by: { ...by, token: 'x'.repeat(1_001) } }, 'by is missing or wrong'],
    [{ ...members, members: [member, member] }, 'its members are out of order, or one is there twice'],
    [{ ...members, members: [later, member] }, 'its members are out of order, or one is there twice'],
  ])('is none: %j', (line, message) => {
    expect(() => parseLine(line)).toThrow(new LineError(message));
  });
});
