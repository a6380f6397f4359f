import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inOrder } from '../../../lambda/scim/bulk/in-order.ts';
import { planOf, type Step } from '../../../lambda/scim/bulk/plan.ts';
import type { Json } from '../../../lambda/scim/json.ts';
import { ENTERPRISE, USER_URN } from '../support.ts';
import { adding, newGroup, newUser, operationsOf, patch, remove } from './support.ts';

const ADA = '0b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';
const BOB = '1b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';
const CREW = '2b9a4c1e-6f0d-4a55-9d8f-6f1d2c7f9a31';

const plan = (...operations: Json[]): readonly Step[] => planOf(operationsOf(...operations), 'unique');

/** The places in the request of what each step does. */
const placesOf = (steps: readonly Step[]) =>
  steps.map(({ operations }) => operations.map(({ place }) => place));

/** For each step, after which places of the request it comes. */
const waits = (steps: readonly Step[]) =>
  steps.map(({ after }) => after.map((step) => placesOf(steps)[step]?.[0] ?? -1).sort((a, b) => a - b));

const manager = (value: string) => ({ [ENTERPRISE]: { manager: { value } } });

describe('the order', () => {
  test('is that of the request', () => {
    const steps = plan(newUser('a'), newUser('b'), remove(`/Users/${ADA}`));
    expect(placesOf(steps)).toEqual([[0], [1], [2]]);
    expect(steps.map(({ circle }) => circle.size)).toEqual([0, 0, 0]);
  });

  test('has a creation before the first that refers to it', () => {
    const steps = plan(
      newGroup('crew', ['bulkId:b', 'bulkId:a']),
      newUser('a', manager('bulkId:c')),
      newUser('b'),
      newUser('c'),
    );
    expect(placesOf(steps)).toEqual([[3], [1], [2], [0]]);
    expect(waits(steps)).toEqual([[], [3], [], [1, 2]]);
  });

  test.each<[string, Json]>([
    ['a path', patch('/Users/bulkId:a', { op: 'add', path: 'title', value: 'x' })],
    ['a value', patch(`/Users/${BOB}`, { op: 'add', path: 'manager', value: 'bulkId:a' })],
    ['a filter', patch(`/Groups/${CREW}`, { op: 'remove', path: 'members[value eq "bulkId:a"]' })],
  ])('has it before one that refers to it by %s', (_, operation) => {
    expect(placesOf(plan(operation, newUser('a')))).toEqual([[1], [0]]);
  });

  test('has what refers to nobody where it stood', () => {
    const steps = plan(newGroup('crew', ['bulkId:nobody']), newUser('a'));
    expect(placesOf(steps)).toEqual([[0], [1]]);
    expect(waits(steps)).toEqual([[], []]);
  });

  test('has a creation that is refused before what refers to it, too', () => {
    const steps = plan(newGroup('crew', ['bulkId:wrong']), { ...newUser('wrong'), data: null });
    expect(placesOf(steps)).toEqual([[1], [0]]);
  });

  test('has a circle as one step, before what refers to it', () => {
    const steps = plan(
      newGroup('all', ['bulkId:a']),
      newGroup('a', ['bulkId:b', 'bulkId:ada']),
      newGroup('b', ['bulkId:a']),
      newUser('ada'),
    );
    expect(placesOf(steps)).toEqual([[3], [1, 2], [0]]);
    expect(steps.map(({ circle }) => [...circle])).toEqual([[], ['a', 'b'], []]);
    expect(waits(steps)).toEqual([[], [3], [1]]);
  });

  test('has who refers to itself as a circle of one', () => {
    const [step] = plan(newUser('a', manager('bulkId:a')));
    expect([...(step?.circle ?? [])]).toEqual(['a']);
  });
});

