import type { Filter } from '../../scim/filter/ast.ts';
import { comparedAttributes } from '../../scim/filter/attributes.ts';
import { compile } from '../../scim/filter/evaluate.ts';
import type { JsonObject } from '../../scim/json.ts';
import { requireAttribute } from '../../scim/schema/resolve.ts';
import { entityTag } from '../../scim/version.ts';
import type { ListedResource, Placed } from '../../store/port.ts';
import { representation } from '../represent.ts';
import { mention } from './mentions.ts';
import type { Order } from './order.ts';
import type { ListRequest } from './request.ts';

/** Those of some resources that are in the list, each with its place in the order. */
export type Judgement = (listed: readonly ListedResource[]) => Promise<readonly Placed[]>;

/**
 * Judges resources by a filter and an order. What is kept apart from them, or depends on it, is read only where
 * one of the two speaks of it.
 * @param filter what is still to be asked of them
 */
export const judgement = (request: ListRequest, filter: Filter | undefined, order: Order): Judgement => {
  const { context, kind, sort, explanation } = request;
  const satisfies = filter ? compile(filter) : () => true;
  const compared = [...(filter ? comparedAttributes(filter) : []), ...(sort ? [sort.attribute] : [])];
  const projection = kind.knownBy.find(({ attributes }) =>
    attributes.some((name) => mention(compared, requireAttribute(kind.model, name))),
  )?.projection;

  const shown = async (listed: readonly ListedResource[]) => {
    if (!projection) {
      return (one: ListedResource): JsonObject =>
        representation(context, kind.model, one, entityTag(one.version, undefined));
    }
    const ids = listed.map(({ id }) => id);
    const present = await kind.presenter(context, projection, ids);
    return (one: ListedResource): JsonObject | undefined => present(one)?.resource;
  };

  return async (listed) => {
    explanation.read(listed.length);
    const show = await shown(listed);
    return listed.flatMap((resource): Placed[] => {
      const whole = show(resource);
      if (!whole || !satisfies(whole)) return [];
      return [{ place: order.placeOf(resource.id, whole), resource }];
    });
  };
};
