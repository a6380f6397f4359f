import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type RequestFeed, requestFeed } from '../../../local/page/request-feed.ts';
import { summary } from './support/summary.ts';

const ALL = Number.POSITIVE_INFINITY;

const feedOf = (count: number, capacity: number): RequestFeed => {
  const feed = requestFeed(capacity);
  for (let number = 1; number <= count; number += 1) feed.add(summary({ status: number }));
  return feed;
};

const numbers = (requests: ReturnType<RequestFeed['after']>): readonly number[] =>
  requests.map(({ number }) => number);

test('requests are numbered as they come', () => {
  expect(feedOf(2, 10).after(0, ALL)).toEqual([
    { ...summary({ status: 1 }), number: 1 },
    { ...summary({ status: 2 }), number: 2 },
  ]);
});

test('a reader goes on where it stopped, a part at a time', () => {
  const feed = feedOf(5, 10);
  expect(numbers(feed.after(0, 2))).toEqual([1, 2]);
  expect(numbers(feed.after(2, 2))).toEqual([3, 4]);
  expect(numbers(feed.after(4, 2))).toEqual([5]);
  expect(numbers(feed.after(5, 2))).toEqual([]);
});

test('what a slow reader missed is a gap in its numbers', () => {
  expect(numbers(feedOf(25, 10).after(3, ALL))).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
});

test('a number that is still to come has nothing after it', () => {
  expect(feedOf(3, 10).after(99, ALL)).toEqual([]);
});

test('however many came, it has the last of them, in order, up to its capacity', () => {
  const count = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(count, fc.integer({ min: 1, max: 20 }), count, (came, capacity, number) => {
      const expected = Array.from({ length: came }, (_, index) => index + 1)
        .slice(-capacity)
        .filter((one) => one > number);
      const found = feedOf(came, capacity).after(number, ALL);
      expect(numbers(found)).toEqual(expected);
      expect(found.map(({ status }) => status)).toEqual(expected);
    }),
  );
});

test('two runs can be told apart', () => {
  expect(requestFeed().run).not.toBe(requestFeed().run);
});

describe('a listener', () => {
  test('is told of each request until it has enough', () => {
    const feed = requestFeed();
    let told = 0;
    const unsubscribe = feed.subscribe(() => {
      told += 1;
    });
    feed.add(summary());
    feed.add(summary());
    unsubscribe();
    feed.add(summary());
    expect(told).toBe(2);
  });
});
