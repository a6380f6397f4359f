/** Upper and lower case, escapes, spaces. */
import type { Draft } from '../../check.ts';
import { ENTERPRISE } from '../../urns.ts';
import { finds, findsAlone } from './finding.ts';

export const SPELLING: readonly Draft[] = [
  finds(
    'attribute-in-any-case',
    'a filter is understood with attribute names in any case',
    'USERTYPE eq "Contractor" and NAME.FAMILYNAME eq "Byron"',
    ['eve'],
  ),
  finds(
    'operator-in-any-case',
    'a filter is understood with operators in any case',
    'userType EQ "Contractor" AND NOT (title Eq "Manager") Or title EQ "Dancer"',
    ['bob', 'cyd'],
  ),
  finds(
    'value-in-any-case',
    'a filter is understood with values of attributes that are not case exact',
    'title eq "ANALYST"',
    ['ada', 'bob'],
    'RFC 7643 §2.2',
  ),
  findsAlone(
    'user-name-in-any-case',
    'userName is found in any case',
    ({ token }) => `userName eq "${token.toUpperCase()}-ADA@EXAMPLE.COM"`,
    ['ada'],
    'RFC 7643 §4.1.1',
  ),
  findsAlone(
    'user-name-sw-in-any-case',
    'the beginning of a userName is found in any case',
    ({ token }) => `userName sw "${token.toUpperCase()}-A"`,
    ['ada'],
    'RFC 7643 §4.1.1',
  ),
  findsAlone(
    'external-id-case-exact',
    'externalId is found in its own case only',
    ({ token }) => `externalId eq "${token}-ada"`,
    [],
    'RFC 7643 §3.1',
  ),
  finds(
    'other-letters-in-any-case',
    'a filter is understood with letters beyond ASCII in any case',
    'displayName eq "žOFIA DVOŘÁKOVÁ"',
    ['dee'],
  ),
  finds(
    'urn-in-any-case',
    'a filter is understood with a URN in any case',
    `${ENTERPRISE.toUpperCase()}:DEPARTMENT eq "stage"`,
    ['cyd'],
    'RFC 7643 §2.1',
  ),
  finds(
    'quote',
    'a filter is understood with an escaped quote in a value',
    'displayName eq "Bob O\'Brien \\"Bo\\""',
    ['bob'],
  ),
  finds(
    'backslash',
    'a filter is understood with an escaped backslash in a value',
    'displayName eq "Cyd \\\\ Charisse"',
    ['cyd'],
  ),
  finds(
    'escape',
    'a filter is understood with an escape of JSON in a value',
    'displayName sw "\\u017Dofia"',
    ['dee'],
  ),
  finds('spaces', 'a filter is understood with more spaces than one', 'title   eq    "Dancer"', ['cyd']),
  finds(
    'brackets-in-value',
    'a filter is understood with parentheses and brackets within a value',
    'displayName eq "a) or (title pr] ["',
    [],
  ),
];
