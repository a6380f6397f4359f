import type { DeclaredIndex } from '../../../scim/schema/declared-index.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import type { Writing } from '../writing.ts';
import { register } from './registration.ts';

/** Registers the indexes of a type once in a function's life, before it first writes a resource of that type. */
export const registrar = (
  declared: Readonly<Record<ResourceTypeName, readonly DeclaredIndex[]>>,
): ((writing: Writing, type: ResourceTypeName) => Promise<void>) => {
  const registered = new Set<ResourceTypeName>();
  return async (writing, type) => {
    if (registered.has(type)) return;
    await register(writing, type, declared[type]);
    registered.add(type);
  };
};
