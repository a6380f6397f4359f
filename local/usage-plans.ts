/** The API keys and usage plans of API Gateway: what is made of them, and what of a request is counted by them. */
import { randomUUID } from 'node:crypto';
import { bucket } from './api-gateway/bucket.ts';
import type { DataFolder } from './data-folder.ts';
import { JsonReader, parseJson } from './json.ts';

export interface UsagePlanDefinition {
  readonly id: string;
  /** Undefined: the plan has no limit of its own. */
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
}

export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** The plan that it belongs to, if any. */
  readonly plan?: string;
  /** How many requests it was used for, by day: YYYY-MM-DD, UTC. */
  readonly used: Readonly<Record<string, number>>;
}

/** `refused`: more than its plan allows. `unknown`: no key of any plan, where one is needed. */
export type Admission = 'admitted' | 'refused' | 'unknown';

export interface UsagePlans {
  /** Counts a request by the value of the key that the authorizer has named for it. */
  readonly admit: (value: string | undefined) => Admission;
  readonly has: (plan: string) => boolean;
  readonly key: (id: string) => StoredKey | undefined;
  readonly keysIn: (plan: string) => readonly StoredKey[];
  /** @returns undefined where another key has the value. */
  readonly create: (name: string, value: string) => Promise<StoredKey | undefined>;
  readonly assign: (id: string, plan: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Keeps what was counted. */
  readonly save: () => Promise<void>;
}

const FILE = 'api-keys.json';

/**
 * Those of the template, and what was made beside them since the first start.
 * @param now epoch milliseconds
 */
export const keptUsagePlans = async (
  data: DataFolder,
  plans: readonly UsagePlanDefinition[],
  templateKeys: readonly StoredKey[],
  now: () => number = Date.now,
): Promise<UsagePlans> => {
  const kept = await data.read(FILE);
  const keys = new Map(
    [...(kept === undefined ? [] : keysOf(kept)), ...templateKeys].map((key) => [key.id, key]),
  );
  const throttles = new Map(plans.map(({ id, throttle }) => [id, throttle]));
  const buckets = new Map<string, ReturnType<typeof bucket>>();

  const save = () => data.write(FILE, JSON.stringify({ keys: [...keys.values()] }, undefined, 2));

  const put = async (key: StoredKey): Promise<void> => {
    keys.set(key.id, key);
    await save();
  };

  /** One a key, since a plan limits each of its keys by itself. */
  const bucketOf = ({ id, plan }: StoredKey) => {
    const throttle = plan === undefined ? undefined : throttles.get(plan);
    if (!throttle) return undefined;
    const found = buckets.get(id) ?? bucket(throttle, now);
    buckets.set(id, found);
    return found;
  };

  return {
    admit: (value) => {
      const key = [...keys.values()].find((one) => one.value === value);
      if (key?.plan === undefined || !throttles.has(key.plan)) return 'unknown';
      if (bucketOf(key)?.take() === false) return 'refused';
      const day = new Date(now()).toISOString().slice(0, 10);
      keys.set(key.id, { ...key, used: { ...key.used, [day]: (key.used[day] ?? 0) + 1 } });
      return 'admitted';
    },
    has: (plan) => throttles.has(plan),
    key: (id) => keys.get(id),
    keysIn: (plan) => [...keys.values()].filter((key) => key.plan === plan),
    create: async (name, value) => {
      if ([...keys.values()].some((key) => key.value === value)) return undefined;
      const key = { id: randomUUID().replaceAll('-', '').slice(0, 10), name, value, used: {} };
      await put(key);
      return key;
    },
    assign: async (id, plan) => {
      const key = keys.get(id);
      if (key) await put({ ...key, plan });
    },
    remove: async (id) => {
      keys.delete(id);
      buckets.delete(id);
      await save();
    },
    save,
  };
};

const keysOf = (text: string): readonly StoredKey[] =>
  new JsonReader(parseJson(text), FILE).list('keys').map((one, index) => {
    const key = new JsonReader(one, `${FILE}.keys[${index}]`);
    const used = key.object('used');
    const plan = key.optionalString('plan');
    return {
      id: key.string('id'),
      name: key.string('name'),
      value: key.string('value'),
      ...(plan !== undefined && { plan }),
      used: Object.fromEntries(used.names().map((day) => [day, used.number(day, 0)])),
    };
  });
