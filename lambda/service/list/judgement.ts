import { tooMany } from '../../scim/error.ts';
import type { Filter } from '../../scim/filter/ast.ts';
import { comparedAttributes } from '../../scim/filter/attributes.ts';
import { compile } from '../../scim/filter/evaluate.ts';
import type { JsonObject } from '../../scim/json.ts';
import type { Projection } from '../../scim/projection.ts';
import { requireAttribute } from '../../scim/schema/resolve.ts';
import { entityTag } from '../../scim/version.ts';
import { TooManyMembers } from '../../store/error.ts';
import type { Placed } from '../../store/order.ts';
import type { ListedResource } from '../../store/port.ts';
import type { Kind } from '../kind.ts';
import { representation } from '../represent.ts';
import { Lookahead } from './lookahead.ts';
import { mention } from './mentions.ts';
import type { Order } from './order.ts';
import type { ListRequest } from './request.ts';
import { turns } from './turns.ts';

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

  const placed = (resource: ListedResource, whole: JsonObject | undefined): Placed[] =>
    whole && satisfies(whole) ? [{ place: order.placeOf(resource.id, whole), resource }] : [];

  const alone: Judgement = async (listed) =>
    listed.flatMap((one) =>
      placed(one, representation(context, kind.model, one, entityTag(one.version, undefined))),
    );

  const judge = projection ? withWhatIsApart(request, projection, placed) : alone;
  return (listed) => {
    explanation.read(listed.length);
    return judge(listed);
  };
};

/** As many at a time as fit into memory with what is kept apart from them. */
const withWhatIsApart = (
  { context, kind }: ListRequest,
  projection: Projection,
  placed: (resource: ListedResource, whole: JsonObject | undefined) => Placed[],
): Judgement => {
  const inTurn = turns();
  const judgeSome: Judgement = async (some) => {
    const ids = some.map(({ id }) => id);
    const present = await kind.presenter(context, projection, ids).catch((error: unknown) => {
      throw error instanceof TooManyMembers ? tooManyToCompare(kind) : error;
    });
    return some.flatMap((one) => placed(one, present(one)?.resource));
  };
  return (listed) =>
    inTurn(async () => {
      const ahead = new Lookahead([listed]);
      const found: Placed[] = [];
      while (await ahead.hasMore()) {
        found.push(...(await judgeSome(await ahead.take(kind.presentedAtOnce(projection)))));
      }
      return found;
    });
};

const tooManyToCompare = ({ model, apart }: Kind) =>
  tooMany(
    `a ${model.name} has too many ${apart} to be looked at: compare ${apart}.value by eq, and nothing else of them`,
  );
