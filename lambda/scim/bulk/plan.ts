import { GROUP, USER } from '../schema/models.ts';
import { claimsOf } from './claims.ts';
import { inOrder } from './in-order.ts';
import { isValid, type Operation, type Valid } from './operation.ts';
import { namedIn, referencesIn, referredTo } from './references.ts';
import { creationsOf } from './request.ts';

/** What is done at a time: one operation, or all creations of a circle. */
export interface Step {
  readonly operations: readonly Operation[];
  /** The bulkIds of creations that refer to each other, or to themselves; empty where they do not. */
  readonly circle: ReadonlySet<string>;
  /** The places in the plan of those earlier steps that this one has to come after. */
  readonly after: readonly number[];
}

/**
 * The steps of a bulk request, in the order whose outcome they have to have: that of the request, save that a creation
 * comes before the first operation that refers to it (RFC 7644 §3.7.2). Steps of which none is after the other have
 * nothing in common, and may be made side by side.
 */
export const planOf = (operations: readonly Operation[], groupNames: 'unique' | 'any'): readonly Step[] => {
  const creations = creationsOf(operations);
  const references = new Map(
    operations.map((one) => [
      one,
      isValid(one) ? [...referencesOf(one)].filter((bulkId) => creations.has(bulkId)) : [],
    ]),
  );
  const needs = (operation: Operation): readonly Operation[] =>
    (references.get(operation) ?? [])
      .flatMap((bulkId) => creations.get(bulkId) ?? [])
      .sort((a, b) => a.place - b.place);

  const targets = new Set(operations.flatMap(({ target }) => target ?? []));
  const sequence = new Sequence();
  return inOrder(operations, needs).map((together) => {
    const inRequestOrder = together.toSorted((a, b) => a.place - b.place);
    const [first, ...others] = inRequestOrder;
    const isCircle = others.length > 0 || (first && needs(first).includes(first));
    return {
      operations: inRequestOrder,
      circle: new Set(isCircle ? inRequestOrder.flatMap(({ bulkId }) => bulkId ?? []) : []),
      after: sequence.next(
        inRequestOrder.filter(isValid).flatMap((one) => changed(one, groupNames)),
        inRequestOrder
          .filter(isValid)
          .flatMap((one) => [
            ...(references.get(one) ?? []).map(byBulkId),
            ...[...namedIn(one.asks.data, targets)].map(byId),
          ]),
      ),
    };
  });
};

const MODELS = { User: USER, Group: GROUP } as const;

const byBulkId = (bulkId: string): string => `bulkId ${bulkId}`;
const byId = (id: string): string => `id ${id}`;

const referencesOf = ({ asks: { target, data } }: Valid): ReadonlySet<string> => {
  const bulkId = target === undefined ? undefined : referredTo(target);
  return new Set([...(bulkId === undefined ? [] : [bulkId]), ...referencesIn(data)]);
};

/** The resource that an operation makes or changes, and the names that it takes. */
const changed = ({ bulkId, asks }: Valid, groupNames: 'unique' | 'any'): readonly string[] => {
  const { method, type, target = '' } = asks;
  const made = method === 'POST' ? bulkId : referredTo(target);
  return [made === undefined ? byId(target) : byBulkId(made), ...claimsOf(asks, MODELS[type], groupNames)];
};

/** Which of the steps before it each step has something in common with. */
class Sequence {
  #length = 0;
  readonly #changed = new Map<string, number>();
  readonly #used = new Map<string, number[]>();

  /**
   * @param changes what the next step changes, and so nobody else may use beside it
   * @param uses what it needs to be as it is
   */
  next(changes: readonly string[], uses: readonly string[]): readonly number[] {
    const place = this.#length;
    this.#length += 1;
    const after = new Set([...changes, ...uses].flatMap((one) => this.#changed.get(one) ?? []));
    for (const one of changes) {
      for (const user of this.#used.get(one) ?? []) after.add(user);
    }
    for (const one of uses) {
      const users = this.#used.get(one) ?? [];
      users.push(place);
      this.#used.set(one, users);
    }
    for (const one of changes) {
      this.#used.delete(one);
      this.#changed.set(one, place);
    }
    after.delete(place);
    return [...after];
  }
}
