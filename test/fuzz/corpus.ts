import { isObject, type Json, type JsonObject } from '../../lambda/scim/json.ts';
import type { ResourceModel } from '../../lambda/scim/schema/definition.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { PROVIDERS } from '../../local/replay/scenario.ts';
import { NOBODY } from '../../local/verify/urns.ts';
import { BODIES } from '../e2e/bad-input/bodies.ts';
import { PATCHES } from '../e2e/bad-input/patches.ts';
import { QUERIES } from '../e2e/bad-input/queries.ts';

/** What provisioning clients are known to send about a resource type, and what has been thought of to send amiss. */
export interface Seeds {
  readonly filters: readonly string[];
  readonly paths: readonly string[];
  readonly patches: readonly Json[];
  readonly bodies: readonly Json[];
}

interface Sent {
  /** `GET /Users?filter=…` */
  readonly send: string;
  readonly body?: unknown;
}

const SENT: readonly Sent[] = [
  ...PROVIDERS.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ given = [], steps }) => [
      ...given.map(({ path, body }) => ({ send: `POST ${path}`, body })),
      ...steps,
    ]),
  ),
  ...[...BODIES, ...PATCHES, ...QUERIES],
];

/** What is larger is drawn, not kept. */
const LONGEST = 10_000;

const seedsOf = ({ endpoint }: ResourceModel): Seeds => {
  const sent = SENT.filter(({ send }) => send.includes(endpoint));
  const bodies = sent.map(({ body }) => withoutTemplates(body as Json)).filter(isObject);
  const patches = bodies.filter((body) => 'Operations' in body);
  const operations = patches.flatMap(({ Operations }) => Operations ?? []).filter(isObject);
  return {
    filters: distinct(sent.flatMap(({ send }) => new URLSearchParams(send.split('?')[1]).getAll('filter'))),
    paths: distinct(operations.map(({ path }) => path).filter((path) => typeof path === 'string')),
    patches,
    bodies: bodies.filter((body) => !patches.includes(body)),
  };
};

/** A body with an id that nobody has in the place of those that a conversation has yet to learn. */
const withoutTemplates = (body: Json | undefined): Json | undefined => {
  const text = JSON.stringify(body) ?? '';
  if (text === '' || text.length > LONGEST) return undefined;
  return JSON.parse(text.replaceAll(/\{\{?[\w.]+\}\}?/g, NOBODY)) as JsonObject;
};

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const SEEDS = new Map([USER, GROUP].map((model) => [model.schema.id, seedsOf(model)]));
const NONE: Seeds = { filters: [], paths: [], patches: [], bodies: [] };

export const seedsFor = ({ schema }: ResourceModel): Seeds => SEEDS.get(schema.id) ?? NONE;
