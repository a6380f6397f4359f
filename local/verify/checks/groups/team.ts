/** The groups that the checks of groups are about. */
import { memberOf } from '../../resource.ts';
import { type Session, shared } from '../../session.ts';

const crew = shared(async (scim) => ({
  ada: await scim.user({ displayName: 'Ada' }),
  bob: await scim.user({ displayName: 'Bob' }),
  cy: await scim.user({ displayName: 'Cy' }),
}));

/** A group with two of three users in it, whom other groups have as well. */
export const team = async (scim: Session) => {
  const users = await crew(scim);
  return { ...users, group: await scim.group({ members: [users.ada, users.bob].map(memberOf) }) };
};

/** One whose users are in no other group. */
export const teamApart = async (scim: Session) => {
  const [ada, bob, cy] = [await scim.user(), await scim.user(), await scim.user()];
  return { ada, bob, cy, group: await scim.group({ members: [ada, bob].map(memberOf) }) };
};

export type Team = Awaited<ReturnType<typeof team>>;