describe('one step comes after another', () => {
  const title = (path: string) => patch(path, { op: 'add', path: 'title', value: 'x' });

  test.each<[string, Json, Json]>([
    ['of the same resource', title(`/Users/${ADA}`), remove(`/Users/${ADA}`)],
    ['of the same creation', title('/Users/bulkId:a'), title('/Users/bulkId:a')],
    ['that deletes whom it names', remove(`/Users/${ADA}`), adding(`/Groups/${CREW}`, ADA)],
    ['that names whom it deletes', adding(`/Groups/${CREW}`, ADA), remove(`/Users/${ADA}`)],
    ['that takes the same name', newUser('a'), newUser('b', { userName: 'A' })],
    [
      'that may take the same name',
      newUser('a'),
      { ...newUser('b', { userName: 'A' }), method: 'PUT', path: `/Users/${ADA}` },
    ],
    [
      'that is given the same name',
      newUser('a'),
      patch(`/Users/${ADA}`, { op: 'replace', path: 'userName', value: 'A' }),
    ],
    [
      'that is given it among others',
      newUser('a'),
      patch(`/Users/${ADA}`, { op: 'replace', value: { [`${USER_URN}:userName`]: 'A' } }),
    ],
    ['of a group of the same name', newGroup('a'), newGroup('b', [], { displayName: 'A' })],
  ])('%s', (_, first, second) => {
    const steps = plan(newUser('other'), first, second);
    expect(waits(steps).at(-1)).toEqual([1]);
  });

  test.each<[string, Json, Json]>([
    ['of another resource', title(`/Users/${ADA}`), title(`/Users/${BOB}`)],
    ['that names the same one', adding(`/Groups/${CREW}`, ADA), adding(`/Groups/${BOB}`, ADA)],
    ['that takes another name', newUser('a'), newUser('b')],
    ['of another type that takes the same name', newUser('a'), newGroup('a2', [], { displayName: 'a' })],
    ['that shows the same name', newUser('a', { displayName: 'x' }), newUser('b', { displayName: 'x' })],
    ['that asks for nonsense', newUser('a'), patch(`/Users/${ADA}`, 'x', { path: 7, value: ['userName'] })],
  ])('but not one %s', (_, first, second) => {
    expect(waits(plan(first, second))).toEqual([[], []]);
  });

  test('not for the name of a group where names are anybody’s', () => {
    const operations = operationsOf(newGroup('a'), newGroup('b', [], { displayName: 'A' }));
    expect(waits(planOf(operations, 'any'))).toEqual([[], []]);
  });

  test('not for a name that takes long to be compared with others', () => {
    const name = `a${'\u0301'.repeat(1_000_000)}`;
    expect(waits(plan(newUser('a', { userName: name }), newUser('b', { userName: name })))).toEqual([[], []]);
  });
});

describe('nodes in an order', () => {
  /** Needs as lists of nodes, of any number of nodes. */
  const graphs = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
    );

  const reachable = (graph: readonly (readonly number[])[], from: number): ReadonlySet<number> => {
    const seen = new Set<number>();
    const visit = (node: number): void => {
      for (const next of graph[node] ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next);
      }
    };
    visit(from);
    return seen;
  };

  test('are each there once, those together that need each other, and after what they need', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = inOrder([...graph.keys()], (node) => graph[node] ?? []);
        expect(order.flat().sort((a, b) => a - b)).toEqual([...graph.keys()]);
        const placeOf = new Map(order.flatMap((together, place) => together.map((node) => [node, place])));
        for (const node of graph.keys()) {
          const needed = reachable(graph, node);
          for (const other of needed) {
            const isMutual = reachable(graph, other).has(node);
            const [own = 0, others = 0] = [placeOf.get(node), placeOf.get(other)];
            if (isMutual) expect(others).toBe(own);
            else expect(others).toBeLessThan(own);
          }
        }
      }),
    );
  });

  test('are in the order given where nobody needs anybody', () => {
    expect(inOrder([3, 1, 2], () => [])).toEqual([[3], [1], [2]]);
  });
});

test('a chain of as many as a request may have is planned', () => {
  const chain = Array.from({ length: 1_000 }, (_, n) => newUser(`u${n}`, manager(`bulkId:u${n + 1}`)));
  const steps = plan(...chain);
  expect(placesOf(steps)[0]).toEqual([999]);
  expect(waits(steps).slice(0, 2)).toEqual([[], [999]]);
});

test('a circle of as many as a request may have is planned', () => {
  const ring = Array.from({ length: 1_000 }, (_, n) =>
    newUser(`u${n}`, manager(`bulkId:u${(n + 1) % 1_000}`)),
  );
  expect(plan(...ring)).toHaveLength(1);
});
