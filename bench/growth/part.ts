import { clientOf } from '../../test/harness/client.ts';
import { startFilledEngine, TENANT } from '../fill/filled-engine.ts';
import type { Named, Residents } from '../fill/population.ts';
import type { Part, Size } from '../part.ts';
import { inProcess, loggedToNowhere } from '../service/in-process.ts';
import { post, userBody } from '../service/requests.ts';
import { type Curves, curvesOf, curvesTable, targetsOf } from './curves.ts';
import { type Ground, type GroupGround, OF_MEMBERS, OF_USERS } from './operations.ts';

/** By number of users, and by number of members of a group in the largest tenant. */
export interface Growth {
  readonly users: Curves;
  readonly members: Curves;
}

interface Sizes {
  readonly users: readonly number[];
  readonly members: readonly number[];
}

const SIZES: Readonly<Record<Size, Sizes>> = {
  full: { users: [1_000, 5_000, 30_000, 200_000], members: [10, 100, 1_000, 10_000, 100_000] },
  quick: { users: [500, 2_000], members: [10, 1_000] },
};
const EFFORT = {
  full: { rounds: 300, within: 60_000 },
  quick: { rounds: 20, within: 1_000 },
} as const;

export const growthPart: Part<Growth> = {
  name: 'growth',
  about: 'how operations grow with 1,000 to 200,000 users and 10 to 100,000 members',
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const { users, members } = SIZES[size];
    say(`filling tables with ${users.join(', ')} users`);
    const engine = await startFilledEngine(populations(SIZES[size]));
    undo.defer(engine.stop);
    const client = clientOf(engine.endpoint);
    undo.defer(async () => client.destroy());
    const tenants = [...engine.residents].map(
      ([table, residents]): Ground => ({
        service: inProcess(client, table, TENANT),
        residents,
        alone: inNoGroup(residents),
      }),
    );
    return await loggedToNowhere(async (): Promise<Growth> => {
      const ofUsers = await curvesOf(OF_USERS, users, tenants, EFFORT[size], say);
      const groups = await groupsIn(tenants.at(-1));
      return { users: ofUsers, members: await curvesOf(OF_MEMBERS, members, groups, EFFORT[size], say) };
    });
  },
  report: (growth) =>
    [curvesTable('users', growth.users), curvesTable('members', growth.members)].join('\n\n'),
  targets: (growth) => [...targetsOf(growth.users), ...targetsOf(growth.members)],
};

/** A table for each number of users; the groups are in the last one. */
const populations = ({ users, members }: Sizes) =>
  Object.fromEntries(
    users.map((count, index) => [
      `Users${count}`,
      { users: count, groups: index === users.length - 1 ? members : [] },
    ]),
  );

const inNoGroup = ({ users, groups }: Residents): readonly Named[] => {
  const members = new Set(groups.flatMap((group) => group.members));
  return users.filter(({ id }) => !members.has(id));
};

const groupsIn = async (tenant: Ground | undefined): Promise<readonly GroupGround[]> => {
  if (tenant === undefined) throw new RangeError('there is no tenant');
  const { service, residents } = tenant;
  const grounds = residents.groups.map(async (group): Promise<GroupGround> => {
    const { body } = await service.send(post('/Users', userBody(`outsider-${group.id}`)));
    return { ...tenant, group, outsider: body.id };
  });
  return Promise.all(grounds);
};
