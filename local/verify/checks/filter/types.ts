/** Booleans, instants, null and URNs. */
import type { Draft } from '../../check.ts';
import { ENTERPRISE } from '../../urns.ts';
import { NAMES } from '../people.ts';
import { created, finds } from './finding.ts';

export const TYPES: readonly Draft[] = [
  finds('boolean-true', 'a filter is understood with eq of a boolean', 'active eq true', [
    'ada',
    'cyd',
    'dee',
    'eve',
  ]),
  finds('boolean-false', 'a filter is understood with eq of false', 'active eq false', ['bob', 'flo']),
  finds('boolean-ne', 'a filter is understood with ne of a boolean', 'active ne true', ['bob', 'flo']),
  finds(
    'boolean-in-list',
    'a filter is understood with eq of a boolean in a list',
    'emails.primary eq true',
    ['ada', 'bob'],
  ),
  finds(
    'date-time-ge',
    'a filter is understood with ge of an instant',
    (all) => `meta.created ge ${created(all, 'ada')}`,
    NAMES,
  ),
  finds(
    'date-time-lt',
    'a filter is understood with lt of an instant',
    (all) => `meta.created lt ${created(all, 'ada')}`,
    [],
  ),
  finds(
    'date-time-eq',
    'a filter is understood with eq of an instant',
    (all) => `id eq "${all.of('bob').id}" and meta.created eq ${created(all, 'bob')}`,
    ['bob'],
  ),
  finds(
    'date-time-le',
    'a filter is understood with le of an instant',
    (all) => `meta.lastModified le ${created(all, 'flo')}`,
    NAMES,
  ),
  finds(
    'date-time-gt',
    'a filter is understood with gt of an instant in another zone',
    'meta.created gt "2020-01-01T02:00:00+02:00"',
    NAMES,
  ),
  finds('null', 'eq null finds who has no value', 'title eq null', ['dee', 'flo']),
  finds('not-null', 'ne null finds who has one', 'title ne null', ['ada', 'bob', 'cyd', 'eve']),
  finds(
    'meta-resource-type',
    'a filter is understood with eq of the resource type',
    'meta.resourceType eq "User"',
    NAMES,
  ),
  finds('schemas', 'a filter is understood with eq of a URN in schemas', `schemas eq "${ENTERPRISE}"`, [
    'ada',
    'cyd',
    'eve',
  ]),
];
