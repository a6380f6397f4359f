/** A resource that a check has made, and what the server has to answer when it is asked for it. */
import type { Json, JsonObject } from '../json.ts';
import {
  dateTime,
  entityTag,
  id,
  ifThere,
  type Template,
  type TemplateObject,
  uriEndingIn,
} from './expect/matcher.ts';
import type { Answer } from './http/exchange.ts';
import { objectOf, textOf } from './values.ts';

export interface Resource {
  readonly kind: 'User' | 'Group';
  readonly id: string;
  /** `/Users/…`, behind the Tenant URL. */
  readonly path: string;
  /** What was sent. */
  readonly attributes: JsonObject;
  readonly location: string;
  readonly created: string;
  /** The ETag of the answer; undefined where there was none. */
  readonly version: string | undefined;
  /** What was answered. */
  readonly body: JsonObject;
}

export const created = (kind: 'User' | 'Group', attributes: JsonObject, answer: Answer): Resource => {
  const body = objectOf(answer.body);
  const meta = objectOf(body['meta']);
  return {
    kind,
    id: textOf(body['id']),
    path: `/${kind}s/${textOf(body['id'])}`,
    attributes,
    location: textOf(meta['location']),
    created: textOf(meta['created']),
    version: answer.headers.etag,
    body,
  };
};

/** All of a new resource as it has to be answered: what was sent, and what the server adds (RFC 7643 §3.1). */
export const newBody = (kind: 'User' | 'Group', sent: TemplateObject): TemplateObject => ({
  ...sent,
  id,
  meta: {
    resourceType: kind,
    created: dateTime,
    lastModified: dateTime,
    location: id,
    version: ifThere(entityTag),
  },
});

/** All of a resource, with some attributes changed; undefined takes one away. */
export const bodyOf = (
  { kind, id: own, attributes, created: birth, location }: Resource,
  changes: Readonly<Record<string, Template | undefined>> = {},
): TemplateObject => ({
  ...withoutSecrets(attributes),
  ...changes,
  id: own,
  meta: {
    resourceType: kind,
    created: birth,
    lastModified: dateTime,
    location,
    version: ifThere(entityTag),
  },
});

const withoutSecrets = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'password'));

/** A member as a client sends it. */
export const memberOf = ({ id: value }: Resource): { readonly value: Json } => ({ value });

/** A member as it has to be answered (RFC 7643 §2.4, §4.2). */
export const shownMember = ({ id: value, kind, path, attributes }: Resource): TemplateObject => ({
  value,
  $ref: ifThere(uriEndingIn(path)),
  type: ifThere(kind),
  display: ifThere(textOf(attributes['displayName'] ?? attributes['userName'])),
});
