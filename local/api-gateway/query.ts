/**
 * The query string as a REST API hands it to a Lambda proxy integration: decoded once, `+` as a space. Recorded
 * on AWS: `email=a%2Bb` arrives as `a+b`, `plus=a+b` as `a b`. The parts are also split at `;`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
 */
import { GatewayFailure } from './failure.ts';

/** Names in the order of their first appearance, each with all of its values. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** @throws GatewayFailure 400 when an escape is incomplete or what it stands for is not UTF-8. */
export const parseQuery = (query: string): QueryParameters => {
  const parameters = new Map<string, string[]>();
  for (const part of query.split(/[&;]/)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new GatewayFailure('DEFAULT_4XX', 'Bad Request');
  }
};
