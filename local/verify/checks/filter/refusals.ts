/** Filters that are none. */
import type { Draft } from '../../check.ts';
import { refused } from './finding.ts';

export const ERRORS: readonly Draft[] = [
  refused('empty', 'an empty filter', ''),
  refused('no-operator', 'an attribute alone', 'userName'),
  refused('no-value', 'an operator without a value', 'userName eq'),
  refused('no-attribute', 'a comparison without an attribute', 'eq "x"'),
  refused('unknown-operator', 'an operator that there is not', 'userName is "x"'),
  refused('unknown-attribute', 'an attribute that there is not', 'shoeSize eq "42"'),
  refused('unknown-sub-attribute', 'a sub-attribute that there is not', 'name.shoeSize eq "42"'),
  refused('unknown-urn', 'the URN of no schema', 'urn:example:2.0:Robot:title eq "x"'),
  refused('open-string', 'a string that does not end', 'userName eq "x'),
  refused('open-parenthesis', 'a parenthesis that is not closed', '(userName eq "x"'),
  refused('closing-parenthesis', 'a parenthesis that is not opened', 'userName eq "x")'),
  refused('open-bracket', 'a bracket that is not closed', 'emails[type eq "work"'),
  refused('empty-brackets', 'brackets with nothing in them', 'emails[]'),
  refused('two-values', 'a value behind a value', 'userName eq "x" "y"'),
  refused('dangling-and', 'an and that nothing follows', 'userName eq "x" and'),
  refused('leading-or', 'an or that nothing precedes', 'or userName eq "x"'),
  refused('not-without-parentheses', 'a not without parentheses', 'not userName eq "x"'),
  refused('boolean-gt', 'booleans have no order', 'active gt true'),
  refused('number-for-text', 'a number for a text', 'userName co 12'),
  refused('date-time-word', 'a word for an instant', 'meta.created gt "yesterday"'),
  refused('brackets-of-simple', 'brackets behind a simple attribute', 'userName[value eq "x"]'),
];
