/**
 * The part of API Gateway that manages API keys, as far as the functions use it
 * (REST, https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html).
 */
import { type Json, JsonReader, parseJson } from '../json.ts';
import type { StoredKey, UsagePlans } from '../usage-plans.ts';
import { AwsServiceError } from './service-error.ts';

export interface RestCall {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

export interface RestAnswer {
  readonly status: number;
  readonly result: Json | undefined;
}

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  /** @throws AwsServiceError as the service would */
  readonly answer: (
    plans: UsagePlans,
    ids: readonly string[],
    request: JsonReader,
    query: URLSearchParams,
  ) => RestAnswer | Promise<RestAnswer>;
}

const OPERATIONS: readonly Operation[] = [
  {
    method: 'POST',
    path: /^\/apikeys$/,
    answer: async (plans, _, request) => {
      const key = await plans.create(request.string('name'), request.string('value'));
      if (!key) throw new AwsServiceError(409, 'ConflictException', 'API Key already exists');
      return { status: 201, result: described(key) };
    },
  },
  {
    method: 'DELETE',
    path: /^\/apikeys\/([^/]+)$/,
    answer: async (plans, [id = '']) => {
      await plans.remove(known(plans, id).id);
      return { status: 202, result: undefined };
    },
  },
  {
    method: 'POST',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer: async (plans, [plan = ''], request) => {
      const key = known(plans, request.string('keyId'));
      await plans.assign(key.id, knownPlan(plans, plan));
      return { status: 201, result: described(key) };
    },
  },
  {
    method: 'GET',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer: (plans, [plan = ''], _, query) => {
      const keys = plans.keysIn(knownPlan(plans, plan));
      const name = query.get('name') ?? '';
      return {
        status: 200,
        result: { item: keys.filter((key) => key.name.startsWith(name)).map(described) },
      };
    },
  },
  {
    method: 'GET',
    path: /^\/usageplans\/([^/]+)\/usage$/,
    answer: (plans, [plan = ''], _, query) => {
      const [from, to] = [query.get('startDate') ?? '', query.get('endDate') ?? ''];
      const id = query.get('keyId') ?? '';
      const used = plans.keysIn(knownPlan(plans, plan)).find((key) => key.id === id)?.used ?? {};
      const days = Object.entries(used).filter(([day]) => from <= day && day <= to);
      // What is left is of a quota, which the plans have not.
      const values = { [id]: days.map(([, count]) => [count, 0]) };
      return { status: 200, result: { usagePlanId: plan, startDate: from, endDate: to, values } };
    },
  },
];

/** @returns undefined for a call that is none of these. */
export const apiGatewayCall = async (
  plans: UsagePlans,
  { method, url, body }: RestCall,
): Promise<RestAnswer | undefined> => {
  for (const operation of OPERATIONS) {
    const ids = operation.method === method ? operation.path.exec(url.pathname) : null;
    if (!ids) continue;
    const request = new JsonReader(body === '' ? {} : parseJson(body), 'request');
    return operation.answer(plans, ids.slice(1).map(decodeURIComponent), request, url.searchParams);
  }
  return undefined;
};

const described = ({ id, name, value }: StoredKey): Json => ({ id, name, value, enabled: true });

const known = (plans: UsagePlans, id: string): StoredKey => {
  const key = plans.key(id);
  if (!key) throw new AwsServiceError(404, 'NotFoundException', 'Invalid API Key identifier specified');
  return key;
};

const knownPlan = (plans: UsagePlans, id: string): string => {
  if (!plans.has(id)) throw new AwsServiceError(404, 'NotFoundException', 'Invalid Usage Plan ID specified');
  return id;
};
