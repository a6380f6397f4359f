import { isStorable } from '../fold.ts';
import { indexKey } from '../index-entries.ts';
import { isObject, type Json, listOf, MAX_NAMES } from '../json.ts';
import type { ResourceModel } from '../schema/definition.ts';
import { attributeName, resolveAttribute } from '../schema/resolve.ts';
import type { Asked } from './operation.ts';

/** The values that nobody else may have and that an operation would take, each as a text that tells it from others. */
export const claimsOf = (
  { method, data }: Pick<Asked, 'method' | 'data'>,
  model: ResourceModel,
  groupNames: 'unique' | 'any',
): readonly string[] =>
  [...(method === 'PATCH' ? patched(data) : namesIn(data))].flatMap(([name, value]) => {
    if (typeof value !== 'string' || !isStorable(value)) return [];
    const ref = resolveAttribute(model, name);
    const index = ref && model.indexes.find(({ attribute }) => attribute === attributeName(ref));
    const isUnique = index?.unique === 'setting' ? groupNames === 'unique' : index?.unique;
    return ref && isUnique ? [`${model.name} ${attributeName(ref)} ${indexKey(ref, value)}`] : [];
  });

/** Names and values as they were sent. What is wrong about them is for the operation itself to say. */
function* namesIn(data: Json): Iterable<readonly [name: string, value: Json]> {
  if (!isObject(data)) return;
  const entries = Object.entries(data);
  if (entries.length <= MAX_NAMES) yield* entries;
}

/** What the operations of a PATCH set, by a path or without one. */
function* patched(data: Json): Iterable<readonly [name: string, value: Json]> {
  for (const [name, operations] of namesIn(data)) {
    if (name.toLowerCase() !== 'operations') continue;
    for (const operation of listOf(operations)) {
      const members = new Map([...namesIn(operation)].map(([key, value]) => [key.toLowerCase(), value]));
      const path = members.get('path');
      const value = members.get('value') ?? null;
      if (typeof path === 'string') yield [path, value];
      else yield* namesIn(value);
    }
  }
}
