/** Reads what a function of a Lambda proxy integration returned. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isJsonObject, type Json, parseJson } from '../json.ts';
import type { Outcome } from '../lambda/function.ts';
import { GatewayFailure } from './failure.ts';
import type { GatewayAnswer, Headers } from './message.ts';

/** Any other member makes the answer malformed. */
const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Headers that API Gateway sets itself, so that a function's own arrive under another name
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
 */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-length',
  'date',
  'host',
  'server',
  'www-authenticate',
]);
const DROPPED = new Set(['te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * @param decodes whether an answer in base64 becomes bytes; else it leaves as it is.
 * @throws GatewayFailure 502 when the function failed or its answer is malformed.
 */
export const proxyAnswer = (outcome: Outcome, decodes: boolean): GatewayAnswer => {
  if (outcome.kind === 'failed') throw badGateway();
  const result = parseJson(outcome.payload);
  if (!isJsonObject(result) || !Object.keys(result).every((name) => MEMBERS.has(name))) throw badGateway();
  const { statusCode = 200, body = null, isBase64Encoded = false } = result;
  const status = typeof statusCode === 'string' ? Number(statusCode) : statusCode;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    throw badGateway();
  if (body !== null && typeof body !== 'string') throw badGateway();
  const headers = headersOf(result['headers'], result['multiValueHeaders']);
  const isBytes = decodes && isBase64Encoded === true;
  return { status, headers, body: isBytes ? Buffer.from(body ?? '', 'base64') : (body ?? '') };
};

const badGateway = (): GatewayFailure => new GatewayFailure('DEFAULT_5XX', 'Internal server error', 502);

const headersOf = (single: Json | undefined, multiple: Json | undefined): Headers => {
  const several = membersOf(multiple).flatMap(([name, values]) => {
    if (!Array.isArray(values)) throw badGateway();
    return values.map((value) => headerFrom(name, value));
  });
  const named = new Set(several.map(([name]) => name.toLowerCase()));
  const others = membersOf(single)
    .map(([name, value]) => headerFrom(name, value))
    .filter(([name]) => !named.has(name.toLowerCase()));
  const headers = [...others, ...several].filter(([name]) => !DROPPED.has(name.toLowerCase()));
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return typed ? headers : [...headers, ['Content-Type', 'application/json']];
};

const membersOf = (value: Json | undefined): readonly (readonly [string, Json | undefined])[] => {
  if (value === undefined || value === null) return [];
  if (!isJsonObject(value)) throw badGateway();
  return Object.entries(value);
};

const headerFrom = (name: string, value: Json | undefined): readonly [string, string] => {
  if (typeof value !== 'string' && typeof value !== 'boolean') throw badGateway();
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
  } catch {
    throw badGateway();
  }
  return [REMAPPED.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, String(value)];
};
