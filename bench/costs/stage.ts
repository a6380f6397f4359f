import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { JsonObject } from '../../lambda/scim/json.ts';
import type { Table } from '../../lambda/tenancy/table.ts';
import type { Residents } from '../fill/population.ts';
import type { InProcess } from '../service/in-process.ts';
import { addMembers, type BenchRequest, get, groupBody, patch, post, userBody } from '../service/requests.ts';
import { authorizationIn } from './authorization.ts';

/** What an operation finds, or has made for itself, before it is measured. */
export interface Stage {
  /** A name that nobody has; all are of one length. */
  readonly name: () => string;
  /** A new user. */
  readonly user: () => Promise<{ readonly id: string; readonly name: string }>;
  /** A new user in so many new groups. */
  readonly userOf: (groups: number) => Promise<string>;
  /** A new user, to be changed into what `body` makes of the name. */
  readonly userWith: (
    body: (name: string) => JsonObject,
    change: (path: string, body: JsonObject) => BenchRequest,
  ) => Promise<BenchRequest>;
  /** Users who are in the directory, spread over the shards of a group as evenly as can be. */
  readonly members: (count: number) => readonly string[];
  /** A new group with so many of them. */
  readonly group: (members: number) => Promise<string>;
  /** The name of a new group. */
  readonly groupNamed: () => Promise<string>;
  /** A group of 10,000. */
  readonly crowd: string;
  /** A new user in it. */
  readonly memberOfCrowd: () => Promise<string>;
  /**
   * A startIndex from this one on that is amid the users whose ids begin alike: at the first of them, which is one in
   * forty, a jump has nothing to count off.
   */
  readonly amid: (startIndex: number) => Promise<number>;
  /** The authorizer's decision on a new token. */
  readonly authorization: () => Promise<(client: DynamoDBDocumentClient) => Promise<unknown>>;
  /** `then`, with `first` done before. */
  readonly after: (first: BenchRequest, then: BenchRequest) => Promise<BenchRequest>;
}

/** Of so many users two that follow each other begin alike, as sure as can be. */
const SOME = 20;
const counterPrefixOf = (id: string): string => id.slice(0, 2);
/** How many members a request may bring at most. */
const AT_ONCE = 5_000;

/** @param residents whose first group is the crowd */
export const stageOf = ({ send }: InProcess, { groups: [crowd] }: Residents, table: Table): Stage => {
  if (crowd === undefined) throw new Error('there is no crowd');
  let named = 0;
  const name = (): string => {
    named += 1;
    return `someone.${String(named).padStart(6, '0')}`;
  };
  const user: Stage['user'] = async () => {
    const own = name();
    const { body } = await send(post('/Users', userBody(own)));
    return { id: body.id, name: own };
  };
  const join = (group: string, ...ids: string[]) => send(patch(`/Groups/${group}`, addMembers(...ids)));
  const group = async (members: number, own = name()): Promise<string> => {
    const { body } = await send(post('/Groups', groupBody(own)));
    for (let from = 0; from < members; from += AT_ONCE) {
      await join(body.id, ...crowd.members.slice(from, Math.min(members, from + AT_ONCE)));
    }
    return body.id;
  };
  return {
    name,
    user,
    userOf: async (groups) => {
      const { id } = await user();
      for (let left = groups; left > 0; left -= 1) await join(await group(0), id);
      return id;
    },
    userWith: async (body, change) => {
      const { id, name: own } = await user();
      return change(`/Users/${id}`, body(own));
    },
    members: (count) => crowd.members.slice(0, count),
    group,
    groupNamed: async () => {
      const own = name();
      await group(0, own);
      return own;
    },
    crowd: crowd.id,
    memberOfCrowd: async () => {
      const { id } = await user();
      await join(crowd.id, id);
      return id;
    },
    amid: async (startIndex) => {
      const { body } = await send(get(`/Users?startIndex=${startIndex}&count=${SOME}&attributes=id`));
      const prefixes = body.Resources.map(({ id }: { readonly id: string }) => counterPrefixOf(id));
      const place = prefixes.findIndex(
        (prefix: string, index: number) => index > 0 && prefix === prefixes[index - 1],
      );
      if (place === -1) throw new Error('nobody begins as the one before');
      return startIndex + place;
    },
    authorization: () => authorizationIn(table),
    after: async (first, then) => {
      await send(first);
      return then;
    },
  };
};
