import { describe, expect, test } from '@jest/globals';
import { cachedPeppers, PepperError } from '../../../lambda/tenancy/pepper/peppers.ts';

/** Peppers over a secret and a clock that a test can change. */
const setUp = (secret: object | string) => {
  const world = { secret, now: 0, fetches: 0, down: false };
  const peppers = cachedPeppers(
    async () => {
      world.fetches += 1;
      if (world.down) throw new Error('Secrets Manager is down');
      return typeof world.secret === 'string' ? world.secret : JSON.stringify(world.secret);
    },
    () => world.now,
  );
  return { world, peppers };
};

const V1 = { current: 'v1', v1: 'one' };
const V2 = { current: 'v2', v1: 'one', v2: 'two' };

describe('the peppers of a warm function', () => {
  test('are fetched once', async () => {
    const { world, peppers } = setUp(V2);
    expect(await peppers.current()).toEqual({ version: 'v2', key: 'two' });
    world.now = 86_400_000;
    expect(await peppers.version('v1')).toEqual({ version: 'v1', key: 'one' });
    expect(await peppers.version('v2')).toEqual({ version: 'v2', key: 'two' });
    expect(world.fetches).toBe(1);
  });

  test('are fetched again, at once, when a token was made with one that is new', async () => {
    const { world, peppers } = setUp(V1);
    await peppers.current();
    world.secret = V2;
    expect(await peppers.version('v2')).toEqual({ version: 'v2', key: 'two' });
    expect(await peppers.current()).toEqual({ version: 'v2', key: 'two' });
    expect(world.fetches).toBe(2);
  });

  test('are fetched again once what is current was fetched five minutes ago', async () => {
    const { world, peppers } = setUp(V1);
    await peppers.current();
    world.secret = V2;
    world.now = 299_999;
    expect((await peppers.current()).version).toBe('v1');
    world.now = 300_000;
    expect((await peppers.current()).version).toBe('v2');
    expect(world.fetches).toBe(2);
  });

  test('stay what they are while that fails, and are asked for again five minutes later', async () => {
    const { world, peppers } = setUp(V1);
    await peppers.current();
    Object.assign(world, { secret: V2, down: true, now: 300_000 });
    expect((await peppers.current()).version).toBe('v1');
    expect((await peppers.current()).version).toBe('v1');
    expect(world.fetches).toBe(2);
    Object.assign(world, { down: false, now: 600_000 });
    expect((await peppers.current()).version).toBe('v2');
  });

  test('are looked through in vain at most once in five seconds, however many requests ask', async () => {
    const { world, peppers } = setUp(V1);
    for (world.now = 0; world.now < 20_000; world.now += 100)
      await expect(peppers.version('v9')).rejects.toThrow(PepperError);
    expect(world.fetches).toBe(4);
  });

  test('are looked through for a new one although another was just missed', async () => {
    const { world, peppers } = setUp(V1);
    await expect(peppers.version('v9')).rejects.toThrow(PepperError);
    world.secret = V2;
    expect((await peppers.version('v2')).version).toBe('v2');
  });

  test('are fetched again for the latest one', async () => {
    const { world, peppers } = setUp(V1);
    await peppers.current();
    world.secret = V2;
    expect((await peppers.latest()).version).toBe('v2');
    expect((await peppers.current()).version).toBe('v2');
  });

  test('stay in use while Secrets Manager is down', async () => {
    const { world, peppers } = setUp(V1);
    await peppers.current();
    world.down = true;
    await expect(peppers.latest()).rejects.toThrow('Secrets Manager is down');
    expect((await peppers.version('v1')).key).toBe('one');
  });

  test('are asked for anew after a first fetch that failed', async () => {
    const { world, peppers } = setUp(V1);
    world.down = true;
    await expect(peppers.current()).rejects.toThrow('Secrets Manager is down');
    world.down = false;
    expect((await peppers.current()).version).toBe('v1');
  });
});

describe('a secret that is not usable', () => {
  test.each([
    ['is not JSON', 'hush-hush'],
    ['is not an object', '["hush-hush"]'],
    ['names no current pepper', { v1: 'hush-hush' }],
    ['names a current pepper that it has not', { current: 'v2', v1: 'hush-hush' }],
    ['names itself', { current: 'current', v1: 'hush-hush' }],
    ['names what every object has', { current: 'constructor', v1: 'hush-hush' }],
    ['has an empty pepper', { current: 'v1', v1: '', v2: 'hush-hush' }],
    ['has a pepper that is not a text', { current: 'v1', v1: { text: 'hush-hush' } }],
  ])('because it %s is an error of its own, which does not quote it', async (_, secret) => {
    const error = await setUp(secret)
      .peppers.current()
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(PepperError);
    expect(`${error.message}${error.stack}${String(error.cause)}`).not.toContain('hush-hush');
  });
});
