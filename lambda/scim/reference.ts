import { invalidValue } from './error.ts';
import { isObject, type Json, listOf, valueNamed } from './json.ts';
import { referencedId } from './leniency.ts';
import type { Reference } from './resource.ts';

/**
 * The members that a client names, each once, in the order sent.
 * @throws ScimError 400 invalidValue
 */
export const parseReferences = (value: Json): readonly Reference[] => {
  const members = new Map<string, Reference>();
  for (const element of listOf(value)) {
    const member = parseReference(element);
    members.set(member.id, member);
  }
  return [...members.values()];
};

const parseReference = (element: Json): Reference => {
  const sent = isObject(element) ? element : {};
  const $ref = textOf(valueNamed(sent, '$ref'));
  const type = textOf(valueNamed(sent, 'type'));
  const id = valueNamed(sent, 'value') ?? referencedId($ref);
  if (typeof id !== 'string' || id === '') {
    throw invalidValue('each of members has to be an object whose value is the id of a member');
  }
  const isGroup = type ? /^group$/i.test(type) : /\/groups\/[^/]*$/i.test($ref);
  return { id, type: isGroup ? 'Group' : 'User' };
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
