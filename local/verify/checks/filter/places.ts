/** Where a value may stand: sub-attributes, value paths, extensions. */
import type { Draft } from '../../check.ts';
import { ENTERPRISE, USER } from '../../urns.ts';
import { finds, findsAlone } from './finding.ts';

export const PLACES: readonly Draft[] = [
  finds('sub-attribute', 'a filter is understood with a sub-attribute', 'name.familyName eq "Byron"', [
    'ada',
    'eve',
  ]),
  finds(
    'list-sub-attribute',
    'a filter is understood with a sub-attribute of any value of a list',
    'emails.value eq "ada@home.example"',
    ['ada'],
  ),
  finds('list-type', 'a filter is understood with the type of any value of a list', 'emails.type eq "work"', [
    'ada',
    'bob',
  ]),
  finds(
    'list-value',
    'a list without its sub-attribute is compared by value',
    'emails eq "dee@home.example"',
    ['dee'],
  ),
  finds('value-path', 'a filter is understood with a value path', 'emails[type eq "work"]', ['ada', 'bob']),
  finds(
    'value-path-and',
    'a value path holds for one and the same value',
    'emails[type eq "work" and value ew "work.example"]',
    ['ada'],
  ),
  finds(
    'no-value-path-and',
    'without a value path different values may satisfy the parts',
    'emails.type eq "work" and emails.value ew "home.example"',
    ['ada', 'bob'],
  ),
  finds(
    'value-path-or',
    'a filter is understood with a value path with or',
    'emails[value eq "dee@home.example" or value eq "bob@work.example"]',
    ['bob', 'dee'],
  ),
  finds(
    'value-path-not',
    'a filter is understood with a value path with not',
    'emails[not (type eq "work") and value co "ada"]',
    ['ada'],
  ),
  finds(
    'value-path-boolean',
    'a filter is understood with a value path with a boolean',
    'emails[primary eq true and type eq "work" and value sw "bob"]',
    ['bob'],
  ),
  finds(
    'value-path-and-more',
    'a filter is understood with a value path beside other comparisons',
    'userType eq "Employee" and emails[type eq "home"]',
    ['ada', 'dee'],
  ),
  finds(
    'address',
    'a filter is understood with a value path of addresses',
    'addresses[type eq "work" and country eq "CZ"]',
    ['dee'],
  ),
  finds(
    'phone',
    'a filter is understood with a value path of phone numbers',
    'phoneNumbers[type eq "mobile"]',
    ['cyd'],
  ),
  finds(
    'core-urn',
    'a filter is understood with an attribute with the URN of its schema',
    `${USER}:title eq "Dancer"`,
    ['cyd'],
    'RFC 7644 §3.10',
  ),
  finds(
    'core-urn-sub',
    'a filter is understood with a sub-attribute with the URN of its schema',
    `${USER}:name.familyName eq "Charisse"`,
    ['cyd'],
    'RFC 7644 §3.10',
  ),
  findsAlone(
    'core-urn-alone',
    'a filter is understood with userName with the URN of its schema',
    ({ token }) => `${USER}:userName eq "${token}-eve@example.com"`,
    ['eve'],
    'RFC 7644 §3.10',
  ),
  finds(
    'extension',
    'a filter is understood with an attribute of an extension',
    `${ENTERPRISE}:department eq "Engines"`,
    ['ada', 'eve'],
  ),
  finds(
    'extension-pr',
    'a filter is understood with pr of an attribute of an extension',
    `${ENTERPRISE}:employeeNumber pr`,
    ['ada', 'cyd', 'eve'],
  ),
  finds(
    'extension-sw',
    'a filter is understood with sw of an attribute of an extension',
    `${ENTERPRISE}:employeeNumber sw "1"`,
    ['ada', 'cyd'],
  ),
];
