import { describe, expect, test } from '@jest/globals';
import { weighted } from '../../lambda/http/weighted.ts';

describe('the elements of a header with their weights', () => {
  test.each<[string, Record<string, number>]>([
    ['', {}],
    [' , ,', {}],
    ['gzip', { gzip: 1 }],
    ['GZip, br;q=0.5', { gzip: 1, br: 0.5 }],
    ['a ; q=0.25 , b;Q = 0', { a: 0.25, b: 0 }],
    ['a;q=1.000,b;q=0.001', { a: 1, b: 0.001 }],
    ['application/json;odata=x;q=0.5', { 'application/json': 0.5 }],
    ['a;q=0.2, a;q=0.8, a;q=0.4', { a: 0.8 }],
    ['a;q=2, b;q=-1, c;q=x, d;q=, e;q=.5', { a: 1, b: 1, c: 1, d: 1, e: 1 }],
  ])('%j: %j', (header, weights) => {
    expect(Object.fromEntries(weighted(header))).toEqual(weights);
  });
});
