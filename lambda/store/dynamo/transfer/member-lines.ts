import { chunks } from '../chunks.ts';
import { readGates } from '../gates.ts';
import { isId } from '../id.ts';
import { memberFrom } from '../item/member.ts';
import { memberKey, memberOf, resourcePartition, SHARDS, shardPartition } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { pagesOf } from '../read-item.ts';
import type { Item } from '../table.ts';
import type { Reading } from '../writing.ts';
import type { MemberOfLine, PlacedLine } from './line.ts';

const MEMBERS_A_LINE = 100;
/** The members of each shard that are held at first; further pages grow, up to 1 MB. */
const FIRST_PAGE = 200;
const GROUPS_A_PAGE = 50;

/** How far a tenant's members have been gone through: up to a member, or to the end of a group. */
interface Place {
  readonly group: string;
  readonly shard?: string;
  readonly member?: string;
}

const placeIn = (after: string): Place | undefined => {
  const [group = '', shard, member] = after.split('/');
  if (group === '') return undefined;
  return { group, ...(shard !== undefined && { shard }), ...(member !== undefined && { member }) };
};

/** The members of all groups, by group, shard and member: one group at a time, its shards side by side. */
export async function* memberLines(reading: Reading, after: string): AsyncGenerator<PlacedLine> {
  const pk = resourcePartition(reading.tenant, 'Group');
  const place = placeIn(after);
  const range = place && (place.member === undefined ? { after: place.group } : { from: place.group });
  for await (const items of pagesOf(reading, { pk, range, projection: '#sk', pageSize: GROUPS_A_PAGE })) {
    for (const { sk } of items) {
      if (!isId(sk)) continue;
      const group = String(sk);
      yield* linesOfGroup(reading, group, place?.group === group ? place : { group });
      yield { after: group, counts: 1 };
    }
  }
}

async function* linesOfGroup(reading: Reading, group: string, from: Place): AsyncGenerator<PlacedLine> {
  const gates = await readGates(reading, group);
  const { shard: first = '' } = from;
  const occupied = SHARDS.filter((shard, index) => shard >= first && gates?.[index]?.count !== 0);
  const shards = await inParallel(occupied, async (shard) => {
    const pk = shardPartition(reading.tenant, group, shard);
    const after = shard === first && from.member !== undefined ? from.member : undefined;
    const range = after === undefined ? undefined : { after: memberKey(reading.tenant, group, after).sk };
    const pages = pagesOf(reading, { pk, range, projection: '#sk, #type, #by', pageSize: FIRST_PAGE });
    return { shard, begun: await pages.next(), pages };
  });
  for (const { shard, begun, pages } of shards) {
    for (let page = begun; !page.done; page = await pages.next()) {
      for (const some of chunks(page.value.flatMap(membersIn), MEMBERS_A_LINE)) {
        const after = `${group}/${shard}/${some.at(-1)?.id ?? ''}`;
        yield { line: { kind: 'members', group, shard, members: some }, after, counts: 0 };
      }
    }
  }
}

const membersIn = (item: Item): readonly MemberOfLine[] => {
  const member = memberFrom(item);
  return member && isId(memberOf(item['sk']) ?? '') ? [{ ...member, by: item['by'] }] : [];
};
