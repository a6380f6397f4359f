import { isObject, type Json } from '../../lambda/scim/json.ts';
import { exchange, type RawAnswer, type Target } from './client.ts';
import type { Answer, Given, Provider, Scenario, Step } from './scenario.ts';
import { fillIn, fillInAll, inOrder, resolve, type Variables } from './template.ts';

/** One step's answer beside what it should have been: equal, or the service or the fixture is wrong. */
export interface Outcome {
  readonly step: string;
  readonly actual: Answer;
  readonly expected: Answer;
}

type Headers = Readonly<Record<string, string | null>>;

const CONTENT_TYPE = 'application/scim+json';

/**
 * Plays a scenario to the tenant, which has to be empty, and yields each step's outcome as it comes.
 * @throws Error when what is given cannot be set up, when a step uses what is not known yet, or when the
 *   service cannot be reached
 */
export async function* replay(
  provider: Pick<Provider, 'headers'>,
  scenario: Scenario,
  target: Target,
): AsyncGenerator<Outcome> {
  const variables: Variables = new Map([['tenantUrl', target.tenantUrl]]);
  for (const given of scenario.given ?? []) await setUp(given, target, variables);
  for (const step of scenario.steps) yield await play(provider, step, target, variables);
}

const setUp = async ({ as, path, body }: Given, target: Target, variables: Variables): Promise<void> => {
  const sent = JSON.stringify(complete(fillInAll(body, variables)));
  const answer = await exchange(target, 'POST', path, { 'content-type': CONTENT_TYPE }, sent);
  if (answer.status !== 201) throw new Error(`${as} could not be set up: ${answer.status} ${answer.text}`);
  const { id, meta } = JSON.parse(answer.text);
  variables.set(as, id).set(`${as}.created`, meta.created);
};

const play = async (
  provider: Pick<Provider, 'headers'>,
  step: Step,
  target: Target,
  variables: Variables,
): Promise<Outcome> => {
  const send = fillIn(step.send, variables);
  const answer = await sendStep(
    { ...provider.headers, ...step.headers },
    { ...step, send },
    target,
    variables,
  );
  const actualBody: Json | undefined = answer.text === '' ? undefined : inOrder(JSON.parse(answer.text));

  const template = step.expect.body && inOrder(fillInAll(step.expect.body, variables));
  const body = template && resolve(template, actualBody, variables);
  const headers = { ...lawsOf(step.expect.status, body), ...step.expect.headers };
  const expectedHeaders = Object.entries(headers).map(([name, value]) => [
    name,
    value && resolve(value, headerOf(answer, name), variables),
  ]);

  return {
    step: send,
    actual: {
      status: answer.status,
      headers: Object.fromEntries(Object.keys(headers).map((name) => [name, headerOf(answer, name)])),
      ...(actualBody !== undefined && { body: actualBody }),
    },
    expected: {
      status: step.expect.status,
      headers: Object.fromEntries(expectedHeaders),
      ...(body !== undefined && { body }),
    },
  };
};

const sendStep = (
  { 'Content-Type': contentType = null, ...headers }: Headers,
  { send, body }: Step,
  target: Target,
  variables: Variables,
): Promise<RawAnswer> => {
  const [method = '', path = ''] = complete(send).split(' ');
  if (body === undefined) return exchange(target, method, path, headers);
  const sent = JSON.stringify(complete(fillInAll(body, variables)));
  return exchange(target, method, path, { ...headers, 'Content-Type': contentType }, sent);
};

/** What holds of every answer and so is not written into each fixture (RFC 7644 §3.1, §3.3, §3.14). */
const lawsOf = (status: number, body: Json | undefined): Headers => {
  const meta = isObject(body) && isObject(body['meta']) ? body['meta'] : {};
  const { version, location } = meta;
  return {
    'Content-Type': CONTENT_TYPE,
    ...(typeof version === 'string' && { ETag: version }),
    ...(typeof location === 'string' && status === 201 && { Location: location }),
  };
};

const headerOf = ({ headers }: RawAnswer, name: string): string | null => {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : String(value);
};

const complete = <Value extends Json>(value: Value): Value => {
  const open = /\{\{[\w.]+\}\}/.exec(JSON.stringify(value));
  if (open) throw new Error(`the fixture uses ${open[0]} before it is known`);
  return value;
};
