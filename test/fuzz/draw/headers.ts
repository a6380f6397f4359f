import type { Random } from '../../../local/simulate/source/random.ts';

const AUTHORIZATIONS = [
  '',
  'Bearer',
  'Basic eDp5',
  'bearer  x',
  `Bearer ${'a'.repeat(2_000)}`,
  'Bearer scim_é',
];

const HEADERS: readonly (readonly [chance: number, name: string, values: readonly string[]])[] = [
  [0.01, 'authorization', AUTHORIZATIONS],
  [0.1, 'if-match', ['*', 'W/"1"', 'W/"2"', '"1"', 'W/"1", W/"2"', 'x', '']],
  [0.1, 'if-none-match', ['*', 'W/"1"', 'W/"2"', 'x', 'W/"1']],
  [0.1, 'accept', ['*/*', 'application/json', 'text/html', 'application/scim+json;q=0', '', 'x']],
  [0.05, 'accept-encoding', ['gzip', 'identity', 'br, gzip;q=0.5', '*;q=0']],
  [0.02, 'content-encoding', ['gzip', 'identity', 'x']],
  [0.05, 'user-agent', ['', 'Okta SCIM Client', 'x'.repeat(500)]],
  [0.02, 'x-forwarded-host', ['evil.example', '']],
];

const CONTENT_TYPES = [
  'application/json',
  'application/scim+json; charset=utf-8',
  'text/plain',
  '',
  'application/scim+json;charset=latin1',
];

export const drawHeaders = (random: Random): Readonly<Record<string, string>> => {
  const type = random.chance(0.9) ? 'application/scim+json' : random.pick(CONTENT_TYPES);
  const others = HEADERS.filter(([chance]) => random.chance(chance));
  return {
    'content-type': type,
    ...Object.fromEntries(others.map(([, name, values]) => [name, random.pick(values)])),
  };
};
