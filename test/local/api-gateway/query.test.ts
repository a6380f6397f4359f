import { expect, test } from '@jest/globals';
import { parseQuery } from '../../../local/api-gateway/query.ts';

// The first five are recorded on AWS.
test.each<[string, string, readonly (readonly [string, readonly string[]])[]]>([
  ['an escaped plus is a plus', 'email=test%2Balias@example.com', [['email', ['test+alias@example.com']]]],
  ['a plus is a space', 'plus=test+alias@example.com', [['plus', ['test alias@example.com']]]],
  ['an escaped space is a space', 'whitespace=foo%20bar', [['whitespace', ['foo bar']]]],
  ['reserved characters stay', 'url=https://www.example.com/', [['url', ['https://www.example.com/']]]],
  ['several values are kept in order', 'price=10&price=20', [['price', ['10', '20']]]],
  ['what is escaped twice is decoded once', 'a%2525=%2525', [['a%25', ['%25']]]],
  ['a%2Bb arrives as a+b', 'filter=userName+eq+%22a%2Bb%22', [['filter', ['userName eq "a+b"']]]],
  ['a value may have an equals sign', 'filter=a=b', [['filter', ['a=b']]]],
  [
    'a name without a value has an empty one',
    'aadOptscim062020&count=',
    [
      ['aadOptscim062020', ['']],
      ['count', ['']],
    ],
  ],
  ['empty parts are nothing', '&&a=1&', [['a', ['1']]]],
  [
    'a semicolon splits as an ampersand does',
    'a=1;b=2',
    [
      ['a', ['1']],
      ['b', ['2']],
    ],
  ],
  ['an escaped semicolon does not', 'a=1%3Bb', [['a', ['1;b']]]],
  ['UTF-8 is decoded', 'n=%C3%A5', [['n', ['å']]]],
  ['a name that objects know is a name like others', '__proto__=x', [['__proto__', ['x']]]],
])('%s', (_, query, expected) => {
  expect([...parseQuery(query)]).toEqual(expected);
});

test.each(['a=%', 'a=%zz', 'a=%C3', '%FF=1'])('%s is a bad request', (query) => {
  expect(() => parseQuery(query)).toThrow('DEFAULT_4XX');
});
