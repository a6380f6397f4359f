import { mostInAnswer } from '../scim/answer.ts';
import { isObject, listOf } from '../scim/json.ts';
import { type Projection, project } from '../scim/projection.ts';
import type { Reference } from '../scim/resource.ts';
import { GROUP } from '../scim/schema/models.ts';
import type { Context } from './context.ts';
import { references } from './represent.ts';

/** The member that takes the least room: a user without a name. */
const SHORTEST: Reference = { id: '00000000-0000-4000-8000-000000000000', type: 'User' };

/**
 * The most members that an answer may have room for, some 30,000 in full and 110,000 ids: of a group with more it
 * is known before they are read. Each is reckoned to take as much as its id, also where only names are asked for.
 */
export const mostMembersShown = (context: Context, projection: Projection): number => {
  const members = references(context, [SHORTEST], new Map(), ({ type }) => type);
  const [shown] = listOf(project(GROUP, projection, { members })['members'] ?? []);
  const idAlone = { value: SHORTEST.id };
  return Math.min(...[idAlone, shown].filter(isObject).map(mostInAnswer));
};
