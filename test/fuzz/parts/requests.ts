import type { Json } from '../../../local/json.ts';
import { randomOf } from '../../../local/simulate/source/random.ts';
import { objectOf } from '../../../local/verify/values.ts';
import type { Model } from '../../explore/model.ts';
import { idOf } from '../../explore/population.ts';
import { GROUPS, USERS } from '../../service/list/kinds.ts';
import {
  type DrawnRequest,
  drawRequest,
  type Surroundings,
  TENANTS,
  type TenantName,
} from '../draw/request.ts';
import { vocabularyOf } from '../draw/vocabulary.ts';
import { answerViolations, type Expectations } from '../judge/answer.ts';
import { lifeViolations } from '../judge/life.ts';
import type { Part } from '../part.ts';
import { population } from '../population.ts';
import { getting, shapesServedBy } from '../served-shapes.ts';
import { type Server, startServer } from '../server.ts';

const COUNTS = { users: 80, groups: 12 };
const AT_A_TIME = 16;
/** Of so many new resources one is kept; the others are followed until they are deleted, so that lists stay short. */
const KEPT = 5;
const LONGEST_BODY = 3_000;

/** Requests to the local server, side by side. */
export const requests: Part = {
  name: 'requests',
  open: async () => {
    const models = { contoso: population('contoso', COUNTS), fabrikam: population('fabrikam', COUNTS) };
    const server = await startServer(models);
    const surroundings = surroundingsOf(models);
    const expectations: Expectations = {
      shapes: await shapesServedBy(server),
      isForeign: foreignness(surroundings),
    };
    const statuses = new Map<number, number>();
    return {
      concurrency: AT_A_TIME,
      try: async (seed, number) => {
        const name = `requests/${number}`;
        const request = drawRequest(randomOf(`${name} ${seed}`), surroundings);
        const answer = await server.send(request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const isFollowed = answer.status === 201 && number % KEPT > 0;
        return {
          name,
          refusal: answer.status < 400 ? undefined : String(answer.status),
          milliseconds: undefined,
          violations: [
            ...answerViolations(expectations, request, answer),
            ...(isFollowed ? await lifeViolations(server.send, request, answer) : []),
          ],
          input: () => `${written(request)}\n${answer.status} ${answer.text.slice(0, LONGEST_BODY)}`,
        };
      },
      finish: async () => ({
        violations: [...(await everythingViolations(server, expectations)), ...(await server.check())],
        figures: {
          answers: [...statuses]
            .sort(([a], [b]) => a - b)
            .map(([status, count]) => `${status} ${count}`)
            .join(', '),
        },
      }),
      [Symbol.asyncDispose]: server.close,
    };
  },
};

const idsIn = ({ users, groups }: Model) => ({
  users: Object.keys(users).map(idOf),
  groups: Object.keys(groups).map(idOf),
});

const surroundingsOf = (models: Readonly<Record<TenantName, Model>>): Surroundings => {
  const all = TENANTS.map((tenant) => models[tenant]);
  const groups = all.flatMap((model) => Object.values(model.groups).map(({ attributes }) => attributes));
  return {
    vocabularies: {
      users: vocabularyOf(
        USERS,
        all.flatMap(({ users }) => Object.values(users)),
      ),
      groups: vocabularyOf(GROUPS, groups),
    },
    ids: { contoso: idsIn(models.contoso), fabrikam: idsIn(models.fabrikam) },
  };
};

/** The ids that there were in the other tenant in the beginning. */
const foreignness = ({ ids }: Surroundings): Expectations['isForeign'] => {
  const all = (tenant: TenantName) => new Set(Object.values(ids[tenant]).flat());
  const others = { contoso: all('fabrikam'), fabrikam: all('contoso') };
  return ({ who }, id) => others[who === 'fabrikam' ? 'fabrikam' : 'contoso'].has(id);
};

/** Reads all that there is in the end, page by page. */
const everythingViolations = async (
  server: Server,
  expectations: Expectations,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const tenant of TENANTS) {
    for (const endpoint of ['/Users', '/Groups']) {
      for (let cursor: Json | undefined = ''; typeof cursor === 'string'; ) {
        const request = getting(`${endpoint}?count=100&cursor=${cursor}`, tenant);
        const answer = await server.send(request);
        found.push(...answerViolations(expectations, request, answer));
        cursor = objectOf(JSON.parse(answer.text))['nextCursor'];
      }
    }
  }
  return found.map((violation) => `in the end, ${violation}`);
};

const written = ({ who, method, path, headers, body }: DrawnRequest): string =>
  [`${method} ${path} as ${who}`, JSON.stringify(headers), body?.slice(0, LONGEST_BODY) ?? ''].join('\n');
