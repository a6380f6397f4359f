import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../local/json.ts';
import type { RawAnswer } from '../../../local/replay/client.ts';
import { listOf, objectOf, textOf } from '../../../local/verify/values.ts';
import type { DrawnRequest } from '../draw/request.ts';

type Send = (request: DrawnRequest) => Promise<RawAnswer>;

/** What a request line has room for, percent-encoded, next to the headers. */
const LONGEST_LOOKUP = 8_000;

/**
 * What is wrong with the life of somebody who has just been created: it is read as it was answered, it is found by its
 * name, whatever that is, no second one of that name comes about, and once it is deleted it is gone.
 */
export const lifeViolations = async (
  send: Send,
  { who, path: target, body }: DrawnRequest,
  created: RawAnswer,
): Promise<readonly string[]> => {
  const path = /\/(?:Users|Groups)\/[^/]+$/.exec(created.headers.location ?? '')?.[0] ?? '';
  const endpoint = path.slice(0, path.lastIndexOf('/'));
  const to = (method: string, where: string, sent?: string): Promise<RawAnswer> =>
    send({ who, method, path: where, headers: { 'content-type': 'application/scim+json' }, body: sent });

  const read = await to('GET', path);
  const resource = objectOf(parsed(read));
  // Of the groups of one tenant, several may have a name; the members of a new one are answered without theirs.
  const isUser = endpoint === '/Users';
  const isUnique = isUser || who !== 'fabrikam';
  const isWhole = isUser && !/attributes=/i.test(target);
  const differs = isWhole && !isDeepStrictEqual(parsed(created), resource);
  return [
    ...told(read, 200, 'it is read'),
    ...(differs ? [`it is read as ${read.text.slice(0, 300)}`] : []),
    ...(await lookUp(to, endpoint, resource)),
    ...(isUnique ? told(await to('POST', endpoint, body), 409, 'a second one of its name is created') : []),
    ...told(await to('DELETE', path), 204, 'it is deleted'),
    ...told(await to('GET', path), 404, 'it is read once it is gone'),
  ].map((violation) => `${violation}, who was created by ${target}`);
};

const parsed = ({ text }: RawAnswer) => (text === '' ? {} : JSON.parse(text));

const told = ({ status, text }: RawAnswer, wanted: number, what: string): readonly string[] =>
  status === wanted ? [] : [`${status} where ${what}: ${text.slice(0, 300)}`];

const lookUp = async (
  to: (method: string, where: string) => Promise<RawAnswer>,
  endpoint: string,
  { id, userName, displayName }: JsonObject,
): Promise<readonly string[]> => {
  const [attribute, name] = endpoint === '/Users' ? ['userName', userName] : ['displayName', displayName];
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(name)}`);
  if (filter.length > LONGEST_LOOKUP) return [];
  const answer = await to('GET', `${endpoint}?attributes=id&filter=${filter}`);
  const ids = listOf(objectOf(parsed(answer))['Resources']).map((one) => one['id']);
  return ids.includes(id)
    ? []
    : [`${answer.status} where ${textOf(name)} is looked up: ${answer.text.slice(0, 300)}`];
};
