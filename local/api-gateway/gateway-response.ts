/** Answers a failure with the gateway response that the API defines for it. */
import type { GatewayResponseDefinition } from './definition.ts';
import { ERROR_TYPE, type GatewayFailure } from './failure.ts';
import { type GatewayAnswer, type GatewayRequest, type Headers, headerOf } from './message.ts';

const DEFAULT_TEMPLATES: GatewayResponseDefinition['templates'] = new Map([
  ['application/json', '{"message":$context.error.messageString}'],
]);
const AWS_DEFAULT: GatewayResponseDefinition = {
  status: undefined,
  headers: new Map(),
  templates: DEFAULT_TEMPLATES,
};

/** What a template or a mapping expression may refer to, by its name after `context.`. */
type Context = ReadonlyMap<string, string>;

export const gatewayResponse = (
  definitions: ReadonlyMap<string, GatewayResponseDefinition>,
  failure: GatewayFailure,
  request: GatewayRequest,
): GatewayAnswer => {
  const fallback = failure.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const definition = definitions.get(failure.type) ?? definitions.get(fallback) ?? AWS_DEFAULT;
  const context = contextOf(failure, request);
  const [contentType, template] = templateFor(definition, headerOf(request.headers, 'accept'));
  const headers: Headers = [...definition.headers].map(([name, expression]) => [
    name,
    evaluate(expression, context),
  ]);
  const errorType = ERROR_TYPE[failure.type];
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: definition.status ?? failure.status,
    headers: [
      ...(typed ? [] : ([['Content-Type', contentType]] as const)),
      ...headers,
      ...(errorType === undefined ? [] : ([['x-amzn-ErrorType', errorType]] as const)),
    ],
    body: substitute(template, context),
  };
};

const contextOf = (failure: GatewayFailure, request: GatewayRequest): Context =>
  new Map([
    ['error.message', failure.text ?? ''],
    ['error.messageString', JSON.stringify(failure.text)],
    ['error.responseType', failure.type],
    ['requestId', request.id],
    ['extendedRequestId', request.id],
    ['httpMethod', request.method],
    ['path', request.path],
    ['identity.sourceIp', request.sourceIp],
  ]);

/** The template of the type that the client accepts, else that for JSON, else the first. */
const templateFor = (
  definition: GatewayResponseDefinition,
  accept: string | undefined,
): readonly [contentType: string, template: string] => {
  const templates = [...(definition.templates.size > 0 ? definition.templates : DEFAULT_TEMPLATES)];
  const types = [...(accept ?? '').split(','), 'application/json'].map((type) => type.trim().toLowerCase());
  const accepted = types.flatMap((type) => templates.filter(([name]) => name === type));
  return [...accepted, ...templates][0] ?? ['application/json', ''];
};

/** `$context.name` and `${context.name}`; a name without a value becomes nothing. */
const substitute = (template: string, context: Context): string =>
  template.replaceAll(
    /\$(?:\{context\.([\w.]+)\}|context\.(\w+(?:\.\w+)*))/g,
    (_, braced: string | undefined, plain: string | undefined) => context.get(braced ?? plain ?? '') ?? '',
  );

/** A literal in single quotes, or the name of a context variable. */
const evaluate = (expression: string, context: Context): string => {
  if (expression.startsWith("'") && expression.endsWith("'")) return expression.slice(1, -1);
  if (expression.startsWith('context.')) return context.get(expression.slice('context.'.length)) ?? '';
  throw new Error(`the local server does not evaluate ${expression}`);
};
