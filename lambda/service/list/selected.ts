import type { Placed } from '../../store/order.ts';
import { idsIn, resourcesOf } from './candidates.ts';
import { type Judgement, judgement } from './judgement.ts';
import { type Order, orderOf, reversed } from './order.ts';
import { type Plan, planFor } from './plan.ts';
import { type Found, type List, type ListRequest, NOTHING, type Start } from './request.ts';
import { Selection } from './selection.ts';
import { attributesOf, type Source } from './source.ts';

/** The most resources that are read at a time. */
const READ_AT_ONCE = 1_000;

/** A list that takes a look at its resources: those that satisfy a filter, or all in an order that nobody keeps. */
export const selected = (request: ListRequest): List => ({
  read: async (starting, count) => {
    const [start, { how, ids }] = await Promise.all([starting, candidatesOf(request)]);
    return found(how, ids, start, count);
  },
});

const candidatesOf = async (
  request: ListRequest,
): Promise<{ how: How; ids: readonly string[] | undefined }> => {
  const plan = await planOf(request);
  const { source } = plan;
  request.explanation.plan(
    source?.by ?? 'walk',
    source ? attributesOf(source) : [],
    plan.exact ? 'exact' : 'rechecked',
  );
  const order = orderOf(request.sort);
  const how = { request, plan, order, judge: judgement(request, plan.rest, order) };
  return { how, ids: source && (await idsIn(request, source)) };
};

/**
 * The plan for a filter. A declared index may lack resources that are older than it: where it is not known to be
 * complete, before its entries are read, the plan does without.
 */
const planOf = async ({ directory, context, kind, filter }: ListRequest): Promise<Plan> => {
  const plan = planFor(kind, filter);
  const { name, indexes } = kind.model;
  const used = plan.source ? attributesOf(plan.source) : [];
  const relied = indexes.filter(({ declared, attribute }) => declared && used.includes(attribute));
  if (relied.length === 0) return plan;
  const complete = await directory.completeIndexes(context.tenant, name, context.call);
  if (relied.every(({ attribute }) => complete.has(attribute))) return plan;
  const reliable = indexes.filter(({ declared, attribute }) => !declared || complete.has(attribute));
  return planFor(kind, filter, reliable);
};

interface How {
  readonly request: ListRequest;
  readonly plan: Plan;
  readonly order: Order;
  readonly judge: Judgement;
}

/** What a plan has found, from a start on. */
const found = async (
  how: How,
  ids: readonly string[] | undefined,
  start: Start,
  count: number,
): Promise<Found> => {
  const { plan, order, request } = how;
  const { source } = plan;
  if (source && ids && ids.length <= Math.min(count, request.kind.presentedAtOnce(request.projection))) {
    return ofFew(how, source, ids, start, count);
  }
  const total = plan.exact && ids ? ids.length : start.total;
  return order.isOfIds && total !== undefined
    ? { total, chunks: count === 0 ? NOTHING : inOrderOfIds(how, ids, start, count) }
    : ofAll(how, ids, start, count);
};

/** What a page can show all of: it is read together with what is shown with it. */
const ofFew = async (
  how: How,
  source: Source,
  ids: readonly string[],
  start: Start,
  count: number,
): Promise<Found> => {
  const { request, judge } = how;
  const [resources, present] = await Promise.all([
    resourcesOf(request, source, ids),
    request.kind.presenter(request.context, request.projection, ids),
  ]);
  const selection = selectionOf(how, start, count);
  selection.add(await judge(resources));
  const asked = resources.every(({ id }) => ids.includes(id));
  return { ...fromSelection(selection, start), ...(asked && { present }) };
};

/** Where nobody has to be counted any more, only as far as the page. */
async function* inOrderOfIds(
  { request, judge }: How,
  ids: readonly string[] | undefined,
  start: Start,
  count: number,
): AsyncGenerator<readonly Placed[]> {
  const { directory, context, kind } = request;
  const { tenant, call } = context;
  const type = kind.model.name;
  const { after, backwards } = start;
  if (!ids) {
    const atOnce = count + 1;
    for await (const chunk of directory.walk(tenant, { type, after, backwards, atOnce }, call)) {
      yield judge(chunk.map(({ resource }) => resource));
    }
    return;
  }
  for (const some of chunksOf(idsFrom(ids, start), count + 1)) {
    yield judge(await directory.readListed(tenant, type, some, call));
  }
}

/** Where all have to be looked at, to count them or to put them in order; no more are kept than the page needs. */
const ofAll = async (
  how: How,
  ids: readonly string[] | undefined,
  start: Start,
  count: number,
): Promise<Found> => {
  const { request, judge } = how;
  const { directory, context, kind } = request;
  const { tenant, call } = context;
  const type = kind.model.name;
  const selection = selectionOf(how, start, count);
  if (ids) {
    for (const some of chunksOf(ids, READ_AT_ONCE)) {
      selection.add(await judge(await directory.readListed(tenant, type, some, call)));
    }
  } else {
    await directory.visitAll(tenant, type, async (some) => selection.add(await judge(some)), call);
  }
  return fromSelection(selection, start);
};

const selectionOf = ({ order }: How, { after, skip, backwards }: Start, count: number): Selection => {
  const { compare } = backwards ? reversed(order) : order;
  return new Selection(compare, after, skip + count + 1);
};

const fromSelection = (selection: Selection, { skip }: Start): Found => ({
  total: selection.count,
  chunks: [selection.first.slice(skip)],
});

/** Sorted ids from a start on. */
const idsFrom = (ids: readonly string[], { after, skip, backwards }: Start): readonly string[] => {
  const way = backwards ? ids.toReversed() : ids;
  const isBehind = (id: string) => !after || (backwards ? id < after.id : id > after.id);
  return way.filter(isBehind).slice(skip);
};

/** Elements, so many at first, and then more and more at a time. */
function* chunksOf<Element>(elements: readonly Element[], first: number): Generator<readonly Element[]> {
  let size = first;
  for (let from = 0; from < elements.length; ) {
    yield elements.slice(from, from + size);
    from += size;
    size = Math.min(2 * size, READ_AT_ONCE);
  }
}
