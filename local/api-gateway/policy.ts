/** What an authorizer's policy document says of one method. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

export type Verdict = 'allowed' | 'explicit deny' | 'implicit deny';

interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A policy as it was read: undefined for one that cannot be. */
export type Policy = readonly Statement[];

const ACTION = 'execute-api:Invoke';

/** Undefined where API Gateway could not read it, or it holds what the local server does not evaluate. */
export const readPolicy = (document: Json | undefined): Policy | undefined => {
  if (!isJsonObject(document)) return undefined;
  const statements = asList(document['Statement']).map(readStatement);
  return statements.every((statement) => statement !== undefined) ? statements : undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export const evaluate = (policy: Policy, methodArn: string): Verdict => {
  const applying = policy.filter(
    ({ actions, resources }) =>
      actions.some((action) => matches(action.toLowerCase(), ACTION.toLowerCase())) &&
      resources.some((resource) => matches(resource, methodArn)),
  );
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicit deny';
  return applying.length > 0 ? 'allowed' : 'implicit deny';
};

const STATEMENT_MEMBERS = new Set(['Sid', 'Effect', 'Action', 'Resource']);

const readStatement = (statement: Json): Statement | undefined => {
  if (!isJsonObject(statement)) return undefined;
  const { Effect: effect } = statement;
  const actions = strings(statement, 'Action');
  const resources = strings(statement, 'Resource');
  const known = Object.keys(statement).every((name) => STATEMENT_MEMBERS.has(name));
  if (!known || (effect !== 'Allow' && effect !== 'Deny') || !actions || !resources) return undefined;
  return { effect, actions, resources };
};

const asList = (value: Json | undefined): readonly Json[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

const strings = (object: JsonObject, name: string): readonly string[] | undefined => {
  const list = asList(object[name]);
  return list.every((value) => typeof value === 'string') && list.length > 0 ? list : undefined;
};

/** `*` stands for any characters, slashes too, `?` for one. */
const matches = (pattern: string, text: string): boolean => {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${expression}$`).test(text);
};
