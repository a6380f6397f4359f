/** and, or, not, and what binds closer (RFC 7644 §3.4.2.2, Table 4, Table 5). */
import type { Draft } from '../../check.ts';
import { NAMES } from '../people.ts';
import { but, finds } from './finding.ts';

export const LOGIC: readonly Draft[] = [
  finds('and', 'a filter is understood with and', 'userType eq "Employee" and title pr', ['ada', 'cyd']),
  finds('or', 'a filter is understood with or', 'title eq "Dancer" or title eq "Manager"', ['cyd', 'eve']),
  finds('not', 'a filter is understood with not', 'not (userType eq "Employee")', ['bob', 'eve']),
  finds('not-missing', 'not holds for who has no value', 'not (title eq "Dancer")', but('cyd')),
  finds('not-not', 'a filter is understood with not within not', 'not (not (title eq "Dancer"))', ['cyd']),
  finds(
    'not-and',
    'a filter is understood with not before and',
    'not (title pr) and userType eq "Employee"',
    ['dee', 'flo'],
  ),
  finds(
    'precedence',
    'and binds closer than or',
    'title eq "Manager" or userType eq "Employee" and title eq "Dancer"',
    ['cyd', 'eve'],
  ),
  finds(
    'precedence-first',
    'and binds closer than or, also where it comes first',
    'userType eq "Employee" and title eq "Dancer" or title eq "Manager"',
    ['cyd', 'eve'],
  ),
  finds(
    'grouping',
    'parentheses bind closest',
    '(title eq "Manager" or userType eq "Employee") and title eq "Dancer"',
    ['cyd'],
  ),
  finds('grouping-deep', 'parentheses may be nested', '((((title eq "Dancer"))))', ['cyd']),
  finds(
    'many-or',
    'a filter is understood with six comparisons joined by or',
    (all) => NAMES.map((name) => `id eq "${all.of(name).id}"`).join(' or '),
    NAMES,
  ),
  finds(
    'many-and',
    'a filter is understood with comparisons joined by and that contradict',
    'title eq "Dancer" and title eq "Manager"',
    [],
  ),
];
