/** What the page shows of a request and its answer: little enough to keep hundreds, and no value of a query. */
import { dialectOf } from '../../lambda/http/dialect.ts';
import { GatewayFailure } from '../api-gateway/failure.ts';
import { type GatewayAnswer, type GatewayRequest, headerOf } from '../api-gateway/message.ts';
import { parseQuery, type QueryParameters } from '../api-gateway/query.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { BULK, type Meaning, meaningOf, type ResourceType } from './operation.ts';

export interface RequestSummary {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Path and names of parameters: `/scim/Users?filter`. */
  readonly target: string;
  readonly operation: string;
  readonly type: ResourceType | undefined;
  /** Of the resource that it read, changed or created. */
  readonly id: string | undefined;
  /**
   * Ids that a change of a group names, of its members, as far as they are resources; and those that a bulk names, or
   * has created.
   */
  readonly members: readonly string[];
  readonly status: number;
  /** Why it was refused. */
  readonly detail: string | undefined;
  readonly milliseconds: number;
  readonly dialect: string;
}

/** Characters of what others wrote: the whole of the usual, and a bound for the rest. */
const MAX_TEXT = 300;
/** Members of one request that are kept. */
const MAX_MEMBERS = 100;

export const summaryOf = (
  request: GatewayRequest,
  answer: GatewayAnswer,
  milliseconds: number,
): RequestSummary => {
  const { method, path, headers, body } = request;
  const query = queryOf(request.query);
  const meaning = meaningOf(method, path, query.has('filter'));
  const names = [...query.keys()].join('&');
  const id = meaning.id ?? (answer.status === 201 ? createdId(request, answer) : undefined);
  return {
    at: request.receivedAt,
    method,
    target: (names === '' ? path : `${path}?${names}`).slice(0, MAX_TEXT),
    ...meaning,
    id,
    members: othersIn({ ...meaning, id }, request, answer),
    status: answer.status,
    detail: answer.status < 400 ? undefined : detailOf(String(answer.body))?.slice(0, MAX_TEXT),
    milliseconds,
    dialect: dialectOf(headerOf(headers, 'user-agent'), query, body),
  };
};

/** Names in lower case, as the service compares them; none where the query cannot be read. */
const queryOf = (text: string): QueryParameters => {
  try {
    return new Map([...parseQuery(text)].map(([name, values]) => [name.toLowerCase(), values]));
  } catch (error) {
    if (error instanceof GatewayFailure) return new Map();
    throw error;
  }
};

const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

const othersIn = (
  { type, operation, id }: Meaning,
  { body }: GatewayRequest,
  answer: GatewayAnswer,
): readonly string[] => {
  if (operation === BULK) return idsIn(`${String(body)}${String(answer.body)}`, undefined);
  return type === 'Groups' ? idsIn(String(body), id) : [];
};

/** Wherever they stand: in a value, or in the filter of a path. An `externalId` that looks like one is nobody's. */
const idsIn = (text: string, own: string | undefined): readonly string[] => {
  const ids = new Set<string>();
  for (const [id] of text.matchAll(UUID)) {
    if (id !== own) ids.add(id);
    if (ids.size === MAX_MEMBERS) break;
  }
  return [...ids];
};

/** The Location of what was created has the same form as a path that names it. */
const createdId = ({ method }: GatewayRequest, { headers }: GatewayAnswer): string | undefined => {
  const location = URL.parse(headerOf(headers, 'location') ?? '');
  return location === null ? undefined : meaningOf(method, location.pathname, false).id;
};

/** `detail` of a SCIM error (RFC 7644 §3.12), `message` of API Gateway's own. */
const detailOf = (body: string): string | undefined => {
  try {
    const error = parseJson(body);
    const detail = isJsonObject(error) ? (error['detail'] ?? error['message']) : undefined;
    return typeof detail === 'string' ? detail : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
