import { types } from 'node:util';

/**
 * jest runs each test file in a realm of its own, where the errors of Node itself, such as a broken
 * connection, are no instances of `Error`. The SDK wraps what is none, and its name and code are gone: then
 * nobody can tell a lost answer from a bug. Imported for its effect.
 */
const isInstance = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return this === Error ? types.isNativeError(value) : isInstance.call(this, value);
  },
});
