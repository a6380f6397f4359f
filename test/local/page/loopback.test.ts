import { describe, expect, test } from '@jest/globals';
import { isHandedOn, isLoopbackAddress, isLoopbackHost } from '../../../local/page/loopback.ts';

describe('an address of this machine alone', () => {
  test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('is %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  test.each(['0.0.0.0', '::', '192.0.2.7', '127.0.0.1.example', '::ffff:192.0.2.7', ''])(
    'is not "%s"',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});

describe('a Host header that only this machine can mean', () => {
  test.each(['127.0.0.1:8787', '127.0.0.1', 'localhost:8787', 'LOCALHOST', '[::1]:8787', '[::1]'])(
    'is %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    undefined,
    '',
    'rebound.example',
    'rebound.example:8787',
    '127.0.0.1.example',
    'localhost.example',
    'localhost@rebound.example',
    '::1',
    '127.0.0.1:',
    '192.0.2.7:8787',
  ])('is not %j', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('what a proxy or a tunnel hands on', () => {
  test.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'cf-connecting-ip'])(
    'is told by %s',
    (name) => {
      expect(isHandedOn({ host: 'localhost', [name]: '192.0.2.7' })).toBe(true);
    },
  );

  test('is not what a browser sends', () => {
    expect(isHandedOn({ host: 'localhost', 'user-agent': 'Mozilla/5.0' })).toBe(false);
  });
});
