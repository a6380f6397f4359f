/** Operators of texts (RFC 7644 §3.4.2.2, Table 3). */
import type { Draft } from '../../check.ts';
import { NAMES } from '../people.ts';
import { but, finds, findsAlone } from './finding.ts';

export const OPERATORS: readonly Draft[] = [
  findsAlone('eq', 'eq finds who has the value', ({ token }) => `userName eq "${token}-ada@example.com"`, [
    'ada',
  ]),
  findsAlone(
    'eq-nobody',
    'eq of a value that nobody has finds nobody',
    ({ token }) => `userName eq "${token}"`,
    [],
  ),
  findsAlone('eq-id', 'a filter is understood with eq of an id', (all) => `id eq "${all.of('cyd').id}"`, [
    'cyd',
  ]),
  findsAlone(
    'eq-external-id',
    'a filter is understood with eq of an externalId',
    ({ token }) => `externalId eq "${token}-ADA"`,
    ['ada'],
  ),
  finds('ne', 'ne finds who has another value', 'userType ne "Employee"', ['bob', 'eve']),
  findsAlone('co', 'co finds a part', ({ token }) => `userName co "${token.slice(2)}-a"`, ['ada']),
  findsAlone('sw', 'sw finds a beginning', ({ token }) => `userName sw "${token}-"`, NAMES),
  findsAlone('ew', 'ew finds an end', ({ token }) => `userName ew "${token.slice(2)}-bob@example.com"`, [
    'bob',
  ]),
  finds('co-display-name', 'co finds a part of another attribute', 'displayName co "love"', ['ada']),
  finds('ew-display-name', 'ew finds an end of another attribute', 'displayName ew "charisse"', ['cyd']),
  finds('gt', 'gt compares texts', 'name.familyName gt "Charisse"', ['bob', 'dee']),
  finds('ge', 'ge compares texts', 'name.familyName ge "Charisse"', ['bob', 'cyd', 'dee']),
  finds('lt', 'lt compares texts', 'name.familyName lt "Charisse"', ['ada', 'eve']),
  finds('le', 'le compares texts', 'name.familyName le "Charisse"', ['ada', 'cyd', 'eve']),
  finds('pr', 'pr finds who has a value', 'title pr', ['ada', 'bob', 'cyd', 'eve']),
  finds('pr-complex', 'a filter is understood with pr of a complex attribute', 'name pr', but('flo')),
  finds('pr-sub', 'a filter is understood with pr of a sub-attribute', 'name.honorificPrefix pr', ['ada']),
  finds('pr-list', 'a filter is understood with pr of a list', 'emails pr', ['ada', 'bob', 'dee']),
  finds(
    'pr-list-sub',
    'a filter is understood with pr of a sub-attribute of a list',
    'addresses.locality pr',
    ['dee'],
  ),
];
