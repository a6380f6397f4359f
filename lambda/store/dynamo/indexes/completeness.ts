import type { DeclaredIndex } from '../../../scim/schema/declared-index.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { batchGet } from '../batch.ts';
import { completenessKey, registrationKey } from '../keys.ts';
import type { Item } from '../table.ts';
import type { Reading } from '../writing.ts';
import { type Registration, registrationOf } from './registration.ts';

/** By attribute, the generation of the index for which every resource of a tenant has its entries. */
export type Completeness = Readonly<Record<string, number>>;

export const completenessItem = (
  tenant: string,
  type: ResourceTypeName,
  generations: Completeness,
  by: object,
): Item => ({ ...completenessKey(tenant, type), kind: 'complete', generations, by });

const completenessOf = (item: Item | undefined): Completeness => item?.['generations'] ?? {};

/** The generations of all that is registered: what is complete where there are no resources yet. */
export const generationsOf = ({ indexes }: Registration): Completeness =>
  Object.fromEntries(Object.entries(indexes).map(([attribute, { generation }]) => [attribute, generation]));

/** What is registered of a type, and what is complete in a tenant; read at one moment, in one round trip. */
export const readCompleteness = async (
  reading: Reading,
  type: ResourceTypeName,
): Promise<{ readonly registration: Registration; readonly complete: Completeness }> => {
  const keys = { registered: registrationKey(type), complete: completenessKey(reading.tenant, type) };
  const found = await batchGet(reading, Object.values(keys));
  return {
    registration: registrationOf(found(keys.registered)),
    complete: completenessOf(found(keys.complete)),
  };
};

/**
 * The declared indexes of which a tenant has every entry. An index that somebody has written without since it was
 * complete is of another generation by now, or of none.
 */
export const completeIndexes = async (
  reading: Reading,
  type: ResourceTypeName,
  declared: readonly DeclaredIndex[],
): Promise<ReadonlySet<string>> => {
  const { registration, complete } = await readCompleteness(reading, type);
  const isComplete = ({ attribute, form }: DeclaredIndex): boolean => {
    const registered = registration.indexes[attribute];
    return registered?.form === form && registered.generation === complete[attribute];
  };
  return new Set(declared.filter(isComplete).map(({ attribute }) => attribute));
};
