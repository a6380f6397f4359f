import type { BadRequest } from './case.ts';

const FILTERS: readonly string[] = [
  '',
  ' ',
  'userName',
  'userName eq',
  'eq "x"',
  'userName eq "x',
  'userName eq "\\x"',
  'userName is "x"',
  'userName eq "x" "y"',
  'userName eq "x" and',
  'or userName eq "x"',
  '(userName eq "x"',
  'userName eq "x")',
  '()',
  'not userName eq "x"',
  'emails[type eq "work"',
  'emails[]',
  'emails[type eq "work"].shoeSize eq "x"',
  'emails[emails[type eq "work"]]',
  'userName[value eq "x"]',
  'name eq "x"',
  'shoeSize eq "42"',
  'urn:example:2.0:Robot:userName eq "x"',
  'userName.first eq "x"',
  'active gt true',
  'active eq "maybe"',
  'active co "tr"',
  'userName co 12',
  'userName eq true',
  'userName gt null',
  'meta.created gt "yesterday"',
  'meta.created gt 2026',
  'password eq "x"',
  '__proto__ eq "x"',
  'constructor.name eq "x"',
  `${'('.repeat(2_000)}userName eq "x"`,
  `${'not ('.repeat(1_000)}userName eq "x"`,
];

/** Filters, pages and projections that mean nothing. */
export const QUERIES: readonly BadRequest[] = [
  ...FILTERS.map((filter) => ({
    what: `the filter ${filter.length > 60 ? `${filter.slice(0, 20)}…` : filter || '""'}`,
    send: `GET /Users?filter=${encodeURIComponent(filter)}`,
    status: 400,
    scimType: 'invalidFilter',
  })),
  ...['x', '1.5', '1e3', '', '0x10', '9'.repeat(30)].flatMap((value) => [
    invalid(`count=${value}`, `GET /Users?count=${value}`),
    invalid(`startIndex=${value}`, `GET /Groups?startIndex=${value}`),
  ]),
  invalid('a cursor beside a startIndex', 'GET /Users?cursor&startIndex=1'),
  ...['x', '1.5', '', '1001'].map((count) => ({
    what: `count=${count} of a page by cursor`,
    send: `GET /Groups?cursor=&count=${count}`,
    status: 400,
    scimType: 'invalidCount',
  })),
  invalid('two counts', 'GET /Users?count=1&count=2'),
  invalid('two filters', 'GET /Users?filter=active+eq+true&filter=active+eq+false'),
  invalid('both projections', 'GET /Users?attributes=userName&excludedAttributes=emails'),
  invalid('both projections of one user', 'GET /Users/{user}?attributes=userName&excludedAttributes=emails'),
  { what: 'half a percent-encoding', send: 'GET /Users?filter=userName%20eq%20%2', status: 400 },
  { what: 'a percent-encoding of no UTF-8', send: 'GET /Users?filter=%ff', status: 400 },
  { what: 'a filter of discovery', send: 'GET /Schemas?filter=id+eq+%22x%22', status: 403 },
];

function invalid(what: string, send: string): BadRequest {
  return { what, send, status: 400, scimType: 'invalidValue' };
}
