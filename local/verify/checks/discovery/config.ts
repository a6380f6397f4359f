/** ServiceProviderConfig (RFC 7643 §5). */
import { check, type Draft } from '../../check.ts';
import {
  anyBoolean,
  anyText,
  ifThere,
  Matcher,
  oneOf,
  type Template,
  uriEndingIn,
  wholeNumber,
} from '../../expect/matcher.ts';
import { CONFIG } from '../../urns.ts';
import { listOf, textOf } from '../../values.ts';
import { expectAttribute } from './attribute.ts';

const config = (name: string, source: string, title: string, attribute: string, expected: Template): Draft =>
  check(`config-${name}`, source, title, async (scim) =>
    expectAttribute(await scim.get('/ServiceProviderConfig'), attribute, expected),
  );

const feature = (name: string, attribute: string, more: Readonly<Record<string, Template>> = {}): Draft =>
  config(name, 'RFC 7643 §5', `ServiceProviderConfig says whether ${attribute} is supported`, attribute, {
    supported: anyBoolean,
    ...more,
  });

const positive = new Matcher(
  'a whole number, 1 or more',
  (value) => Number.isInteger(value) && Number(value) > 0,
);

const schemes = new Matcher(
  'a list of schemes with type, name and description',
  (value) =>
    listOf(value).length > 0 &&
    listOf(value).every(
      ({ type, name, description }) =>
        ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'].includes(textOf(type)) &&
        typeof name === 'string' &&
        typeof description === 'string',
    ),
);

export const CONFIGURATION: readonly Draft[] = [
  config('schema', 'RFC 7643 §5', 'ServiceProviderConfig names its schema', 'schemas', [CONFIG]),
  config('meta', 'RFC 7643 §3.1', 'ServiceProviderConfig has its resource type and location', 'meta', {
    resourceType: 'ServiceProviderConfig',
    location: uriEndingIn('/ServiceProviderConfig'),
    created: ifThere(anyText),
    lastModified: ifThere(anyText),
    version: ifThere(anyText),
  }),
  feature('patch', 'patch'),
  feature('bulk', 'bulk', { maxOperations: wholeNumber, maxPayloadSize: wholeNumber }),
  feature('filter', 'filter', { maxResults: wholeNumber }),
  feature('change-password', 'changePassword'),
  feature('sort', 'sort'),
  feature('etag', 'etag'),
  config(
    'authentication-schemes',
    'RFC 7643 §5',
    'ServiceProviderConfig says how to authenticate',
    'authenticationSchemes',
    schemes,
  ),
  {
    ...config('pagination', 'RFC 9865 §4', 'ServiceProviderConfig says which pages there are', 'pagination', {
      cursor: anyBoolean,
      index: anyBoolean,
      defaultPaginationMethod: ifThere(oneOf('cursor', 'index')),
      defaultPageSize: ifThere(positive),
      maxPageSize: ifThere(positive),
      cursorTimeout: ifThere(positive),
    }),
    needs: ['paging by cursor'],
  },
];
