import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planOf, type Step } from '../../../lambda/scim/bulk/plan.ts';
import { parseBulk } from '../../../lambda/scim/bulk/request.ts';
import { isObject, type Json, type JsonObject } from '../../../lambda/scim/json.ts';
import { bulkService } from '../../../lambda/service/bulk/bulk.ts';
import type { Services } from '../../../lambda/service/bulk/single.ts';
import { groupService } from '../../../lambda/service/groups.ts';
import { userService } from '../../../lambda/service/users.ts';
import { bulkOf } from '../../scim/bulk/support.ts';
import { ENTERPRISE, GROUP_URN, USER_URN } from '../../scim/support.ts';
import { CONTEXT, idOf } from '../support.ts';
import { type Deed, deeds, freesName, type Label, operationFor, STAFF, TEAMS } from './company.ts';
import { type Held, memoryDirectory } from './memory-directory.ts';
import { type Company, type Course, oneByOne, type Person, type Team } from './model.ts';

/** What is answered of an operation. */
interface Answered {
  readonly bulkId: string;
  readonly status: string;
  readonly location?: string;
}

/** A company of its own for one request. */
const companyOf = async (turn: (call: string) => Promise<unknown>) => {
  let pass: typeof turn = async () => {};
  const { directory, held } = memoryDirectory((call) => pass(call));
  const services: Services = { User: userService(directory), Group: groupService(directory, 100) };
  const ids = new Map<Label, string>();
  for (const userName of STAFF) {
    ids.set(userName, idOf(await services.User.create(CONTEXT, { schemas: [USER_URN], userName }, {})));
  }
  for (const displayName of TEAMS) {
    ids.set(
      displayName,
      idOf(await services.Group.create(CONTEXT, { schemas: [GROUP_URN], displayName }, {})),
    );
  }
  pass = turn;
  return { services, held, ids };
};

const unexpected = (thrown: unknown): never => {
  throw thrown;
};

/** What a request comes to whose calls of the directory take their turns as the scheduler says. */
const courseOf = async (
  scheduler: fc.Scheduler,
  request: readonly Deed[],
  more: JsonObject,
): Promise<Course & { readonly steps: readonly Step[] }> => {
  const { services, held, ids } = await companyOf((call) => scheduler.schedule(Promise.resolve(), call));
  const operations = request.map((one, place) => operationFor(one, place, (label) => ids.get(label)));
  const body = bulkOf(operations, more);
  const answering = bulkService(services)(CONTEXT, body, { ended: () => {}, unexpected });
  const answer = await scheduler.waitFor(answering);
  const labels = new Map([...ids].map(([label, id]) => [id, label]));
  const statuses = new Map<number, number>();
  for (const { bulkId, status, location } of answer['Operations'] as unknown as readonly Answered[]) {
    statuses.set(Number(bulkId.slice(1)), Number(status));
    if (status === '201') labels.set(location?.split('/').at(-1) ?? '', bulkId);
  }
  return {
    statuses,
    company: companyIn(held, labels),
    steps: planOf(parseBulk(body).operations, 'unique'),
  };
};

const companyIn = (held: ReadonlyMap<string, Held>, labels: ReadonlyMap<string, Label>): Company =>
  new Map([...held].map(([id, one]) => [labels.get(id) ?? id, labelled(one, labels)]));

const labelled = ({ type, attributes, members }: Held, labels: ReadonlyMap<string, Label>): Person | Team => {
  const labelOf = (id: string) => labels.get(id) ?? id;
  if (type === 'Group') {
    return {
      type,
      name: textOf(attributes['displayName']),
      members: [...members.keys()].map(labelOf).sort(),
    };
  }
  const { userName, title, [ENTERPRISE]: enterprise } = attributes;
  const manager = isObject(enterprise) && isObject(enterprise['manager']) ? enterprise['manager'] : undefined;
  return {
    type,
    name: textOf(userName),
    ...(title !== undefined && { title: textOf(title) }),
    ...(manager && { manager: labelOf(textOf(manager['value'])) }),
  };
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A course as a text that is the same for courses that are. */
const told = ({ statuses, company }: Course): string =>
  [...statuses, ...company]
    .map(([key, value]) => `${key} ${typeof value === 'number' ? value : described(value)}`)
    .toSorted()
    .join('\n');

const described = (one: Person | Team): string => {
  if (one.type === 'Group') return `group ${one.name} of ${one.members.join()}`;
  return `user ${one.name}, ${one.title ?? 'untitled'}, managed by ${one.manager ?? 'nobody'}`;
};

const placesOf = ({ operations }: Step): readonly number[] => operations.map(({ place }) => place);

/** Every order of the steps in which each comes after those that it has to come after. */
function* ordersOf(steps: readonly Step[], begun: readonly number[] = []): Iterable<readonly Step[]> {
  if (begun.length === steps.length) yield begun.flatMap((place) => steps[place] ?? []);
  for (const [place, { after }] of steps.entries()) {
    if (!begun.includes(place) && after.every((other) => begun.includes(other))) {
      yield* ordersOf(steps, [...begun, place]);
    }
  }
}

const expected = (request: readonly Deed[], order: readonly Step[], maxFailures = Number.POSITIVE_INFINITY) =>
  told(oneByOne(request, order.map(placesOf), maxFailures));

describe('a bulk request comes to what its operations come to one after the other', () => {
  test('in the order of the plan, where none gives up a name', async () => {
    const keepingNames = deeds.map((all) => all.filter((one) => !freesName(one)));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), keepingNames, async (scheduler, request) => {
        const course = await courseOf(scheduler, request, {});
        expect(told(course)).toBe(expected(request, course.steps));
      }),
      { numRuns: 400 },
    );
  });

  test('in some order that the plan allows, whatever they do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, request) => {
        const course = await courseOf(scheduler, request, {});
        const own = told(course);
        if (own === expected(request, course.steps)) return;
        for (const order of ordersOf(course.steps)) if (own === expected(request, order)) return;
        throw new Error(
          `no order comes to ${own}, and that of the plan to ${expected(request, course.steps)}`,
        );
      }),
      { numRuns: 400 },
    );
  });

  test('and whoever wants a name gets it where that of the plan has it so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, request) => {
        const { statuses, steps } = await courseOf(scheduler, request, {});
        const planned = oneByOne(request, steps.map(placesOf), Number.POSITIVE_INFINITY);
        const firstDifference = steps
          .flatMap(placesOf)
          .find((place) => statuses.get(place) !== planned.statuses.get(place));
        if (firstDifference !== undefined) expect(planned.statuses.get(firstDifference)).toBe(409);
      }),
      { numRuns: 400 },
    );
  });

  test('up to its first failure, where it is to end there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), deeds, async (scheduler, request) => {
        const course = await courseOf(scheduler, request, { failOnErrors: 1 });
        expect(told(course)).toBe(expected(request, course.steps, 1));
      }),
      { numRuns: 400 },
    );
  });
});
