/** Plays a conversation of `test/idp` to any server, with names that are the run's own. */
import { isObject, type Json } from '../../../lambda/scim/json.ts';
import type { Json as LocalJson } from '../../json.ts';
import type { Provider, Scenario, Step } from '../../replay/scenario.ts';
import { fillIn, fillInAll, type Variables } from '../../replay/template.ts';
import { expectAnswer } from '../expect/answer.ts';
import {
  anyText,
  anything,
  dateTime,
  entityTag,
  id,
  ifThere,
  type Template,
  uriEndingIn,
} from '../expect/matcher.ts';
import type { Answer } from '../http/exchange.ts';
import type { Session } from '../session.ts';
import { objectOf, textOf } from '../values.ts';
import { renamed, renamedText } from './renaming.ts';

interface Stage {
  readonly scim: Session;
  readonly provider: Provider;
  /** Behind every name. */
  readonly run: string;
  readonly variables: Variables;
  /** In the Tenant URL, and so in every request. */
  readonly query: string | undefined;
}

/** @throws Mismatch for the first answer that is not what the fixture has */
export const play = async (
  scim: Session,
  provider: Provider,
  scenario: Scenario,
  query: string | undefined,
): Promise<void> => {
  const run = scim.name('').replaceAll('-', '');
  const stage: Stage = { scim, provider, run, query, variables: new Map([['tenantUrl', baseUrlOf(scim)]]) };
  const { variables } = stage;
  for (const { as, path, body } of scenario.given ?? []) {
    const answer = await scim.post(path, fillInAll(renamed(body, run), variables));
    const { id: own, meta } = objectOf(expectAnswer(answer, { status: 201, body: anything }).body);
    const { created, location } = objectOf(meta);
    variables
      .set(as, textOf(own))
      .set(`${as}.created`, textOf(created))
      .set('tenantUrl', textOf(location).replace(`${path}/${textOf(own)}`, ''));
  }
  for (const step of scenario.steps) await playStep(stage, step);
};

const playStep = async (stage: Stage, { send, headers = {}, body, expect }: Step): Promise<void> => {
  const { run, variables, provider, query, scim } = stage;
  const [method = '', path = ''] = fillIn(renamedText(send, run), variables).split(' ');
  const { 'content-type': contentType = null, ...others } = lowerCase({ ...provider.headers, ...headers });
  const answer = await scim.send(method, withQuery(path, query), {
    headers: { ...others, 'content-type': body === undefined ? null : contentType },
    ...(body !== undefined && { body: JSON.stringify(fillInAll(renamed(body, run), variables)) }),
  });
  // First: the headers may speak of what the body has taught.
  const template =
    expect.body === undefined ? undefined : bodyTemplate(renamed(expect.body, run), answer, variables);
  expectAnswer(answer, {
    status: expect.status,
    headers: headerTemplates(expect.headers ?? {}, variables),
    ...(template !== undefined && { body: template }),
  });
};

const withQuery = (path: string, query: string | undefined): string => {
  if (query === undefined || path.includes(query)) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
};

const lowerCase = (headers: Readonly<Record<string, string | null>>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Where resources are, as the server says itself. */
const baseUrlOf = ({ capabilities }: Session): string =>
  textOf(objectOf(capabilities.config['meta'])['location']).replace(/\/ServiceProviderConfig$/, '');

/** Learns what the fixture names for later, and yields what is expected. */
const bodyTemplate = (expected: Json, { body }: Answer, variables: Variables): Template => {
  const known = fillInAll(expected, variables);
  learn(known, body, variables);
  return templateOf(fillInAll(known, variables));
};

/** The language of the fixtures (see `local/replay/template.ts`). */
const MATCHER = /^\$(uuid|timestamp|etag|text|meta)(?: (\/\S+))?(?: as ([\w.]+))?$/;

const learn = (expected: Json, actual: LocalJson | undefined, variables: Variables): void => {
  if (typeof expected === 'string') {
    const [, , , name] = MATCHER.exec(expected) ?? [];
    if (name !== undefined) variables.set(name, textOf(actual));
  } else if (Array.isArray(expected)) {
    const list: readonly LocalJson[] = Array.isArray(actual) ? actual : [];
    for (const [index, one] of expected.entries()) learn(one, list[index], variables);
  } else if (isObject(expected)) {
    for (const [name, one] of Object.entries(expected)) learn(one, objectOf(actual)[name], variables);
  }
};

const templateOf = (value: Json): Template => {
  if (typeof value === 'string') return textTemplate(value);
  if (Array.isArray(value)) return value.map(templateOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, templateOf(one)]));
};

/** What the matchers of the fixtures ask of any server: an id need be no UUID, nor a version weak. */
const MATCHERS: ReadonlyMap<string | undefined, Template> = new Map([
  ['uuid', id],
  ['timestamp', dateTime],
  ['etag', entityTag],
  ['text', anyText],
]);

const textTemplate = (text: string): Template => {
  const [, kind, path = ''] = MATCHER.exec(text) ?? [];
  return kind === 'meta' ? metaTemplate(path) : (MATCHERS.get(kind) ?? text);
};

const metaTemplate = (path: string): Template => ({
  resourceType: path.startsWith('/Users/') ? 'User' : 'Group',
  created: dateTime,
  lastModified: dateTime,
  location: uriEndingIn(path),
  version: ifThere(entityTag),
});

/** The media type is a law of every answer already. */
const headerTemplates = (headers: Readonly<Record<string, string | null>>, variables: Variables) =>
  Object.fromEntries(
    Object.entries(lowerCase(headers)).flatMap(([name, value]) =>
      name === 'content-type'
        ? []
        : [[name, value === null ? null : headerTemplate(fillIn(value, variables))]],
    ),
  );

const headerTemplate = (value: string) => {
  const [, kind] = MATCHER.exec(value) ?? [];
  return kind === 'etag' ? entityTag : kind === undefined ? value : anyText;
};
